"""A bare web view that asks kiosk/browse/gate.py and nothing else, and tells every decision.

`python -m tests.browse.gated`: in, an object of JSON a line, {"load": address} past the first gate, {"script":
text} to run in the page; out, a list of JSON a line: ["request", address, kind of thing, allowed], ["navigate",
address, is it the main frame, allowed], ["stay", address, allowed], ["loaded", address, did it work],
and at first ["ready", "", true].
"""

from __future__ import annotations

import json
import os
import sys

from PySide6.QtCore import QObject, QSocketNotifier, QUrl, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine, QQmlExpression, qmlContext
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo
from PySide6.QtWebEngineQuick import QQuickWebEngineProfile, QtWebEngineQuick

from kiosk.browse.gate import Gate
from tests.fakes.portal import Portal

VIEW = b"""
import QtQuick
import QtWebEngine
Window {
    required property QtObject asked
    property alias profile: web.profile
    property alias address: web.url
    function run(script) { web.runJavaScript(script) }
    visible: true
    WebEngineView {
        id: web
        anchors.fill: parent
        profile: WebEngineProfile { offTheRecord: true }
        settings.errorPageEnabled: false
        onNavigationRequested: request => {
            if (!asked.navigation(request.url, request.isMainFrame)) request.reject()
        }
        onUrlChanged: asked.change(url)
        onLoadingChanged: info => {
            if (info.status !== WebEngineView.LoadStartedStatus) {
                asked.loading(info.url, info.status === WebEngineView.LoadSucceededStatus)
            }
        }
    }
}
"""


def tell(*event: object) -> None:
    print(json.dumps(event), flush=True)  # noqa: T201 - this is what the program is for


def exact(url: QUrl) -> str:
    return bytes(url.toEncoded().data()).decode()


class TellingGate(Gate):
    """The gate, telling what it says."""

    def may_request(self, url: QUrl, kind: QWebEngineUrlRequestInfo.ResourceType) -> bool:
        allowed = super().may_request(url, kind)
        tell("request", exact(url), kind.name.removeprefix("ResourceType"), allowed)
        return allowed

    @Slot(QUrl, bool, result=bool)
    def navigation(self, url: QUrl, is_main_frame: bool) -> bool:
        allowed = self.may_navigate(url, is_main_frame)
        tell("navigate", exact(url), is_main_frame, allowed)
        return allowed

    @Slot(QUrl)
    def change(self, url: QUrl) -> None:
        tell("stay", exact(url), self.may_stay(url))

    @Slot(QUrl, bool)
    def loading(self, url: QUrl, worked: bool) -> None:
        tell("loaded", exact(url), worked)


class Orders(QObject):
    """Does what comes on standard input, until it ends."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._window = window
        self._rest = b""
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    @Slot()
    def _read(self) -> None:
        piece = os.read(sys.stdin.fileno(), 65536)
        if not piece:
            QGuiApplication.quit()
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for line in lines:
            self._do(**json.loads(line))

    def _do(self, load: str = "", script: str = "") -> None:
        if load:
            self._window.setProperty("address", QUrl(load))
        if script:
            words = f"run({json.dumps(script)})"
            QQmlExpression(qmlContext(self._window), self._window, words).evaluate()  # type: ignore[arg-type]


def main() -> None:
    """One window, until standard input ends."""
    QtWebEngineQuick.initialize()
    app = QGuiApplication(sys.argv)
    engine = QQmlEngine()
    gate = TellingGate(Portal.allowed, app)
    component = QQmlComponent(engine)
    component.setData(VIEW, QUrl())
    window = component.createWithInitialProperties({"asked": gate})
    if component.isError():
        raise RuntimeError(component.errorString())
    profile = window.property("profile")
    if not isinstance(profile, QQuickWebEngineProfile):
        raise TypeError(profile)
    profile.setUrlRequestInterceptor(gate.interceptor)
    orders = Orders(window)
    tell("ready", "", True)
    app.exec()
    del orders
    sys.stdout.flush()
    window.deleteLater()
    os._exit(0)


if __name__ == "__main__":
    main()
