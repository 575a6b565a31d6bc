"""The record of calls on real files: kept, forgotten, mended, and never in the way."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from kiosk.domain.call.status import Failure, SelfTest, SelfTestResult, State
from kiosk.sos import record_file
from kiosk.sos.record import ROWS_WAITING, CallEvent, Record

NOW = 1_795_333_069
DAY = 24 * 3600
GENEROUS = 20.0
SOON = 0.01
EVENT = CallEvent(NOW, "k7", State.CONNECTED, 5031, "city", 200, None, 250, 249, 1)
LOST = CallEvent(NOW + 9, "k7", State.RETRYING, 9000, "reserve", None, Failure.MEDIA_LOST)
PASSED = SelfTestResult(SelfTest.SOUND, NOW, True, "heard")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "calls" / "record.sqlite"


@contextlib.asynccontextmanager
async def running(record: Record) -> AsyncIterator[None]:
    task = asyncio.create_task(record.run())
    await asyncio.sleep(0)  # one turn of the loop, in which it begins
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def events(record: Record) -> tuple[CallEvent, ...]:
    """What anybody may read now; nothing in the moment in which the file is being made."""
    try:
        return record.history(10)[0]
    except sqlite3.Error:
        return ()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(GENEROUS):
        while not condition():
            await asyncio.sleep(SOON)


def keep(path: Path, *rows: CallEvent | SelfTestResult, now: int = NOW) -> Record:
    """Write `rows` in a process life of their own."""

    async def play() -> Record:
        record = Record(path, lambda: now)
        async with running(record):
            for row in rows:
                if isinstance(row, CallEvent):
                    record.event(row)
                else:
                    record.test(row)
        return record

    return asyncio.run(play())


def test_rows_come_back_newest_first(path: Path) -> None:
    record = keep(path, EVENT, PASSED, LOST)
    assert record.history(10) == ((LOST, EVENT), (PASSED,))
    assert record.history(1) == ((LOST,), (PASSED,))


def test_no_record_is_an_empty_history(path: Path) -> None:
    assert Record(path, lambda: NOW).history(10) == ((), ())


def test_history_is_read_beside_the_writing(path: Path) -> None:
    async def play() -> None:
        record = Record(path, lambda: NOW)
        async with running(record):
            record.event(EVENT)
            await until(lambda: events(record) == (EVENT,))

    asyncio.run(play())


def test_last_tests_survive_a_restart(path: Path) -> None:
    """The newest counts as written, even where the clock was stepped back since."""
    stepped = SelfTestResult(SelfTest.SOUND, NOW - 5 * DAY, False, "silence")
    one, other = (SelfTestResult(SelfTest.CALL, NOW, True, "tone", trunk) for trunk in ("city", "reserve"))
    keep(path, PASSED, one, stepped, other)

    async def play() -> set[SelfTestResult]:
        record = Record(path, lambda: NOW)
        async with running(record):
            return set(await record.last_tests())

    assert asyncio.run(play()) == {stepped, one, other}


def test_old_rows_are_forgotten(path: Path) -> None:
    keep(path, EVENT, LOST, PASSED)
    keep(path, now=EVENT.at + 90 * DAY + 1)
    assert Record(path, lambda: NOW).history(10) == ((LOST,), ())


@pytest.mark.parametrize("damage", ["garbage", "half", "other version", "pages"])
def test_broken_file_is_put_aside(path: Path, caplog: pytest.LogCaptureFixture, damage: str) -> None:
    keep(path, *[EVENT] * 2000)
    whole = path.read_bytes()
    if damage == "garbage":
        path.write_bytes(b"not a database, but long enough to look like one" * 100)
    elif damage == "half":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "pages":
        path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    else:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 99")
    damaged = path.read_bytes()
    record = keep(path, LOST)
    assert record.history(10) == ((LOST,), ())
    aside = path.with_name("record.sqlite.broken-20261122T073749Z")
    assert aside.read_bytes() == damaged
    assert len([line for line in caplog.messages if "put aside" in line]) == 1


def test_disk_that_cannot_be_written_is_told_once_and_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    in_the_way = tmp_path / "calls"
    in_the_way.write_text("a file where the folder should be")

    async def play() -> Record:
        record = Record(in_the_way / "record.sqlite", lambda: NOW, reopen=SOON)
        async with running(record):
            record.event(EVENT)
            await until(lambda: bool(caplog.messages))
            await asyncio.sleep(5 * SOON)  # some attempts more, to be told of twice if they were
            in_the_way.unlink()
            await until(lambda: len(caplog.messages) > 1)
        return record

    record = asyncio.run(play())
    assert record.history(1) == ((EVENT,), ())
    assert [line[:37] for line in caplog.messages] == [
        "the record of calls cannot be written",
        "the record of calls is written again",
    ]


def test_full_disk_is_told_and_survived(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A full disk is a limit on the file's pages here: SQLite answers both with SQLITE_FULL."""
    keep(path, EVENT)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection = record_file.opened(path, NOW)
    try:
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            record_file.write(connection, [EVENT] * 500)
        assert record_file.history(path, 10)[0] == (EVENT,)  # all or none
    finally:
        connection.close()


def test_hanging_disk_delays_nobody(
    path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, release = threading.Event(), threading.Event()
    write = record_file.write

    def hang(*args: object) -> None:
        hanging.set()
        assert release.wait(GENEROUS)
        write(*args)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(record_file, "write", hang)

    async def play() -> Record:
        record = Record(path, lambda: NOW)
        async with running(record):
            record.event(EVENT)
            await until(hanging.is_set)
            for _ in range(ROWS_WAITING + 50):
                record.event(LOST)
            assert len(record._rows) == ROWS_WAITING
            release.set()
        return record

    record = asyncio.run(play())
    assert caplog.messages == ["the disk is too slow: the record of calls loses rows"]
    assert len(record.history(2 * ROWS_WAITING)[0]) == ROWS_WAITING


def test_what_was_committed_survives_a_kill(path: Path) -> None:
    script = (
        "import asyncio, os, signal, sys\n"
        "from pathlib import Path\n"
        "from kiosk.domain.call.status import State\n"
        "from kiosk.sos.record import CallEvent, Record\n"
        "async def main():\n"
        f"    record = Record(Path(sys.argv[1]), lambda: {NOW})\n"
        "    task = asyncio.create_task(record.run())\n"
        f"    record.event(CallEvent({NOW}, 'k7', State.DIALING))\n"
        "    while record._rows:\n"
        "        await asyncio.sleep(0.01)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False, timeout=GENEROUS)
    assert ended.returncode == -9
    assert keep(path).history(9) == ((CallEvent(NOW, "k7", State.DIALING),), ())


def test_nothing_personal_is_kept(path: Path) -> None:
    """The columns are the whole of it: no number, name, address or sound has a place."""
    keep(path, EVENT)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    calls = "at reference state milliseconds trunk sip_code failure rtp_sent rtp_received rtp_lost"
    assert columns == {"events": calls.split(), "tests": ["at", "test", "trunk", "passed", "what"]}
