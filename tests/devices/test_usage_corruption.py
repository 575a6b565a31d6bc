"""Broken files: whatever lies there, the log goes on, keeps the broken file, and tells the gap."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.devices.usage.aside import KEPT, kept
from kiosk.devices.usage.faults import Trouble
from kiosk.devices.usage.reader import Reader, UsageError
from kiosk.devices.usage.rows import noted
from kiosk.devices.usage.schema import VERSION
from tests.devices.usage_files import (
    ALL,
    BACK,
    DAY,
    EVER,
    HOUR,
    LOST,
    MEGABYTE,
    NOW,
    OPENED,
    entries,
    gaps,
    integrity,
    keep,
    keeper,
    names,
    rows,
)

TRIES = 300
EVENTS = ALL * 150
HEADER = 100


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "usage" / "usage.sqlite"


def copy(folder: Path, new: Path) -> Path:
    """A copy of the log's folder; its log."""
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(folder, new)
    return new / "usage.sqlite"


def killed(file: Path, *, count: int = 40) -> int:
    """Leave the file as a killed kiosk leaves it, with a -wal of `count` commits; the last number."""
    life = keeper(file)
    for number in range(count):
        assert life.write([noted(ALL[number % len(ALL)], NOW)], NOW)
    for end in ("", "-wal"):  # while it is still open: closing would tidy the -wal away
        shutil.copy(f"{file}{end}", f"{file}{end}.copy")
    life.close()
    for end in ("", "-wal"):
        Path(f"{file}{end}.copy").replace(f"{file}{end}")
    return int(str(rows_of_copy(file)))


def rows_of_copy(file: Path) -> object:
    return rows(file, "SELECT last_seq FROM counter")[0][0]


@pytest.mark.timeout(300)
def test_one_changed_byte_never_stops_the_log(file: Path, tmp_path: Path) -> None:
    """In 300 places: it is found and told, or it changed nothing that anybody reads."""
    keep(file, *EVENTS)
    whole = entries(file)
    with Reader(file) as reader:
        hours = reader.hours(0, EVER)
    places = [place for place, byte in enumerate(file.read_bytes()) if byte]  # half of a small file is empty
    dice = random.Random(5)
    seen: Counter[str] = Counter()
    for _ in range(TRIES):
        damaged = copy(file.parent, tmp_path / "damaged")
        content = bytearray(damaged.read_bytes())
        content[dice.choice(places)] ^= dice.randrange(1, 256)
        damaged.write_bytes(content)
        keep(damaged, BACK, at=NOW + HOUR)
        assert integrity(damaged) == "ok"
        found, told = entries(damaged), gaps(damaged)
        assert found[-1].event == BACK
        assert found[-1].seq > len(whole)
        if told:
            seen["told"] += 1
            assert told == [("corrupt", None)]
            assert len(kept(damaged)) == 1
        else:
            assert found[:-1] == whole, "a change of what was kept in full went unseen"
            with Reader(damaged) as reader:
                seen["same" if reader.hours(0, NOW + 1) == hours else "sums changed"] += 1
    assert seen["told"] > 0.85 * TRIES, seen
    assert seen["sums changed"] <= 0.02 * TRIES, seen


@pytest.mark.timeout(300)
@pytest.mark.parametrize("how", ["torn", "garbage sector"])
def test_a_damaged_wal_costs_at_most_its_end(file: Path, tmp_path: Path, how: str) -> None:
    """300 times: what is left is a beginning of what was written, and the rest is told with its number."""
    keep(file, OPENED)
    last = killed(file)
    whole = names(copy(file.parent, tmp_path / "whole"))
    dice = random.Random(7)
    lost_some = 0
    for _ in range(TRIES):
        damaged = copy(file.parent, tmp_path / "damaged")
        wal = Path(f"{damaged}-wal")
        size = wal.stat().st_size
        if how == "torn":
            with wal.open("rb+") as content:
                content.truncate(dice.randrange(size))
        else:
            with wal.open("rb+") as content:
                content.seek(dice.randrange(size // 512) * 512)
                content.write(dice.randbytes(512))
        keep(damaged, BACK)
        assert integrity(damaged) == "ok"
        found = entries(damaged)
        told = [entry for entry in found if entry.event.name == "log_gap"]
        before = [entry.event.name for entry in found if entry.seq <= last and entry.event.name != "log_gap"]
        if told and told[0].event.fields[0] == ("why", "corrupt"):
            continue
        assert before == whole[: len(before)] or before[:-1] == whole[: len(before) - 1]
        assert found[-1].event == BACK
        lost_some += len(before) < len(whole)
    assert lost_some > TRIES / 3


def test_a_lost_wal_is_told_with_its_number(file: Path) -> None:
    life = keeper(file)
    assert life.open()
    for _ in range(5):
        assert life.write([noted(LOST, NOW)], NOW)
    main = file.read_bytes()
    life.close()
    file.write_bytes(main)
    assert not Path(f"{file}-wal").exists()
    keep(file, BACK)
    assert gaps(file) == [("missing", 5)]
    assert [entry.seq for entry in entries(file)] == [6, 7]


def test_a_wal_without_its_file_is_kept(file: Path) -> None:
    keep(file, OPENED)
    last = killed(file)
    wal = Path(f"{file}-wal").read_bytes()
    file.unlink()
    life = keep(file, BACK)
    assert gaps(file) == [("missing", None)]
    assert entries(file)[-1].seq == last + 2
    (old,) = kept(file)
    assert Path(f"{old}-wal").read_bytes() == wal
    assert life.trouble is Trouble.CORRUPT


def damage(file: Path, how: str) -> None:
    content = file.read_bytes()
    match how:
        case "zero length":
            file.write_bytes(b"")
        case "text":
            file.write_text("привет, это не база\n" * 500)
        case "half":
            file.write_bytes(content[: len(content) // 2])
        case "header zeroed":
            file.write_bytes(bytes(HEADER) + content[HEADER:])
        case "a table is missing":
            with sqlite3.connect(file) as connection:
                connection.execute("DROP TABLE emergency")
            connection.close()
        case "another table":
            with sqlite3.connect(file) as connection:
                connection.execute("CREATE TABLE more (x)")
            connection.close()
        case "no tables":
            file.unlink()
            with sqlite3.connect(file) as connection:
                connection.execute("PRAGMA user_version = 2")
            connection.close()


@pytest.mark.parametrize(
    "how",
    ["zero length", "text", "half", "header zeroed", "a table is missing", "another table", "no tables"],
)
def test_a_broken_file_is_put_aside(file: Path, caplog: pytest.LogCaptureFixture, how: str) -> None:
    keep(file, *EVENTS)
    damage(file, how)
    broken = file.read_bytes()
    life = keep(file, BACK)
    assert names(file)[-2:] == ["log_gap", "feed_back"]
    assert gaps(file) == [("corrupt", None)]
    assert entries(file)[-1].seq == len(EVENTS) + 2, "a number is given twice"
    (old,) = kept(file)
    assert old.read_bytes() == broken
    assert ".broken-20" in old.name
    assert life.trouble is Trouble.CORRUPT
    assert [record.levelname for record in caplog.records].count("ERROR") == 1
    caplog.clear()
    again = keep(file, BACK)
    assert again.trouble is Trouble.NONE
    assert not caplog.records


def test_a_file_of_a_newer_program_is_put_aside_whole(file: Path) -> None:
    keep(file, *ALL)
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    newer = file.read_bytes()
    with pytest.raises(UsageError, match="newer program"):
        Reader(file)
    life = keep(file, BACK)
    assert life.trouble is Trouble.NEWER
    assert gaps(file) == [("missing", None)]
    (old,) = kept(file)
    assert ".newer-" in old.name
    assert old.read_bytes() == newer


def test_the_sums_of_years_outlive_a_broken_row(file: Path) -> None:
    keep(file, *ALL, at=NOW - 700 * 24 * 3600)
    keep(file, *EVENTS)
    with Reader(file) as reader:
        before = reader.hours(0, NOW)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE events SET fields = replace(fields, 'trip', 'map')")
    connection.close()
    keep(file, BACK)
    assert gaps(file) == [("corrupt", None)]
    with Reader(file) as reader:
        after = {(one.hour, one.name, one.fields): one.count for one in reader.hours(0, NOW)}
    for one in before:
        back = one.name == "feed_back" and one.hour > NOW - 24 * 3600
        assert after[one.hour, one.name, one.fields] == one.count + back


def test_a_file_that_breaks_while_it_is_used_is_put_aside(file: Path) -> None:
    life = keeper(file)
    assert life.write([noted(one, NOW) for one in EVENTS], NOW)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    with file.open("rb+") as content:
        size = content.seek(0, 2)
        content.seek(4096)
        content.write(bytes(size - 4096))
    other = keeper(file)  # a connection whose memory knows nothing of the pages yet
    assert other.write([noted(BACK, NOW)], NOW)
    assert other.trouble is Trouble.CORRUPT
    assert life.write([noted(LOST, NOW)], NOW)
    life.close()
    other.close()
    assert {"feed_back", "feed_lost"} <= set(names(file))
    assert integrity(file) == "ok"


def test_a_file_taken_away_while_it_is_used_is_made_anew(file: Path) -> None:
    life = keeper(file)
    assert life.write([noted(LOST, NOW)] * 3, NOW)
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink()
    assert life.write([noted(BACK, NOW)], NOW)
    life.close()
    assert [(entry.seq, entry.event.name) for entry in entries(file)] == [(4, "log_gap"), (5, "feed_back")]
    assert gaps(file) == [("missing", None)]


@pytest.mark.parametrize("end", ["-wal", "-shm"])
def test_what_belongs_to_the_file_is_made_anew_where_it_was_taken_away(file: Path, end: str) -> None:
    """Else everything that is acknowledged from then on would stand in a file that nobody can open again."""
    life = keeper(file)
    assert life.write([noted(LOST, NOW)] * 3, NOW)
    Path(f"{file}{end}").unlink()
    assert life.write([noted(BACK, NOW)], NOW)
    assert names(file) == ["feed_lost"] * 3 + ["feed_back"]
    assert Path(f"{file}{end}").exists()
    life.close()
    assert names(file) == ["feed_lost"] * 3 + ["feed_back"]
    assert integrity(file) == "ok"


@pytest.mark.parametrize("to", ["usage.sqlite", "/nonexistent/usage.sqlite"])
def test_a_link_that_leads_nowhere_is_replaced(file: Path, to: str) -> None:
    file.parent.mkdir()
    file.symlink_to(to)
    life = keep(file, BACK)
    assert life.trouble is Trouble.NONE
    assert names(file) == ["feed_back"]
    assert not file.is_symlink()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_put_aside_and_never_deleted(file: Path, make: Callable[[Path], None]) -> None:
    for _ in range(KEPT + 2):
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True)
        for end in ("-wal", "-shm"):
            Path(f"{file}{end}").unlink(missing_ok=True)
        make(file)
        life = keep(file, BACK)
        assert life.trouble is Trouble.CORRUPT
        assert gaps(file) == [("corrupt", None)]
        assert names(file)[-1] == "feed_back"
        assert not life.tidy(NOW)
    assert len(list(file.parent.glob("usage.sqlite.broken-*"))) == KEPT + 2


def test_only_a_few_broken_files_are_kept(file: Path) -> None:
    for number in range(KEPT + 3):
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"broken {number}")
        keep(file, BACK)
    assert [old.read_text() for old in kept(file)] == [f"broken {number}" for number in (3, 4, 5)]


def test_broken_files_are_kept_up_to_a_size(file: Path) -> None:
    for letter in "abc":
        file.parent.mkdir(exist_ok=True)
        file.write_text(letter * MEGABYTE)
        life = keeper(file, cap=2 * MEGABYTE + 10)
        assert life.write([noted(BACK, NOW)], NOW)
        life.close()
    assert [old.read_text()[0] for old in kept(file)] == ["b", "c"]


def test_a_broken_file_is_kept_no_longer_than_what_it_holds(file: Path) -> None:
    keep(file, *ALL)
    file.write_bytes(b"no log at all")
    life = keeper(file)
    assert life.open()
    (broken,) = kept(file)
    renamed = int(broken.stat().st_ctime)
    for days, left in ((29, [broken]), (31, [])):
        while life.tidy(renamed + days * DAY):
            pass
        assert kept(file) == left
    life.close()
