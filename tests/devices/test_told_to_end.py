"""SIGTERM and SIGINT, heard from the start on and acted upon where that does no harm."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from kiosk.devices.told_to_end import ToldToEnd

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def told() -> Iterator[ToldToEnd]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    told = ToldToEnd()
    told.listen()
    yield told
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_told_too_early_is_done_later(told: ToldToEnd, number: signal.Signals) -> None:
    ends: list[str] = []
    signal.raise_signal(number)
    assert told.heard
    told.then(lambda: ends.append("once"))
    assert ends == ["once"]


def test_what_is_told_later_is_done_at_once(told: ToldToEnd) -> None:
    ends: list[str] = []
    told.then(lambda: ends.append("now"))
    assert ends == []
    signal.raise_signal(signal.SIGTERM)
    assert ends == ["now"]
