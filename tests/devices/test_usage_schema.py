"""Files of older programs become files of this one, step by step, and lose nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.devices.usage import schema
from kiosk.devices.usage.faults import Trouble
from kiosk.devices.usage.reader import Reader, UsageError
from tests.conftest import ROOT
from tests.devices.usage_files import ALL, BACK, EVER, NOW, entries, gaps, integrity, keep, rows

FIRST = ROOT / "tests" / "data" / "usage_version_1.sql"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A log as the first program wrote it."""
    file = tmp_path / "usage.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    return file


def test_a_file_of_the_first_version_goes_on(old: Path) -> None:
    with pytest.raises(UsageError, match="older program"):
        Reader(old)
    life = keep(old, BACK)
    assert life.trouble is Trouble.NONE
    assert not gaps(old)
    assert [entry.event for entry in entries(old)] == [*ALL, BACK]
    assert [entry.boot for entry in entries(old)] == [1] * 5 + [2]
    assert rows(old, "PRAGMA user_version") == [(schema.VERSION,)]
    assert integrity(old) == "ok"
    with Reader(old) as reader:
        counts = {one.name: one.count for one in reader.hours(0, EVER)}
        assert reader.facts().last_seq == 6
    assert counts == {one.name: 1 + (one is BACK) for one in ALL}


def test_migrated_and_new_files_have_the_same_tables(old: Path, tmp_path: Path) -> None:
    keep(old, BACK)
    new = tmp_path / "new.sqlite"
    keep(new, BACK)
    with closing(sqlite3.connect(old)) as one, closing(sqlite3.connect(new)) as other:
        assert schema.tables(one) == schema.tables(other) == schema.tables_of(schema.VERSION)


def test_a_step_is_taken_whole_or_not_at_all(old: Path) -> None:
    broken = (*schema.STEPS, ("CREATE TABLE third (x)", "INSERT INTO nowhere VALUES (1)"))
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection, broken)
        assert schema.version_of(connection) == schema.VERSION
        assert schema.tables(connection) == schema.tables_of(schema.VERSION)


def test_a_changed_table_of_an_old_file_is_seen(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("ALTER TABLE events RENAME COLUMN crc TO sum")
    keep(old, BACK, at=NOW)
    assert gaps(old) == [("corrupt", None)]
