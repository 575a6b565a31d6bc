"""What the drill makes of facts that the kiosk has anyway: the live feed, the clock, the agent's self-tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.board import Clock, Feed
from kiosk.domain.maintenance.drill import Finding, Outcome, Reason, failed, passed, skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kiosk.domain.board import Board
    from kiosk.domain.call.status import SelfTestResult
    from kiosk.domain.realtime import SourceState
    from kiosk.domain.service_day import Now

NEAR = 30
"""Seconds: a feed is made this long before it is read where all is well, so no more can be told of the clock."""


def feed(board: Board) -> Finding:
    """The live feed as the board knows it; the detail is its age in seconds."""
    age = "" if board.feed_age is None else board.feed_age
    match board.feed:
        case Feed.LIVE:
            return passed(age)
        case Feed.AGEING:
            return failed(Reason.OLD, age)
        case Feed.LOST:
            return failed(Reason.LOST, age)
        case Feed.STARTING:
            return failed(Reason.STARTING)
    return skipped(Reason.NOT_SET_UP)


def clock(board: Board, sources: Iterable[SourceState], now: Now, *, kept: bool | None) -> Finding:
    """This machine's clock against those of the feeds; the detail is by how many seconds it seems to be ahead.

    `kept`: whether the system keeps it right by NTP, None where it does not tell; believed where no feed is there.
    """
    if board.clock is Clock.UNKNOWN:
        return failed(Reason.UNSET)
    if board.clock is Clock.DOUBTFUL:
        return failed(Reason.OFF, board.clock_error or "")
    ahead = [
        now.instant - source.message.timestamp - round(now.monotonic - source.received)
        for source in sources
        if source.message and source.message.timestamp is not None and source.received is not None
    ]
    if not ahead:
        return passed() if kept else skipped(Reason.NOT_COMPARED)
    least = min(ahead, key=abs)
    return passed(least) if abs(least) <= NEAR else failed(Reason.OFF, least)


def self_test(results: Sequence[SelfTestResult]) -> Finding:
    """What the emergency agent's self-test found, over every trunk; its words are those of the worst."""
    worst = next((result for result in results if not result.passed), None)
    if worst is not None:
        return failed(Reason.AGENT, _said(worst))
    if not results:
        return failed(Reason.AGENT)
    return Finding(Outcome.PASSED, detail=_said(results[0]))


def _said(result: SelfTestResult) -> str:
    return f"{result.trunk}: {result.what}" if result.trunk else result.what
