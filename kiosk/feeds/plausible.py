"""Whether a message that could be read can also be believed: its time, and its sudden emptiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.realtime import Fault
from kiosk.feeds.errors import FeedError

if TYPE_CHECKING:
    from kiosk.domain.realtime import FeedMessage
    from kiosk.domain.service_day import Instant, Now

CLOCK_SET_AFTER = 1_735_689_600
"""2025-01-01: a kiosk that believes in an earlier moment has lost its clock."""

MILLISECONDS_FROM = 100_000_000_000
"""As seconds this is the year 5138, so it is milliseconds."""

TOLERATED_AHEAD = 60
FRESH = 90
"""GTFS Realtime best practices: feeds are at most 90 s old."""

PATIENCE_WITH_OLDER = 60.0
EMPTY_POLLS = 3


class Judgement:
    """Judges each new message of one source against the one before."""

    def __init__(self) -> None:
        self._last: FeedMessage | None = None
        self._older_since: float | None = None
        self._older_seen: Instant = 0
        self._older_told = False
        self._empty_polls = 0

    def accepts(self, message: FeedMessage, now: Now) -> bool:
        """True for news; False for an older snapshot, to be ignored without fuss. Raises FeedError.

        Where the kiosk's own clock is not set, the feed's is the better one and no time is too far ahead. A
        message that does not say when it was made is accepted: the board never takes it for fresh.
        """
        timestamp = message.timestamp
        if timestamp is not None:
            _check_time(timestamp, now)
        if self._is_older(timestamp, now):
            return False
        self._check_emptiness(message, timestamp, now)
        self._last = message
        return True

    def _is_older(self, timestamp: Instant | None, now: Now) -> bool:
        """Two servers behind one name answer in turn, and one lags: the older answer is no news.

        When only older ones come for a minute, something is wrong; when they then go on, they are the new truth.
        """
        if self._last is None or timestamp is None or timestamp >= (self._last.timestamp or 0):
            self._forget_older()
            return False
        if self._older_since is None:
            self._older_since = now.monotonic
        advances = timestamp > self._older_seen
        self._older_seen = timestamp
        if now.monotonic - self._older_since <= PATIENCE_WITH_OLDER:
            return True
        if self._older_told and advances:
            self._forget_older()
            return False
        self._older_told = True
        raise FeedError(Fault.WENT_BACK, "the feed has gone back in time")

    def _forget_older(self) -> None:
        self._older_since = None
        self._older_told = False

    def _check_emptiness(self, message: FeedMessage, timestamp: Instant | None, now: Now) -> None:
        """All vehicles gone at once is more often a fault than true: it must be said three times.

        Where the message says when it was made, it must be fresh too.
        """
        if message.entity_count or self._last is None or not self._last.entity_count:
            self._empty_polls = 0
            return
        fresh = True
        if timestamp is not None:
            newer = timestamp > (self._last.timestamp or 0)
            fresh = now.instant - timestamp <= FRESH if _clock_is_set(now) else newer
        self._empty_polls = self._empty_polls + 1 if fresh else 0
        if self._empty_polls < EMPTY_POLLS:
            raise FeedError(Fault.EMPTY, "the feed holds nothing at all any more, which is not believed yet")


def _check_time(timestamp: Instant, now: Now) -> None:
    if timestamp <= 0:
        raise FeedError(Fault.IMPLAUSIBLE_TIME, "the feed was made before there were such feeds")
    if timestamp >= MILLISECONDS_FROM:
        raise FeedError(Fault.IMPLAUSIBLE_TIME, "the feed gives its time in something smaller than seconds")
    if _clock_is_set(now) and timestamp > now.instant + TOLERATED_AHEAD:
        ahead = timestamp - now.instant
        raise FeedError(Fault.IMPLAUSIBLE_TIME, f"the feed was made {ahead} s in the future by our clock")


def _clock_is_set(now: Now) -> bool:
    return now.instant >= CLOCK_SET_AFTER
