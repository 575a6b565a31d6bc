"""A kiosk that starts without a timetable and is given one: what must not wait any longer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from build_spec import translations
from kiosk.app.scene import Scene
from kiosk.clock import Clock
from kiosk.config.settings import Display, Settings, Stop, TimetableFeed
from kiosk.domain.service_day import Now
from kiosk.screens.newest import NewestFacts
from tests.domain.small_stop import EMPTY, at


class OneMoment(Clock):
    """A clock that stands still."""

    def read(self) -> Now:
        """Half past ten on an evening in November."""
        return Now(at("2026-11-25 22:30:00"), 1000.0)


def test_the_theme_is_that_of_the_sun_as_soon_as_the_place_is_known(qtbot: QtBot) -> None:
    """A white screen in the first minute of a start at night dazzles."""
    translations.compile_stale()
    nowhere = replace(EMPTY, stop=replace(EMPTY.stop, stop_lat=None, stop_lon=None))
    facts = NewestFacts(nowhere, ())
    settings = Settings(Stop(("here",)), TimetableFeed(""), display=Display(theme="auto"))
    scene = Scene(settings, OneMoment(), facts, size=(540, 960))
    scene.tick()
    before = scene.screens.passenger.theme
    facts.timetable_published.emit(replace(EMPTY, stop=replace(EMPTY.stop, stop_lat=54.35, stop_lon=48.55)))
    qtbot.waitUntil(lambda: facts.timetable is not nowhere)
    scene.tick()
    after = scene.screens.passenger.theme
    scene.close()
    for translator in scene.screens.passenger.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
    assert (before, after) == ("day", "night")
