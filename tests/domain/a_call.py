"""A call driven by hand: every event at its moment, every order kept."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.call.events import CallWanted, Established, Event, Order, Tick
from kiosk.domain.call.machine import Call, Line, next_moment, step
from kiosk.domain.call.sip_uri import parse
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.call.trunk import Timers, Trunk


def trunk(name: str, *, pidf_lo: bool = False, test: bool = False) -> Trunk:
    return Trunk(
        name,
        parse(f"sip:112@{name}.example"),
        parse(f"sip:0042@{name}.example"),
        pidf_lo=pidf_lo,
        test_uri=parse(f"sip:echo@{name}.example") if test else None,
    )


A, B = trunk("a"), trunk("b")


class Driven:
    """`step` with its call, its clock and a fresh reference for each call."""

    def __init__(self, *trunks: Trunk, edge: bool = False, timers: Timers | None = None) -> None:
        self.line = Line(trunks, edge)
        self.timers = timers or Timers()
        self.call = Call()
        self.now = 1000.0
        self.steps = 0

    def status(self) -> CallStatus:
        return self.call.status

    def state(self) -> State:
        return self.call.status.state

    def does(self, event: Event, *, after: float = 0.0) -> Sequence[Order]:
        """The orders that `event` leads to, `after` so many seconds."""
        self.now += after
        self.steps += 1
        self.call, orders = step(self.call, event, self.now, self.line, self.timers, f"r{self.steps}")
        return orders

    def waits(self) -> Sequence[Order]:
        """Time passes until the machine wants to be asked again."""
        moment = next_moment(self.call, self.timers)
        assert moment is not None, "nothing would ever happen by itself"
        return self.does(Tick(), after=max(0.0, moment - self.now))

    def dialling(self) -> Driven:
        self.does(CallWanted())
        self.waits()
        return self

    def connected(self, call_id: str = "one") -> Driven:
        self.dialling()
        self.does(Established(call_id))
        return self
