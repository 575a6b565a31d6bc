"""The keyboard types into a web page by real touches, and a script of the page sees real keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, QUrl
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from PySide6.QtWebEngineQuick import QtWebEngineQuick

from kiosk import paths
from kiosk.domain.keyboard import Do, places
from kiosk.screens.icons import IconProvider
from kiosk.screens.keyboard import KeyboardScreen
from kiosk.screens.passenger import Passenger
from tests.screens.stage import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

QtWebEngineQuick.initialize()

LIMIT_MS = 20_000
LEFT, TOP = 30, 50
"""Where the page begins in the window."""
PAGE = """<!doctype html>
<style>
body { margin: 0 }
input, textarea, div, p { display: block; width: 400px; height: 60px; margin: 0; border: 0; padding: 0 }
</style>
<input id="text"><input id="tel" type="tel"><input id="email" type="email"><input id="url" type="url">
<input id="password" type="password"><input id="number" type="number"><input id="numeric" inputmode="numeric">
<input id="read" readonly><textarea id="area"></textarea><div id="editable" contenteditable></div>
<input id="mask" type="tel"><p id="plain">text</p>
<script>
var heard = [], touched = "";
document.addEventListener("pointerdown", event => touched = event.target.id, true);
for (const kind of ["keydown", "beforeinput", "input", "keyup"])
    document.addEventListener(kind, event => heard.push([kind, event.key ?? event.data]), true);
const mask = document.getElementById("mask");
mask.addEventListener("keydown", event => {
    if (event.key === "Backspace") return;
    event.preventDefault();
    if (!/^[0-9]$/.test(event.key)) return;
    const digits = (mask.value.replace(/\\D/g, "") + event.key).slice(0, 11);
    mask.value = digits.replace(/^(\\d{3})(\\d{0,3})(\\d{0,3})(\\d{0,2}).*/, (all, a, b, c, d) =>
        a + (b && "-" + b) + (c && "-" + c) + (d && " " + d));
});
</script>"""
ROWS = [
    "text",
    "tel",
    "email",
    "url",
    "password",
    "number",
    "numeric",
    "read",
    "area",
    "editable",
    "mask",
    "plain",
]


class PageStage:
    """A page of fields, one below the other, and the keyboard."""

    def __init__(self, qtbot: QtBot, glass: QPointingDevice) -> None:
        self._qtbot, self._glass = qtbot, glass
        resources = paths.resources()
        self.passenger = Passenger(resources / "translations")
        self.keyboard = KeyboardScreen(self.passenger, resources / "keyboards", parent=self.passenger)
        self.view = QQuickView()
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.engine().addImportPath(str(paths.qml()))
        self.view.engine().addImageProvider("icons", IconProvider(resources / "icons"))
        self.view.setInitialProperties({"keyboard": self.keyboard})
        self.view.resize(1080, 1920)
        self.view.setSource(QUrl.fromLocalFile(str(Path(__file__).with_name("Page.qml"))))
        assert self.view.errors() == []
        self.keyboard.watch(self.view, look_often=True)
        self.view.show()
        QTest.qWaitForWindowExposed(self.view)

    def close(self) -> None:
        self.view.close()
        shiboken6.delete(self.view)

    def load(self) -> None:
        scene = self.view.rootObject()
        self._evaluate(f"load({json.dumps(PAGE)})")
        self._qtbot.waitUntil(lambda: scene.property("answer") == "loaded", timeout=LIMIT_MS)
        self._qtbot.waitUntil(self._painted, timeout=LIMIT_MS)

    def ask(self, script: str) -> Any:
        scene = self.view.rootObject()
        self._evaluate(f"ask({json.dumps(script)})")
        self._qtbot.waitUntil(lambda: scene.property("answer") != "", timeout=LIMIT_MS)
        return json.loads(str(scene.property("answer")))

    def value(self, field: str) -> str:
        return str(self.ask(f"document.getElementById('{field}').value"))

    def until_value(self, field: str, wanted: str) -> None:
        self._qtbot.waitUntil(lambda: self.value(field) == wanted, timeout=LIMIT_MS)

    def touch_field(self, field: str) -> None:
        """Touch until the page feels it: Chromium passes no touch on to a page that it has just begun to show."""
        self.ask("touched = ''")
        self._qtbot.waitUntil(lambda: self._touched(field), timeout=LIMIT_MS)

    def _touched(self, field: str) -> bool:
        self.tap(QPoint(LEFT + 200, TOP + 60 * ROWS.index(field) + 30))
        return any(self.ask("touched") == field for _ in range(20))

    def tap(self, place: QPoint) -> None:
        QTest.touchEvent(self.view, self._glass).press(0, place, self.view).commit()
        QTest.touchEvent(self.view, self._glass).release(0, place, self.view).commit()

    def until_layout(self, layout: str) -> None:
        self._qtbot.waitUntil(lambda: self.keyboard.shown and self.keyboard.layout == layout, timeout=LIMIT_MS)

    def until_gone(self) -> None:
        self._qtbot.waitUntil(lambda: not self.keyboard.shown, timeout=LIMIT_MS)

    def write(self, words: str) -> None:
        for letter in words:
            self.tap(self._middle("text", letter))

    def do(self, do: Do) -> None:
        layout = self.keyboard._layouts[self.keyboard.layout]
        name = next(place.name for place in places(layout) if place.key.do is do)
        self.tap(self._middle("key", name))

    def _painted(self) -> bool:
        return bool(self.ask("performance.getEntriesByName('first-contentful-paint').length > 0"))

    def _middle(self, role: str, value: str) -> QPoint:
        # Not in the whole scene: an item of Chromium's must never come into Python's hands.
        keyboard = self.view.rootObject().findChild(QQuickItem, "keyboard")
        assert isinstance(keyboard, QQuickItem)
        found = [item for item in visible(keyboard) if item.objectName() == "key"]
        key = next(item for item in found if item.property(role) == value)
        return key.mapToScene(QPointF(key.width() / 2, key.height() / 2)).toPoint()

    def _evaluate(self, call: str) -> None:
        scene = self.view.rootObject()
        context = qmlContext(scene)
        assert context is not None
        expression = QQmlExpression(context, scene, call)
        expression.evaluate()
        assert not expression.hasError(), expression.error().toString()


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[PageStage]:
    shown = PageStage(qtbot, QTest.createTouchDevice())
    shown.load()
    yield shown
    shown.close()


def test_each_kind_of_field_finds_its_keys_and_the_rest_none(stage: PageStage) -> None:
    for field, layout in {
        "text": "ru",
        "tel": "digits",
        "email": "email",
        "url": "email",
        "password": "en",
        "number": "digits",
        "area": "ru",
        "numeric": "digits",
        "editable": "ru",
    }.items():
        stage.touch_field(field)
        stage.until_layout(layout)
        assert stage.ask("document.activeElement.id") == field
    for nothing in ("plain", "read"):
        stage.touch_field("text")
        stage.until_layout("ru")
        stage.touch_field(nothing)
        stage.until_gone()


def test_letters_of_every_language_reach_a_page_as_keys(stage: PageStage) -> None:
    stage.touch_field("text")
    stage.until_layout("ru")
    stage.write("ёъ")
    stage.do(Do.SHIFT)
    stage.write("Ж")
    for layout, letters in {"en": "q@", "tt": "әһ", "cv": "ӑӳ"}.items():
        stage.do(Do.LANGUAGE)
        assert stage.keyboard.layout == layout
        stage.write(letters)
    stage.until_value("text", "ёъЖq@әһӑӳ")
    heard = stage.ask("heard")
    for letter in "ёЖ@ә":
        kinds = [kind for kind, told in heard if told == letter]
        assert kinds == ["keydown", "beforeinput", "input", "keyup"]


def test_delete_arrows_and_a_new_line(stage: PageStage) -> None:
    stage.touch_field("area")
    stage.until_layout("ru")
    stage.write("да")
    stage.do(Do.SYMBOLS)
    stage.do(Do.LEFT)
    stage.do(Do.ENTER)
    stage.do(Do.RIGHT)
    stage.do(Do.BACKSPACE)
    stage.write("!")
    stage.until_value("area", "д\n!")


def test_a_mask_of_a_page_sees_each_digit(stage: PageStage) -> None:
    stage.touch_field("mask")
    stage.until_layout("digits")
    stage.write("112-23344595")
    stage.until_value("mask", "112-233-445 95")


def test_it_goes_away_and_comes_back(stage: PageStage) -> None:
    stage.touch_field("text")
    stage.until_layout("ru")
    stage.write("а")
    stage.do(Do.HIDE)
    stage.until_gone()
    stage.touch_field("text")
    stage.until_layout("ru")
    stage.write("б")
    stage.until_value("text", "аб")


def test_it_tells_where_the_cursor_is_in_the_window(stage: PageStage, qtbot: QtBot) -> None:
    stage.touch_field("email")
    stage.until_layout("email")
    top = TOP + 60 * ROWS.index("email")
    qtbot.waitUntil(lambda: top <= stage.keyboard.field.y() <= top + 60, timeout=LIMIT_MS)
    assert LEFT <= stage.keyboard.field.x() <= LEFT + 400


def test_a_page_that_takes_the_focus_away_takes_the_keyboard_with_it(stage: PageStage) -> None:
    stage.touch_field("text")
    stage.until_layout("ru")
    stage.ask("document.activeElement.remove()")
    stage.until_gone()


def test_a_key_pressed_while_a_finger_rests_on_the_page_types(stage: PageStage) -> None:
    stage.touch_field("text")
    stage.until_layout("ru")
    bag, key, view, glass = QPoint(900, 900), stage._middle("text", "ж"), stage.view, stage._glass
    QTest.touchEvent(view, glass).press(0, bag, view).commit()
    for _ in range(2):
        QTest.touchEvent(view, glass).stationary(0).press(1, key, view).commit()
        QTest.touchEvent(view, glass).stationary(0).release(1, key, view).commit()
    stage.until_value("text", "жж")
    QTest.touchEvent(view, glass).release(0, bag, view).commit()
