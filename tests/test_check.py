"""`kiosk check`: what a technician is told about settings, feeds and stop before leaving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from google.transit import gtfs_realtime_pb2

from kiosk.clock import Clock
from kiosk.commands.check import findings
from kiosk.commands.finding import Finding, Level
from kiosk.domain.service_day import Instant, Now
from tests.e2e.program import kiosk
from tests.fakes.feed_server import FeedServer, serve, status
from tests.feeds.gtfs_zip import gtfs_zip

NOW: Instant = 1795319000
"""2026-11-22T07:43:20+04:00, half an hour before trip T1 calls at S2."""

pytestmark = pytest.mark.usefixtures("data_dir")


class Stopped(Clock):
    """A clock that stands still."""

    def __init__(self, instant: Instant) -> None:
        self._now = Now(instant, 0.0)

    def read(self) -> Now:
        return self._now


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


def message(made: Instant | None = NOW - 5, trip_ids: tuple[str, ...] = ("T1",)) -> bytes:
    """Trip updates that put each trip a minute late."""
    feed = gtfs_realtime_pb2.FeedMessage()
    feed.header.gtfs_realtime_version = "2.0"
    if made is not None:
        feed.header.timestamp = made
    for trip_id in trip_ids:
        update = feed.entity.add(id=trip_id).trip_update
        update.trip.trip_id = trip_id
        update.trip.start_date = "20261122"
        update.stop_time_update.add(stop_sequence=1).departure.delay = 60
    return feed.SerializeToString()


class Site:
    """A stop with its settings, whose parts a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "kiosk.toml"
        self.zip = folder / "gtfs.zip"
        gtfs_zip(self.zip)
        self.stop = "S2"
        self.gtfs = str(self.zip)
        self.more = ""

    def check(self, now: Instant = NOW) -> dict[str, list[Finding]]:
        """The findings by their subject."""
        self.file.write_text(
            f'[stop]\nids = ["{self.stop}"]\n[timetable]\ngtfs = "{self.gtfs}"\n{self.more}', encoding="utf-8"
        )
        told: dict[str, list[Finding]] = {}
        for finding in findings(self.file, Stopped(now)):
            told.setdefault(finding.subject, []).append(finding)
        return told


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_stop_where_all_is_well(site: Site, server: FeedServer) -> None:
    site.gtfs = server.on("/gtfs.zip", serve(site.zip.read_bytes()))
    address = server.on("/tu.pb", serve(message()))
    site.more = f'[realtime]\ntrip_updates = "{address}"\n'
    told = site.check()
    assert "112" in told.pop("emergency call")[0].what
    assert {finding.level for found in told.values() for finding in found} == {Level.OK}
    parts = ["settings", "storage", "timetable", "calendar", "stop", "trip_updates", "clock", "services"]
    assert list(told) == parts
    assert "проспект Филатова (S2)" in told["timetable"][0].what
    assert "2 departures in the next 24 hours" in told["stop"][0].what
    assert "knows 1 of the 2 departures" in told["trip_updates"][0].what
    assert "5 s ago" in told["clock"][0].what


def test_without_live_feeds_nothing_is_wrong(site: Site) -> None:
    assert "timetable" in site.check()["live feeds"][0].what


def test_an_unknown_stop_is_a_fault_with_near_matches(site: Site) -> None:
    site.stop = "S22"
    (finding,) = site.check()["timetable"]
    assert finding.level is Level.FAULT
    assert "S2 «проспект Филатова»" in finding.what
    assert "[stop]" in finding.remedy


def test_a_timetable_that_does_not_come_is_a_fault_and_the_rest_is_still_looked_at(
    site: Site, server: FeedServer
) -> None:
    site.gtfs = server.on("/gtfs.zip", status(404))
    address = server.on("/tu.pb", serve(message()))
    site.more = f'[realtime]\ntrip_updates = "{address}"\n'
    told = site.check()
    assert told["timetable"][0].level is Level.FAULT
    assert "404" in told["timetable"][0].what
    assert told["trip_updates"][0].level is Level.OK


@pytest.mark.parametrize(
    ("days", "level", "word"),
    [(0, Level.OK, "lasts until 2026-12-31"), (35, Level.WARNING, "lasts until"), (60, Level.FAULT, "expired on")],
)
def test_the_end_of_the_calendar_is_told_in_time(site: Site, days: int, level: Level, word: str) -> None:
    """The services of the feed end on 2026-12-31."""
    (finding,) = site.check(NOW + days * 86400)["calendar"]
    assert finding.level is level
    assert word in finding.what


def test_a_day_without_a_bus_is_odd(site: Site) -> None:
    gtfs_zip(site.zip, calendar=None, calendar_dates="service_id,date,exception_type\nD,20261201,1\n")
    (finding,) = site.check()["stop"]
    assert finding.level is Level.WARNING


@pytest.mark.parametrize(
    ("body", "level", "word"),
    [
        (message(NOW - 600), Level.WARNING, "600 s ago"),
        (message(NOW + 90), Level.WARNING, "90 s in the future"),
        (message(None), Level.WARNING, "no timestamp"),
        (message(trip_ids=("X",)), Level.WARNING, "knows 0 of the 2"),
        (message(trip_ids=()), Level.WARNING, "holds nothing"),
        (b"<html>Sign in</html>", Level.FAULT, "web page"),
        (b"\x00" * 30, Level.FAULT, "no GTFS-Realtime"),
    ],
    ids=["old", "future", "undated", "another agency", "empty", "captive portal", "garbage"],
)
def test_what_is_odd_about_a_live_feed_is_told(
    site: Site, server: FeedServer, body: bytes, level: Level, word: str
) -> None:
    address = server.on("/tu.pb", serve(body))
    site.more = f'[realtime]\ntrip_updates = "{address}"\n'
    found = site.check()["trip_updates"]
    assert max(finding.level for finding in found) is level
    assert word in " ".join(finding.what for finding in found)


def test_a_clock_behind_every_feed_is_a_fault(site: Site, server: FeedServer) -> None:
    addresses = [server.on(f"/{name}.pb", serve(message(NOW + 3600))) for name in ("a", "b")]
    site.more = f"[realtime]\ntrip_updates = {addresses}\n"
    (finding,) = site.check()["clock"]
    assert finding.level is Level.FAULT
    assert "3600 s behind" in finding.what


def test_a_clock_a_little_behind_a_feed_agrees_with_it(site: Site, server: FeedServer) -> None:
    address = server.on("/tu.pb", serve(message(NOW + 30)))
    site.more = f'[realtime]\ntrip_updates = "{address}"\n'
    (finding,) = site.check()["clock"]
    assert finding.level is Level.OK
    assert "made 0 s ago" in finding.what


def test_a_clock_far_ahead_of_every_feed_is_odd(site: Site, server: FeedServer) -> None:
    """Or they all stand still: only a person with a watch can tell."""
    addresses = [server.on(f"/{age}.pb", serve(message(NOW - age))) for age in (3600, 7200)]
    site.more = f"[realtime]\ntrip_updates = {addresses}\n"
    (finding,) = site.check()["clock"]
    assert finding.level is Level.WARNING
    assert "3600 s ahead" in finding.what


def test_a_machine_that_has_lost_its_clock_is_a_fault(site: Site) -> None:
    assert site.check(now=1000)["clock"][0].level is Level.FAULT


def test_a_folder_that_cannot_be_written_is_a_fault(site: Site) -> None:
    site.more = f'[storage]\ndata_dir = "{site.zip}/data"\n'
    assert site.check()["storage"][0].level is Level.FAULT


def test_what_was_tried_out_is_not_left_behind(site: Site, data_dir: Path) -> None:
    site.check()
    assert list(data_dir.iterdir()) == []


def test_a_key_sent_in_the_clear_is_odd(site: Site, server: FeedServer) -> None:
    address = server.on("/tu.pb", serve(message()))
    site.more = f'[realtime]\ntrip_updates = "{address}"\nheaders = {{ Authorization = "k" }}\n'
    assert "unencrypted" in site.check()["realtime"][0].what


def test_a_missing_authority_is_a_fault(site: Site) -> None:
    site.more = 'ca_file = "absent.pem"\n'
    found = site.check()["timetable"]
    assert found[0].level is Level.FAULT
    assert "absent.pem" in found[0].what
    site.more = f'ca_file = "{"x" * 300}"\n'  # as good as in a folder that the kiosk may not enter
    assert site.check()["timetable"][0].level is Level.FAULT


def test_faulty_settings_are_told_line_by_line_and_nothing_else_is_tried(site: Site) -> None:
    site.more = "[display]\ntheme = 'dark'\ntext_size = 7\n"
    told = site.check()
    assert list(told) == ["settings"]
    assert [finding.level for finding in told["settings"]] == [Level.FAULT, Level.FAULT]


def test_hostile_names_stay_on_their_line(site: Site) -> None:
    gtfs_zip(site.zip, stops='stop_id,stop_name\nS1,a\nS2,"x\n\x1b[2Jok      all: is well"\nS3,c\n')
    for found in site.check().values():
        for finding in found:
            assert "\n" not in str(finding)
            assert "\x1b" not in str(finding)


def test_the_worst_finding_is_the_exit_code(site: Site) -> None:
    """The feed ends with 2026, so at the real time of any test run it is either good, ending or expired."""
    site.check()
    done = kiosk("check", "--config", site.file, KIOSK_DATA_DIR=str(site.file.parent / "data"))
    words = {line.split()[0] for line in done.stdout.splitlines()}
    assert done.returncode == (2 if "fault" in words else 1 if "warning" in words else 0)
    site.file.write_text("nonsense")
    done = kiosk("check", "--config", site.file)
    assert done.returncode == 2
    assert done.stdout.startswith("fault   settings: ")
