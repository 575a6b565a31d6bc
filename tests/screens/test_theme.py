"""Every pair of colours that meets on the screen, by its contrast; every size, by the unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine, QQmlProperty

from kiosk import paths
from kiosk.screens.colour import BODY_TEXT, LARGE_TEXT, contrast

if TYPE_CHECKING:
    from collections.abc import Iterator


THEMES = ("day", "night", "contrast")

BODY = [
    ("text", "page"),
    ("quiet", "page"),
    ("live", "page"),
    ("late", "page"),
    ("headerText", "header"),
    ("headerQuiet", "header"),
    ("headerLive", "header"),
    ("headerLate", "header"),
    ("bannerText", "banner"),
    ("text", "rowPressed"),
    ("quiet", "rowPressed"),
    ("text", "panel"),
    ("quiet", "panel"),
    ("tileText", "tile"),
    ("tileText", "tilePressed"),
    ("tileText", "action"),
    ("tileOffText", "tileOff"),
    ("emergencyBarText", "emergencyBar"),
    ("emergencyText", "emergency"),
    ("callDialingText", "callDialing"),
    ("callRingingText", "callRinging"),
    ("callConnectedText", "callConnected"),
    ("callFailingText", "callFailing"),
    ("callEndedText", "callEnded"),
]
LARGE = [
    ("bannerText", "tilePressed"),
    ("badgeText", "bus"),
    ("badgeText", "trolleybus"),
    ("badgeText", "tram"),
    ("badgeText", "rail"),
]


@pytest.fixture
def theme(qapp: object) -> Iterator[QObject]:
    """The Theme of QML itself: nothing here is copied from it."""
    engine = QQmlEngine()
    engine.addImportPath(str(paths.qml()))
    component = QQmlComponent(engine)
    component.setData(b"import QtQuick\nimport Kiosk\nQtObject { property QtObject theme: Theme }", QUrl())
    holder = component.create()
    assert holder is not None, component.errorString()
    yield holder.property("theme")
    holder.deleteLater()
    engine.deleteLater()


def colour(theme: QObject, name: str) -> str:
    return drawn(theme, name).name()[1:]


def drawn(theme: QObject, name: str) -> QColor:
    found = QQmlProperty.read(theme, f"colours.{name}")
    assert isinstance(found, QColor), name
    return found


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "paper"), BODY)
def test_body_text_has_seven_to_one(theme: QObject, name: str, ink: str, paper: str) -> None:
    """design: body text at least 7:1 (WCAG 2.2, success criterion 1.4.6)."""
    theme.setProperty("name", name)
    assert contrast(colour(theme, ink), colour(theme, paper)) >= BODY_TEXT


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "paper"), LARGE)
def test_large_text_has_four_and_a_half_to_one(theme: QObject, name: str, ink: str, paper: str) -> None:
    """design: large text at least 4.5:1."""
    theme.setProperty("name", name)
    assert contrast(colour(theme, ink), colour(theme, paper)) >= LARGE_TEXT


@pytest.mark.parametrize("name", THEMES)
def test_red_belongs_to_the_emergency_alone(theme: QObject, name: str) -> None:
    """design: red belongs to the emergency only; a late bus is amber."""
    theme.setProperty("name", name)
    names = re.findall(
        r"required property color (\w+)", (paths.qml() / "Kiosk" / "Colours.qml").read_text("utf-8")
    )
    assert "emergency" in names
    reds = [name for name in names if is_red(drawn(theme, name))]
    assert reds == ["emergency"]


def is_red(colour: QColor) -> bool:
    return colour.saturation() > 150 and (colour.hue() >= 340 or 0 <= colour.hue() <= 12)


def test_themes_differ(theme: QObject) -> None:
    pages = set()
    for name in THEMES:
        theme.setProperty("name", name)
        pages.add(colour(theme, "page"))
    assert len(pages) == 3


@pytest.mark.parametrize("unit", [0.5, 1.0, 2.0])
def test_sizes_follow_the_panel(theme: QObject, unit: float) -> None:
    theme.setProperty("unit", unit)
    assert theme.property("clock") == round(96 * unit)
    assert theme.property("minutes") == round(64 * unit)


def test_a_larger_text_size_makes_the_rows_larger(theme: QObject) -> None:
    sizes = []
    for text_size in range(3):
        theme.setProperty("textSize", text_size)
        sizes.append((theme.property("headsign"), theme.property("rowHeight"), theme.property("body")))
    assert sizes == sorted(set(sizes))


def test_targets_grow_on_a_small_panel(theme: QObject) -> None:
    """design: at least 20 mm, 4 mm apart, by the real size of the panel."""
    theme.setProperty("millimetre", 8.0)
    assert theme.property("touch") == theme.property("tile") == 160
    assert theme.property("touchGap") == 32
