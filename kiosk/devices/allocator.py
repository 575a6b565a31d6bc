"""What the C library does with memory that was given back to it."""

from __future__ import annotations

import ctypes

MMAP_THRESHOLD = -3
"""Source: malloc.h of glibc, M_MMAP_THRESHOLD."""
LARGE = 2**20
"""Bytes from which on a piece goes back to the system at once."""


def return_free_pieces() -> None:
    """Give back every whole page of memory that is free at the moment, in the midst of used ones too.

    Pages that open and close leave small pieces everywhere, and glibc returns only what lies at the end of its
    memory: it would grow for days. Takes some milliseconds. Source: malloc_trim(3), since glibc 2.8.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def return_large_pieces() -> None:
    """Let large pieces of memory go back to the system when they are freed; nothing where that cannot be told.

    A picture of the screen takes 8 MB for a moment. glibc takes the first that is freed for the usual size and
    keeps the next ones for itself, for ever. Source: mallopt(3), M_MMAP_THRESHOLD, "dynamic adjustment".
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(MMAP_THRESHOLD, LARGE)
