"""When a session is to be given up: its window shows no sign of life; and when to look at its memory."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.services.session import Monotonic


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to the window's first word, for its farewell, and between two looks at its memory."""

    start: float = 15.0
    farewell: float = 1.2
    """The portal's log-out address is called in it; what is then still there is killed."""
    look: float = 0.25
    spare_look: float = 10.0
    """A window that waits for its passenger grows by itself only."""


class Watch:
    """What the supervisor knows of its window's life. `now` is always the clock that never steps."""

    def __init__(self, silence: float, patience: Patience, now: Monotonic) -> None:
        self._silence = silence
        self._patience = patience
        self._lives_until = now + patience.start
        self._ready = False
        self._look_every = patience.spare_look
        self._next_look = now + self._look_every
        self._closes_until: Monotonic | None = None

    def is_ready(self, now: Monotonic) -> None:
        """The window has started: from now on its loop beats."""
        self._ready = True
        self.beats(now)

    def beats(self, now: Monotonic) -> None:
        """The window's loop runs."""
        if self._ready:
            self._lives_until = now + self._silence

    def opens(self, now: Monotonic) -> None:
        """A passenger uses the window from now on."""
        self._look_every = self._patience.look
        self._next_look = now + self._look_every

    def closes(self, now: Monotonic) -> None:
        """The window has been told to end, or ends by itself."""
        if self._closes_until is None:
            self._closes_until = now + self._patience.farewell

    def gives_up(self, now: Monotonic) -> None:
        """Nothing more is to be expected of the window: it needs no time for a farewell."""
        self._closes_until = now

    @property
    def closing(self) -> bool:
        """Whether it was told to end, or ends by itself."""
        return self._closes_until is not None

    def farewell_is_over(self, now: Monotonic) -> bool:
        """Whether a window that is to end has had its time."""
        return self._closes_until is not None and now >= self._closes_until

    def is_silent(self, now: Monotonic) -> bool:
        """Whether it has shown no sign of life for too long."""
        return now >= self._lives_until

    def is_to_look(self, now: Monotonic) -> bool:
        """Whether its memory is to be measured now; then again after a while."""
        if self.closing or now < self._next_look:
            return False
        self._next_look = now + self._look_every
        return True

    def seconds(self, now: Monotonic) -> float:
        """How long nothing is to be asked here."""
        next_one = self._closes_until or min(self._lives_until, self._next_look)
        return max(next_one - now, 0.0)
