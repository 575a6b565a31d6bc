"""The tones of a call, known from every telephone in Russia, and a few of our own."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.sos.wav import FULL, Samples, silence

PEAK = 0.4
LINE = 425.0
"""Hz. Source of it and of the cadences: ITU-T E.180 and its Supplement 2, Russian Federation."""
_RAMP = 0.005
"""Seconds in which a tone swells and fades: without it each begins with a crack."""


@dataclass(frozen=True, slots=True)
class Beep:
    """`hertz` (0: nothing is heard) for `seconds`."""

    hertz: float
    seconds: float


TICK = (Beep(880, 0.08), Beep(0, 0.92))
PRESSED = (Beep(880, 0.15),)
DIALLING = (Beep(LINE, 0.06), Beep(0, 0.12), Beep(LINE, 0.06), Beep(0, 1.76))
RING_BACK = (Beep(LINE, 1.0), Beep(0, 4.0))
CONNECTED = (Beep(660, 0.12), Beep(880, 0.15))
FAILURE = (Beep(950, 0.33), Beep(1400, 0.33), Beep(1800, 0.33), Beep(0, 0.3))
"""The three rising tones that precede an announcement (E.180, special information tone)."""
CALLED = (Beep(740, 0.2), Beep(990, 0.2), Beep(740, 0.2), Beep(990, 0.2), Beep(0, 0.4))
OVER = (Beep(LINE, 0.35), Beep(0, 0.35)) * 3


def tone(beeps: Iterable[Beep], rate: int) -> Samples[int]:
    """The beeps one after the other."""
    samples = array("h")
    for beep in beeps:
        samples += _beep(beep, rate) if beep.hertz else silence(beep.seconds, rate)
    return samples


def _beep(beep: Beep, rate: int) -> Samples[int]:
    count, ramp = round(beep.seconds * rate), _RAMP * rate
    turn = 2 * math.pi * beep.hertz / rate
    return array(
        "h",
        (
            round(PEAK * FULL * math.sin(turn * index) * min(1.0, index / ramp, (count - index) / ramp))
            for index in range(count)
        ),
    )
