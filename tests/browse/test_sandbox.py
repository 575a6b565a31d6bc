"""The sandbox of Chromium is on where these tests run: what they show holds for the sandboxed browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_chromium_says_that_it_is_sandboxed(qtbot: QtBot) -> None:
    assert os.getuid() != 0
    assert "no-sandbox" not in os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    assert "QTWEBENGINE_DISABLE_SANDBOX" not in os.environ
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    with qtbot.waitSignal(page.loadFinished, timeout=20_000):
        page.load(QUrl("chrome://sandbox"))
    told: list[str] = []

    def asked() -> bool:
        page.toPlainText(told.append)
        return any("adequately sandboxed" in words for words in told)

    qtbot.waitUntil(asked, timeout=20_000)
    with qtbot.waitSignals([page.destroyed, profile.destroyed]):
        page.destroyed.connect(profile.deleteLater)
        page.deleteLater()
