"""The loudness of the loudspeaker, set by amixer."""

from __future__ import annotations

import re

from kiosk.devices.program import Failure, ProgramError, answer

AMIXER = "amixer"
CONTROLS = ("Master", "PCM", "Speaker", "Headphone", "Headset", "Playback", "Digital")
"""What makes the whole sound louder, the most usual first. Source: Linux, sound/designs/control-names.rst."""

_CARD = re.compile(r"CARD=([A-Za-z0-9_-]+)|(?:hw|plughw|dmix|dsnoop|sysdefault|front):([A-Za-z0-9_-]+)")
_CONTROL = re.compile(r"Simple mixer control '([^']+)',(\d+)")
_FAILURES = {
    Failure.MISSING: "amixer is not installed",
    Failure.FAILED: "amixer does not answer",
    Failure.REFUSED: "the loudspeaker's mixer refuses",
}


class VolumeError(Exception):
    """The loudness cannot be set; one sentence."""


def mixer(device: str) -> tuple[str, ...]:
    """The words that name to amixer the mixer of an ALSA playback device. Source: amixer(1), -c and -D."""
    if found := _CARD.search(device):
        return ("-c", found[1] or found[2])
    return () if device in {"", "default"} else ("-D", device)


class Volume:
    """The mixer of the playback `device`, as ALSA names it. `program` is amixer's name, or another in tests."""

    def __init__(self, device: str, program: str = AMIXER) -> None:
        self._words = (program, *mixer(device))
        self._control = ""

    def set(self, percent: int) -> None:
        """Make it so loud, as an ear hears it, and unmute it. May take seconds. Raises VolumeError."""
        self._control = self._control or self._found()
        self._run("-M", "-q", "sset", self._control, f"{percent}%", "unmute")

    def _found(self) -> str:
        known = dict.fromkeys(_CONTROL.findall(self._run("scontrols")))
        for wanted in CONTROLS:
            for name, number in known:
                if name == wanted:
                    return f"{name},{number}"
        raise VolumeError("the loudspeaker has no control of its loudness that is known here")

    def _run(self, *words: str) -> str:
        try:
            return answer((*self._words, *words))
        except ProgramError as error:
            raise VolumeError(_FAILURES[error.failure]) from error
