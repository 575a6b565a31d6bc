"""What builds, checks and installs the kiosk."""
