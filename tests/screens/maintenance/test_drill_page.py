"""The drill's page with real touches: the grid, the colours, the keyboard, the result and its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication

from kiosk.domain.keyboard import Do, places
from kiosk.domain.maintenance import drill_flow
from kiosk.domain.maintenance.drill import Finding, Reason, Step, failed, passed
from kiosk.domain.maintenance.drill_flow import Stand
from kiosk.domain.maintenance.drill_touch import STUCK_AFTER
from kiosk.domain.maintenance.menu import Page
from kiosk.screens.maintenance.drill_view import NO_STICK
from tests.screens import sample_boards
from tests.screens.fingers import Fingers
from tests.screens.maintenance import sample_drills
from tests.screens.maintenance.drill_stage import CODE, Ticking, made, typing
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import LANDSCAPE, PORTRAIT, texts
from tests.screens.test_qr import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from PySide6.QtQuick import QQuickItem
    from pytestqt.qtbot import QtBot

    from kiosk.screens.keyboard import KeyboardScreen

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
START = 100.0


class Drilled:
    """The page over a clock that only the test moves, and what it found."""

    def __init__(self, size: QSize = PORTRAIT) -> None:
        self.clock = Ticking()
        self.screen = made(self.clock)
        self.stage = MaintenanceStage(Page.DRILL, self.screen, size)
        self.screen.speak("ru")
        self.screen.show_earlier((), sample_boards.TIMETABLE.zone)
        self.found: list[tuple[Step, Finding]] = []
        self.screen.answered.connect(lambda step, finding: self.found.append((step, finding)))

    def begin(self, step: Step) -> None:
        """The guided step comes onto the page."""
        self.screen.show(sample_drills.at(step, START))
        QGuiApplication.processEvents()
        self.stage.lay_out()

    def cells(self) -> list[QQuickItem]:
        """Every cell of the grid, row by row."""
        items = [*self.stage.items("felt"), *self.stage.items("unfelt")]
        return sorted(items, key=lambda item: (round(item.y()), item.x()))

    def middle(self, cell: QQuickItem) -> QPoint:
        return self.stage.middle(cell)


@pytest.fixture
def drilled(qtbot: QtBot) -> Iterator[Drilled]:
    shown = Drilled()
    yield shown
    shown.stage.close()


def wipe(drilled: Drilled, fingers: Fingers, number: int = 0, but: tuple[int, ...] = ()) -> None:
    """One finger comes over every cell, row by row, and is lifted."""
    spots = [drilled.middle(cell) for n, cell in enumerate(drilled.cells()) if n not in but]
    fingers.press(number, spots[0])
    for spot in spots[1:]:
        fingers.move(number, spot)
    fingers.release(number, spots[-1])
    QGuiApplication.processEvents()


@SIZES
def test_a_finger_wiped_over_all_cells_passes(qtbot: QtBot, glass: QPointingDevice, size: QSize) -> None:
    drilled = Drilled(size)
    drilled.begin(Step.TOUCH)
    cells = drilled.cells()
    area = drilled.stage.item("touchGrid")
    covered = sum(cell.width() * cell.height() for cell in cells)
    wipe(drilled, Fingers(drilled.stage, glass))
    found = drilled.found
    whole = (area.width(), covered == area.width() * area.height())
    drilled.stage.close()
    assert found == [(Step.TOUCH, passed())]
    assert whole == (size.width(), True), "every point of the page lies in a cell"


def test_cells_that_felt_nothing_are_seen_and_told(drilled: Drilled, glass: QPointingDevice) -> None:
    drilled.begin(Step.TOUCH)
    wipe(drilled, Fingers(drilled.stage, glass), but=(0, 1))
    assert drilled.found == []
    assert len(drilled.stage.items("unfelt")) == 2
    assert "Проведите по всем полям. Осталось: 2" in drilled.stage.words("drillNote")
    assert drilled.screen.so_far() == {Step.TOUCH: failed(Reason.UNTOUCHED, "top-left 2")}


def test_a_finger_that_stays_is_told_and_fails_the_step(drilled: Drilled, glass: QPointingDevice) -> None:
    drilled.begin(Step.TOUCH)
    fingers = Fingers(drilled.stage, glass)
    fingers.press(5, drilled.middle(drilled.cells()[-1]))
    wipe(drilled, fingers, number=0)
    assert drilled.found == []
    drilled.clock.now += STUCK_AFTER
    drilled.screen.look_again()
    assert drilled.found == [(Step.TOUCH, failed(Reason.STUCK, "bottom-right"))]
    assert "Касание не уходит. Уберите палец или протрите стекло" in drilled.stage.words("drillNote")
    fingers.release(5, QPoint(1070, 1700))


def test_one_that_was_there_before_the_drill_is_found(drilled: Drilled, glass: QPointingDevice) -> None:
    """Dirt or ice does not come anew when the step begins."""
    fingers = Fingers(drilled.stage, glass)
    fingers.press(5, QPoint(40, 1000))
    drilled.begin(Step.TOUCH)
    drilled.clock.now += 1.0
    wipe(drilled, fingers, number=0)
    drilled.clock.now += STUCK_AFTER
    drilled.screen.look_again()
    assert drilled.found == [(Step.TOUCH, failed(Reason.STUCK, "left"))]
    fingers.release(5, QPoint(40, 1000))


def test_the_mouse_of_a_desk_can_do_it_too(drilled: Drilled) -> None:
    drilled.begin(Step.TOUCH)
    for cell in drilled.cells():
        drilled.stage.click(cell)
    assert drilled.found == [(Step.TOUCH, passed())]


def test_a_touch_after_the_step_changes_nothing(drilled: Drilled, glass: QPointingDevice) -> None:
    drilled.begin(Step.TOUCH)
    fingers = Fingers(drilled.stage, glass)
    wipe(drilled, fingers)
    wipe(drilled, fingers)
    assert len(drilled.found) == 1


@SIZES
def test_the_colours_fill_the_page_and_are_answered(qtbot: QtBot, glass: QPointingDevice, size: QSize) -> None:
    drilled = Drilled(size)
    drilled.begin(Step.COLOURS)
    seen = []
    for number in range(5):
        picture = drilled.stage.item("colourPicture")
        corner = picture.mapToScene(QPointF(3, 3)).toPoint()
        seen.append((picture.width(), drilled.stage.picture().pixelColor(corner).name()))
        drilled.stage.touch(glass, drilled.stage.item("spots" if number == 1 else "well"))
    found = drilled.found
    drilled.stage.close()
    assert seen == [(size.width(), colour) for colour in ("#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000")]
    assert found == [(Step.COLOURS, failed(Reason.SPOTS, "green"))]


@pytest.mark.parametrize("theme", ["day", "contrast"])
def test_the_answers_can_be_read_on_every_colour(drilled: Drilled, glass: QPointingDevice, theme: str) -> None:
    if theme == "contrast":
        drilled.stage.passenger.toggleContrast()
    drilled.begin(Step.COLOURS)
    for _ in range(5):
        for name in ("spots", "well", "drillNote"):
            assert len(drilled.stage.pixels(drilled.stage.item(name))) > 1
        drilled.stage.touch(glass, drilled.stage.item("well"))
    assert drilled.found == [(Step.COLOURS, passed())]


def tap(drilled: Drilled, glass: QPointingDevice, keyboard: KeyboardScreen, text: str) -> None:
    """A finger taps the key of a character, "<" the one that deletes."""
    layout = keyboard._layouts[keyboard.layout]
    do = {"<": Do.BACKSPACE, " ": Do.SPACE}.get(text, Do.TYPE)
    name = next(
        place.name
        for place in places(layout)
        if place.key.do is do and (do is not Do.TYPE or place.key.text == text)
    )
    (key,) = (item for item in drilled.stage.items("key") if item.property("key") == name)
    drilled.stage.touch(glass, key)
    drilled.stage.lay_out()


@SIZES
@pytest.mark.parametrize("text_size", [0, 2])
def test_a_word_typed_on_the_glass_arrives(
    qtbot: QtBot, glass: QPointingDevice, size: QSize, text_size: int
) -> None:
    drilled = Drilled(size)
    for _ in range(text_size):
        drilled.stage.passenger.nextTextSize()
    keyboard = typing(drilled.stage, drilled.screen)
    field, keys = drilled.stage.item("drillField"), drilled.stage.item("keyboard")
    above = field.mapToScene(QPointF(0, field.height())).y() <= keys.mapToScene(QPointF()).y()
    for character in "заря 4":
        tap(drilled, glass, keyboard, character)
    found = drilled.found
    drilled.stage.close()
    assert above, "the keyboard never hides the field"
    assert found == [(Step.KEYBOARD, passed())]


def test_a_wrong_key_is_told_and_deleted(drilled: Drilled, glass: QPointingDevice) -> None:
    keyboard = typing(drilled.stage, drilled.screen)
    for character in "зц":
        tap(drilled, glass, keyboard, character)
    assert "Набралось другое: сотрите" in drilled.stage.words("drillNote")
    assert drilled.screen.so_far() == {Step.KEYBOARD: failed(Reason.NOT_TYPED, "1/6")}
    for character in "<аря 4":
        tap(drilled, glass, keyboard, character)
    assert drilled.found == [(Step.KEYBOARD, passed())]


def test_a_keyboard_that_was_sent_away_comes_back_with_the_field(drilled: Drilled, glass: QPointingDevice) -> None:
    keyboard = typing(drilled.stage, drilled.screen)
    keyboard.hide()
    drilled.stage.lay_out()
    assert drilled.stage.items("keyboard") == []
    drilled.stage.touch(glass, drilled.stage.item("drillField"))
    drilled.stage.lay_out()
    assert drilled.stage.items("keyboard")


def test_the_rest_is_waited_for_with_the_time_it_may_take(drilled: Drilled) -> None:
    drilled.begin(Step.CALL)
    drilled.clock.now += 5
    drilled.screen.look_again()
    assert drilled.screen.look == "waiting"
    assert drilled.stage.item("drillTime").width() == pytest.approx(1080 * 20 / 60, abs=1)
    assert "Остальное идёт само: не дольше 40 с" in drilled.stage.words("outcome")
    assert "идёт…" in drilled.stage.words("step-call")


@SIZES
def test_the_way_back_leaves_the_drill(qtbot: QtBot, glass: QPointingDevice, size: QSize) -> None:
    drilled = Drilled(size)
    left: list[bool] = []
    drilled.screen.leaveWanted.connect(lambda: left.append(True))
    for step in (*drill_flow.GUIDED, Step.CALL):
        drilled.begin(step)
        drilled.stage.touch(glass, drilled.stage.item("back"))
    drilled.stage.close()
    assert left == [True] * 4


@SIZES
@pytest.mark.parametrize(("text_size", "theme"), [(0, "day"), (2, "day"), (0, "contrast"), (2, "contrast")])
def test_a_camera_reads_the_whole_result(
    qtbot: QtBot, tmp_path: Path, size: QSize, text_size: int, theme: str
) -> None:
    drilled = Drilled(size)
    for _ in range(text_size):
        drilled.stage.passenger.nextTextSize()
    if theme == "contrast":
        drilled.stage.passenger.toggleContrast()
    drilled.screen.show_result(sample_drills.result(sample_drills.ILL), CODE)
    QGuiApplication.processEvents()
    drilled.stage.click(drilled.stage.item("code"))
    found = decoded(drilled.stage.picture(), tmp_path)
    drilled.stage.close()
    assert found == [CODE]


def test_from_the_code_the_way_back_leads_to_the_steps(drilled: Drilled, glass: QPointingDevice) -> None:
    drilled.screen.show_result(sample_drills.result(sample_drills.WELL), CODE)
    QGuiApplication.processEvents()
    drilled.stage.touch(glass, drilled.stage.item("code"))
    assert drilled.stage.items("outcome") == []
    drilled.stage.touch(glass, drilled.stage.item("back"))
    assert drilled.screen.look == "result"
    assert "Готов: всё в порядке" in drilled.stage.words("outcome")


def test_every_step_that_did_not_pass_tells_why_and_may_be_run_again(
    drilled: Drilled, glass: QPointingDevice
) -> None:
    wanted: list[str] = []
    drilled.screen.againWanted.connect(wanted.append)
    drilled.screen.show_result(sample_drills.result(sample_drills.SOME), CODE, again=True)
    QGuiApplication.processEvents()
    assert drilled.stage.items("again-touch") == []
    assert "Проверочный номер не задан; на рабочий номер проверка не звонит" in drilled.stage.words("step-call")
    drilled.stage.touch(glass, drilled.stage.item("again-call"))
    assert wanted == ["call"]


def test_a_drill_of_before_is_shown_by_a_touch_and_nothing_of_it_runs_again(
    drilled: Drilled, glass: QPointingDevice
) -> None:
    chosen: list[str] = []
    drilled.screen.chosen.connect(chosen.append)
    ill = sample_drills.result(sample_drills.ILL)
    drilled.screen.show_earlier([ill], sample_boards.TIMETABLE.zone)
    QGuiApplication.processEvents()
    assert drilled.stage.words("earlier") == [
        "22.11.2027 14:07",
        "в порядке:\u00a00, отказов:\u00a08, пропущено:\u00a01",
        "отказ",
    ]
    drilled.stage.touch(glass, drilled.stage.item("earlier"))
    assert chosen == [str(ill.began)]
    drilled.screen.show_result(ill, CODE)
    QGuiApplication.processEvents()
    assert [item for item in drilled.stage.items("again-touch") if item.isVisible()] == []


def test_what_became_of_the_export_is_told(drilled: Drilled, glass: QPointingDevice) -> None:
    wanted: list[bool] = []
    drilled.screen.exportWanted.connect(lambda: wanted.append(True))
    drilled.screen.show_result(sample_drills.result(sample_drills.WELL), CODE)
    QGuiApplication.processEvents()
    drilled.stage.touch(glass, drilled.stage.item("export"))
    assert wanted == [True]
    drilled.screen.tell(NO_STICK)
    QGuiApplication.processEvents()
    assert "Нет флешки, на которую можно писать" in drilled.stage.words("note")


@SIZES
@pytest.mark.parametrize("text_size", [0, 1, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("look", ["list", "touch", "colours", "keyboard", "call", "well", "ill"])
def test_no_word_is_cut_and_no_target_too_small(
    qtbot: QtBot, size: QSize, text_size: int, language: str, look: str
) -> None:
    drilled = Drilled(size)
    stage = drilled.stage
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    drilled.screen.speak(language)
    if look == "keyboard":
        typing(stage, drilled.screen)
    elif look in ("well", "ill"):
        kind = sample_drills.WELL if look == "well" else sample_drills.ILL
        drilled.screen.show_result(sample_drills.result(kind), CODE, again=True)
    elif look == "list":
        drilled.screen.show_earlier([sample_drills.result(sample_drills.ILL)], sample_boards.TIMETABLE.zone)
    else:
        drilled.begin(Step(look))
    QGuiApplication.processEvents()
    stage.lay_out()
    frame = stage.item("maintenance")
    cut = [str(item.property("text")) for item in texts(frame) if item.property("truncated")]
    small = [
        item.property("text")
        for item in (*stage.items("button"), *stage.items("earlier"))
        if min(item.width(), item.height()) < 20 * 1080 / 685 - 1
    ]
    stage.close()
    assert cut == []
    assert small == []


def test_the_stand_of_a_sample_is_what_it_says() -> None:
    """The samples of the pictures are drills that can be."""
    for step in drill_flow.GUIDED:
        assert sample_drills.at(step, START).of(step).stand is Stand.RUNNING
    assert sample_drills.at(Step.CALL, START).running == (Step.CALL,)
