"""Which sound device failed: the next user agent does without it, and with the other one."""

from __future__ import annotations

from dataclasses import replace

from kiosk.sos.baresip import config_files
from kiosk.sos.baresip.events import is_of_a_device
from kiosk.sos.plan import Sound, UserAgentPlan

_NO_MICROPHONE = b"audio: start_source failed"
_NO_LOUDSPEAKER = b"audio: start_player failed"


class Devices:
    """The devices of one user agent. `speaking` is what stands in the microphone's place now."""

    def __init__(self, plan: UserAgentPlan) -> None:
        self._sound = plan.sound
        self._microphone = config_files.source(plan)
        self.speaking = self._microphone
        self.left: Sound | None = None
        """What remains, once one has failed in a call."""
        self._failed: set[bytes] = set()
        self._said_last = b""

    def said(self, data: bytes) -> None:
        """Take note of what the user agent prints: which device it could not open."""
        said = self._said_last + data
        self._failed |= {words for words in (_NO_MICROPHONE, _NO_LOUDSPEAKER) if words in said}
        self._said_last = data[-len(_NO_MICROPHONE) :]

    def fail(self, kind: str, why: str) -> bool:
        """Whether this event of a call tells that a device failed; then `left` is known."""
        if kind == "AUDIO_ERROR" and self._sound.microphone and self.speaking == self._microphone:
            self._lose({_NO_MICROPHONE})  # it worked, and was unplugged
        elif kind == "CALL_CLOSED" and is_of_a_device(why):
            self._lose(self._failed or {_NO_MICROPHONE, _NO_LOUDSPEAKER})
        return self.left is not None

    def _lose(self, failed: set[bytes]) -> None:
        microphone = "" if _NO_MICROPHONE in failed else self._sound.microphone
        loudspeaker = "" if _NO_LOUDSPEAKER in failed else self._sound.loudspeaker
        self.left = replace(self._sound, microphone=microphone, loudspeaker=loudspeaker)
