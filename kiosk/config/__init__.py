"""The kiosk's settings: what may be set (settings), how kiosk.toml is read (read), where a key stands (lines)."""
