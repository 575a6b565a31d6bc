"""Real touches on a screen that runs, found by name without a Python object for any item.

A wrapper for each item of each touch would itself be what grows; the search is JavaScript inside the scene.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtQml import QQmlComponent
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtQuick import QQuickView

FINDER = b"""
import QtQuick

QtObject {
    required property Item root
    property string wanted
    property int x: 0
    property int y: 0
    property int count: 0

    function look(item: Item, chosen: int): void {
        if (!item.visible || item.opacity === 0)
            return;
        if (item.objectName === wanted && item.enabled && item.width > 0) {
            const place = item.mapToItem(null, item.width / 2, item.height / 2);
            if (place.x >= 0 && place.x < root.width && place.y >= 0 && place.y < root.height) {
                if (count === chosen) {
                    x = place.x;
                    y = place.y;
                }
                count++;
            }
        }
        for (const child of item.children)
            look(child, chosen);
    }
    function start(chosen: int): void {
        count = 0;
        look(root, chosen);
    }

    property int chosen: -1
    onChosenChanged: if (chosen >= 0) start(chosen)
}
"""


class Glass:
    """One finger on `view`."""

    def __init__(self, view: QQuickView) -> None:
        self._view = view
        self._device = QTest.createTouchDevice()
        component = QQmlComponent(view.engine(), view)
        component.setData(FINDER, "")
        self._finder: QObject = component.createWithInitialProperties({"root": view.rootObject()})
        if self._finder is None:
            raise RuntimeError(component.errorString())
        self._place = QPoint()

    def count(self, name: str) -> int:
        """How many items of that name can be touched."""
        self._find(name, 0)
        return int(self._finder.property("count"))

    def press(self, name: str, number: int = 0) -> bool:
        """Put the finger on the item of that name and number; False where there is none."""
        self._find(name, number)
        if int(self._finder.property("count")) <= number:
            return False
        self._place = QPoint(int(self._finder.property("x")), int(self._finder.property("y")))
        QTest.touchEvent(self._view, self._device).press(0, self._place, self._view).commit()
        return True

    def release(self) -> None:
        """Take it away."""
        QTest.touchEvent(self._view, self._device).release(0, self._place, self._view).commit()

    def tap(self, name: str, number: int = 0) -> bool:
        """A short touch; False where there is nothing to touch."""
        if not self.press(name, number):
            return False
        self.release()
        return True

    def _find(self, name: str, number: int) -> None:
        self._finder.setProperty("wanted", name)
        self._finder.setProperty("chosen", -1)
        self._finder.setProperty("chosen", number)
