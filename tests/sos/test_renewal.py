"""An agent that the system runs starts anew when its settings have changed, and never while somebody needs it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.commands.sos_agent import raise_its_bug
from kiosk.commands.sos_renewal import Sources, until_renewal
from kiosk.config.read import read

SETTINGS = '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "feed.zip"\n[emergency]\npavilion = "0042"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS)
    return file


def sources(file: Path) -> Sources:
    return Sources(file, read(file), file.with_name("timetable.sqlite"))


def timetable(file: Path, name: str) -> None:
    """An import as it takes the place of the one before."""
    new = file.with_name("new.sqlite")
    with closing(sqlite3.connect(new)) as database:
        database.execute("CREATE TABLE stops (stop_id, stop_name, stop_lat, stop_lon)")
        database.execute("INSERT INTO stops VALUES ('S1', ?, 54.3, 48.4)", (name,))
        database.commit()
    new.replace(file.with_name("timetable.sqlite"))


def test_the_same_settings_written_again_are_no_news(file: Path) -> None:
    started = sources(file)
    assert not started.have_changed()
    file.write_text(SETTINGS)
    os.utime(file, (1, 1))
    assert not started.have_changed()


def test_other_settings_are_news(file: Path) -> None:
    started = sources(file)
    file.write_text(SETTINGS.replace("0042", "0043"))
    assert started.have_changed()


def test_a_file_that_is_gone_is_no_news(file: Path) -> None:
    """What was right last goes on; what comes in its place is looked at."""
    started = sources(file)
    file.unlink()
    assert not started.have_changed()
    file.write_text(SETTINGS.replace("0042", "0043"))
    assert started.have_changed()


def test_the_place_of_the_stop_is_news_and_a_new_day_is_not(file: Path) -> None:
    started = sources(file)
    timetable(file, "Ясная")
    assert started.have_changed()
    started = sources(file)
    timetable(file, "Ясная")
    assert not started.have_changed()
    timetable(file, "Солнечная")
    assert started.have_changed()


def test_a_timetable_that_is_put_aside_moves_no_stop(file: Path) -> None:
    """As the screen does in safe mode, and back again after it."""
    timetable(file, "Ясная")
    started = sources(file)
    stands, aside = file.with_name("timetable.sqlite"), file.with_name("timetable.sqlite.suspect")
    stands.rename(aside)
    assert not started.have_changed()
    stands.write_bytes(b"no timetable")
    assert not started.have_changed()
    aside.rename(stands)
    assert not started.have_changed()
    timetable(file, "Солнечная")
    assert started.have_changed()


def test_it_waits_until_nobody_needs_the_agent(file: Path) -> None:
    started = sources(file)
    file.write_text(SETTINGS.replace("0042", "0043"))
    idle = iter([False, False, True])
    asyncio.run(until_renewal(started, lambda: next(idle), look_each=0))
    assert list(idle) == []


def test_a_disk_that_hangs_holds_up_no_call(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started, looking, answered = sources(file), threading.Event(), threading.Event()
    held: list[bool] = []

    def have_changed() -> bool:
        looking.set()
        held.append(answered.wait(10))
        return True

    monkeypatch.setattr(started, "have_changed", have_changed)

    async def serve() -> None:
        waiting = asyncio.create_task(until_renewal(started, lambda: True, look_each=0))
        while not looking.is_set():
            await asyncio.sleep(0)
        answered.set()
        await waiting

    asyncio.run(serve())
    assert held == [True], "the loop went on while the disk did not answer"


def test_a_look_that_meets_a_bug_is_no_secret() -> None:
    told: list[object] = []

    async def look() -> None:
        raise LookupError

    async def serve() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context["exception"]))
        task = asyncio.create_task(look())
        task.add_done_callback(raise_its_bug)
        await asyncio.wait([task])
        assert [type(error) for error in told] == [LookupError]

    asyncio.run(serve())
