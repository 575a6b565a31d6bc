"""A machine whose clock is wrong, steps, or is far in the future: the board says so and finds its way back.

The clock is libfaketime's, moved from outside while the program runs; the clock that never steps stays real.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import trustme

from kiosk.clock import Clock
from tests.e2e.screen import Screen, round_the_clock, settings
from tests.fakes.feed_server import FeedServer, serve

HERE = ZoneInfo("Europe/Ulyanovsk")
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
UNKNOWN = ("--:--", "время неизвестно", "Часы этого экрана не установлены")
NOON = "2026-11-25T12:02:30"

pytestmark = pytest.mark.timeout(180)


class FakeClock:
    """The wall clock of a program: `set` moves it, also while it runs."""

    def __init__(self, file: Path) -> None:
        assert LIBRARIES, "libfaketime is missing: see build_spec/system-packages-dev.txt"
        self._file = file
        # Qt's timers would stop at a step of the clock that never steps; files keep their own times.
        self.environment = {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_NO_CACHE": "1",
            "NO_FAKE_STAT": "1",
        }

    def set(self, local: str) -> None:
        """It is this moment now, by the stop's own time."""
        moment = datetime.fromisoformat(local).replace(tzinfo=HERE).timestamp()
        beside = self._file.with_suffix(".new")
        beside.write_text(f"{moment - Clock().read().instant:+.0f}")
        beside.replace(self._file)


@pytest.fixture
def clock(tmp_path: Path) -> FakeClock:
    return FakeClock(tmp_path / "clock")


@pytest.fixture
def screen(tmp_path: Path, clock: FakeClock) -> Screen:
    settings(tmp_path, round_the_clock(tmp_path / "feed.zip"))
    return Screen(tmp_path, more=clock.environment)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FeedServer]:
    """A feed behind TLS, whose certificate nobody can trust in 1970."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with FeedServer(tls=tls) as served:
        yield served


def shows(screen: Screen, minute: int) -> None:
    """Wait for a board of this minute of the day, whose buses come after it."""

    def right() -> bool:
        now, times = screen.minute, screen.times
        if now is None or not 0 <= now - minute <= 2 or not times:
            return False
        return all(0 <= (one - now) % (24 * 60) <= 120 for one in times)

    screen.until(right, what=f"a board of minute {minute}")


def test_1970_is_no_time_and_the_right_one_comes_without_a_restart(
    tmp_path: Path, clock: FakeClock, server: FeedServer
) -> None:
    """T01: no countdown, no crash, the certificate explained; then the timetable is fetched and shown."""
    feed = server.on("/gtfs.zip", serve(round_the_clock(tmp_path / "feed.zip").read_bytes()))
    file = settings(tmp_path, feed)
    file.write_text(file.read_text().replace("[display]", f'ca_file = "{tmp_path / "ca.pem"}"\n[display]'))
    clock.set("1970-01-02T00:00:10")
    with Screen(tmp_path, more=clock.environment) as screen:
        screen.reads(*UNKNOWN)
        screen.logs("not yet valid")
        assert screen.times == []
        assert " мин" not in screen.board.replace("минуты", "")
        clock.set(NOON)
        shows(screen, 12 * 60 + 2)
        assert "the clock was set" in screen.log
        assert screen.log.count("the board is painted") == 1


def test_a_timetable_that_is_known_is_shown_as_soon_as_the_time_is(screen: Screen, clock: FakeClock) -> None:
    """The power was away, and with it the clock; the disk kept the timetable."""
    clock.set(NOON)
    with screen:
        shows(screen, 12 * 60 + 2)
    clock.set("1970-01-01T12:00:00")
    with screen:
        screen.reads(*UNKNOWN)
        clock.set("2026-11-26T18:31:00")
        shows(screen, 18 * 60 + 31)


@pytest.mark.parametrize(
    ("to", "minute"),
    [
        ("2026-11-25T13:02:30", 13 * 60 + 2),
        ("2026-11-24T12:02:30", 12 * 60 + 2),
        ("2026-11-25T09:47:30", 9 * 60 + 47),
        ("2038-01-19T07:14:00", 7 * 60 + 14),
        ("2100-02-28T23:58:00", 23 * 60 + 58),
    ],
    ids=["T02 an hour on", "T03 a day back", "T03 two hours back", "T04 2038", "T04 2100"],
)
def test_a_step_of_the_clock_is_followed_and_time_goes_on(
    screen: Screen, clock: FakeClock, to: str, minute: int
) -> None:
    """Its own timers run on: another step later is seen too."""
    clock.set(NOON)
    with screen:
        shows(screen, 12 * 60 + 2)
        clock.set(to)
        shows(screen, minute)
        later = datetime.fromisoformat(to).replace(hour=20, minute=20)
        clock.set(later.isoformat())
        shows(screen, 20 * 60 + 20)


@pytest.mark.parametrize("moment", ["2038-01-19T07:13:55", "2100-07-01T08:00:00"])
def test_a_kiosk_starts_long_after_2038(screen: Screen, clock: FakeClock, moment: str) -> None:
    """T04: 2038-01-19 03:14:08 UTC is where 32 bits end."""
    at = datetime.fromisoformat(moment)
    clock.set(moment)
    with screen:
        shows(screen, at.hour * 60 + at.minute)


@pytest.mark.parametrize("zone", ["UTC", "America/St_Johns"])
def test_the_stop_has_its_own_time_whatever_the_machine_thinks(
    tmp_path: Path, clock: FakeClock, zone: str
) -> None:
    """T07: the zone of the machine, and so a change of it, is of no account."""
    settings(tmp_path, round_the_clock(tmp_path / "feed.zip"))
    clock.set(NOON)
    with Screen(tmp_path, more={**clock.environment, "TZ": zone}) as screen:
        shows(screen, 12 * 60 + 2)
