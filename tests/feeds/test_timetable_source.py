"""The timetable is renewed in the background when its feed changes, and never lost."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from queue import Queue
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.service_day import time_zero
from kiosk.feeds.source import Source
from kiosk.feeds.timetable_file import TimetableFile
from kiosk.feeds.timetable_source import NICENESS, TimetableSource, TimetableState
from tests.fakes.feed_server import FeedServer, serve
from tests.feeds.gtfs_zip import STOP_TIMES, gtfs_zip

KIOSK = (sys.executable, "-m", "kiosk")
TUESDAY = time_zero(date(2026, 11, 24), ZoneInfo("Europe/Ulyanovsk"))
INTERVAL = 3600.0
PATIENCE = 60.0


class Looks:
    """A timetable source that looks at its feed when told to."""

    def __init__(self, url: str, folder: Path, stop_id: str = "S2", command: Sequence[str] = KIOSK) -> None:
        self._states: Queue[TimetableState] = Queue()
        self._waits: Queue[float] = Queue()
        self._next = threading.Semaphore(0)
        self._closing = False
        self.source = TimetableSource(
            Source(url),
            [stop_id],
            folder,
            command,
            self._states.put,
            interval=INTERVAL,
            random=lambda: 1.0,
            wait=self._wait,
        )
        self.source.start()
        self._first = True

    def _wait(self, seconds: float) -> None:
        if not self._closing:
            self._waits.put(seconds)
            self._next.acquire()

    def look(self) -> tuple[TimetableState, float]:
        """What one look found, and how long it waits for the next."""
        if not self._first:
            self._next.release()
        self._first = False
        return self._states.get(timeout=PATIENCE), self._waits.get(timeout=PATIENCE)

    def close(self) -> None:
        self._closing = True
        self._next.release()
        self.source.stop()


@contextmanager
def looking(url: str, folder: Path, stop_id: str = "S2", command: Sequence[str] = KIOSK) -> Iterator[Looks]:
    looks = Looks(url, folder, stop_id, command)
    try:
        yield looks
    finally:
        looks.close()


def departures(folder: Path) -> list[str]:
    calls = TimetableFile(folder / "timetable.sqlite").read(TUESDAY, TUESDAY + 86400).calls
    return [f"{(call.departure - TUESDAY) // 3600}:{(call.departure - TUESDAY) // 60 % 60}" for call in calls]


RENEWED = (TimetableState(renewed=True), INTERVAL)
NOTHING_NEW = (TimetableState(), INTERVAL)


def test_a_changed_feed_renews_the_timetable(tmp_path: Path) -> None:
    feed, folder = tmp_path / "feed.zip", tmp_path / "state"
    gtfs_zip(feed)
    with looking(str(feed), folder) as looks:
        assert looks.look() == RENEWED
        assert departures(folder) == ["8:11", "9:11"]
        assert looks.look() == NOTHING_NEW
        gtfs_zip(feed, stop_times=STOP_TIMES.replace("08:", "07:"))
        assert looks.look() == RENEWED
        assert departures(folder) == ["7:11", "9:11"]
    assert sorted(path.name for path in folder.iterdir()) == ["feed.json", "timetable.sqlite"]


def test_a_restart_does_not_import_again_but_another_stop_does(tmp_path: Path) -> None:
    feed, folder = tmp_path / "feed.zip", tmp_path / "state"
    gtfs_zip(feed)
    with looking(str(feed), folder) as looks:
        assert looks.look() == RENEWED
    with looking(str(feed), folder) as looks:
        assert looks.look() == NOTHING_NEW
    with looking(str(feed), folder, "S3") as looks:
        assert looks.look() == RENEWED


def test_a_feed_without_validators_is_known_by_its_bytes(tmp_path: Path, feed_server: FeedServer) -> None:
    """Not every server sends ETag or Last-Modified."""
    feed_server.on("/gtfs.zip", serve(gtfs_zip(tmp_path / "feed.zip").read_bytes()))
    with looking(feed_server.url("/gtfs.zip"), tmp_path / "state") as looks:
        assert looks.look() == RENEWED
        assert looks.look() == NOTHING_NEW
    assert len(feed_server.requests) == 2


@pytest.mark.parametrize("content", [b"", b"damaged" * 100])
def test_a_damaged_or_outdated_timetable_is_made_anew(tmp_path: Path, content: bytes) -> None:
    feed, folder = tmp_path / "feed.zip", tmp_path / "state"
    gtfs_zip(feed)
    with looking(str(feed), folder) as looks:
        assert looks.look() == RENEWED
        (folder / "timetable.sqlite").write_bytes(content)
        assert looks.look() == RENEWED
    assert departures(folder) == ["8:11", "9:11"]


def test_a_bad_feed_leaves_the_timetable_says_why_and_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    feed, folder = tmp_path / "feed.zip", tmp_path / "state"
    gtfs_zip(feed)
    with caplog.at_level(logging.INFO, "kiosk.feeds.timetable_source"), looking(str(feed), folder) as looks:
        assert looks.look() == RENEWED
        gtfs_zip(feed, calendar=None)
        waits = []
        for _ in range(3):
            state, seconds = looks.look()
            assert "has neither calendar.txt nor calendar_dates.txt." in state.fault
            assert not state.renewed
            waits.append(seconds)
        assert waits == [30.0, 60.0, 120.0]
        assert departures(folder) == ["8:11", "9:11"]
        feed.unlink()
        state, _ = looks.look()
        assert "cannot be read" in state.fault
        gtfs_zip(feed, stop_times=STOP_TIMES.replace("08:", "07:"))
        assert looks.look() == RENEWED
    said = [record.getMessage() for record in caplog.records if record.name == "kiosk.feeds.timetable_source"]
    assert sum("calendar" in text for text in said) == 1
    assert sum("works again" in text for text in said) == 1


def test_the_import_runs_at_low_priority(tmp_path: Path) -> None:
    """The child waits until it is nice; were it never, the look would not end."""
    child = f"import os\nwhile os.nice(0) < {NICENESS}: pass"
    gtfs_zip(tmp_path / "feed.zip")
    with looking(str(tmp_path / "feed.zip"), tmp_path / "state", command=(sys.executable, "-c", child)) as looks:
        assert looks.look() == RENEWED


def test_a_system_that_forbids_to_lower_it_still_gets_its_timetable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "setpriority", forbidden)
    gtfs_zip(tmp_path / "feed.zip")
    with looking(str(tmp_path / "feed.zip"), tmp_path / "state") as looks:
        assert looks.look() == RENEWED


def test_stopping_ends_an_import_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    child = (
        f"import os, signal\nwith open({str(pipe)!r}, 'w') as pipe: pipe.write(str(os.getpid()))\nsignal.pause()"
    )
    gtfs_zip(tmp_path / "feed.zip")
    looks = Looks(str(tmp_path / "feed.zip"), tmp_path / "state", command=(sys.executable, "-c", child))
    pid = int(pipe.read_text())
    looks.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_child_that_dies_without_a_word_is_told_by_its_code(tmp_path: Path) -> None:
    gtfs_zip(tmp_path / "feed.zip")
    command = (sys.executable, "-c", "raise SystemExit(3)")
    with looking(str(tmp_path / "feed.zip"), tmp_path / "state", command=command) as looks:
        assert looks.look() == (TimetableState(fault="the import ended with code 3"), 30.0)
