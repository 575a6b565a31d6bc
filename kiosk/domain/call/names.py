"""Which call an event speaks of: the one of the moment, or one that is over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.domain.call.status import Monotonic

_KEPT = 32
"""Calls that are over and remembered; their last events are milliseconds late, not hours."""

_FAREWELL = 0.5
"""Seconds within which a user agent tells the end of a call that was hung up; one that takes longer is killed."""


@dataclass(frozen=True, slots=True)
class Names:
    """The user agent's names of calls. `current` is "" until it has named the call of the moment.

    A call that was hung up before it had a name is `nameless`: the next end of a call never heard of is its end,
    if it comes before `farewell`. A name first heard while such an end is awaited is `doubtful`: it may be that
    call's, whose last words crossed our hanging up. Where nobody knows whether there was such a call, it is
    `presumed`.
    """

    current: str = ""
    doubtful: bool = False
    over: tuple[str, ...] = ()
    nameless: int = 0
    presumed: bool = False
    farewell: Monotonic = 0.0

    def is_current(self, call_id: str) -> bool:
        """Whether an event of `call_id` may speak of the call of the moment."""
        return call_id == self.current or (not self.current and call_id not in self.over)

    def heard(self, call_id: str, now: Monotonic) -> Names:
        """The call of the moment was dialled, and `call_id` passes for it."""
        if call_id == self.current:
            return self
        return replace(self, current=call_id, doubtful=self._awaited(now) > 0)

    def came_in(self, call_id: str) -> Names:
        """The call of the moment is `call_id`, which came from outside."""
        return replace(self, current=call_id, doubtful=False)

    def gone(self, call_id: str) -> Names:
        """`call_id` is over: nothing that is still told of it counts."""
        current = "" if call_id == self.current else self.current
        over = (*self.over, call_id)[-_KEPT:] if call_id else self.over
        return replace(self, current=current, over=over)

    def to_hang_up(self, now: Monotonic) -> tuple[str, ...]:
        """The names by which the call of the moment is hung up; while in doubt also the nameless call is."""
        return (self.current, "") if self._in_doubt(now) else (self.current,)

    def hung_up(self, now: Monotonic) -> Names:
        """The call of the moment was hung up; its end has yet to be told."""
        if self._in_doubt(now):
            return replace(self.gone(self.current), farewell=now + _FAREWELL)
        if self.current:
            return self.gone(self.current)
        return replace(self, nameless=self._awaited(now) + 1, presumed=False, farewell=now + _FAREWELL)

    def forgotten(self) -> Names:
        """The user agent died, and all calls with it."""
        return replace(self.gone(self.current), nameless=0)

    def presumed_hung_up(self, now: Monotonic) -> Names:
        """The call of the moment is nameless, may not exist, and was hung up for the case that it does."""
        return replace(self, nameless=1, presumed=True, farewell=now + _FAREWELL)

    def is_farewell(self, call_id: str, now: Monotonic, *, refused: bool) -> bool:
        """Whether the end of `call_id` is that of a nameless call. `refused`: we cannot have caused it.

        To take the end of the new call for it costs a wait of `Timers.silent`; the opposite mistake would leave
        two calls at once.
        """
        if refused and self.presumed:
            return False
        unknown = call_id not in {"", self.current, *self.over}
        return self._awaited(now) > 0 and (unknown or (self._in_doubt(now) and call_id == self.current))

    def bade_farewell(self, call_id: str) -> Names:
        """The end of a nameless call was told: it was `call_id`."""
        return replace(self.gone(call_id), nameless=self.nameless - 1)

    def _in_doubt(self, now: Monotonic) -> bool:
        return self.current != "" and self.doubtful and self._awaited(now) > 0

    def _awaited(self, now: Monotonic) -> int:
        return self.nameless if now < self.farewell else 0
