"""The keyboard on the glass, touched by real fingers, types into fields of ours."""

from __future__ import annotations

import logging
import random
import sys
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from kiosk.domain.keyboard import LANGUAGES, PAGES, Do, KeyboardState, Purpose, Shift
from kiosk.screens import field_watch, keyboard
from kiosk.screens.key_sound import KeySound
from kiosk.screens.passenger import Habits
from tests.screens.keyboard_stage import KeyboardStage
from tests.screens.stage import LANDSCAPE, PORTRAIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

MILLIMETRE = 1080 / 685


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[KeyboardStage]:
    shown = KeyboardStage()
    yield shown
    shown.close()


@pytest.fixture
def text(stage: KeyboardStage) -> KeyboardStage:
    """The same with the focus in a field of text."""
    stage.focus("text")
    return stage


def show(stage: KeyboardStage, layout: str, shift: Shift = Shift.OFF) -> None:
    page = layout if layout in PAGES else ""
    stage.keyboard._show(KeyboardState(layout if layout in LANGUAGES else "ru", page, shift=shift))
    stage.lay_out()


def keys_in(item: QQuickItem) -> list[QQuickItem]:
    """Every key inside an item, seen or not."""
    own = [item] if item.objectName() == "key" else []
    return own + [key for part in item.childItems() for key in keys_in(part)]


class TestWhenItIsThere:
    def test_it_is_hidden_until_a_field_has_the_focus(self, stage: KeyboardStage) -> None:
        board = stage.item("keyboard")
        assert (stage.keyboard.shown, board.isVisible(), board.height()) == (False, False, 0)
        stage.focus("text")
        assert stage.keyboard.shown
        assert board.isVisible()
        assert board.height() > 500

    def test_a_finger_on_a_field_brings_it(self, stage: KeyboardStage, glass: QPointingDevice) -> None:
        stage.tap(glass, QPoint(300, 30))
        assert stage.keyboard.shown

    @pytest.mark.parametrize(
        ("field", "layout"),
        [("text", "ru"), ("digits", "digits"), ("email", "email"), ("url", "email"), ("password", "en")],
    )
    def test_each_field_finds_its_keys(self, stage: KeyboardStage, field: str, layout: str) -> None:
        stage.focus(field)
        assert (stage.keyboard.purpose, stage.keyboard.layout) == (field, layout)

    def test_an_english_passenger_finds_english_letters(self, stage: KeyboardStage) -> None:
        stage.passenger.nextLanguage()
        stage.focus("text")
        assert stage.keyboard.layout == "en"

    def test_its_key_sends_it_away_and_the_field_brings_it_back(
        self, text: KeyboardStage, glass: QPointingDevice
    ) -> None:
        text.tap(glass, text.does(Do.HIDE))
        assert not text.keyboard.shown
        assert not text.item("text").hasActiveFocus()
        text.tap(glass, QPoint(300, 30))
        assert text.keyboard.shown

    def test_it_tells_where_the_cursor_is(self, stage: KeyboardStage) -> None:
        stage.focus("email")
        field = stage.keyboard.field
        assert (round(field.y()), field.height() > 20) == (120, True)

    def test_it_goes_with_the_focus(self, text: KeyboardStage) -> None:
        text.item("text").setFocus(False)
        assert not text.keyboard.shown
        assert text.keyboard.field.isEmpty()

    def test_it_remembers_neither_letters_nor_capitals(self, text: KeyboardStage, glass: QPointingDevice) -> None:
        text.tap(glass, text.does(Do.LANGUAGE))
        text.tap(glass, text.does(Do.SHIFT))
        assert text.keyboard.layout == "en"
        text.tap(glass, text.does(Do.HIDE))
        text.focus("text")
        assert text.keyboard.layout == "ru"
        assert "й" in text.shown_keys()

    def test_it_can_be_made_before_it_is_wanted(self, stage: KeyboardStage) -> None:
        stage.keyboard.prepare()
        made = keys_in(stage.item("keyboard"))
        assert len(made) > 40
        assert not stage.keyboard.shown
        stage.focus("text")
        assert keys_in(stage.item("keyboard")) == made

    def test_it_asks_a_window_that_is_gone_nothing(self, stage: KeyboardStage) -> None:
        window = QQuickView()
        watch = field_watch.FieldWatch(window, look_often=True)
        window.deleteLater()
        del window
        QTest.qWait(0)
        watch.look()
        assert watch.field is None


class TestTyping:
    @pytest.mark.parametrize("shift", [Shift.OFF, Shift.LOCKED])
    @pytest.mark.parametrize("layout", [*LANGUAGES, *PAGES])
    def test_every_key_types_what_is_written_on_it(
        self, text: KeyboardStage, glass: QPointingDevice, layout: str, shift: Shift
    ) -> None:
        show(text, layout, shift)
        found = text.keyboard._layouts[layout]
        expected = [key.typed(shift) for row in found.rows for key in row if key.do is Do.TYPE]
        keys = text.shown_keys()
        for written in expected:
            text.tap(glass, text.middle(keys[written]))
        assert text.typed("text") == "".join(expected)

    def test_digits_reach_a_field_of_digits(self, stage: KeyboardStage, glass: QPointingDevice) -> None:
        stage.focus("digits")
        for character in "112-233":
            stage.tap(glass, stage.at(character))
        assert stage.typed("digits").startswith("112")

    def test_shift_is_for_one_letter_and_twice_for_all(self, text: KeyboardStage, glass: QPointingDevice) -> None:
        text.tap(glass, text.does(Do.SHIFT))
        text.tap(glass, text.at("П"))
        text.tap(glass, text.at("а"))
        text.tap(glass, text.does(Do.SHIFT))
        text.tap(glass, text.does(Do.SHIFT))
        text.tap(glass, text.at("С"))
        text.tap(glass, text.at("П"))
        text.tap(glass, text.does(Do.SHIFT))
        text.tap(glass, text.at("о"))
        assert text.typed("text") == "ПаСПо"

    def test_shift_is_seen(self, text: KeyboardStage, glass: QPointingDevice) -> None:
        def look() -> tuple[object, object, object]:
            key = next(
                key for key in text.shown_keys().values() if str(key.property("icon")).startswith("arrow-big-up")
            )
            return key.property("look"), key.property("icon"), key.property("spoken")

        seen = [look()]
        for _ in range(3):
            text.tap(glass, text.does(Do.SHIFT))
            seen.append(look())
        assert seen[0] == seen[3]
        assert len(set(seen)) == 3

    def test_space_arrows_enter_and_delete(self, text: KeyboardStage, glass: QPointingDevice) -> None:
        accepted: list[bool] = []
        field: Any = text.item("text")
        field.accepted.connect(lambda: accepted.append(True))
        text.tap(glass, text.at("д"))
        text.tap(glass, text.does(Do.SPACE))
        text.tap(glass, text.at("о"))
        text.tap(glass, text.does(Do.SYMBOLS))
        text.tap(glass, text.does(Do.LEFT))
        text.tap(glass, text.does(Do.BACKSPACE))
        text.tap(glass, text.does(Do.RIGHT))
        text.tap(glass, text.at("!"))
        text.tap(glass, text.does(Do.ENTER))
        assert text.typed("text") == "до!"
        assert accepted == [True]

    def test_a_key_that_types_more_than_one_character(self, stage: KeyboardStage, glass: QPointingDevice) -> None:
        stage.focus("email")
        for written in ("a", "@", "b", ".ru"):
            stage.tap(glass, stage.at(written))
        assert stage.typed("email") == "a@b.ru"

    def test_the_mouse_types_too(self, text: KeyboardStage) -> None:
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        QTest.mouseClick(text.view, left, none, text.at("ж"))
        QTest.mousePress(text.view, left, none, text.at("ж"))
        QTest.mouseMove(text.view, text.at("й"))
        QTest.mouseRelease(text.view, left, none, text.at("й"))
        QTest.mouseClick(text.view, Qt.MouseButton.RightButton, none, text.at("ж"))
        assert text.typed("text") == "ж"

    def test_a_screen_reader_types_too(self, text: KeyboardStage) -> None:
        key = text.shown_keys()["ж"]
        text.keyboard.press(str(key.property("key")))
        assert text.typed("text") == "ж"
        text.keyboard.press("nowhere")
        text.item("text").setFocus(False)
        text.keyboard.press(str(key.property("key")))
        assert text.typed("text") == "ж"

    def test_every_key_has_a_name(self, text: KeyboardStage) -> None:
        for layout in (*LANGUAGES, *PAGES):
            show(text, layout)
            assert all(key.property("spoken") for key in text.shown_keys().values())


class TestFingers:
    def test_a_key_answers_the_finger_and_types_when_it_is_lifted(
        self, text: KeyboardStage, glass: QPointingDevice
    ) -> None:
        key = text.shown_keys()["ж"]
        QTest.touchEvent(text.view, glass).press(0, text.at("ж"), text.view).commit()
        assert key.property("down")
        assert text.typed("text") == ""
        QTest.touchEvent(text.view, glass).release(0, text.at("ж"), text.view).commit()
        assert not key.property("down")
        assert text.typed("text") == "ж"

    def test_two_fingers_type_two_letters(self, text: KeyboardStage, glass: QPointingDevice) -> None:
        first, second, view = text.at("п"), text.at("о"), text.view
        QTest.touchEvent(view, glass).press(0, first, view).press(1, second, view).commit()
        QTest.touchEvent(view, glass).release(0, first, view).release(1, second, view).commit()
        QTest.touchEvent(view, glass).press(0, first, view).commit()
        QTest.touchEvent(view, glass).stationary(0).press(1, second, view).commit()
        QTest.touchEvent(view, glass).release(0, first, view).stationary(1).commit()
        QTest.touchEvent(view, glass).release(1, second, view).commit()
        assert sorted(text.typed("text")[:2]) == ["о", "п"]
        assert text.typed("text")[2:] == "по"

    @pytest.mark.parametrize("resting", ["elsewhere", "text", "й"])
    def test_a_bag_on_the_glass_blocks_no_key(
        self, text: KeyboardStage, glass: QPointingDevice, resting: str
    ) -> None:
        bag = text.at(resting) if len(resting) == 1 else text.middle(text.item(resting))
        view, letter = text.view, text.at("ж")
        QTest.touchEvent(view, glass).press(0, bag, view).commit()
        for _ in range(3):
            QTest.touchEvent(view, glass).stationary(0).press(1, letter, view).commit()
            QTest.touchEvent(view, glass).stationary(0).release(1, letter, view).commit()
        assert text.typed("text") == "жжж"
        QTest.touchEvent(view, glass).release(0, bag, view).commit()

    def test_a_finger_that_slides_off_types_nothing(self, text: KeyboardStage, glass: QPointingDevice) -> None:
        view = text.view
        for end in (text.at("о"), QPoint(500, 600)):
            QTest.touchEvent(view, glass).press(0, text.at("п"), view).commit()
            QTest.touchEvent(view, glass).move(0, end, view).commit()
            QTest.touchEvent(view, glass).release(0, end, view).commit()
        assert text.typed("text") == ""

    def test_a_finger_between_two_keys_types_one(self, text: KeyboardStage, glass: QPointingDevice) -> None:
        text.tap(glass, (text.at("п") + text.at("р")) / 2)
        assert text.typed("text") in ("п", "р")

    def test_keys_that_change_under_a_finger_type_nothing(
        self, text: KeyboardStage, glass: QPointingDevice
    ) -> None:
        view, letter, language = text.view, text.at("п"), text.does(Do.LANGUAGE)
        QTest.touchEvent(view, glass).press(0, letter, view).commit()
        QTest.touchEvent(view, glass).stationary(0).press(1, language, view).commit()
        QTest.touchEvent(view, glass).stationary(0).release(1, language, view).commit()
        QTest.touchEvent(view, glass).release(0, letter, view).commit()
        assert (text.keyboard.layout, text.typed("text")) == ("en", "")

    def test_nothing_behind_the_keyboard_feels_a_finger(self, text: KeyboardStage, glass: QPointingDevice) -> None:
        text.tap(glass, QPoint(4, round(text.item("keyboard").y()) + 4))
        assert text.keyboard.shown
        assert text.typed("text") == ""


def test_no_reference_is_lost_over_many_touches(text: KeyboardStage, glass: QPointingDevice) -> None:
    """Every touch passes through Python: what it borrows it must give back (see test_window.py)."""

    def play(touches: int) -> None:
        for _ in range(touches):
            QTest.touchEvent(text.view, glass).press(0, letter, text.view).commit()
            QTest.touchEvent(text.view, glass).release(0, letter, text.view).commit()
            QTest.touchEvent(text.view, glass).press(0, delete, text.view).commit()
            QTest.touchEvent(text.view, glass).release(0, delete, text.view).commit()

    letter, delete = text.at("ж"), text.does(Do.BACKSPACE)
    play(20)
    before = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    play(200)
    after = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    assert all(abs(late - early) / 200 < 0.2 for early, late in zip(before, after, strict=True))


class TestDeleting:
    @pytest.fixture
    def written(self, text: KeyboardStage) -> KeyboardStage:
        text.item("text").setProperty("text", "и" * 100)
        return text

    def hold(self, stage: KeyboardStage, glass: QPointingDevice) -> QPoint:
        place = stage.does(Do.BACKSPACE)
        QTest.touchEvent(stage.view, glass).press(0, place, stage.view).commit()
        return place

    def test_a_tap_deletes_one(self, written: KeyboardStage, glass: QPointingDevice) -> None:
        place = self.hold(written, glass)
        assert len(written.typed("text")) == 100
        QTest.touchEvent(written.view, glass).release(0, place, written.view).commit()
        assert len(written.typed("text")) == 99
        assert not written.keyboard._repeat.isActive()

    def test_held_it_deletes_again_and_again_but_not_for_ever(
        self, written: KeyboardStage, glass: QPointingDevice
    ) -> None:
        repeat = written.keyboard._repeat
        place = self.hold(written, glass)
        assert repeat.interval() == keyboard.REPEAT_AFTER_MS
        lasted = 0
        while repeat.isActive():
            lasted += repeat.interval()
            repeat.timeout.emit()
        assert 2500 <= lasted <= 3000
        assert len(written.typed("text")) == 100 - keyboard.REPEATS
        QTest.touchEvent(written.view, glass).release(0, place, written.view).commit()
        assert len(written.typed("text")) == 100 - keyboard.REPEATS, "its end is no further tap"

    @pytest.mark.parametrize("end", ["lifted", "slid off", "field gone", "taken away"])
    def test_it_stops_with_the_finger(
        self, qtbot: QtBot, written: KeyboardStage, glass: QPointingDevice, end: str
    ) -> None:
        place = self.hold(written, glass)
        written.keyboard._repeat.timeout.emit()
        if end == "lifted":
            QTest.touchEvent(written.view, glass).release(0, place, written.view).commit()
        elif end == "slid off":
            QTest.touchEvent(written.view, glass).move(0, written.at("п"), written.view).commit()
        elif end == "field gone":
            written.item("text").setFocus(False)
        else:
            written.keyboard.fingersGone()
        qtbot.waitUntil(lambda: not written.keyboard._repeat.isActive())
        assert len(written.typed("text")) == 99
        if end != "lifted":
            QTest.touchEvent(written.view, glass).release(0, place, written.view).commit()


class TestLooks:
    @pytest.mark.parametrize("layout", [*LANGUAGES, *PAGES])
    @pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, QSize(540, 960)], ids=["tall", "wide", "small"])
    @pytest.mark.parametrize("text_size", [0, 2])
    def test_no_word_is_cut_and_every_key_is_large(
        self, qtbot: QtBot, layout: str, size: QSize, text_size: int
    ) -> None:
        stage = KeyboardStage(size, Habits(theme="day", text_size=text_size))
        stage.focus("text")
        show(stage, layout)
        unit = min(size.width(), size.height()) / 1080
        for key in stage.shown_keys().values():
            assert key.width() - 8 * unit >= 20 * MILLIMETRE * unit
            assert key.height() - 8 * unit >= 20 * MILLIMETRE * unit
        for word in stage.words():
            assert not word.property("truncated"), word.property("text")
            assert float(str(word.property("contentWidth"))) <= word.width() + 0.5, word.property("text")
        stage.close()

    def test_it_is_as_high_with_every_layout(self, text: KeyboardStage) -> None:
        heights = set()
        for layout in (*LANGUAGES, *PAGES):
            show(text, layout)
            heights.add(text.item("keyboard").height())
        assert len(heights) == 1


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_touched_it_types_or_does_nothing(
    stage: KeyboardStage, glass: QPointingDevice, seed: int
) -> None:
    """Up to four fingers, anywhere on the keyboard, in and out of fields of every purpose."""
    dice = random.Random(seed)
    down: dict[int, QPoint] = {}
    stage.focus("text")
    for step in range(300):
        if step % 50 == 0:
            stage.focus(dice.choice(list(Purpose)))
        place = QPoint(dice.randrange(1080), dice.randrange(1920 - 600, 1920))
        finger = dice.randrange(4)
        event = QTest.touchEvent(stage.view, glass)
        for other in down:
            if other != finger:
                event.stationary(other)
        if finger not in down:
            down[finger] = place
            event.press(finger, place, stage.view).commit()
        elif dice.random() < 0.3:
            event.move(finger, place, stage.view).commit()
        else:
            event.release(finger, down.pop(finger), stage.view).commit()
    for finger, place in list(down.items()):
        event = QTest.touchEvent(stage.view, glass)
        del down[finger]
        for other in down:
            event.stationary(other)
        event.release(finger, place, stage.view).commit()
    stage.lay_out()
    assert stage.keyboard._presses.held == frozenset()
    assert stage.keyboard.layout in (*LANGUAGES, *PAGES)


class TestSound:
    def test_a_key_clicks_once_at_a_time(self, qtbot: QtBot) -> None:
        sound = KeySound(("cat",))
        with qtbot.waitSignal(sound._process.finished):
            sound.play()
            sound.play()
        assert sound._process.readAllStandardOutput().data() == sound._click

    def test_a_player_that_is_not_there_is_told_once(self, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
        sound = KeySound(("no-such-player",))
        with caplog.at_level(logging.INFO):
            for _ in range(3):
                with qtbot.waitSignal(sound._process.errorOccurred):
                    sound.play()
        assert len(caplog.records) == 1

    def test_keys_click_where_the_operator_wants_it(self, qtbot: QtBot, glass: QPointingDevice) -> None:
        played: list[bool] = []

        class Heard(KeySound):
            def play(self) -> None:
                played.append(True)

        stage = KeyboardStage(sound=Heard())
        stage.focus("text")
        stage.tap(glass, stage.at("ж"))
        stage.close()
        assert played == [True]
