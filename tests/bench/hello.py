"""The peer of the kiosk's start: a QML window with one word, which tells when its first frame is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow


def painted() -> None:
    """Say so and leave."""
    sys.stderr.write("painted\n")
    sys.stderr.flush()
    os._exit(0)


application = QGuiApplication(["hello"])
engine = QQmlApplicationEngine()
engine.load(Path(__file__).with_name("Hello.qml"))
window = engine.rootObjects()[0]
assert isinstance(window, QQuickWindow)
window.frameSwapped.connect(painted)
application.exec()
