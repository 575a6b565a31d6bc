"""Every signal and every setting of Qt's web view is decided on: a new version of Qt brings no new way out."""

from __future__ import annotations

import re
from pathlib import Path

import PySide6

from kiosk import paths

TYPES = Path(PySide6.__file__).parent / "Qt" / "qml" / "QtWebEngine" / "plugins.qmltypes"
PAGE = (paths.qml() / "KioskWeb" / "WebPage.qml").read_text("utf-8")

NOTHING_HAPPENS = {
    "windowCloseRequested": "the window is closed by us alone",
    "geometryChangeRequested": "a page has no window to move",
    "featurePermissionRequested": "the old name of permissionRequested",
    "linkHovered": "a finger does not hover",
    "findTextFinished": "nothing is looked for",
    "pdfPrintingFinished": "nothing is printed",
}
"""Signals without a handler: Qt does nothing by itself, and neither do we."""
LEFT_AS_THEY_ARE = {
    *(
        "autoLoadImages",
        "javascriptEnabled",
        "localStorageEnabled",
        "readingFromCanvasEnabled",
    ),  # portals need them
    *("defaultTextEncoding", "imageAnimationPolicy", "showScrollBars", "touchEventsApiEnabled"),
    *("focusOnNavigationEnabled", "printElementBackgrounds", "printHeaderAndFooter"),
    *("preferCSSMarginsForPrinting", "trimAccessibilityIdentifiers"),
}


def members(kind: str, owner: str) -> set[str]:
    """The names of all signals or properties of one class, as Qt describes it to its tools."""
    text = TYPES.read_text("utf-8")
    begin = text.index(f'name: "{owner}"')
    described = text[begin : text.find("\n    Component {", begin)]
    return set(re.findall(rf'\b{kind} {{\s*name: "(\w+)"', described))


def handler(signal: str) -> str:
    return f"on{signal[0].upper()}{signal[1:]}:"


def test_every_signal_of_the_view_is_decided_on() -> None:
    signals = members("Signal", "QQuickWebEngineView")
    undecided = {
        signal
        for signal in signals
        if not signal.endswith("Changed") and signal not in NOTHING_HAPPENS and handler(signal) not in PAGE
    }
    assert "newWindowRequested" in signals
    assert undecided == set()
    assert NOTHING_HAPPENS.keys() <= signals


def test_every_signal_of_the_profile_is_decided_on() -> None:
    signals = {s for s in members("Signal", "QQuickWebEngineProfile") if not s.endswith(("Changed", "Completed"))}
    assert signals == {"downloadRequested", "downloadFinished", "presentNotification"}
    assert "function onDownloadRequested(" in PAGE
    assert "function onPresentNotification(" in PAGE


def test_every_setting_is_decided_on() -> None:
    settings = members("Property", "QQuickWebEngineSettings")
    assert "pluginsEnabled" in settings
    assert {setting for setting in settings if f" {setting}: " not in PAGE} == LEFT_AS_THEY_ARE
