"""Emergency calls made to be measured, and figures of several runs."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kiosk.domain.call.status import IN_CALL, CallStatus, State
from tests.bench.figures import Figure
from tests.e2e.pavilion import Pavilion, until


def worst(  # noqa: PLR0917  # a figure's own columns
    name: str, seconds: Sequence[float], unit: str, must: float, aim: float, beside: str = ""
) -> Figure:
    """The longest of several runs, in "ms" or "s", beside their median."""
    scale = 1000 if unit == "ms" else 1
    runs = f"median of {len(seconds)} {scale * statistics.median(seconds):.3g} {unit}" if len(seconds) > 1 else ""
    return Figure(name, scale * max(seconds), unit, must, aim, "; ".join(filter(None, (runs, beside))))


@contextmanager
def settled(pavilion: Pavilion) -> Iterator[Pavilion]:
    """A pavilion that is up for a while, so that it has made its sounds and asked its trunks."""
    with pavilion:
        until(lambda: "all phrases" in pavilion.log(), limit=60, what="the phrases to be made")
        yield pavilion


def press(pavilion: Pavilion) -> float:
    """Begin a call without a countdown; the moment it was to be dialled."""
    until(lambda: pavilion.now, what="the agent to be watched")
    over = last_moment(pavilion, State.ENDED)
    pavilion.call()
    return first(pavilion, State.DIALING, after=over).since


def first(pavilion: Pavilion, state: State, after: float) -> CallStatus:
    """The status in which the call first was in this state, later than the moment `after`; waits for it."""

    def found() -> CallStatus | None:
        return next((told for told in pavilion.told if told.state is state and told.since > after), None)

    status = until(found, what=f"{state} after {after:.3f}")
    assert status is not None
    return status


def last_moment(pavilion: Pavilion, state: State) -> float:
    """When the call was last told to have come into this state; 0 where it never was."""
    return max((told.since for told in pavilion.told if told.state is state), default=0.0)


def end(pavilion: Pavilion) -> None:
    """Hang up, and wait until it is over."""
    pavilion.hang_up()
    until(lambda: pavilion.now is not None and pavilion.now.state not in IN_CALL, what="the end of the call")
