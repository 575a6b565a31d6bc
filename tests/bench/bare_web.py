"""The peer of a session's opening: a bare window with a web view, which tells when a page is painted in it.

Usage: python -m tests.bench.bare_web URL      (at once)
       python -m tests.bench.bare_web          (says "ready" and reads the address from its input)
Says "painted" as soon as the page has painted anything (first-contentful-paint, W3C Paint Timing), and ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QUrl, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView
from PySide6.QtWebEngineQuick import QtWebEngineQuick


class Bare(QObject):
    """Opens one address and says when it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self._view = QQuickView()
        self._view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self._view.resize(1080, 1920)
        self._view.setInitialProperties({"told": self})
        self._view.setSource(QUrl.fromLocalFile(str(Path(__file__).with_name("BareWeb.qml"))))
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._read)
        if sys.argv[1:]:
            self.open(sys.argv[1])

    def open(self, address: str) -> None:
        """Show the window and load."""
        self._view.show()
        self._view.rootObject().setProperty("wanted", QUrl(address))

    @Slot()
    def _read(self) -> None:
        self._input.setEnabled(False)
        self.open(sys.stdin.readline().strip())

    @Slot()
    def ready(self) -> None:
        """The view has loaded its empty page."""
        say("ready")

    @Slot()
    def painted(self) -> None:
        """The page can be seen."""
        say("painted")
        os._exit(0)


def say(word: str) -> None:
    """Tell the bench."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> int:
    """Run until the page is painted."""
    QtWebEngineQuick.initialize()
    application = QGuiApplication(["bare"])
    bare = Bare()
    bare.setParent(application)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
