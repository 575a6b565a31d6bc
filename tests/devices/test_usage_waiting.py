"""What waits in memory: bounded, in order, the right things dropped; whether a clock may say what is old."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.devices.usage.rows import Noted, Tally
from kiosk.devices.usage.steady import STEP, Steady
from kiosk.devices.usage.waiting import Numbered, Waiting
from kiosk.domain.usage.catalogue import Purpose
from tests.devices.usage_files import ALL, NOW

MOST = 6
ITEMS = (*(Noted(one, NOW) for one in ALL), Tally((), NOW))
CHERISHED = (Purpose.AUDIT, Purpose.EMERGENCY)


def is_cherished(item: Noted | Tally) -> bool:
    return isinstance(item, Noted) and item.event.purpose in CHERISHED


class Queue(RuleBasedStateMachine):
    """A writer that takes, and now and then puts back, beside others that append."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = Waiting(MOST)
        self.appended: dict[int, Noted | Tally] = {}
        self.written: list[int] = []
        self.taken: list[Numbered] = []
        self.lost = 0

    @rule(item=st.sampled_from(ITEMS))
    def append(self, item: Noted | Tally) -> None:
        self.waiting.append(item)
        self.appended[self.waiting.last] = item

    @rule(most=st.integers(1, 4))
    def take(self, most: int) -> None:
        if not self.taken:
            self.taken = self.waiting.take(most)
            assert len(self.taken) <= most

    @rule()
    def write(self) -> None:
        self.written += [number for number, _ in self.taken]
        self.taken = []

    @rule()
    def put_back(self) -> None:
        self.waiting.put_back(self.taken)
        self.taken = []

    @rule()
    def tell(self) -> None:
        self.lost += self.waiting.take_lost()
        assert self.lost == self.waiting.dropped

    @invariant()
    def numbers_go_up(self) -> None:
        assert self.written == sorted(set(self.written))

    @invariant()
    def it_is_bounded(self) -> None:
        cherished = sum(map(is_cherished, self.appended.values()))
        assert len(self.waiting) <= MOST + cherished

    @invariant()
    def all_is_written_waiting_or_dropped(self) -> None:
        there = len(self.written) + len(self.taken) + len(self.waiting) + self.waiting.dropped
        assert there == len(self.appended)

    def teardown(self) -> None:
        """Whatever happened, what matters is there, in order, and nothing was changed on the way."""
        left = self.taken + self.waiting.take(len(self.appended))
        assert [number for number, _ in left] == sorted(number for number, _ in left)
        assert all(self.appended[number] is item for number, item in left)
        there = {*self.written, *(number for number, _ in left)}
        assert {number for number, item in self.appended.items() if is_cherished(item)} <= there


TestQueue = Queue.TestCase


def test_the_oldest_of_what_passengers_did_goes_first() -> None:
    opened, lost, pin = Noted(ALL[0], NOW), Noted(ALL[1], NOW), Noted(ALL[3], NOW)
    waiting = Waiting(3)
    for item in (opened, lost, pin, opened, lost, pin):
        waiting.append(item)
    assert [number for number, _ in waiting.take(9)] == [3, 5, 6]
    assert waiting.dropped == 3
    assert waiting.oldest() == 7


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(-2000, 2000)), min_size=1, max_size=20))
def test_a_clock_that_stepped_is_not_sure(seen: list[tuple[int, int]]) -> None:
    steady, offsets = Steady(), [offset for _, offset in seen]
    for monotonic, offset in seen:
        steady.see(NOW + offset + monotonic, monotonic)
    stepped = max(offsets) - min(offsets) > STEP
    assert steady.latest(6000) == NOW + offsets[-1] + 6000
    assert steady.sure(6000) == (None if stepped else steady.latest(6000))
    steady.begin()
    assert steady.sure(7000) == NOW + offsets[-1] + 7000


def test_a_clock_that_said_nothing_is_not_sure() -> None:
    steady = Steady()
    steady.begin()
    assert steady.sure(0) is None
    assert steady.latest(0) is None
