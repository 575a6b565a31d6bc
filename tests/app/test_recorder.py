"""What is written down of a running screen: by real touches, real events of the catalogue, and a clock by hand."""

from __future__ import annotations

import threading
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from kiosk.app import recorder_emergency
from kiosk.app.background import Background
from kiosk.app.journal import Journal
from kiosk.app.recorder import Recorder
from kiosk.app.recorder_visits import length_word
from kiosk.domain.board import Clock, Feed
from kiosk.domain.call.status import CallStatus, Ending, Failure, Health, SelfTest, SelfTestResult, State
from kiosk.domain.realtime import Fault, FeedMessage, SourceState
from kiosk.domain.service_day import Now
from kiosk.domain.services.session import End
from kiosk.domain.text import Text
from kiosk.screens.newest import NewestFacts
from tests.screens import sample_boards, sample_services
from tests.screens.sample_boards import LIVE, NOW, TIMETABLE
from tests.screens.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.app.maintenance.context import Context
    from kiosk.clock import Clock as Clocks
    from kiosk.domain.board import Board
    from kiosk.domain.usage.catalogue import Event
    from kiosk.domain.usage.entries import Scored

Written = tuple[str, dict[str, Any]]


class Ticking(QObject):
    """A scene that a test ticks."""

    ticked = Signal(object)

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.screens = stage.screens
        self.window = stage.window


class Calls(QObject):
    """The emergency agent as the screen hears it."""

    published = Signal(object)
    socket = cast("Path", None)


class Here:
    """A running screen whose log is a list."""

    trouble = ""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.seconds = 0.0
        self.written: list[Written] = []
        self.scored: list[Scored] = []
        self.reported: list[str] = []
        self.scene = Ticking(stage)
        self.facts = NewestFacts(TIMETABLE, ("trip_updates", "alerts"))
        self.calls = Calls()
        self.background = Background()
        clock = cast("Clocks", SimpleNamespace(read=lambda: Now(NOW + int(self.seconds), self.seconds)))
        context = SimpleNamespace(
            scene=self.scene,
            facts=self.facts,
            clock=clock,
            journal=Journal(self, clock),
            background=self.background,
            emergency=self.calls,
        )
        self.recorder = Recorder(cast("Context", context), self.scored.extend)
        self.recorder.reported.connect(self.reported.append)
        self.recorder.start()

    def record(self, what: Event, at: int) -> None:
        """The log."""
        self.written.append((what.name, dict(what.fields)))

    def tick(self, seconds: float = 1.0, board: Board = LIVE) -> None:
        """Let seconds pass and show a board, as the scene does."""
        self.seconds += seconds
        self.stage.show(board)
        self.stage.navigation.tick(Now(NOW, self.seconds))
        self.scene.ticked.emit(board)
        QGuiApplication.processEvents()

    def of(self, *names: str) -> list[Written]:
        """What was written of these names."""
        return [one for one in self.written if one[0] in names]

    def close(self) -> None:
        """End everything."""
        self.recorder.stop()
        self.background.stop()


@pytest.fixture
def here(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    monkeypatch.setattr(recorder_emergency, "_tests", lambda _socket: ())
    stage.screens.services.set_catalogue(sample_services.CATALOGUE)
    here = Here(stage)
    here.tick()
    here.written.clear()
    yield here
    here.close()


def test_pages_are_counted_as_they_are_opened_not_on_the_way_back(here: Here, glass: QPointingDevice) -> None:
    stage = here.stage
    stage.touch(glass, stage.item("map"))
    here.tick()
    stage.touch(glass, stage.item("back"))
    stage.touch(glass, stage.items("row")[0])
    assert here.written == [("screen_opened", {"screen": "map"}), ("screen_opened", {"screen": "trip"})]


def test_a_service_is_counted_with_its_code_and_again_when_it_is_opened_here(here: Here) -> None:
    service = sample_services.DOCTOR.service_id
    services = here.stage.screens.services
    services.set_openable(sample_services.openable)
    services.set_network("there")
    services.set_browser("ready")
    here.stage.navigation.open("service", service)
    services.openHere()
    for state, how in (("opening", ""), ("open", ""), ("closing", End.IDLE), ("none", End.IDLE), ("ready", "")):
        services.set_browser(state, how)
    assert here.of("service_opened", "session_ended") == [
        ("service_opened", {"service": service, "how": "code"}),
        ("service_opened", {"service": service, "how": "here"}),
        ("session_ended", {"how": "idle"}),
    ]


def test_choices_are_counted_and_what_is_put_back_is_not(here: Here, glass: QPointingDevice) -> None:
    stage = here.stage
    for name in ("language", "textSize", "contrast"):
        stage.touch(glass, stage.item(name))
    here.tick(0.0)
    here.tick(stage.passenger.habits.idle_seconds + 1)
    assert not stage.passenger.changed
    assert here.written == [
        ("language_chosen", {"language": "en"}),
        ("text_size_chosen", {"size": 1}),
        ("theme_chosen", {"theme": "contrast"}),
        ("visit_ended", {"how": "idle", "length": "under-15-s"}),
    ]


def test_a_visit_ends_when_nobody_is_there_any_more(here: Here, glass: QPointingDevice) -> None:
    stage, patience = here.stage, here.stage.passenger.habits.idle_seconds
    stage.touch(glass, stage.item("map"))
    here.tick(30)
    stage.touch(glass, stage.item("back"))
    here.tick(1)
    here.tick(patience - 2)
    assert not here.of("visit_ended")
    here.tick(5)
    assert here.of("visit_ended") == [("visit_ended", {"how": "board", "length": "15-60-s"})]
    here.tick(patience * 3)
    assert len(here.of("visit_ended")) == 1


def test_a_mere_touch_of_the_glass_is_no_visit(here: Here) -> None:
    here.stage.navigation.touched()
    here.tick(1)
    here.tick(200)
    assert here.written == []


@pytest.mark.parametrize(
    ("seconds", "word"),
    [(0, "under-15-s"), (14.9, "under-15-s"), (15, "15-60-s"), (60, "1-3-min"), (180, "over-3-min")],
)
def test_the_length_of_a_visit_is_one_of_four_words(seconds: float, word: str) -> None:
    assert length_word(seconds) == word


def test_what_the_board_says_of_itself_is_written_as_it_changes(here: Here) -> None:
    lost = replace(LIVE, feed=Feed.LOST, clock=Clock.DOUBTFUL)
    here.tick(board=lost)
    here.tick(board=lost)
    here.tick()
    assert here.written == [
        ("board_feed", {"state": "lost"}),
        ("clock", {"state": "doubtful"}),
        ("board_feed", {"state": "live"}),
        ("clock", {"state": "good"}),
    ]


def test_each_alert_is_counted_once(here: Here) -> None:
    more = replace(LIVE, alerts=(*LIVE.alerts, replace(LIVE.alerts[0], alert_id="storm", severity_level="")))
    here.tick(board=more)
    here.tick(board=more)
    here.tick()
    assert here.written == [("alert_shown", {"severity": "unknown"})]


def test_a_feed_is_lost_after_a_minute_and_back_once(here: Here) -> None:
    def tell(fault: Fault | None, since: float | None) -> None:
        here.facts.source_published.emit(
            SourceState("trip_updates", FeedMessage(NOW), 0.0, fault=fault, failing_since=since)
        )

    here.seconds = 100.0
    tell(Fault.TIMEOUT, 90.0)
    here.seconds = 149.0
    tell(Fault.TIMEOUT, 90.0)
    assert here.written == []
    for here.seconds in (151.0, 160.0):
        tell(Fault.TIMEOUT, 90.0)
    here.seconds = 190.0
    tell(None, None)
    tell(None, None)
    assert here.written == [
        ("feed_lost", {"feed": "trip_updates", "fault": "timeout"}),
        ("feed_back", {"feed": "trip_updates", "seconds": 100}),
    ]


def test_sources_publish_from_their_own_threads(here: Here, qtbot: QtBot) -> None:
    here.seconds = 200.0
    state = SourceState("alerts", None, None, fault=Fault.REFUSED, failing_since=1.0)
    thread = threading.Thread(target=here.facts.source_published.emit, args=(state,))
    thread.start()
    thread.join()
    assert here.written == []
    qtbot.waitUntil(lambda: bool(here.written))
    assert here.written == [("feed_lost", {"feed": "alerts", "fault": "refused"})]


def test_a_new_timetable_is_written_down(here: Here) -> None:
    here.facts.timetable_published.emit(TIMETABLE)
    assert here.written == [("timetable_renewed", {})]


def test_the_steps_of_a_call_are_written_without_what_tells_it_apart(here: Here) -> None:
    call = CallStatus(State.DIALING, reference="c0ffee", attempt=1, trunk="a", health=Health.WORKS)
    for status in (
        replace(call, state=State.ARMING),
        call,
        replace(call, heard=True),
        replace(call, state=State.RETRYING, failure=Failure.BUSY),
        replace(call, state=State.CONNECTED, attempt=2),
        replace(call, state=State.ENDED, ending=Ending.FAR_END, attempt=2),
        replace(call, state=State.IDLE, attempt=0),
    ):
        here.calls.published.emit(status)
    assert here.written == [
        ("emergency_line", {"health": "works"}),
        ("emergency_state", {"state": "dialing", "attempt": 1}),
        ("emergency_state", {"state": "retrying", "failure": "busy", "attempt": 1}),
        ("emergency_state", {"state": "connected", "attempt": 2}),
        ("emergency_state", {"state": "ended", "ending": "far_end", "attempt": 2}),
    ]


def test_self_tests_are_asked_for_when_the_line_changes_and_written_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    results = [
        SelfTestResult(SelfTest.CALL, NOW - 5000, passed=False, what="echo", trunk="a"),
        SelfTestResult(SelfTest.SOUND, NOW + 5, passed=True, what="burst heard"),
        SelfTestResult(SelfTest.TRUNKS, NOW + 6, passed=False, what="busy", trunk="Иван Петров, 8 927"),
    ]
    monkeypatch.setattr(recorder_emergency, "_tests", lambda _socket: tuple(results))
    here = Here(stage)
    for health in (Health.DEGRADED, Health.BROKEN):
        here.calls.published.emit(CallStatus(health=health))
    here.calls.published.emit(None)
    qtbot.waitUntil(lambda: len(here.of("self_test")) == 2)
    done: list[None] = []
    here.background.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    here.close()
    assert here.of("emergency_line") == [
        ("emergency_line", {"health": "degraded"}),
        ("emergency_line", {"health": "broken"}),
        ("emergency_line", {"health": "silent"}),
    ]
    assert here.of("self_test") == [
        ("self_test", {"test": "sound", "passed": 1}),
        ("self_test", {"test": "trunks", "passed": 0, "trunk": "other"}),
    ]


def test_an_agent_that_does_not_answer_tells_of_no_test(tmp_path: Path) -> None:
    assert recorder_emergency._tests(tmp_path / "sos") == ()


def test_a_report_is_kept_with_the_bus_and_the_feed_of_the_moment(here: Here, glass: QPointingDevice) -> None:
    stage = here.stage
    here.tick(board=replace(LIVE, feed=Feed.AGEING))
    here.written.clear()
    stage.touch(glass, stage.item("report"))
    here.tick(board=replace(LIVE, feed=Feed.AGEING))
    stage.touch(glass, stage.items("reportBus")[0])
    moment = LIVE.rows[0].departure.scheduled_departure
    assert here.of("passenger_report") == [
        ("passenger_report", {"about": "no-bus", "feed": "ageing", "route": "46", "scheduled": moment})
    ]
    assert here.reported == ["report"]


def test_the_same_report_is_kept_once_a_minute(here: Here) -> None:
    report = here.recorder._report
    for seconds in (1, 20, 20, 20, 1):
        here.tick(seconds)
        here.stage.navigation.open("report")
        report.send("cold")
        here.stage.navigation.open("board")
    assert len(here.of("passenger_report")) == 2
    here.stage.navigation.open("report")
    report.send("screen-wrong")
    assert len(here.of("passenger_report")) == 3
    assert here.reported == ["report"] * 3


def test_ids_that_a_hostile_feed_made_of_words_become_other(here: Here) -> None:
    row = sample_boards.live("46", 0)
    departure = replace(row.departure, route_id="Иванов Иван, СНИЛС 112-233-445 95", headsign=Text("x"))
    here.tick(board=replace(LIVE, rows=(replace(row, departure=departure),)))
    here.stage.navigation.open("report")
    here.recorder._report.send("no-bus", row.key)
    ((_, fields),) = here.of("passenger_report")
    assert fields["route"] == "other"


def test_after_the_end_nothing_is_written(stage: Stage) -> None:
    here = Here(stage)
    here.tick()
    here.close()
    here.written.clear()
    stage.navigation.open("map")
    here.calls.published.emit(CallStatus(health=Health.BROKEN))
    here.facts.timetable_published.emit(TIMETABLE)
    here.scene.ticked.emit(replace(LIVE, feed=Feed.LOST))
    assert here.written == []


def test_predictions_still_awaited_at_the_end_are_given_as_unknown(here: Here) -> None:
    here.tick()
    here.recorder.stop()
    assert {line.bin for line in here.scored} == {"0-3", "3-6", "6-12", "12-30"}
    assert sum(line.unseen + line.accurate + line.early + line.late for line in here.scored) == 0
    here.recorder.start()
