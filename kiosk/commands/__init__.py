"""One file per command: its words (`add_to`) and what it does (`run`), which imports what it needs by itself."""
