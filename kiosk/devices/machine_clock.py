"""Whether somebody keeps the kernel's clock right."""

from __future__ import annotations

import ctypes

STA_UNSYNC = 0x0040
"""The clock is not synchronised. Source: adjtimex(2), <sys/timex.h>."""


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
    """True while NTP keeps the clock; None where the system does not tell. Nothing is set: `modes` is 0."""
    try:
        adjtimex = ctypes.CDLL(None, use_errno=True).adjtimex
    except (OSError, AttributeError):  # a C library without it
        return None
    told = Timex()
    return None if adjtimex(ctypes.byref(told)) < 0 else not told.status & STA_UNSYNC
