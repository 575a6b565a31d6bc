"""The command line: what it prints, what it refuses and how, what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from google.transit import gtfs_realtime_pb2

from kiosk import __version__
from tests.beside import beside
from tests.e2e.program import environment, kiosk, refused, words
from tests.fakes.feed_server import FeedServer, silence
from tests.feeds.gtfs_zip import CALENDAR, gtfs_zip

MORNING = ("--from", "2026-11-22T00:00", "--until", "2026-11-22T12:00")
AT_0811 = 1795320660
"""2026-11-22T08:11:00+04:00, when trip T1 leaves stop S2."""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return gtfs_zip(tmp_path / "feed.zip")


def trip_updates(path: Path, *updates: dict[str, Any]) -> Path:
    """A GTFS-Realtime message made a minute before T1 leaves."""
    message = gtfs_realtime_pb2.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.timestamp = AT_0811 - 60
    for number, update in enumerate(updates):
        entity = message.entity.add(id=str(number))
        trip = entity.trip_update.trip
        trip.trip_id = update["trip_id"]
        trip.start_date = "20261122"
        trip.schedule_relationship = update.get("relationship", 0)
        if "delay" in update:
            event = entity.trip_update.stop_time_update.add(stop_sequence=2)
            event.arrival.delay = event.departure.delay = update["delay"]
    path.write_bytes(message.SerializeToString())
    return path


def departures(*arguments: str | Path) -> dict[str, Any]:
    """What `kiosk departures --json` says."""
    done = kiosk("departures", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_help_and_version_are_at_hand() -> None:
    shown = kiosk("--help")
    assert shown.returncode == 0
    assert all(command in shown.stdout for command in ("run", "import", "departures", "check", "demo"))
    assert kiosk("--version").stdout == f"kiosk {__version__}\n"
    for command in ("run", "import", "departures", "check", "demo"):
        assert kiosk(command, "--help").returncode == 0


def test_help_waits_for_nothing_heavy() -> None:
    """Qt, pydantic, protobuf and requests each take longer to load than the help takes to read."""
    program = (
        "import sys\nfrom kiosk.__main__ import parser\nparser().format_help()\n"
        "print(sorted({'PySide6', 'pydantic', 'google', 'requests', 'rich'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout == "[]\n"


def test_import_writes_a_timetable_and_says_what_it_holds(feed: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    done = kiosk("import", "--gtfs", feed, "--stop", "S2", "--out", out)
    assert done.returncode == 0, done.stderr
    assert "проспект Филатова (S2)" in done.stdout
    assert "2 trips" in done.stdout
    assert "2026-12-31" in done.stdout
    assert [path.name for path in out.iterdir()] == ["timetable.sqlite"]


def test_import_says_when_the_calendar_has_expired(tmp_path: Path) -> None:
    """An expired timetable is imported, for the screen says so itself; who imports it should know at once."""
    feed = gtfs_zip(tmp_path / "feed.zip", calendar=CALENDAR.replace("2026", "2010"))
    done = kiosk("import", "--gtfs", feed, "--stop", "S2", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "expired: no service of this feed runs after 2010-12-31" in done.stdout


def test_departures_of_a_feed_in_order_of_time(feed: Path) -> None:
    found = departures("--gtfs", feed, "--stop", "S2", *MORNING)
    assert found["stop"]["stop_id"] == "S2"
    assert found["stop"]["stop_name"] == "проспект Филатова"
    assert found["departures"] == [
        {
            "trip_id": trip_id,
            "route_id": "R",
            "route_short_name": "30",
            "headsign": "бульвар Львовский",
            "service_date": "2026-11-22",
            "stop_id": "S2",
            "stop_sequence": 2,
            "scheduled_arrival": f"2026-11-22T{hour}:10:00+04:00",
            "scheduled_departure": f"2026-11-22T{hour}:11:00+04:00",
            "expected_arrival": None,
            "expected_departure": None,
            "status": "scheduled",
            "realtime": False,
            "boarding": True,
        }
        for trip_id, hour in (("T1", "08"), ("T2", "09"))
    ]


def test_departures_with_live_news_cancelled_and_late(feed: Path, tmp_path: Path) -> None:
    """GTFS Realtime: a delay moves the call, CANCELED (3) stays in the list and says so."""
    live = trip_updates(tmp_path / "tu.pb", {"trip_id": "T1", "delay": 120}, {"trip_id": "T2", "relationship": 3})
    first, second = departures("--gtfs", feed, "--stop", "S2", *MORNING, "--trip-updates", live)["departures"]
    assert (first["status"], first["realtime"]) == ("updated", True)
    assert first["scheduled_departure"] == "2026-11-22T08:11:00+04:00"
    assert first["expected_departure"] == "2026-11-22T08:13:00+04:00"
    assert (second["status"], second["expected_departure"]) == ("cancelled", None)


def test_a_bus_pushed_into_the_window_by_its_delay_is_listed(feed: Path, tmp_path: Path) -> None:
    live = trip_updates(tmp_path / "tu.pb", {"trip_id": "T1", "delay": 3 * 3600})
    window = ("--from", "2026-11-22T11:00", "--until", "2026-11-22T12:00")
    found = departures("--gtfs", feed, "--stop", "S2", *window, "--trip-updates", live)["departures"]
    assert [call["trip_id"] for call in found] == ["T1"]


def test_the_window_is_half_open_and_moments_may_name_their_offset(feed: Path) -> None:
    window = ("--from", "2026-11-22T04:11:00Z", "--until", "2026-11-22T05:11:00+00:00")
    found = departures("--gtfs", feed, "--stop", "S2", *window)["departures"]
    assert [call["trip_id"] for call in found] == ["T1"]


def test_a_call_where_nobody_may_board_is_listed_as_such(tmp_path: Path) -> None:
    """GTFS stop_times.txt: pickup_type 1 means no pickup."""
    stop_times = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n"
        "T1,08:00:00,08:00:00,S1,1,0\nT1,08:10:00,08:11:00,S2,2,1\nT1,08:20:00,08:20:00,S3,3,0\n"
    )
    feed = gtfs_zip(tmp_path / "feed.zip", stop_times=stop_times)
    (call,) = departures("--gtfs", feed, "--stop", "S2", *MORNING)["departures"]
    assert call["boarding"] is False
    table = kiosk("departures", "--gtfs", feed, "--stop", "S2", *MORNING).stdout
    assert "no boarding" in table


def test_an_imported_timetable_is_read_as_it_is(feed: Path, tmp_path: Path) -> None:
    kiosk("import", "--gtfs", feed, "--stop", "S2", "--out", tmp_path / "out")
    found = departures("--gtfs", tmp_path / "out", "--stop", "S2", *MORNING)
    assert found == departures("--gtfs", feed, "--stop", "S2", *MORNING)
    sentence = refused(kiosk("departures", "--gtfs", tmp_path / "out", "--stop", "S1", *MORNING))
    assert "without the stop S1" in sentence


def test_the_table_names_route_destination_times_and_status(feed: Path, tmp_path: Path) -> None:
    live = trip_updates(tmp_path / "tu.pb", {"trip_id": "T1", "delay": 120})
    done = kiosk("departures", "--gtfs", feed, "--stop", "S2", *MORNING, "--trip-updates", live)
    assert done.returncode == 0
    (row,) = (line for line in done.stdout.splitlines() if "T1" in line)
    assert row.split() == ["30", "бульвар", "Львовский", "T1", "2026-11-22", "08:11:00", "08:13:00", "updated"]
    empty = kiosk("departures", "--gtfs", feed, "--stop", "S2", "--from", "2027-02-01", "--until", "2027-02-02")
    assert "No call of this stop lies in this window" in empty.stdout
    assert "from 2026-01-01 until 2026-12-31" in empty.stdout


def test_the_age_of_live_news_is_told_against_now(feed: Path, tmp_path: Path) -> None:
    live = trip_updates(tmp_path / "tu.pb", {"trip_id": "T1", "delay": 120})
    words = ("departures", "--gtfs", feed, "--stop", "S2", *MORNING, "--trip-updates", live)
    assert "made 75 s before now" in kiosk(*words, "--now", "2026-11-22T08:11:15").stdout
    assert "made 15 s after now" in kiosk(*words, "--now", "2026-11-22T08:09:45").stdout


HOSTILE = "\x1b[2J\x1b]0;title\x07[bold]<b>x</b>\u202eabc\u2066 " + "я" * 10_000


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """A headsign of 20 kB with control sequences, markup and direction overrides moves nothing on a terminal."""
    trips = [{"route_id": "R", "service_id": "D", "trip_id": "T1", "trip_headsign": HOSTILE}]
    feed = gtfs_zip(tmp_path / "feed.zip", trips=trips)
    table = kiosk("departures", "--gtfs", feed, "--stop", "S2", *MORNING, COLUMNS="70").stdout
    assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(table)
    assert max(map(len, table.splitlines())) <= 120
    plain = kiosk("departures", "--gtfs", feed, "--stop", "S2", *MORNING, "--json").stdout
    assert plain.isascii()
    assert not {"\x1b", "\x07"} & set(plain)


@pytest.mark.parametrize("encoding", ["ascii", "koi8-r", "utf-8"])
def test_any_terminal_can_show_it(feed: Path, encoding: str) -> None:
    run = subprocess.run(
        words("departures", "--gtfs", feed, "--stop", "S2", *MORNING),
        env=environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert b"Traceback" not in run.stderr
    assert b"T1" in run.stdout


def broken_zip(path: Path) -> Path:
    path.write_bytes(gtfs_zip(path).read_bytes()[:-30])
    return path


@pytest.mark.parametrize("command", ["import", "departures"])
@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("broken", "not a zip file"),
        ("absent", "No such file"),
        ("folder", "is a folder"),
        ("pipe", "is a folder or a device"),
        ("text", "not a zip file"),
        ("no stop_times", "stop_times.txt"),
        ("no column", "no column"),
        ("unknown stop", "Near matches: S2 «проспект Филатова»"),
    ],
)
def test_a_feed_that_cannot_be_used_is_one_sentence_and_leaves_what_was(
    command: str, case: str, said: str, tmp_path: Path
) -> None:
    path, out = tmp_path / "folder.zip", tmp_path / "out"
    stop = "filatova" if case == "unknown stop" else "S2"
    match case:
        case "broken":
            broken_zip(path)
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "text":
            path.write_text("not a zip")
        case "no stop_times":
            gtfs_zip(path, stop_times=None)
        case "no column":
            gtfs_zip(path, stop_times="trip_id,stop_id\nT1,S2\n")
        case "unknown stop":
            gtfs_zip(
                path, stops="stop_id,stop_name,stop_lat,stop_lon\nS2,проспект Филатова,54,48\nfilat,x,54,48\n"
            )
            said = "Near matches"
    out.mkdir()
    (out / "timetable.sqlite").write_bytes(b"the old one")
    where = ("--out", out) if command == "import" else MORNING
    assert said in refused(kiosk(command, "--gtfs", path, "--stop", stop, *where))
    assert {file.name: file.read_bytes() for file in out.iterdir()} == {"timetable.sqlite": b"the old one"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "required: COMMAND"),
        (("fly",), "invalid choice: 'fly'"),
        (("import", "--stop", "S2"), "--gtfs, --out"),
        (
            ("departures", "--gtfs", "x", "--stop", "S", "--from", "noon", "--until", "2026-01-01"),
            "'noon' is not a date",
        ),
        (("departures", "--gtfs", "x", "--stop", "S", "--from", "0001-01-01", "--until", "9999-01-01"), "1971"),
        (("run", "--window", "big"), "'big' is not a size"),
        (("run", "--demo", "--speed", "fast"), "'fast' is not a number"),
        (("run", "--at", "2026-11-22T08:00", "--config", "x"), "belong to --demo"),
        (("run",), "--demo"),
        (("check",), "--config"),
        (("demo", "--port", "70000"), "'70000' is not a port"),
        (("demo", "--speed", "nan"), "'nan' is not a number"),
    ],
)
def test_words_that_make_no_sense_are_refused_in_one_sentence(arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(kiosk(*arguments))


def test_a_window_that_ends_before_it_begins_is_refused(feed: Path) -> None:
    words = ("--from", "2026-11-22T12:00", "--until", "2026-11-22T12:00")
    assert "later than --from" in refused(kiosk("departures", "--gtfs", feed, "--stop", "S2", *words))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"<html>login</html>", "web page"), (b"", "nothing at all"), (b"\x00" * 20, "no GTFS-Realtime message")],
)
def test_a_live_file_that_is_none_is_refused_by_name(
    feed: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    """An empty or truncated protobuf parses without an error: it must not pass for "no buses"."""
    live = tmp_path / "live.pb"
    live.write_bytes(content)
    sentence = refused(kiosk("departures", "--gtfs", feed, "--stop", "S2", *MORNING, "--alerts", live))
    assert said in sentence
    assert sentence.count("live.pb") == 1
    assert sentence.rstrip().endswith(".")


def test_settings_with_several_faults_tell_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("[stop]\nids = []\n[display]\ntheme = 'dark'\n")
    done = kiosk("run", "--config", file, KIOSK_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 3
    assert "line 4" in done.stderr


def test_a_reader_that_goes_away_is_no_error(feed: Path) -> None:
    with beside(
        subprocess.Popen(
            words("departures", "--gtfs", feed, "--stop", "S2", *MORNING),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    ) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait(60) == 128 + signal.SIGPIPE


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_work_that_is_interrupted_is_quiet_and_leaves_nothing(tmp_path: Path, number: int, code: int) -> None:
    """A server that never answers keeps the check waiting where the signal finds it."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with FeedServer() as server:
        file = tmp_path / "kiosk.toml"
        address = server.on("/gtfs.zip", silence())
        file.write_text(f'[stop]\nids = ["S2"]\n[timetable]\ngtfs = "{address}"\n')
        with beside(
            subprocess.Popen(
                words("check", "--config", file),
                env=environment(TMPDIR=str(scratch), KIOSK_DATA_DIR=str(tmp_path / "data")),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        ) as run:
            assert server.asked.acquire(timeout=60)
            run.send_signal(number)
            assert run.wait(60) == code
            assert run.stderr
            assert run.stderr.read() == b""
    assert list(scratch.iterdir()) == []


def test_the_demonstration_serves_until_it_is_told_to_end() -> None:
    with beside(
        subprocess.Popen(
            words("demo", "--at", "2026-11-22T08:00"),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    ) as run:
        assert run.stdout
        assert run.stderr
        assert run.stdout.readline().startswith(b"listening on http://127.0.0.1:")
        run.terminate()
        assert run.wait(60) == 0
        assert run.stderr.read() == b""


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with beside(subprocess.Popen(words("demo"), env=environment(), stdout=subprocess.PIPE)) as run:
        assert run.stdout
        port = run.stdout.readline().decode().strip().rpartition(":")[2]
        sentence = refused(kiosk("demo", "--port", port))
        run.terminate()
    assert f"port {port} cannot be opened" in sentence


@pytest.mark.real_feeds
def test_a_feed_of_a_whole_region_is_imported_and_read(real_feeds: Path, tmp_path: Path) -> None:
    feed = real_feeds / "gtfs" / "us-ca-bart-rt.zip"
    with zipfile.ZipFile(feed) as archive:
        stop_id = archive.read("stops.txt").decode().splitlines()[1].split(",")[0]
    window = ("--from", "2019-07-01T00:00", "--until", "2019-07-02T00:00")
    found = departures("--gtfs", feed, "--stop", stop_id, *window)["departures"]
    assert len(found) > 100
    assert all(call["scheduled_departure"].endswith("-07:00") for call in found)


def test_a_demonstration_that_is_told_to_end_again_and_again_ends() -> None:
    """One signal comes while the other is still heard: it must not wait for itself."""
    with beside(subprocess.Popen(words("demo"), env=environment(), stdout=subprocess.PIPE, text=True)) as demo:
        assert demo.stdout
        assert demo.stdout.readline().startswith("listening")
        while demo.poll() is None:
            demo.terminate()
    assert demo.returncode == 0
