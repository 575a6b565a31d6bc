"""The emergency process: it owns the call, the user agent and the physical button. asyncio, no Qt.

`client` is the other end of its socket, for the screen and the command line.
"""
