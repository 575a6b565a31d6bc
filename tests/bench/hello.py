"""The peer of the kiosk's start: a QML window with one word, which tells when its first frame is there."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickView

QML = b"import QtQuick\nRectangle { Text { anchors.centerIn: parent; text: 'Hello' } }"


def painted() -> None:
    """Say so and leave."""
    sys.stderr.write("painted\n")
    sys.stderr.flush()
    os._exit(0)


application = QGuiApplication(["hello"])
view = QQuickView()
component = QQmlComponent(view.engine())
component.setData(QByteArray(QML), "")
item = component.create()
assert isinstance(item, QQuickItem)
view.setContent(component.url(), component, item)
view.resize(1080, 1920)
view.frameSwapped.connect(painted)
view.show()
application.exec()
