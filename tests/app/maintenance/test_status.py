"""The status of a running screen: read off a machine and a real agent's socket, shown, and told to others."""

from __future__ import annotations

import json
import logging
import socket
import threading
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk import paths
from kiosk.__main__ import main
from kiosk.app.maintenance.status import StatusPart, shown
from kiosk.app.status_thread import StatusThread
from kiosk.config.emergency import Emergency, TrunkSettings
from kiosk.config.settings import Realtime, Settings, Stop, TimetableFeed
from kiosk.devices.life import Past, Why
from kiosk.domain.call.status import CallStatus, Health
from kiosk.domain.ladder import Rung
from kiosk.domain.maintenance.fact_list import Read
from kiosk.domain.maintenance.facts import Level, Name
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.realtime import Fault, FeedMessage, SourceState
from kiosk.domain.service_day import Now
from kiosk.screens.newest import NewestFacts
from tests.devices.machine_trees import MACHINE, planted
from tests.screens import sample_boards
from tests.screens.maintenance.stage import MaintenanceStage
from tests.sos.fake_agent import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.app.maintenance.context import Context
    from kiosk.domain.maintenance.facts import Fact

SETTINGS = Settings(
    Stop(("filatova",)),
    TimetableFeed("none.zip"),
    realtime=Realtime(trip_updates=("http://127.0.0.1:9/",)),
    emergency=Emergency(trunks=(TrunkSettings("city", "sip:112@127.0.0.1:9"),)),
)


class Here(MaintenanceStage):
    """A running screen in `folder`, whose clocks only the test moves."""

    def __init__(self, folder: Path) -> None:
        super().__init__(None)
        self.menu.close()
        self.now = Now(sample_boards.NOW, 5000.0)
        self.folder = folder
        self.file = folder / "kiosk.toml"
        self.facts = NewestFacts(sample_boards.TIMETABLE, ("trip_updates",))
        self.trouble = ""
        self.live = SimpleNamespace(timetable_fault="")
        self.context = SimpleNamespace(
            settings=SETTINGS,
            file=self.file,
            folder=folder / "data",
            clock=SimpleNamespace(read=lambda: self.now),
            scene=SimpleNamespace(screens=self.screens, window=self.window),
            facts=self.facts,
            live=self.live,
            emergency=SimpleNamespace(socket=folder / "run" / paths.SOS_SOCKET),
            journal=self,
            past=Past(Why.CRASHED, sample_boards.NOW - 60),
            menu=self.menu,
            rung=Rung.USUAL,
        )
        self.roots = planted(folder / "machine", MACHINE)
        self.part = StatusPart(cast("Context", self.context), self.roots)
        self.menu.set_parts({Page.STATUS: self.part.screen})

    def after(self, qtbot: QtBot, doing: Callable[[], object]) -> None:
        """Do something and wait for the facts that come after it."""
        with qtbot.waitSignal(self.part.changed, timeout=20_000):
            doing()

    def look(self, qtbot: QtBot) -> None:
        """Open the page anew, so that everything is read again."""
        self.menu.open("")
        self.after(qtbot, lambda: self.menu.open("status"))

    def of(self, name: Name) -> Fact:
        (found,) = (one for one in self.part.facts if one.name is name)
        return found

    def states(self) -> dict[str, str]:
        return {one.key: one.state for one in self.part.facts}

    def written(self, qtbot: QtBot) -> dict[str, Any]:
        """What others read, as soon as it is there."""
        file = self.folder / "run" / paths.STATUS_FILE
        qtbot.waitUntil(file.is_file, timeout=20_000)
        found: dict[str, Any] = json.loads(file.read_text())
        return found


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    monkeypatch.setenv("KIOSK_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "data").mkdir()
    (tmp_path / "kiosk.toml").write_text('[stop]\nids = ["filatova"]\n[timetable]\ngtfs = "none.zip"\n')
    screen = Here(tmp_path)
    yield screen
    screen.close()


@pytest.fixture
def running(here: Here, qtbot: QtBot) -> Iterator[Here]:
    here.menu.let_in(here.menu.role)
    here.after(qtbot, here.part.start)
    yield here
    here.part.stop()


def test_everything_there_is_to_know_has_its_line(running: Here) -> None:
    assert running.states() == {
        "screen": "runs", "feed:trip_updates": "starting", "timetable": "missing", "emergency": "silent",
        "portal": "not_asked", "clock": running.of(Name.CLOCK).state, "network": "connected",
        "disk": running.of(Name.DISK).state, "memory": "enough", "temperature": "normal", "audio": "present",
        "display": "off_screen", "touch": running.of(Name.TOUCH).state, "machine": "up", "usage_log": "no_file",
        "pin": "not_set", "version": "runs", "restart": "crashed",
    }  # fmt: skip


def test_the_agent_is_asked_at_its_real_socket(running: Here, qtbot: QtBot) -> None:
    with serving(running.folder / "run" / paths.SOS_SOCKET) as agent:
        agent.calls.now = CallStatus(health=Health.WORKS)
        running.look(qtbot)
        assert running.of(Name.EMERGENCY).state == "works"
        assert running.states()["trunk:city"] == "answers"
        agent.calls.now = CallStatus(health=Health.BROKEN)
        running.look(qtbot)
        assert running.of(Name.EMERGENCY).level is Level.RED
    running.look(qtbot)
    assert running.of(Name.EMERGENCY).state == "silent"


def test_an_agent_that_takes_the_question_and_never_answers_is_silent(running: Here, qtbot: QtBot) -> None:
    """It is waited for beside the screen, and not for long."""
    path = running.folder / "run" / paths.SOS_SOCKET
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(path))
        mute.listen()
        running.look(qtbot)
    assert running.of(Name.EMERGENCY).state == "silent"


def test_a_screen_without_a_browser_says_so(running: Here, qtbot: QtBot) -> None:
    running.screens.services.set_browser("unavailable")
    running.look(qtbot)
    assert running.of(Name.PORTAL).state == "no_browser"


def test_what_happens_to_the_machine_is_seen_and_dated(running: Here, qtbot: QtBot) -> None:
    began = running.of(Name.TEMPERATURE).since
    running.now = Now(running.now.instant + 600, running.now.monotonic + 600)
    planted(running.folder / "machine", {"sys/class/thermal/thermal_zone1/temp": "97000\n"})
    running.look(qtbot)
    hot = running.of(Name.TEMPERATURE)
    assert (hot.state, hot.since, began) == ("too_hot", sample_boards.NOW + 600, sample_boards.NOW)
    assert running.of(Name.MEMORY).since == sample_boards.NOW
    running.now = replace(running.now, instant=running.now.instant + 86400)  # the clock is set
    running.look(qtbot)
    assert running.of(Name.TEMPERATURE).since == sample_boards.NOW + 600 + 86400


def test_feeds_board_log_pin_and_timetable_reach_the_list(running: Here, qtbot: QtBot) -> None:
    state = SourceState(
        "trip_updates", FeedMessage(sample_boards.NOW), 5000.0, Fault.TIMEOUT, "timeout", failing_since=4000.0
    )
    running.facts.source_published.emit(state)
    running.facts.board(running.now)
    running.trouble = "disk-full"
    data = running.folder / "data"
    (data / "maintenance").mkdir()
    (data / "maintenance" / "pin").write_text("$argon2id$secret")
    (data / "usage.sqlite").write_bytes(b"\0" * 4096)
    (data / paths.TIMETABLE).write_bytes(b"\0")
    running.screens.services.set_network("gone")
    running.look(qtbot)
    states = running.states()
    assert states["feed:trip_updates"] == "late"
    assert running.of(Name.FEED).value("fault") == "timeout"
    assert (states["pin"], states["usage_log"], states["portal"]) == ("set", "failing", "not_reached")
    assert states["timetable"] == "expired"
    assert running.of(Name.TIMETABLE).value("until") == "2027-10-31"
    assert running.of(Name.TIMETABLE).value("reason") is None
    running.live.timetable_fault = "The server answers 404."
    running.look(qtbot)
    assert running.of(Name.TIMETABLE).value("reason") == "The server answers 404."
    assert "secret" not in json.dumps(running.written(qtbot))


def test_the_page_shows_what_was_read(running: Here, qtbot: QtBot, glass: QPointingDevice) -> None:
    running.look(qtbot)
    qtbot.waitUntil(lambda: running.part.screen.whole)
    titles = [str(item.property("title")) for item in running.items("fact")]
    assert titles[:2] == ["Расписание", "Экстренная связь"]
    assert len(titles) == len(running.part.facts)
    running.passenger.nextLanguage()
    QGuiApplication.processEvents()
    assert running.items("fact")[0].property("title") == "Timetable"


def test_the_command_reads_what_the_screen_wrote(
    running: Here, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    running.written(qtbot)
    code = main(["status", "--config", str(running.file), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 2
    assert {f"{one['name']}:{one['part']}".rstrip(":"): one["state"] for one in told["facts"]} == running.states()
    assert told["at"] == sample_boards.NOW


def test_a_screen_that_ended_runs_no_more(here: Here, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    here.after(qtbot, here.part.start)
    here.written(qtbot)
    here.part.stop()
    assert main(["status", "--config", str(here.file), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert {one["name"]: one["state"] for one in told["facts"]}["screen"] == "not_running"


def test_no_address_leaves_the_machine(running: Here, qtbot: QtBot) -> None:
    """The tree holds 192.168.1.1 as the kernel writes it, and fe80::."""
    running.look(qtbot)
    qtbot.waitUntil(lambda: running.part.screen.code != "")
    text = json.dumps(running.written(qtbot)) + running.part.screen.code
    assert "eth0" in text or "enp1s0" in text
    for address in ("192.168", "0101A8C0", "0001A8C0", "fe80", "127.0.0.1"):
        assert address not in text


def test_the_window_is_known(here: Here) -> None:
    found = shown(here.window.view)
    assert (found.width, found.height, found.seen) == (1080, 1920, False)


# The thread.


class Machine:
    """A machine that is read at once; `read` tells of each time."""

    def __init__(self, file: Path | None) -> None:
        self.read = threading.Semaphore(0)
        self.thread = StatusThread(self._look, lambda _: self.read.release(), file)

    def _look(self) -> Read:
        return Read()


def test_whoever_looks_is_not_kept_waiting() -> None:
    """The next reading would be seconds away."""
    machine = Machine(None)
    machine.thread.start()
    assert machine.read.acquire(timeout=20)
    machine.thread.watch(watched=True)
    assert machine.read.acquire(timeout=20)
    machine.thread.stop()


def test_a_file_that_cannot_be_written_is_told_once_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = tmp_path / "run"
    place.write_text("no folder")
    machine = Machine(place / "status.json")
    caplog.set_level(logging.INFO)
    machine.thread.start()
    assert machine.read.acquire(timeout=20)
    for _ in range(3):
        machine.thread.keep("{}")
    machine.thread.watch(watched=True)  # what is kept is written before the next reading
    assert machine.read.acquire(timeout=20)
    assert [record.message for record in caplog.records if "cannot be written" in record.message] == [
        f"the status cannot be written to {place / 'status.json'}: File exists"
    ]
    place.unlink()
    machine.thread.keep("{}")
    machine.thread.watch(watched=False)
    machine.thread.watch(watched=True)
    assert machine.read.acquire(timeout=20)
    assert (place / "status.json").read_text() == "{}"
    assert "the status can be written again" in caplog.messages
    machine.thread.stop()
    assert not (place / "status.json").exists()
