"""How the screen tells whoever started it that it wants to be started again."""

RESTART = 75
"""The exit code of a screen that ended in order to start anew. Source: sysexits.h, EX_TEMPFAIL: try again."""
