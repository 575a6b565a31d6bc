"""A user agent and the trunks behind it in virtual time: orders take milliseconds, news cross them."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from kiosk.domain.call.events import (
    Answer,
    Closed,
    Dial,
    Established,
    Event,
    FarSound,
    HangUp,
    Incoming,
    Order,
    PhraseSpoken,
    Refuse,
    Ringing,
    Speak,
    Tick,
    Trying,
    UserAgentDied,
)
from kiosk.domain.call.machine import Line, next_moment
from kiosk.domain.call.status import State
from tests.domain.a_call import Driven


@dataclass
class OnTheWire:
    """One call as it really is."""

    outgoing: bool
    trunk: str
    established: bool = False


@dataclass(frozen=True)
class Trunks:
    """How each trunk takes a call: "answers", "late", "busy", "unreachable", "silent", "tries", "rings"."""

    manner: dict[str, str]

    def patience(self, name: str) -> float:
        """The most that this trunk may cost before the next one is dialled."""
        return {"late": 62.1, "silent": 2.0, "tries": 8.1, "rings": 60.3}.get(self.manner[name], 0.3)


class SimulatedLine(Driven):
    """Carries out what the machine orders, and tells it what comes of it. `calls` is what is really up."""

    def __init__(self, random: Random, line: Line) -> None:
        super().__init__(*line.trunks)
        self.random = random
        self.trunks = Trunks({})
        self.calls: dict[str, OnTheWire] = {}
        self.dials: list[str] = []
        self.refused = 0
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._carried_out = self._told = 0.0

    def at(self, moment: float, act: Callable[[], None]) -> None:
        """`act` happens at `moment`; among equals in the order of planning."""
        self._count += 1
        heapq.heappush(self._agenda, (moment, self._count, act))

    def advance(self, until: float, done: Callable[[], bool] = lambda: False) -> None:
        """Let happen what happens until `until`, or until `done`."""
        while not done():
            due = next_moment(self.call, self.timers)
            planned = self._agenda[0][0] if self._agenda else until
            if min(planned, until if due is None else due) >= until:
                self.now = max(self.now, until)
                return
            if due is not None and due < planned:
                self.happens(Tick(), max(due, self.now))
            else:
                moment, _, act = heapq.heappop(self._agenda)
                self.now = max(self.now, moment)
                act()

    def happens(self, event: Event, moment: float | None = None) -> None:
        """The machine hears of `event`; what it orders is carried out one after the other, soon."""
        for order in self.does(event, after=0.0 if moment is None else moment - self.now):
            self._carried_out = max(self._carried_out, self.now) + self.random.uniform(0, 0.003)
            self.at(self._carried_out, lambda order=order: self._carry_out(order))  # type: ignore[misc]

    def tell(self, event: Event) -> None:
        """The user agent has news, which are heard milliseconds later, in order."""
        self._told = max(self._told, self.now + self.random.uniform(0, 0.003))
        self.at(self._told, lambda: self.happens(event))

    def through(self) -> bool:
        """Whether the machine and the wire agree that somebody is on the line."""
        call = self.calls.get(self.call.names.current)
        return self.state() is State.CONNECTED and call is not None and call.established

    def dies(self) -> None:
        """The user agent is gone with all its calls, and tells so if it had any."""
        if self.calls:
            self.calls.clear()
            self.tell(UserAgentDied())

    def calls_back(self, trunk: str) -> None:
        """Somebody calls; "" is a stranger. After some seconds they give up."""
        call_id = self._new_call(outgoing=False, trunk=trunk)
        self.tell(Incoming(call_id, trunk))
        self.at(self.now + self.random.uniform(1, 6), lambda: self._give_up_waiting(call_id))

    def ends(self, call_id: str, end: Closed) -> None:
        """The far end, or the network, ends a call."""
        if self.calls.pop(call_id, None):
            self.tell(end)

    def _new_call(self, *, outgoing: bool, trunk: str) -> str:
        self._count += 1
        call_id = f"call-{self._count}"
        self.calls[call_id] = OnTheWire(outgoing, trunk)
        assert sum(call.outgoing for call in self.calls.values()) <= 1, "two calls out at once"
        return call_id

    def _carry_out(self, order: Order) -> None:
        match order:
            case Dial():
                self.dials.append(order.trunk)
                self._takes(self._new_call(outgoing=True, trunk=order.trunk), self.trunks.manner[order.trunk])
            case HangUp():
                call_id = order.call_id or next((name for name, call in self.calls.items() if call.outgoing), "")
                self.ends(call_id, Closed(call_id, self.random.choice([None, 487])))
            case Refuse():
                self.refused += 1
                self.ends(order.call_id, Closed(order.call_id, 486))
            case Answer() if order.call_id in self.calls:
                assert self.calls[order.call_id].trunk, "a stranger was let in"
                self._establish(order.call_id)
            case Speak():
                self.at(self.now + 2, lambda: self.tell(PhraseSpoken()))

    def _takes(self, call_id: str, manner: str) -> None:
        soon = self.now + self.random.uniform(0.001, 0.2)
        match manner:
            case "busy":
                code = self.random.choice([486, 503, 603, 404, 480])
                self.at(soon, lambda: self.ends(call_id, Closed(call_id, code)))
            case "unreachable":
                self.at(soon, lambda: self.ends(call_id, Closed(call_id, unreachable=True)))
            case "tries":
                self._tell_of(call_id, Trying(call_id), soon)
            case "rings":
                self._tell_of(call_id, Ringing(call_id), soon)
            case "late":
                self._tell_of(call_id, Ringing(call_id), self.now + 2.0 + self.random.uniform(-0.004, 0.004))
            case "answers":
                self._tell_of(call_id, Trying(call_id), soon)
                self._tell_of(call_id, Ringing(call_id), soon + 0.1)
                self.at(soon + 0.2, lambda: self._establish(call_id))

    def _tell_of(self, call_id: str, news: Event, moment: float) -> None:
        self.at(moment, lambda: self.tell(news) if call_id in self.calls else None)

    def _establish(self, call_id: str) -> None:
        if call_id in self.calls:
            self.calls[call_id].established = True
            assert sum(call.established for call in self.calls.values()) == 1, "two people on the line"
            self.tell(Established(call_id))
            self.tell(FarSound(call_id))

    def _give_up_waiting(self, call_id: str) -> None:
        if call_id in self.calls and not self.calls[call_id].established:
            self.ends(call_id, Closed(call_id))
