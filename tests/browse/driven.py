"""The real window of a session, with a second way in: a test moves a finger on its glass, and looks at it.

`python -m tests.browse.driven SOCKET` is `kiosk.browse.window` and nothing else, but that it also does what comes
over the Unix socket: an object of JSON a line, {"number": N, "do": NAME, ...}, and back {"number": N} with
"value", or with "wrong" where it cannot be done now.
"""

from __future__ import annotations

import contextlib
import json
import socket
import sys
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QPointF, QRectF, QSocketNotifier, Qt, Slot
from PySide6.QtGui import QGuiApplication, QInputDevice
from PySide6.QtQml import QQmlContext, QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from kiosk.browse import window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPointingDevice

APART = 1
"""The world of Chromium (ApplicationWorld) where a test's scripts run: the page does not see them."""
PLACE = """(() => {
    const element = document.querySelector(%s);
    if (!element) return null;
    element.scrollIntoViewIfNeeded();
    const box = element.getBoundingClientRect();
    const middle = [box.x + box.width / 2, box.y + box.height / 2];
    return element.contains(document.elementFromPoint(...middle)) ? middle : null;
})()"""


STILL_MS = 250
"""How long a page has to lie still before it is touched: it moves once more when the keyboard has come or gone."""
LAID_OUT_MS = 50
"""The same for an item of the frame: some frames of the screen."""
IN_PAGE = {"page", "touch in page", "press in page", "place in page"}
"""What has to be asked in the page first."""


class CannotError(Exception):
    """What was asked for cannot be done now; a test may ask again."""


class Finger(QObject):
    """Does what a test asks for, one after the other, in the loop of the window."""

    def __init__(self, connection: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        self._connection = connection
        self._rest = b""
        self._glass: QPointingDevice = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
        self._in_page: dict[int, dict[str, Any]] = {}
        self._touched = QElapsedTimer()
        self._seen_at: list[float] | None = None
        self._still = QElapsedTimer()
        self._resting_at: tuple[dict[str, Any], QPoint] | None = None
        self._rests = QElapsedTimer()
        self._held = QPoint()
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    @Slot()
    def _read(self) -> None:
        piece = self._connection.recv(65536)
        if not piece:
            self._notifier.setEnabled(False)
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for line in lines:
            order = json.loads(line)
            try:
                if order["do"] in IN_PAGE:
                    self._ask_page(order)
                else:
                    self._answer(order, self._done(**order))
            except CannotError as error:
                self._say({"number": order["number"], "wrong": str(error)})

    def _answer(self, order: dict[str, Any], value: object) -> None:
        self._say({"number": order["number"], "value": value})

    def _say(self, answer: dict[str, object]) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._connection.sendall(json.dumps(answer).encode() + b"\n")

    def _done(self, number: int, do: str, **of: Any) -> object:
        match do:
            case "touch":
                self._touch(self._resting(**of))
            case "press":
                place = _box(_item(**of)).center().toPoint()
                QTest.touchEvent(_view(), self._glass).press(0, place, _view()).commit()
            case "lift":
                QTest.touchEvent(_view(), self._glass).release(0, self._held, _view()).commit()
            case "move to":
                self._held = _in_page(of["place"])
                QTest.touchEvent(_view(), self._glass).move(0, self._held, _view()).commit()
            case "touch at":
                self._touch(QPoint(*of["place"]))
            case "in window":
                return _in_page(of["place"]).toTuple()
            case "key":
                QTest.keyClick(_view(), Qt.Key(of["key"]), Qt.KeyboardModifier(of["modifiers"]))
            case _:
                return _seen(do, **of)
        return None

    def _resting(self, **of: Any) -> QPoint:
        """The middle of an item that stays where it is: what is new is laid out with the next frame."""
        place = of, _box(_item(**of)).center().toPoint()
        if place != self._resting_at:
            self._resting_at = place
            self._rests.start()
        if not self._rests.hasExpired(LAID_OUT_MS):
            raise CannotError("it may move")
        self._resting_at = None
        return place[1]

    def _touch(self, place: QPoint) -> None:
        view = _view()
        QTest.touchEvent(view, self._glass).press(0, place, view).commit()
        QTest.touchEvent(view, self._glass).release(0, place, view).commit()

    def _ask_page(self, order: dict[str, Any]) -> None:
        """Run a script in the page; its value comes to `page_answered`, unless the page goes before."""
        web = _web()
        inside = qmlContext(web)
        if inside is None:
            raise CannotError("the page is being made")
        self._in_page[order["number"]] = order
        script = order["script"] if order["do"] == "page" else PLACE % json.dumps(order["selector"])
        context = QQmlContext(inside, self)
        context.setContextProperty("finger", self)
        words = json.dumps(f"JSON.stringify({script})")
        answer = f"text => finger.page_answered({order['number']}, text || 'null')"
        expression = QQmlExpression(context, web, f"runJavaScript({words}, {APART}, {answer})", self)
        expression.evaluate()
        if expression.hasError():
            raise ValueError(expression.error().toString())

    @Slot(int, str)
    def page_answered(self, number: int, text: str) -> None:
        """A script in the page has come to a value, as JSON."""
        order, value = self._in_page.pop(number), json.loads(text)
        try:
            if order["do"] in ("touch in page", "press in page"):
                self._touch_page(value, lift=order["do"] == "touch in page")
                value = None
            self._answer(order, value)
        except CannotError as error:
            self._say({"number": number, "wrong": str(error)})

    def _touch_page(self, place: list[float] | None, *, lift: bool) -> None:
        """Touch once: two touches in one moment would be a double click, which means something else to a page."""
        if place is None or place != self._seen_at:
            self._seen_at = place
            self._still.start()
        if place is None or not self._still.hasExpired(STILL_MS):
            raise CannotError("not to be seen in the page, or it moves")
        twice = QGuiApplication.styleHints().mouseDoubleClickInterval()
        if self._touched.isValid() and not self._touched.hasExpired(twice):
            raise CannotError("the finger was there just now")
        self._seen_at = None
        self._touched.start()
        self._held = _in_page(place)
        if lift:
            self._touch(self._held)
        else:
            QTest.touchEvent(_view(), self._glass).press(0, self._held, _view()).commit()


def _seen(do: str, **of: Any) -> object:
    """What can be read off the window without touching it."""
    match do:
        case "place":
            return _box(_item(**of)).getRect()
        case "value":
            return _item(of["name"]).property(of["property"])
        case "picture":
            return _view().grabWindow().save(of["file"])
    raise ValueError(do)


def _view() -> QQuickView:
    for shown in QGuiApplication.topLevelWindows():
        if isinstance(shown, QQuickView) and shown.isVisible():
            return shown
    raise CannotError("no window is shown")


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    """What can be seen, from the lowest to the topmost; not what a web view keeps inside, which comes and goes."""
    if item.isVisible():
        yield item
        for child in item.childItems() if not item.inherits("QQuickWebEngineView") else ():
            yield from _items(child)


def _item(name: str, **properties: object) -> QQuickItem:
    """The topmost item that can be seen, of that object name and with such properties."""
    found = None
    for item in _items(_view().contentItem()):
        if item.objectName() == name and all(item.property(key) == value for key, value in properties.items()):
            found = item
    if found is None:
        raise CannotError(f"no {name} {properties} can be seen")
    return found


def _web() -> QQuickItem:
    for item in _items(_view().contentItem()):
        if item.inherits("QQuickWebEngineView"):
            return item
    raise CannotError("no page can be seen")


def _in_page(place: list[float]) -> QPoint:
    """A point of the page, in the window."""
    return _web().mapToScene(QPointF(*place) * _web().property("zoomFactor")).toPoint()


def _box(item: QQuickItem) -> QRectF:
    return QRectF(item.mapToScene(QPointF(0, 0)), item.mapToScene(QPointF(item.width(), item.height())))


def main() -> int:
    """The window's own `main`, with a finger on its glass as soon as Qt is there."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(sys.argv[1])

    class Application(QGuiApplication):
        def __init__(self, words: list[str]) -> None:
            super().__init__(words)
            self.finger = Finger(connection, self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "QGuiApplication", Application)
        return window.main()


if __name__ == "__main__":
    sys.exit(main())
