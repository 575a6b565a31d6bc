"""Ten thousand calls over a line that does everything wrong, in virtual time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest

from kiosk.domain.call.events import ButtonDown, ButtonUp, CallWanted, Closed, GivenUp, PhraseWanted
from kiosk.domain.call.machine import Line
from kiosk.domain.call.status import IN_CALL, Phrase, State
from tests.domain.a_call import trunk
from tests.domain.simulated_line import SimulatedLine, Trunks

NAMES = ("a", "b", "c")
LINE = Line(tuple(trunk(name) for name in NAMES))
FAULTS = ("late", "busy", "unreachable", "silent", "tries", "rings")
CALLS = 1000


class Night(SimulatedLine):
    """One night of calls, with everything a caller and an operator may do."""

    def one_call(self, *, troubled: bool) -> None:
        """Somebody calls: nothing keeps them from the trunk that answers; then whatever may happen."""
        way_out = self.random.choice(NAMES)
        faults = {name: self.random.choice(FAULTS) for name in NAMES}
        self.trunks = Trunks({**faults, way_out: "answers"})
        self._press()
        if troubled:
            self._something_crosses()
        self._gets_through(way_out, troubled=troubled)
        for _ in range(self.random.randrange(4)):
            self._in_the_call()
        self._comes_to_rest()
        if self.random.random() < 0.5:
            self._is_called_back()

    def _press(self) -> None:
        if self.random.random() < 0.5:
            for _ in range(self.random.randrange(1, 4)):
                self.happens(CallWanted())
        else:
            self.happens(ButtonDown())
            self.advance(self.now + self.random.uniform(2.0, 2.1))
            self.happens(ButtonUp())
        assert self.state() is State.COUNTDOWN

    def _something_crosses(self) -> None:
        """The user agent dies, a stranger or the operator calls, a button is pressed, while we dial."""
        for _ in range(self.random.randrange(1, 3)):
            self.advance(self.now + self.random.choice([0.5, 2.0, 3.0, 5.0]) + self.random.uniform(0, 0.01))
            what: Sequence[Callable[[], None]] = (
                self.dies,
                lambda: self.calls_back(""),
                lambda: self.calls_back(self.random.choice(NAMES)),
                lambda: self.happens(ButtonDown()),
                lambda: self.happens(CallWanted()),
            )
            self.random.choice(what)()

    def _gets_through(self, way_out: str, *, troubled: bool) -> None:
        """Each trunk before the one that answers costs its patience and no more; trouble costs a walk over all."""
        before = NAMES if troubled else NAMES[: NAMES.index(way_out)]
        limit = 3.6 + sum(self.trunks.patience(name) for name in before) + (30 if troubled else 0)
        self.advance(self.now + limit, self.through)
        assert self.through(), (self.call, self.calls, self.trunks)

    def _in_the_call(self) -> None:
        if not self.through():
            return
        on = self.call.names.current
        what: Sequence[Callable[[], None]] = (
            lambda: self.happens(PhraseWanted(self.random.choice(list(Phrase)))),
            lambda: self.happens(CallWanted()),
            lambda: self.calls_back(self.random.choice(["", *NAMES])),
            self.dies,
            lambda: self.ends(on, Closed(on, media_lost=True)),
        )
        self.random.choice(what)()
        self.advance(self.now + self.random.uniform(0, 90))

    def _comes_to_rest(self) -> None:
        on = self.call.names.current
        if self.through() and self.random.random() < 0.5:
            self.ends(on, Closed(on))
            self.advance(self.now + 0.01)
        self._leaves()

    def _is_called_back(self) -> None:
        self.advance(self.now + self.random.choice([1, 30, 1000]))
        self.calls_back(self.random.choice(["", *NAMES]))
        self.advance(self.now + self.random.uniform(0, 7))
        self._leaves()

    def _leaves(self) -> None:
        """Whatever is on is given up; whoever still calls is done with it. Nothing may be left on the wire."""
        for pause in (0.5, 7.0, 0.5):
            if self.state() in IN_CALL:
                self.happens(GivenUp())
                assert self.state() not in IN_CALL
            self.advance(self.now + pause)
        assert self.state() in {State.IDLE, State.ENDED}
        assert not self.calls, "an orphan"


@pytest.mark.parametrize("seed", range(10))
def test_a_night_of_a_thousand_calls(seed: int) -> None:
    night = Night(Random(seed), LINE)
    for number in range(CALLS):
        night.one_call(troubled=number % 2 == 1)
        if number % 10 == 0:
            night.advance(night.now + 1000)
            assert (night.state(), night.calls) == (State.IDLE, {})
    assert len(night.dials) > CALLS
    assert night.refused > CALLS / 10
