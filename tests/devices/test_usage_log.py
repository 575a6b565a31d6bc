"""The usage log as the kiosk uses it: what is recorded comes back, numbered and as coarse as promised."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from kiosk.devices.usage import schema
from kiosk.devices.usage.faults import Trouble
from kiosk.devices.usage.log import UsageLog
from kiosk.devices.usage.one import write_one
from kiosk.devices.usage.reader import Reader, UsageError
from kiosk.devices.usage.rows import noted
from kiosk.domain.usage.catalogue import Purpose, event
from kiosk.domain.usage.entries import HourlyCount, Scored
from tests.beside import beside
from tests.conftest import ROOT
from tests.devices.usage_disk import running
from tests.devices.usage_files import (
    ALL,
    BACK,
    CALL_ENDED,
    EVER,
    HOUR,
    HOUR_OF_NOW,
    LOST,
    NOW,
    OPENED,
    PATIENCE,
    PIN_SET,
    entries,
    keep,
    keeper,
    names,
    rows,
)

WRITE_ONE = """
import sys
from pathlib import Path
from kiosk.devices.usage.one import write_one
from kiosk.domain.usage.catalogue import event
for _ in range(20):
    write_one(Path(sys.argv[1]), event("pin_set", role="command-line"), int(sys.argv[2]))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "usage" / "usage.sqlite"


def test_what_is_recorded_comes_back_in_order(file: Path) -> None:
    with running(file) as log:
        for one in ALL:
            log.record(one, NOW)
        assert log.flush(PATIENCE)
        assert log.trouble == Trouble.NONE
        assert [(entry.seq, entry.event) for entry in entries(file)] == list(enumerate(ALL, 1))


def test_what_passengers_do_has_the_hour_and_no_more(file: Path) -> None:
    report = event("passenger_report", about="cold", feed="live")
    keep(file, OPENED, report, LOST, PIN_SET, CALL_ENDED)
    assert [entry.at for entry in entries(file)] == [HOUR_OF_NOW, HOUR_OF_NOW, NOW, NOW, NOW]
    exact = {row[0] for row in rows(file, "SELECT at FROM events WHERE purpose IN (1, 2)")}
    assert exact == {HOUR_OF_NOW}


def test_no_exact_moment_of_a_passenger_is_anywhere_in_the_files(file: Path) -> None:
    """Neither in the main file nor beside it; a life in which only passengers did something."""
    with running(file) as log:
        for _ in range(50):
            log.record(OPENED, NOW)
        assert log.flush(PATIENCE)
        content = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert HOUR_OF_NOW.to_bytes(4, "big") in content
    assert NOW.to_bytes(4, "big") not in content
    assert str(NOW).encode() not in content


def test_calls_have_a_table_of_their_own(file: Path) -> None:
    keep(file, *ALL)
    assert rows(file, "SELECT seq, at, name FROM emergency") == [(5, NOW, "emergency_state")]
    assert rows(file, "SELECT count(*) FROM events WHERE name = 'emergency_state'") == [(0,)]


def test_hours_are_counted_by_words_and_small_counts(file: Path) -> None:
    size = event("text_size_chosen", size=2)
    with running(file) as log:
        for at, one in ((NOW, OPENED), (NOW + 5, OPENED), (NOW, BACK), (NOW, size), (NOW + HOUR, OPENED)):
            log.record(one, at)
        assert log.flush(PATIENCE)
    with Reader(file) as reader:
        found = reader.hours(0, EVER)
        later = reader.hours(NOW, EVER)
        opened = reader.hours(0, EVER, names=("screen_opened",))
    trip = (("screen", "trip"),)
    assert set(found) == {
        HourlyCount(HOUR_OF_NOW, "screen_opened", trip, 2),
        HourlyCount(HOUR_OF_NOW, "feed_back", (), 1),
        HourlyCount(HOUR_OF_NOW, "text_size_chosen", (("size", 2),), 1),
        HourlyCount(HOUR_OF_NOW + HOUR, "screen_opened", trip, 1),
    }
    assert later == (HourlyCount(HOUR_OF_NOW + HOUR, "screen_opened", trip, 1),)
    assert {one.name for one in opened} == {"screen_opened"}
    assert len(opened) == 2


def test_scores_are_summed_by_day_route_and_bin(file: Path) -> None:
    day = date(2026, 11, 22)
    one = Scored(day, "30", "3-6", 4, 2, 1, 1, 0, -30, 900)
    with running(file) as log:
        log.add_scores([one, Scored(day, "30", "6-12", 1)], NOW)
        log.add_scores([one], NOW)
        assert log.flush(PATIENCE)
    with Reader(file) as reader:
        assert set(reader.scores(day, date(2026, 11, 23))) == {
            Scored(day, "30", "3-6", 8, 4, 2, 2, 0, -60, 1800),
            Scored(day, "30", "6-12", 1),
        }
        assert reader.scores(date(2026, 11, 23), date(2027, 1, 1)) == ()


def test_each_start_is_told_apart(file: Path) -> None:
    for version in ("1.0", "1.1"):
        log = UsageLog(file, boot_id="one", version=version)
        log.start()
        log.record(LOST, NOW)
        log.stop()
    assert [entry.boot for entry in entries(file)] == [1, 2]
    assert rows(file, "SELECT boot, boot_id, version, began FROM boots") == [
        (1, "one", "1.0", NOW),
        (2, "one", "1.1", NOW),
    ]


def test_the_end_writes_what_waits(file: Path) -> None:
    log = UsageLog(file, boot_id="", version="1.0")
    for _ in range(2_500):
        log.record(BACK, NOW)
    log.start()
    log.stop()
    assert [entry.seq for entry in entries(file)] == list(range(1, 2_501))


def test_threads_and_another_process_never_share_a_number(file: Path) -> None:
    with running(file) as log:
        log.record(LOST, NOW)
        assert log.flush(PATIENCE)
        words = [sys.executable, "-c", WRITE_ONE, str(file), str(NOW)]
        with beside(subprocess.Popen(words, cwd=ROOT)) as process:

            def record() -> None:
                for _ in range(200):
                    log.record(BACK, NOW)
                    log.flush(PATIENCE)

            threads = [threading.Thread(target=record) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert process.returncode == 0
        assert log.flush(PATIENCE)
        assert log.trouble == ""
    found = entries(file)
    assert [entry.seq for entry in found] == list(range(1, 422))
    assert len(entries(file, Purpose.AUDIT)) == 20


def test_one_event_makes_the_log_and_tells_why_it_cannot(file: Path) -> None:
    write_one(file, PIN_SET, NOW)
    assert names(file) == ["pin_set"]
    keep(file, LOST)
    assert names(file) == ["pin_set", "feed_lost"]
    file.write_text("not a log at all")
    with pytest.raises(UsageError, match="cannot be written"):
        write_one(file, PIN_SET, NOW)
    assert file.read_text() == "not a log at all"


def test_what_is_tried_again_is_not_written_twice(file: Path) -> None:
    """A commit may be on the disk although the disk said that it failed."""
    life = keeper(file)
    batch = [noted(LOST, NOW), noted(BACK, NOW)]
    assert life.write(batch, NOW, [1, 2])
    assert life.write([*batch, noted(PIN_SET, NOW)], NOW, [1, 2, 3])
    life.close()
    other = keeper(file)
    assert other.write([noted(CALL_ENDED, NOW)], NOW, [1]), "another start has numbers of its own"
    other.close()
    assert names(file) == ["feed_lost", "feed_back", "pin_set", "emergency_state"]
    with Reader(file) as reader:
        assert {one.count for one in reader.hours(0, EVER)} == {1}


def test_order_is_that_of_recording_when_the_clock_steps_back(file: Path) -> None:
    with running(file) as log:
        for at in (NOW, NOW - 10 * HOUR, NOW + 1):
            log.record(BACK, at)
        assert log.flush(PATIENCE)
    assert [entry.at for entry in entries(file)] == [NOW, NOW - 10 * HOUR, NOW + 1]


def test_a_page_of_events_at_a_time_newest_first(file: Path) -> None:
    keep(file, *ALL * 3)
    kept = (Purpose.OPERATION, Purpose.EMERGENCY)
    with Reader(file) as reader:
        first = list(reader.entries(kept, 0, EVER, limit=4))
        second = list(reader.entries(kept, 0, EVER, limit=4, before_seq=first[-1].seq))
        named = list(reader.entries(kept, 0, EVER, names=("feed_lost",)))
        early = list(reader.entries(kept, 0, EVER, before_seq=4))
        assert list(reader.entries(kept, NOW + 1, EVER)) == []
    assert [entry.seq for entry in first] == [15, 13, 12, 10]
    assert [entry.seq for entry in second] == [8, 7, 5, 3]
    assert [entry.seq for entry in named] == [2, 7, 12]
    assert [entry.seq for entry in early] == [2, 3]


def test_more_entries_than_are_read_in_one_go(file: Path) -> None:
    keep(file, *ALL * 700)
    assert [entry.seq for entry in entries(file)] == list(range(1, 3501))


def test_facts_of_the_log(file: Path) -> None:
    life = keeper(file)
    assert life.open()
    with Reader(file) as reader:
        assert reader.facts().hours == 0
    life.close()
    keep(file, *ALL)
    with Reader(file) as reader:
        facts = reader.facts()
    assert (facts.events, facts.hours, facts.last_seq, facts.version) == (5, 1, 5, schema.VERSION)
    assert (facts.oldest, facts.newest) == (HOUR_OF_NOW, NOW)
    assert facts.bytes_used == file.stat().st_size


def test_what_cannot_be_read_is_one_sentence(file: Path) -> None:
    with pytest.raises(UsageError, match="there is no usage log"):
        Reader(file)
    file.parent.mkdir()
    file.write_bytes(b"SQLite format 3\0" + b"nonsense" * 1000)
    with pytest.raises(UsageError, match="cannot be read"), Reader(file) as reader:
        reader.facts()
