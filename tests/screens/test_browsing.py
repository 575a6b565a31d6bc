"""The frame round a web session, played by fingers: its time, its notices, its ways out, its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.domain.services.session import Limits
from kiosk.domain.text import Text
from kiosk.screens.browsing_words import Refusal, Trouble
from kiosk.screens.passenger import Habits
from tests.screens import sample_calls
from tests.screens.browse_stage import HOST, STATES, TITLE, BrowseStage
from tests.screens.fingers import Fingers
from tests.screens.stage import LANDSCAPE, PORTRAIT, texts, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice

TARGETS = ("back", "end", "endNow", "stay", "extend", "troubleBack")
SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[BrowseStage]:
    shown = BrowseStage()
    yield shown
    shown.close()


def test_it_says_whose_page_it_is_and_how_long_it_lasts(stage: BrowseStage) -> None:
    assert stage.words("header") == ["Запись к врачу", HOST, "10", "мин"]
    stage.tick(1)
    assert stage.words("time") == ["9", "мин"]
    stage.occupy(544)
    assert stage.words("time") == ["55", "с"]
    ring = QAccessible.queryAccessibleInterface(stage.item("time"))
    assert ring.text(QAccessible.Text.Name) == "осталось 55 секунд"


def test_the_ring_runs_out(stage: BrowseStage) -> None:
    assert stage.browsing.timePart == 1.0
    stage.occupy(300)
    assert stage.browsing.timePart == pytest.approx(0.5)


def test_it_speaks_the_language_and_wears_the_theme_of_the_screen_below(qtbot: QtBot) -> None:
    stage = BrowseStage(habits=Habits("en", "night", 2))
    words, paper = stage.words("header"), stage.picture().pixelColor(4, 4).name()
    big = stage.item("title").property("text"), stage.screens.passenger.textSize
    stage.close()
    assert words == ["A doctor’s appointment", HOST, "10", "min"]
    assert (big, paper) == (("A doctor’s appointment", 2), "#13203a")


def test_until_the_first_page_can_be_seen_our_own_surface_covers_it(qtbot: QtBot) -> None:
    stage = BrowseStage()
    stage.be("opening")
    assert stage.words("opening") == ["Открываем страницу…"]
    assert stage.area("opening") == stage.area("surface")
    stage.page.showPainted()
    qtbot.waitUntil(lambda: stage.items("opening") == [])
    stage.close()


def test_a_page_on_its_way_is_seen_to_be(stage: BrowseStage) -> None:
    assert stage.items("loading") == []
    stage.page.showLoading(True)
    assert stage.items("loading") != []
    stage.page.showLoading(False)
    assert stage.items("loading") == []


def test_the_end_is_one_touch(stage: BrowseStage, glass: QPointingDevice) -> None:
    stage.touch(glass, "end")
    stage.touch(glass, "end")
    stage.tick(1000)
    assert stage.over == ["button"]


def test_back_goes_back_where_there_is_a_page_before(stage: BrowseStage, glass: QPointingDevice) -> None:
    asked: list[bool] = []
    stage.page.backWanted.connect(lambda: asked.append(True))
    stage.touch(glass, "back")
    assert asked == []
    stage.page.showCanGoBack(True)
    stage.touch(glass, "back")
    assert asked == [True]


def test_nobody_there_is_told_and_then_ended(stage: BrowseStage) -> None:
    stage.tick(49)
    assert stage.items("idle") == []
    stage.tick(1)
    assert stage.words("countdown") == ["10"]
    stage.tick(9)
    assert stage.words("countdown") == ["1"]
    assert stage.over == []
    stage.tick(1)
    assert stage.over == ["idle"]


@pytest.mark.parametrize("place", ["stay", "countdown", "header", "surface"])
def test_any_touch_stops_the_countdown(stage: BrowseStage, glass: QPointingDevice, place: str) -> None:
    stage.tick(55)
    stage.touch(glass, place)
    assert stage.items("idle") == []
    stage.tick(49)
    assert (stage.items("idle"), stage.over) == ([], [])


def test_a_touch_on_the_notice_never_reaches_the_page(stage: BrowseStage, glass: QPointingDevice) -> None:
    stage.tick(55)
    stage.touch(glass, "surface")
    assert stage.sheet.property("touches") == 0
    stage.touch(glass, "surface")
    assert stage.sheet.property("touches") == 1


def test_the_notice_ends_the_session_by_its_button_too(stage: BrowseStage, glass: QPointingDevice) -> None:
    """The first moment of the touch stops the countdown; the button under the finger stays where it is."""
    stage.tick(55)
    place, view = stage.middle("endNow"), stage.window.view
    QTest.touchEvent(view, glass).press(0, place, view).commit()
    stage.tick(3)
    assert stage.words("countdown") == []
    QTest.touchEvent(view, glass).release(0, place, view).commit()
    assert stage.over == ["button"]


def test_a_touch_that_is_told_before_it_is_delivered_meets_the_notice(
    stage: BrowseStage, glass: QPointingDevice
) -> None:
    """Whoever filters the events of the window tells of a touch first."""
    stage.tick(55)
    place, view = stage.middle("endNow"), stage.window.view
    stage.browsing.touched()
    QTest.touchEvent(view, glass).press(0, place, view).commit()
    stage.lay_out()
    QTest.touchEvent(view, glass).release(0, place, view).commit()
    assert stage.over == ["button"]
    assert stage.sheet.property("touches") == 0


def test_touching_the_page_counts_as_being_there(stage: BrowseStage, glass: QPointingDevice) -> None:
    for touch in range(12):
        stage.tick(45)
        stage.touch(glass, "surface")
        assert stage.sheet.property("touches") == touch + 1
    assert stage.over == []


def test_typing_counts_as_being_there(stage: BrowseStage, glass: QPointingDevice) -> None:
    stage.be("typing")
    for _ in range(3):
        stage.tick(45)
        stage.touch(glass, "keyboard")
    assert (stage.items("idle"), stage.over) == ([], [])


def test_a_bag_on_the_glass_keeps_no_session(stage: BrowseStage, glass: QPointingDevice) -> None:
    fingers = Fingers(stage, glass)
    fingers.press(0, stage.middle("surface"))
    stage.tick(70)
    fingers.release(0, stage.middle("surface"))
    assert stage.over == ["idle"]


def test_beside_a_bag_on_the_glass_everything_works(stage: BrowseStage, glass: QPointingDevice) -> None:
    fingers = Fingers(stage, glass)
    bag = stage.middle("surface")
    fingers.press(0, bag)
    stage.tick(55)
    stay = stage.middle("stay")
    fingers.press(1, stay)
    fingers.release(1, stay)
    assert stage.items("idle") == []
    end = stage.middle("end")
    fingers.press(1, end)
    fingers.release(1, end)
    fingers.release(0, bag)
    assert stage.over == ["button"]


def test_more_time_is_given_once(stage: BrowseStage, glass: QPointingDevice) -> None:
    stage.be("time")
    assert "Ещё 5 минут" in stage.words("timeUp")
    stage.touch(glass, "extend")
    assert stage.items("timeUp") == []
    stage.occupy(300)
    assert stage.items("extend") == []
    assert stage.words("timeUp")[0] == "55"
    stage.occupy(60)
    assert stage.over == ["time"]


def test_no_more_time_is_offered_where_none_is_given(qtbot: QtBot) -> None:
    stage = BrowseStage(limits=Limits(extension=0.0))
    stage.be("time")
    offered = stage.items("timeUp"), stage.items("extend")
    stage.close()
    assert len(offered[0]) == 1
    assert offered[1] == []


def test_the_last_minute_leaves_the_page_to_be_finished(stage: BrowseStage, glass: QPointingDevice) -> None:
    before = stage.area("surface")
    stage.be("time")
    assert stage.area("surface").bottom() == stage.area("timeUp").top() < before.bottom()
    stage.touch(glass, "surface")
    assert stage.sheet.property("touches") == 1


@SIZES
def test_the_keyboard_never_hides_the_field(qtbot: QtBot, glass: QPointingDevice, size: QSize) -> None:
    stage = BrowseStage(size)
    assert stage.items("keyboard") == []
    stage.touch(glass, "field")
    shown, field = stage.area("keyboard"), stage.area("field")
    surface, bar = stage.area("surface"), stage.area("emergency")
    stage.close()
    assert surface.contains(field)
    assert surface.bottom() == shown.top()
    assert shown.bottom() <= bar.top()


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal.ADDRESS, "Этот адрес здесь не открывается"),
        (Refusal.FILE, "На этом экране нет файлов: ничего не сохраняется и не отправляется"),
        (Refusal.PRINT, "Принтера здесь нет"),
    ],
)
def test_what_a_page_does_not_get_is_said(stage: BrowseStage, refusal: Refusal, words: str) -> None:
    stage.page.showRefusal(refusal)
    assert stage.words("refusal") == [words]
    stage.page.showRefusal("")
    assert stage.items("refusal") == []


@pytest.mark.parametrize("trouble", [Trouble.FAILED, Trouble.REFUSED])
def test_a_page_that_is_not_there_says_why_and_what_to_do(
    stage: BrowseStage, glass: QPointingDevice, trouble: Trouble
) -> None:
    asked: list[bool] = []
    stage.page.backWanted.connect(lambda: asked.append(True))
    stage.page.showTrouble(trouble)
    assert stage.area("trouble") == stage.area("surface")
    assert stage.items("troubleBack") == []
    assert stage.words("trouble")[1].startswith("Закончите здесь")
    assert "QR‑код" in stage.words("trouble")[1]
    stage.page.showCanGoBack(True)
    assert stage.words("trouble")[1].startswith("Вернитесь назад")
    stage.touch(glass, "troubleBack")
    assert asked == [True]
    assert stage.sheet.property("touches") == 0
    stage.page.showTrouble("")
    assert stage.items("trouble") == []


def test_the_bar_is_held_to_call(
    stage: BrowseStage, glass: QPointingDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.screens.hold_area.HoldArea.clock", stage._read_monotonic)
    wanted: list[str] = []
    stage.screens.call.wanted.connect(lambda do, _: wanted.append(do))
    stage.call(sample_calls.IDLE)
    for state in ("page", "failed", "typing", "idle"):
        stage.be(state)
        fingers = Fingers(stage, glass)
        fingers.press(0, stage.middle("emergency"))
        fingers.wait(2.2)
        fingers.release(0, stage.middle("emergency"))
    assert wanted == ["call"] * 4
    assert stage.over == []


def test_a_call_ends_the_session_at_once(stage: BrowseStage) -> None:
    stage.browsing.show_call(on=False)
    assert stage.over == []
    stage.browsing.show_call(on=True)
    stage.browsing.show_call(on=True)
    assert stage.over == ["emergency"]


def test_no_session_begins_in_a_call(qtbot: QtBot) -> None:
    stage = BrowseStage()
    stage.browsing._session = None
    stage.browsing.show_call(on=True)
    waiting = list(stage.over)
    stage.browsing.begin(TITLE, stage.monotonic)
    over = list(stage.over)
    stage.close()
    assert (waiting, over) == ([], ["emergency"])


def test_without_an_agent_the_bar_advises(qtbot: QtBot) -> None:
    stage = BrowseStage(emergency=False)
    words = stage.words("emergency")
    stage.close()
    assert words == ["112", "Экстренный вызов", "Наберите 112 со своего телефона"]


@SIZES
@pytest.mark.parametrize("state", STATES)
def test_nothing_ever_covers_the_bar(qtbot: QtBot, size: QSize, state: str) -> None:
    stage = BrowseStage(size)
    stage.call(sample_calls.IDLE)
    stage.be(state)
    bar, area = stage.item("emergency"), stage.area("emergency")
    inside, above, covering = set(visible(bar)), False, []
    for item in visible(stage.window.view.rootObject()):
        above = above or item is bar
        drawn = item.flags() & QQuickItem.Flag.ItemHasContents
        if above and drawn and item not in inside and item.mapRectToScene(item.boundingRect()).intersects(area):
            covering.append(item.objectName())
    stage.close()
    assert (area.left(), area.right(), area.bottom()) == (0, size.width(), size.height())
    assert covering == []


@SIZES
@pytest.mark.parametrize("text_size", [0, 1, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("state", STATES)
def test_no_word_is_cut_and_every_target_is_large(
    qtbot: QtBot, size: QSize, text_size: int, language: str, state: str
) -> None:
    stage = BrowseStage(size, Habits(language, "day", text_size))
    stage.be(state)
    root = stage.window.view.rootObject()
    cut = [str(text.property("text")) for text in texts(root) if text.property("truncated")]
    outside = [
        str(text.property("text"))
        for text in texts(root)
        if not root.boundingRect().contains(text.mapRectToScene(text.boundingRect()))
    ]
    touch = 20 * 1080 / 685
    small = [
        item.objectName()
        for item in visible(root)
        if item.objectName() in TARGETS and min(item.width(), item.height()) < touch
    ]
    stage.close()
    assert (cut, outside, small) == ([], [], [])


def test_a_title_of_any_length_pushes_nothing_aside(stage: BrowseStage) -> None:
    stage.browsing.begin(Text("Очень длинное название услуги " * 20), stage.monotonic)
    stage.page.showHost("very.long." * 20 + "gosuslugi.ru")
    assert stage.area("header").bottom() == stage.area("surface").top()
    assert stage.area("host").right() <= stage.area("time").left()
    assert stage.area("host").left() >= 0


def test_a_finger_on_no_target_does_nothing(stage: BrowseStage, glass: QPointingDevice) -> None:
    fingers = Fingers(stage, glass)
    start = stage.middle("end")
    fingers.press(0, start)
    fingers.move(0, start - QPoint(0, 600))
    fingers.release(0, start - QPoint(0, 600))
    assert stage.over == []
