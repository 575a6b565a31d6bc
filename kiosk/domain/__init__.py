"""What is true and what it means: frozen values and pure functions. No Qt, no files, no network, no clock."""
