"""The poller against a real server: what it publishes, how long it waits, what it believes.

No real time passes: `wait` is ours, and the clocks are set by hand. The numbers name faults seen in the field.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.realtime import Fault, FeedMessage, SourceState
from kiosk.domain.service_day import Now
from kiosk.feeds.errors import FeedError
from kiosk.feeds.fetch import Source
from kiosk.feeds.poller import Poller
from tests.fakes import feed_server as fake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.feed_server import FeedServer

NOON = 1_795_330_800
INTERVAL = 10.0
PATIENCE = 10.0


def feed(timestamp: int | None, entities: int = 3, tail: str = "") -> bytes:
    """The bytes that `parse` below understands."""
    return f"{'' if timestamp is None else timestamp} {entities} {tail}".encode()


def parse(data: bytes) -> FeedMessage:
    if data.startswith(b"{"):
        raise FeedError(Fault.NOT_A_FEED, "this is JSON, not a feed")
    if data == b"bug":
        raise ZeroDivisionError
    timestamp, entities, _ = data.decode().split(" ")
    return FeedMessage(int(timestamp) if timestamp else None, entity_count=int(entities))


class Bench:
    """A poller that polls only when told to."""

    def __init__(self, server: FeedServer) -> None:
        self.server = server
        self.now = Now(NOON, 1000.0)
        self.chance = 1.0
        self.states: queue.SimpleQueue[SourceState] = queue.SimpleQueue()
        self.waits: queue.SimpleQueue[float] = queue.SimpleQueue()
        self.parsed = 0
        self._go = threading.Semaphore(0)
        self.poller = Poller(
            "city",
            Source(server.url("/feed")),
            self._parse,
            self.states.put,
            interval=INTERVAL,
            clocks=lambda: self.now,
            random=lambda: self.chance,
            wait=self._wait,
        )
        self._started = False

    def _parse(self, data: bytes) -> FeedMessage:
        self.parsed += 1
        return parse(data)

    def _wait(self, seconds: float) -> None:
        self.waits.put(seconds)
        assert self._go.acquire(timeout=PATIENCE)

    def poll(self, behaviour: fake.Behaviour | bytes | None = None, *, after: float = 0.0) -> SourceState:
        """Let time pass, poll once, and return what was published. `waited` is then how long it would wait."""
        if behaviour is not None:
            self.server.on("/feed", fake.serve(behaviour) if isinstance(behaviour, bytes) else behaviour)
        self.now = Now(self.now.instant + round(after), self.now.monotonic + after)
        if self._started:
            self._go.release()
        else:
            self._started = True
            self.poller.start()
        state = self.states.get(timeout=PATIENCE)
        self.waited = self.waits.get(timeout=PATIENCE)
        assert self.states.empty()
        return state

    def close(self) -> None:
        if self._started:
            self._go.release(2)
            self.poller.stop()


@pytest.fixture
def bench(feed_server: FeedServer) -> Iterator[Bench]:
    made = Bench(feed_server)
    yield made
    made.close()


def test_first_message_is_published(bench: Bench) -> None:
    state = bench.poll(feed(NOON))
    assert state == SourceState("city", FeedMessage(NOON, entity_count=3), received=1000.0)
    assert bench.waited == INTERVAL


def test_new_message_replaces_the_old(bench: Bench) -> None:
    bench.poll(feed(NOON))
    state = bench.poll(feed(NOON + 10, 4), after=10)
    assert state.message == FeedMessage(NOON + 10, entity_count=4)
    assert state.received == 1010.0


@pytest.mark.parametrize("etag", ["", '"1"'], ids=["same bytes", "304"])
def test_unchanged_renews_only_the_moment(bench: Bench, etag: str) -> None:
    """F10, F25: the message keeps its own timestamp, by which the board sees it grow old."""
    first = bench.poll(fake.serve(feed(NOON), etag=etag))
    again = bench.poll(after=3600)
    assert again == replace(first, received=4600.0)
    assert again.message is first.message
    assert bench.parsed == 1
    assert bench.server.requests[1].headers.get("if-none-match", "") == etag


@pytest.mark.parametrize(
    ("behaviour", "fault"),
    [
        (fake.status(500), Fault.SERVER_ERROR),
        (fake.serve(b""), Fault.EMPTY),
        (fake.serve(b"<html>Please log in</html>"), Fault.CAPTIVE_PORTAL),
        (fake.serve(b'{"error": 1}'), Fault.NOT_A_FEED),
        (fake.short(feed(NOON + 10), 9), Fault.INCOMPLETE),
    ],
)
def test_failure_is_a_fact_and_the_last_good_message_stays(
    bench: Bench, behaviour: fake.Behaviour, fault: Fault
) -> None:
    good = bench.poll(feed(NOON))
    bad = bench.poll(behaviour, after=10)
    assert bad == replace(good, fault=fault, reason=bad.reason, failing_since=1010.0)
    assert bad.reason
    assert bench.poll(after=20).failing_since == 1010.0
    assert bench.poll(feed(NOON + 40), after=10) == SourceState(
        "city", FeedMessage(NOON + 40, entity_count=3), received=1040.0
    )


def test_failure_before_the_first_success_is_published(bench: Bench) -> None:
    state = bench.poll(fake.status(404))
    assert (state.message, state.received, state.fault) == (None, None, Fault.REFUSED)


def test_refused_body_is_not_remembered_as_known(bench: Bench) -> None:
    """A version that was not accepted must not be confirmed by a later 304."""
    bench.poll(fake.serve(feed(NOON), etag='"good"'))
    bench.poll(fake.serve(feed(NOON * 1000), etag='"bad"'))
    assert bench.poll(after=10).fault == Fault.IMPLAUSIBLE_TIME
    assert bench.server.requests[-1].headers["if-none-match"] == '"good"'


def test_back_off_doubles_to_five_minutes_and_ends_with_success(bench: Bench) -> None:
    bench.poll(fake.status(500))
    waits = [bench.waited]
    for _ in range(6):
        bench.poll()
        waits.append(bench.waited)
    assert waits == [20.0, 40.0, 80.0, 160.0, 300.0, 300.0, 300.0]
    bench.poll(feed(NOON))
    assert bench.waited == INTERVAL
    bench.poll(fake.status(500))
    assert bench.waited == 20.0


def test_back_off_is_by_chance_but_never_none(bench: Bench) -> None:
    """Full jitter: kiosks that failed together do not come back together."""
    bench.chance = 0.25
    bench.poll(fake.status(500))
    assert bench.waited == 5.0
    bench.chance = 0.0
    bench.poll()
    assert bench.waited == 1.0


@pytest.mark.parametrize(("said", "waited"), [("45", 47.5), ("7200", 300.0), ("0", 2.5)])
def test_retry_after_is_honoured(bench: Bench, said: str, waited: float) -> None:
    """F08, F09: what the server asks, and a bit by chance on top; never more than five minutes."""
    bench.chance = 0.25
    bench.poll(fake.status(429, Retry_After=said))
    assert bench.waited == waited


def test_refused_content_is_asked_for_at_the_usual_pace(bench: Bench) -> None:
    for _ in range(3):
        bench.poll(b'{"error": 1}')
        assert bench.waited == INTERVAL


def test_log_tells_only_what_begins_changes_or_ends(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bench.poll(feed(NOON))
    for _ in range(3):
        bench.poll(fake.status(500))
    for _ in range(3):
        bench.poll(b"<html>")
    bench.poll(feed(NOON + 1))
    bench.poll(feed(NOON + 2))
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 3
    assert "answered 500" in told[0]
    assert "web page" in told[1]
    assert told[2] == "feed city works again"


@pytest.mark.parametrize("timestamp", [0, -5, NOON * 1000, 2**63, NOON + 61, NOON + 86400])
def test_implausible_time_is_refused(bench: Bench, timestamp: int) -> None:
    """F23, F24: zero, negative, in milliseconds, out of range, more than a minute ahead of us.

    GTFS Realtime reference, FeedHeader.timestamp: POSIX seconds.
    """
    good = bench.poll(feed(NOON - 30))
    bad = bench.poll(feed(timestamp, 99))
    assert (bad.fault, bad.message) == (Fault.IMPLAUSIBLE_TIME, good.message)


def test_feed_that_does_not_say_when_it_was_made_is_taken(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """F22. A bare list of arrivals (St Petersburg) has no header; the board never calls such a feed fresh.

    Decision: docs/realtime-decisions.md, "The message".
    """
    first = bench.poll(feed(None, 1))
    assert (first.fault, first.message) == (None, FeedMessage(None, entity_count=1))
    with caplog.at_level("INFO"):
        assert bench.poll(feed(None, 2)).message == FeedMessage(None, entity_count=2)
    assert not caplog.records
    assert [bench.poll(feed(None, 0)).fault for _ in range(3)] == [Fault.EMPTY, Fault.EMPTY, None]


def test_a_minute_ahead_is_tolerated(bench: Bench) -> None:
    """F24."""
    assert bench.poll(feed(NOON + 60)).fault is None


def test_feed_is_the_better_clock_where_ours_is_not_set(bench: Bench) -> None:
    bench.now = Now(5, 1000.0)
    assert bench.poll(feed(NOON)).fault is None
    assert bench.poll(feed(NOON * 1000)).fault == Fault.IMPLAUSIBLE_TIME


def test_older_snapshots_in_between_are_ignored(bench: Bench) -> None:
    """F27: two servers behind one name, one of which lags; nothing flaps however long it goes on."""
    for turn in range(0, 200, 20):
        new = bench.poll(feed(NOON + turn), after=10)
        assert new.message == FeedMessage(NOON + turn, entity_count=3)
        assert bench.poll(feed(NOON + turn - 15), after=10) == new


def test_feed_that_went_back_is_told_after_a_minute_and_believed_when_it_goes_on(bench: Bench) -> None:
    """F27."""
    good = bench.poll(feed(NOON))
    for step in (1, 2, 3, 4):
        assert bench.poll(feed(NOON - 3600 + step), after=20) == good
    told = bench.poll(feed(NOON - 3600 + 5), after=20)
    assert (told.fault, told.message) == (Fault.WENT_BACK, good.message)
    believed = bench.poll(feed(NOON - 3600 + 6), after=20)
    assert (believed.fault, believed.message) == (None, FeedMessage(NOON - 3600 + 6, entity_count=3))


def test_feed_that_went_back_and_stands_still_is_not_believed(bench: Bench) -> None:
    """F27."""
    good = bench.poll(feed(NOON))
    faults = [bench.poll(feed(NOON - 3600, tail=str(turn)), after=30) for turn in range(6)]
    assert [state.fault for state in faults] == [None, None, None, *[Fault.WENT_BACK] * 3]
    assert all(state.message == good.message for state in faults)


def test_sudden_emptiness_is_believed_the_third_time(bench: Bench) -> None:
    """F13: an empty feed is a failure, not "no buses", until it has said so three times and freshly."""
    good = bench.poll(feed(NOON))
    for step in (10, 20):
        state = bench.poll(feed(NOON + step, 0), after=10)
        assert (state.fault, state.message) == (Fault.EMPTY, good.message)
    state = bench.poll(feed(NOON + 30, 0), after=10)
    assert (state.fault, state.message) == (None, FeedMessage(NOON + 30))
    assert bench.poll(feed(NOON + 40, 0), after=10).fault is None


def test_emptiness_must_come_three_times_in_a_row(bench: Bench) -> None:
    """F13."""
    bench.poll(feed(NOON))
    bench.poll(feed(NOON + 1, 0))
    bench.poll(feed(NOON + 2, 0))
    bench.poll(feed(NOON + 3))
    assert bench.poll(feed(NOON + 4, 0)).fault == Fault.EMPTY


def test_stale_emptiness_is_never_believed(bench: Bench) -> None:
    """F13. Older than the 90 s of the GTFS Realtime best practices, it is a frozen feed."""
    bench.poll(feed(NOON), after=0)
    faults = {bench.poll(feed(NOON + 1, 0), after=100).fault for _ in range(5)}
    assert faults == {Fault.EMPTY}


def test_feed_that_was_always_empty_is_well(bench: Bench) -> None:
    """A feed of alerts is empty on a good day."""
    assert bench.poll(feed(NOON, 0)).fault is None


def test_other_content_under_the_same_timestamp_is_taken(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """F28."""
    caplog.set_level(logging.INFO)
    bench.poll(feed(NOON, 3))
    state = bench.poll(feed(NOON, 4))
    assert (state.fault, state.message) == (None, FeedMessage(NOON, entity_count=4))
    assert "same timestamp" in caplog.text


def test_reread_parses_what_is_known(bench: Bench) -> None:
    """After a new timetable the same bytes hold other things of interest."""
    bench.poll(fake.serve(feed(NOON), etag='"1"'))
    bench.poller.reread()
    assert bench.poll().fault is None
    assert bench.parsed == 2
    bench.poll()
    assert bench.parsed == 2


def test_reread_survives_a_failure(bench: Bench) -> None:
    bench.poll(fake.serve(feed(NOON), etag='"1"'))
    bench.poller.reread()
    bench.poll(fake.status(500))
    bench.poll(fake.serve(feed(NOON), etag='"1"'))
    assert bench.parsed == 2


def test_bug_ends_the_thread_and_publishes_nothing(
    feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug is not the world's fault: threading.excepthook tells the application, which restarts."""
    died: queue.SimpleQueue[type[BaseException]] = queue.SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda what: died.put(what.exc_type))
    bench = Bench(feed_server)
    feed_server.on("/feed", fake.serve(b"bug"))
    bench.poller.start()
    assert died.get(timeout=PATIENCE) is ZeroDivisionError
    assert bench.states.empty()
    bench.poller.stop()


@pytest.mark.parametrize("behaviour", [fake.silence(), fake.drip_body(), fake.drip_headers()])
def test_stop_ends_a_fetch_that_hangs(feed_server: FeedServer, behaviour: fake.Behaviour) -> None:
    states: list[SourceState] = []
    source = Source(feed_server.on("/feed", behaviour), deadline=60)
    poller = Poller("city", source, parse, states.append, interval=1, clocks=lambda: Now(NOON, 0.0))
    poller.start()
    assert feed_server.asked.acquire(timeout=PATIENCE)
    began = time.monotonic()
    poller.stop()
    assert time.monotonic() - began < 1.0
    assert states == []


def test_stop_ends_the_wait_and_reread_shortens_it(feed_server: FeedServer) -> None:
    states: queue.SimpleQueue[SourceState] = queue.SimpleQueue()
    source = Source(feed_server.on("/feed", fake.serve(feed(NOON))))
    poller = Poller("city", source, parse, states.put, interval=3600, clocks=lambda: Now(NOON, 0.0))
    poller.start()
    states.get(timeout=PATIENCE)
    poller.reread()
    states.get(timeout=PATIENCE)
    poller.stop()
    assert len(feed_server.requests) == 2


def test_thread_is_named_after_its_source(bench: Bench) -> None:
    bench.poll(feed(NOON))
    assert "feed city" in [thread.name for thread in threading.enumerate()]
