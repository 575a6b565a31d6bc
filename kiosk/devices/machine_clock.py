"""Whether somebody keeps the kernel's clock right, and how well."""

from __future__ import annotations

import ctypes

STA_UNSYNC = 0x0040
"""The clock is not synchronised. Source: adjtimex(2), <sys/timex.h>."""
MICROSECONDS = 1_000_000


class Timex(ctypes.Structure):
    """struct timex; what is not read is kept as room. Source: adjtimex(2)."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


def synchronised() -> bool | None:
    """True while NTP keeps the clock; None where the system does not tell."""
    told = _told()
    return None if told is None else not told.status & STA_UNSYNC


def most_error() -> float | None:
    """Seconds that the clock may be off at most, as NTP reckons; None where nobody keeps it."""
    told = _told()
    return None if told is None or told.status & STA_UNSYNC else float(told.maxerror) / MICROSECONDS


def _told() -> Timex | None:
    """What the kernel tells. Nothing is set: `modes` is 0."""
    try:
        adjtimex = ctypes.CDLL(None, use_errno=True).adjtimex
    except (OSError, AttributeError):  # a C library without it
        return None
    told = Timex()
    return None if adjtimex(ctypes.byref(told)) < 0 else told
