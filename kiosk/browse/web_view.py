"""The web view and its profile: made for one session, and destroyed in the right order."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine, QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem
from PySide6.QtWebEngineQuick import QQuickWebEngineProfile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.browse.web_page import PageScreen

LANGUAGES = {"ru": "ru-RU,ru,en", "en": "en-US,en,ru"}
"""What portals are asked for, best first: what one lacks in the first is better read in the next."""


class WebView:
    """WebPage.qml over a profile of its own, inside `place`.

    In Qt Quick the page and the view are one object, WebEngineView. The profile is off the record: what a portal
    leaves in it (cookies, storage, workers, permissions, cache) is in memory alone and gone with it. Its prototype
    owns it.
    """

    def __init__(self, engine: QQmlEngine, page: PageScreen, place: QQuickItem) -> None:
        prototype = QQmlComponent(engine)
        prototype.setData(b"import QtWebEngine\nWebEngineProfilePrototype {}", QUrl())
        self._prototype = _made(prototype, {})
        self.profile = self._profile(engine)
        self.profile.setUrlRequestInterceptor(page.gate.interceptor)
        self.item = cast(
            "QQuickItem",
            _made(
                QQmlComponent(engine, "KioskWeb", "WebPage"),
                {"page": page, "profile": self.profile, "parent": place},
            ),
        )

    def _profile(self, engine: QQmlEngine) -> QQuickWebEngineProfile:
        context = qmlContext(self._prototype)
        found, _ = QQmlExpression(context, self._prototype, "instance()").evaluate()  # type: ignore[arg-type]
        profile = cast("QQuickWebEngineProfile", found)
        # The prototype owns it: the collector of QML must not take what a method returned.
        engine.setObjectOwnership(profile, QQmlEngine.ObjectOwnership.CppOwnership)
        if not profile.isOffTheRecord():
            raise RuntimeError("the profile would keep what a passenger leaves in it")
        return profile

    def speak(self, language: str) -> None:
        """Ask portals for pages in the passenger's language."""
        self.profile.setHttpAcceptLanguage(LANGUAGES[language])

    def destroy(self) -> None:
        """Page and view first, then the profile that they use; their process ends with them."""
        shiboken6.delete(self.item)
        shiboken6.delete(self._prototype)


def _made(component: QQmlComponent, properties: Mapping[str, object]) -> QObject:
    made = component.createWithInitialProperties(dict(properties))
    if component.isError():
        raise RuntimeError("\n".join(error.toString() for error in component.errors()))
    return made
