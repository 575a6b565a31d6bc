"""The pattern of the door: the name held, the clock touched twice, in time."""

from __future__ import annotations

from kiosk.domain.maintenance import pattern
from kiosk.domain.maintenance.pattern import Pattern


def test_the_name_then_the_clock_twice_is_the_pattern() -> None:
    once = pattern.touched(pattern.held(10.0), 11.0)
    assert not once.complete
    assert pattern.touched(once, 14.0).complete


def test_anything_else_is_not() -> None:
    assert pattern.touched(pattern.touched(Pattern(), 1.0), 1.1) == Pattern(), "the name was not held"
    late = pattern.touched(pattern.held(10.0), 14.1)
    assert late == Pattern(), "too late"
    assert not pattern.touched(pattern.touched(pattern.held(10.0), 11.0), 14.1).complete
    assert pattern.held(20.0) == Pattern(20.0), "each hold begins anew"
