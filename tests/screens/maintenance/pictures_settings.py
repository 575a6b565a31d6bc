"""Pictures of the settings page in its states."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk import paths
from kiosk.config.demonstrated import demonstrated_emergency, demonstrated_settings
from kiosk.config.offered import offered
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.maintenance.setting import Fault, FoundStop, Proposal
from kiosk.screens.keyboard import KeyboardScreen
from kiosk.screens.maintenance.settings import SettingsScreen
from tests.screens.maintenance.menu_picture import MenuPicture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screens.maintenance.stage import MaintenanceStage

PLAIN = demonstrated_settings("https://transport.example.org/ulyanovsk")
SETTINGS = type(PLAIN)(
    stop=PLAIN.stop,
    timetable=PLAIN.timetable,
    realtime=PLAIN.realtime,
    emergency=demonstrated_emergency(("sip:112@one.example.org", "sip:112@two.example.org")),
)
WRITTEN = {
    "timetable": {
        "gtfs": "https://transport.example.org/gtfs.zip?key=12345",
        "headers": {"Authorization": "env:GTFS_KEY", "X-Api-Key": "12345"},
    }
}
CHANGE = Proposal(
    (("night.brightness_night", "70", "45"),),
    (("-", "brightness_night = 70"), ("+", "brightness_night = 45")),
)
RESTARTING = Proposal(
    (("stop.ids", "filatova-1", "filatova-2"), ("stop.name", "Проспект Филатова", "")),
    (
        ("-", 'ids = ["filatova-1"]  # side of the park'),
        ("+", 'ids = ["filatova-2"]  # side of the park'),
        ("-", 'name = "Проспект Филатова"'),
        ("+", 'name = ""'),
    ),
    restarts=True,
)
REFUSED = Proposal(
    faults=(
        Fault(
            "emergency.trunks.0.test_uri",
            "would call the emergency operator each day",
            "Ask the operator for a test or echo number, or leave it empty",
        ),
    ),
    doubts=(Fault("timetable.headers", "its headers travel unencrypted", "Use an https:// address"),),
)
STOPS = (
    FoundStop(
        "filatova-1",
        "Проспект Филатова",
        "0042",
        "в сторону Центра",
        (("46", "Верхняя Терраса"), ("2", "Железнодорожный вокзал"), ("30", "Аэропорт Баратаевка")),
    ),
    FoundStop("filatova-2", "Проспект Филатова", "0043", "от Центра", (("46", "Микрорайон «Искра»"),)),
    FoundStop("filatova-3", "Филатова, дом 12", "", "", None),
)


def pictures() -> Iterator[MenuPicture]:
    """Every state of the page, in the language of each picture."""
    for picture in _states():
        yield picture if picture.set_up else replace(picture, set_up=_word)


def _states() -> Iterator[MenuPicture]:
    yield MenuPicture("settings", Page.SETTINGS, _screen)
    for group in ("stop", "feeds", "languages", "light", "sound", "idle", "info", "emergency"):
        yield MenuPicture(f"settings-{group}", Page.SETTINGS, partial(_group, group))
    yield MenuPicture("settings-choice", Page.SETTINGS, lambda: _edit("languages", "display.theme"))
    yield MenuPicture("settings-number", Page.SETTINGS, lambda: _edit("light", "night.begin"))
    yield MenuPicture("settings-text", Page.SETTINGS, _screen, set_up=_typing)
    yield MenuPicture("settings-find", Page.SETTINGS, _found)
    yield MenuPicture("settings-change", Page.SETTINGS, lambda: _proposed(CHANGE))
    yield MenuPicture("settings-change-stop", Page.SETTINGS, lambda: _proposed(RESTARTING))
    yield MenuPicture("settings-refused", Page.SETTINGS, lambda: _proposed(REFUSED))
    yield MenuPicture("settings-confirm", Page.SETTINGS, _confirm)
    yield MenuPicture("settings-undone", Page.SETTINGS, lambda: _told("undone-itself"))
    yield MenuPicture("settings-demonstration", Page.SETTINGS, lambda: _screen("demonstration"))
    yield MenuPicture("settings-pin", Page.SETTINGS, _pin)


def _screen(locked: str = "") -> SettingsScreen:
    screen = SettingsScreen()
    screen.show(offered(SETTINGS, WRITTEN), locked)
    return screen


def _group(group: str) -> SettingsScreen:
    screen = _screen()
    screen.openGroup(group)
    return screen


def _edit(group: str, key: str) -> SettingsScreen:
    screen = _group(group)
    screen.edit(key)
    return screen


def _word(stage: MaintenanceStage) -> None:
    screen = stage.menu.part("settings")
    assert isinstance(screen, SettingsScreen)
    screen.word()


def _typing(stage: MaintenanceStage) -> None:
    screen = stage.menu.part("settings")
    assert isinstance(screen, SettingsScreen)
    keyboard = KeyboardScreen(stage.passenger, paths.resources() / "keyboards", None, stage.menu)
    keyboard.watch(stage.window.view)
    screen.set_keyboard(keyboard)
    screen.word()
    screen.openGroup("feeds")
    screen.edit("timetable.gtfs")
    QGuiApplication.processEvents()


def _found() -> SettingsScreen:
    screen = _edit("stop", "stop.ids")
    screen.show_stops("ready", STOPS)
    return screen


def _proposed(proposal: Proposal) -> SettingsScreen:
    screen = _screen()
    screen.propose(proposal)
    return screen


def _confirm() -> SettingsScreen:
    screen = _screen()
    screen.wait(42, RESTARTING)
    return screen


def _told(what: str) -> SettingsScreen:
    screen = _screen()
    screen.tell(what)
    return screen


def _pin() -> SettingsScreen:
    screen = _screen()
    screen.openGroup("pin")
    for digit in "830":
        screen.pressDigit(digit)
    return screen
