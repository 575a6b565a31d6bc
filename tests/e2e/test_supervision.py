"""The screen under a supervisor: whatever ends it, hangs it or kills it at each start, a board stands again."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import psutil
import pytest

from kiosk.commands.run import TAKEN
from kiosk.config.ran_well import NAME as RAN_WELL
from kiosk.devices.suspects import SUFFIX
from tests.e2e.pavilion import until
from tests.e2e.supervised import ALONE, BARE, SAFE, WHOLE, Stop, spoilt
from tests.fakes.feed_server import Conversation, FeedServer

if TYPE_CHECKING:
    from pathlib import Path

HANG = """
import signal, threading
def hang(*_): threading.Event().wait()
signal.signal(signal.SIGUSR1, hang)
"""
DEADLY = """
import kiosk.app, os, signal
whole = kiosk.app.run
def run(settings, **more):
    if settings.stop.name == "Гибельная":
        os.kill(os.getpid(), signal.SIGSEGV)
    return whole(settings, **more)
kiosk.app.run = run
"""
DIES = """
import kiosk.commands.run as run, os, pathlib
take = run.OneScreen.take
def dies(self):
    if not pathlib.Path("mended").exists():
        os.abort()
    take(self)
run.OneScreen.take = dies
"""


@pytest.fixture
def stop(tmp_path: Path) -> Stop:
    return Stop(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_screen_that_dies_is_painted_again(stop: Stop, number: int) -> None:
    with stop.supervised() as kept:
        first = kept.wait_ready()
        assert f"STATUS={WHOLE}" in first.words
        kept.kill(number)
        again = kept.wait_ready(2)
        assert (again.pid != first.pid, kept.deaths[0].code) == (True, -number)
        ended = kept.stop()
    assert ended is not None
    assert (ended.code, len(kept.deaths)) == (0, 2)
    assert kept.said("STOPPING=1")
    assert ("Segmentation fault" in kept.journal()) == (number == signal.SIGSEGV), "its stacks are told"


def test_a_heart_that_beats_is_not_ended_and_a_frozen_process_is(stop: Stop) -> None:
    with stop.supervised() as kept:
        kept.wait_ready()
        kept.wait(lambda one: len(one.said("WATCHDOG=1")) > one.unit.watchdog + 1)
        assert kept.deaths == []
        kept.kill(signal.SIGSTOP)
        assert kept.wait_dead().why == "watchdog"
        kept.wait_ready(2)


def test_a_screen_whose_loop_hangs_is_started_again_and_says_where_it_stood(stop: Stop) -> None:
    with stop.supervised(HANG) as kept:
        kept.wait_ready()
        kept.kill(signal.SIGUSR1)
        ended = kept.wait_dead()
        assert (ended.why, ended.code) == ("watchdog", -signal.SIGABRT)
        kept.wait_ready(2)
    assert "Fatal Python error: Aborted" in kept.journal()
    assert "in hang" in kept.journal()


def test_a_start_that_hangs_is_given_up_before_the_supervisor_would(stop: Stop) -> None:
    source = (
        f"{HANG}\nimport kiosk.commands.supervised as s, kiosk.app\ns.STARTS_WITHIN = 0.5\nkiosk.app.run = hang"
    )
    with stop.supervised(source) as kept:
        ended = kept.wait_dead(3)
        assert (ended.why, ended.code) == ("itself", 1)
    assert stop.rungs()[:3] == [0, 0, 0]


def test_settings_that_kill_it_give_way_to_those_that_ran_well(stop: Stop) -> None:
    stop.data.mkdir()
    stop.configure("Хорошая")
    (stop.data / RAN_WELL).write_text(stop.config.read_text())
    stop.configure("Гибельная")
    with stop.supervised(DEADLY) as kept:
        assert SAFE in kept.wait_ready().words[1]
        assert len(kept.deaths) == 3
        said = json.loads(until(lambda: told(stop)))
        assert said["facts"][0]["state"] == "safe_mode"
    assert f"the settings are those of {RAN_WELL}" in kept.journal()
    assert stop.rungs() == [0, 0, 0, 1]
    # Whoever corrects them and starts it again has the whole screen back, and it is written down what was.
    stop.configure("Исправленная")
    with stop.supervised(DEADLY) as kept:
        assert f"STATUS={WHOLE}" in kept.wait_ready().words
        until(lambda: stop.events("safe_mode") == 1)


def told(stop: Stop) -> str:
    """The status that a screen wrote down, "" while there is none."""
    file = stop.memory / "status.json"
    return file.read_text() if file.exists() else ""


def test_settings_that_nobody_can_read_leave_a_board_that_stands(stop: Stop) -> None:
    stop.config.write_text("[stop]\nids = [")
    with stop.supervised() as kept:
        assert SAFE in kept.wait_ready().words[1]
        assert {death.code for death in kept.deaths} == {2}
    assert "no settings can be read" in kept.journal()


def test_a_cache_that_kills_it_is_put_aside_and_made_anew(stop: Stop) -> None:
    stop.configure(gtfs=str(stop.feed()))
    timetable = stop.data / "timetable.sqlite"
    with stop.supervised() as kept:
        kept.wait_ready()
        until(timetable.exists)
    spoilt(timetable)
    with stop.supervised() as kept:
        assert SAFE in kept.wait_ready().words[1]
        assert len(kept.deaths) == 3
        until(timetable.exists, what="a new timetable")
    assert timetable.with_name(timetable.name + SUFFIX).exists()
    assert "TypeError" in kept.journal()


def test_a_usage_log_that_is_none_costs_no_start(stop: Stop) -> None:
    stop.data.mkdir()
    (stop.data / "usage.sqlite").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    with stop.supervised() as kept:
        kept.wait_ready()
        until(lambda: stop.events("program_started") == 1)
        assert kept.deaths == []


def test_it_is_tried_for_ever_and_stands_once_it_can(stop: Stop) -> None:
    with stop.supervised(DIES) as kept:
        kept.wait_dead(20)
        (stop.folder / "mended").touch()
        assert ALONE in kept.wait_ready().words[1]
        said = json.loads(until(lambda: told(stop)))
        assert [fact["state"] for fact in said["facts"] if fact["name"] == "screen"] == ["alone_mode"]
    assert stop.rungs()[:13] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4]


def test_settings_that_kill_it_from_the_first_day_leave_a_board_that_stands(stop: Stop) -> None:
    """Nothing ever ran well here: what is left of them is little enough in the end."""
    stop.configure("Гибельная")
    with stop.supervised(DEADLY) as kept:
        assert BARE in kept.wait_ready().words[1]
        assert len(kept.deaths) == 9


def test_safe_mode_that_runs_well_is_left_in_the_same_process(stop: Stop) -> None:
    source = """
import kiosk.app, kiosk.app.running_well as well
well.UNTOUCHED = 0.0
well.RunningWell.__init__.__kwdefaults__["left_after"] = 0.1
"""
    with stop.supervised(f"{DIES}\n{source}") as kept:
        kept.wait_dead(3)
        (stop.folder / "mended").touch()
        safe = kept.wait_ready()
        whole = kept.wait_ready(2)
        assert (safe.pid, WHOLE in whole.words[1]) == (whole.pid, True)
        between = [word for note in kept.notes if safe.at < note.at <= whole.at for word in note.words]
        assert "WATCHDOG_USEC=20000000" in between
        assert "STOPPING=1" not in between
        assert between[-2] == f"WATCHDOG_USEC={kept.unit.watchdog * 1e6:.0f}", "the unit's own again"


def test_a_second_screen_with_the_same_data_leaves_at_once(stop: Stop) -> None:
    with stop.supervised() as kept:
        kept.wait_ready()
        second = subprocess.run(
            stop.run_words(),
            env=stop.environment,
            cwd=stop.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert (second.returncode, second.stdout) == (TAKEN, "")
        (sentence,) = second.stderr.splitlines()
        assert str(stop.data) in sentence
        beats = len(kept.said("WATCHDOG=1"))
        kept.wait(lambda one: len(one.said("WATCHDOG=1")) > beats)
        assert kept.deaths == []
    assert stop.rungs() == [0]


def test_without_its_compositor_no_start_is_counted(stop: Stop) -> None:
    source = "import kiosk.commands.supervised as s\ns.COMPOSITOR_PATIENCE = 0.2"
    away = {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": str(stop.folder / "away")}
    with stop.supervised(source, **away) as kept:
        assert kept.wait_dead(5).code == 2
    assert set(stop.rungs()) == {0}
    assert "there is no compositor" in kept.journal()


TERM = "os.kill(os.getpid(), signal.SIGTERM)"
MOMENTS = {
    "settings are read": "import kiosk.config.last_good as m\nwhere, name = m, 'read_or_last_good'",
    "the scene is made": "import kiosk.app as m\nwhere, name = m, 'Scene'",
    "the window is shown": "from kiosk.app.scene import Scene\nwhere, name = Scene, 'show'",
    "the service menu is imported": "import kiosk.app.upkeep as m\nwhere, name = m.importlib, 'import_module'",
    "the usage log is made": "import kiosk.devices.usage.log as m\nwhere, name = m.UsageLog, 'start'",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_ends_whenever_it_is_told(stop: Stop, moment: str) -> None:
    source = f"""
import os, signal
{MOMENTS[moment]}
done = getattr(where, name)
def told(*words, **more):
    global done
    setattr(where, name, done)
    {TERM}
    return done(*words, **more)
setattr(where, name, told)
"""
    with stop.supervised(source) as kept:
        ended = kept.wait_dead()
        assert ended.code in (0, 128 + signal.SIGTERM), kept.journal()
    assert "Traceback" not in kept.journal()
    assert stop.rungs()[0] == 0
    assert "ended" in (stop.memory / "starts").read_text()


def never(conversation: Conversation) -> None:
    conversation.closing.wait()


def test_it_ends_in_time_while_feeds_and_agent_hang_and_loses_nothing(stop: Stop) -> None:
    trunk = '[[emergency.trunks]]\nname = "a"\nuri = "sip:112@127.0.0.1:9"\n'
    with FeedServer() as server:
        for path in ("/feed.zip", "/alerts.pb"):
            server.on(path, never)
        feed = f'[realtime]\nalerts = ["{server.url("/alerts.pb")}"]\n{trunk}'
        stop.configure(gtfs=server.url("/feed.zip"), more=feed)
        with stop.supervised() as kept:
            kept.wait_ready()
            until(lambda: len(server.requests) == 2 and stop.events("program_started") == 1)
            (agent,) = until(lambda: [one for one in below(kept.pid) if "sos" in one.cmdline()])
            agent.suspend()
            ended = kept.stop()
            assert ended is not None
            assert (ended.why, ended.code) == ("stop", 0), "it was not killed"
    assert stop.events("program_stopped") == 1
    psutil.wait_procs([agent], 10)


def below(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children()
