"""Disks that are full, read-only, or not there: the board stands, calls go out, and it is told and mended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.domain.call.status import State
from tests.e2e import damage
from tests.e2e.pavilion import Desk, Operator, Pavilion
from tests.e2e.program import kiosk
from tests.e2e.screen import NAME, Screen, round_the_clock

ROOM = 64 * 1024
"""Kilobytes in which the timetable and the usage log with its spare room find place."""
NOT_YET = "Расписание ещё не загружено"

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def operator() -> Iterator[Operator]:
    with Desk() as desk:
        yield desk.operator()


@pytest.fixture
def place(operator: Operator) -> Iterator[Pavilion]:
    """Its settings, its feed, its folders; the screen is to start the agent."""
    with Pavilion(operator.uri, kept=False) as made:
        made.data.mkdir()
        round_the_clock(made.folder / "feed.zip")
        yield made


def screen_at(place: Pavilion, script: str, data: Path | None = None) -> Screen:
    """A screen for which the disk is damaged."""
    more = {"KIOSK_RUNTIME_DIR": str(place.folder), "KIOSK_DATA_DIR": str(data or place.data)}
    return Screen(place.folder, before=damage.mounted(script), more=more)


def states(place: Pavilion) -> dict[str, str]:
    """The state of everything, as the running screen tells it to `kiosk status`."""
    done = kiosk("status", "--config", place.config, "--json", KIOSK_RUNTIME_DIR=str(place.folder))
    return {fact["name"]: fact["state"] for fact in json.loads(done.stdout)["facts"]} if done.stdout else {}


def calls_out(place: Pavilion, operator: Operator) -> None:
    """A call reaches the dispatcher's ear."""
    place.wait_for(State.IDLE, limit=60)
    place.wait_until_ready()
    place.call()
    place.wait_for(State.CONNECTED, heard=True)
    operator.wait_for_sound(operator.wait_for_call(), 0.5)
    place.hang_up()


@pytest.mark.parametrize(
    ("damaged", "disk", "usage_log"),
    [
        (damage.read_only, "read_only", "failing"),
        (lambda folder: damage.full(folder, 1024), "full", "failing"),
        (damage.without_inodes, "out_of_inodes", "failing"),
    ],
    ids=["S02 read-only", "S01 full", "S16 no inodes"],
)
def test_a_data_folder_that_takes_nothing_costs_the_data_alone(
    place: Pavilion, operator: Operator, damaged: Callable[[Path], str], disk: str, usage_log: str
) -> None:
    with screen_at(place, damaged(place.data)) as screen:
        screen.reads(NAME, NOT_YET)
        calls_out(place, operator)
        screen.until(lambda: states(place).get("timetable") == "missing")
        told = states(place)
        assert (told["screen"], told["disk"], told["usage_log"]) == ("runs", disk, usage_log)
        assert screen.log.count("cannot be written as it should") == 1


def test_a_data_folder_that_cannot_be_made_costs_the_data_alone(place: Pavilion, operator: Operator) -> None:
    locked = place.folder / "locked"
    locked.mkdir()
    with screen_at(place, damage.read_only(locked), locked / "data") as screen:
        screen.reads(NAME, NOT_YET)
        calls_out(place, operator)
        screen.until(lambda: states(place).get("usage_log") == "failing")
        assert states(place)["screen"] == "runs"


def test_an_empty_data_folder_is_filled(place: Pavilion, operator: Operator) -> None:
    with screen_at(place, "true") as screen:
        screen.until(lambda: screen.times, what="a board")
        calls_out(place, operator)
        screen.until(lambda: states(place).get("usage_log") == "kept")
        screen.until(lambda: states(place).get("timetable") == "valid")


def test_a_read_only_disk_keeps_the_last_timetable_on_the_board(place: Pavilion, operator: Operator) -> None:
    done = kiosk("import", "--gtfs", place.folder / "feed.zip", "--stop", "S1", "--out", place.data)
    assert done.returncode == 0, done.stderr
    with screen_at(place, damage.read_only(place.data)) as screen:
        screen.until(lambda: screen.times, what="a board")
        calls_out(place, operator)
        screen.until(lambda: states(place).get("timetable") == "not_renewed")


def test_a_disk_that_has_room_again_is_written_again(place: Pavilion) -> None:
    """S01: without a restart; the timetable comes, and the usage log."""
    with screen_at(place, damage.full(place.data, ROOM)) as screen:
        screen.reads(NAME, NOT_YET)
        screen.until(lambda: states(place).get("disk") == "full")
        shutil.rmtree(damage.seen_by(screen.process.pid, place.data) / "ballast")
        screen.until(lambda: screen.times, what="a board")
        screen.logs("the usage log is written again")
        screen.until(lambda: states(place).get("timetable") == "valid")


def test_a_full_run_costs_the_call_until_there_is_room(place: Pavilion, operator: Operator) -> None:
    """Without a socket nobody can ask for a call: the board stands, the agent is tried again, ever more rarely."""
    run = place.folder / "run"
    run.mkdir()
    more = {"KIOSK_RUNTIME_DIR": str(run), "KIOSK_DATA_DIR": str(place.data)}
    before = damage.mounted(damage.without_inodes(run))
    with Screen(place.folder, before=before, more=more) as screen:
        screen.until(lambda: screen.times, what="a board")
        screen.logs("sos.sock cannot be opened: No space left on device")
        seen = damage.seen_by(screen.process.pid, run)
        assert not (seen / "sos.sock").exists()
        assert screen.log.count("is started again") <= 3
        shutil.rmtree(seen / "ballast")
        screen.until((seen / "sos.sock").exists, what="the agent")
