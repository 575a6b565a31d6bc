"""A SIP proxy on loopback that adds our location to a call; the user agent itself cannot (RFC 6442)."""
