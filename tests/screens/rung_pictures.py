"""Draws the screen in safe mode, on its lower rungs: `python -m tests.screens.rung_pictures [WORD ...]`.

With words, only the pictures whose name holds one of them.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication

from build_spec.translations import compile_stale
from kiosk import paths
from kiosk.app.live import known_timetable
from kiosk.app.scene import Scene
from kiosk.clock import Clock
from kiosk.config import ran_well
from kiosk.config.demonstrated import demonstrated_emergency, demonstrated_settings
from kiosk.domain.ladder import Rung
from kiosk.domain.service_day import Now
from kiosk.feeds.timetable_file import TimetableFile
from kiosk.screens.newest import NewestFacts
from tests.screens import sample_boards, sample_calls
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QSize

    from kiosk.domain.call.status import CallStatus

OUT = paths.root() / "build" / "screenshots"
SIZES = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
NOWHERE = paths.root() / "none"
THERE = replace(sample_calls.PLACE, stop=sample_boards.STOP.stop_name)
"""What an agent tells of its place."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A rung, and what the emergency agent tells in turn; `silent`: then it answers no longer."""

    name: str
    rung: Rung
    told: tuple[CallStatus, ...] = ()
    silent: bool = False


PICTURES = (
    Picture("plain", Rung.PLAIN, (sample_calls.IDLE,)),
    Picture("bare", Rung.BARE, (sample_calls.IDLE,)),
    Picture("bare-call", Rung.BARE, (sample_calls.IDLE, sample_calls.HEARD)),
    Picture("bare-silent", Rung.BARE, (sample_calls.IDLE,), silent=True),
    Picture("bare-no-agent", Rung.BARE),
    Picture("alone", Rung.ALONE),
)


class Standing(Clock):
    """A clock that stands at the moment of the sample boards."""

    def read(self) -> Now:
        """The same each time."""
        return Now(sample_boards.NOW, 0.0)


class RungStage(Stage):
    """The screen as the app makes it on this rung, without a single file of its own."""

    def __init__(self, rung: Rung, size: QSize = PORTRAIT) -> None:
        # Not made by Stage: the app makes its own screens and window.
        whole = replace(
            demonstrated_settings("http://127.0.0.1:9/", 10), emergency=demonstrated_emergency(("a", "b"))
        )
        settings, clock = ran_well.sheltered(whole, rung), Standing()
        facts = NewestFacts(known_timetable(settings, TimetableFile(NOWHERE), sample_boards.NOW), ())
        self.learns = ran_well.are_nobodys(settings)
        self.scene = Scene(settings, clock, facts, size=(size.width(), size.height()), reduced=True)
        self.screens, self.window = self.scene.screens, self.scene.window
        self.passenger, self.navigation = self.screens.passenger, self.screens.navigation
        self.monotonic = sample_calls.NOW
        self.seconds = 0.0
        self.screens.call._clock = self._read_monotonic
        self.screens.call._silent_since = self.monotonic
        self.window.show()

    def hear(self, *told: CallStatus) -> None:
        """The emergency agent tells this; the app asks it where callers are where it knows nothing itself."""
        for status in told:
            if self.learns:
                self.screens.call.offer()
                self.screens.call.be_at(THERE)
            self.call(status)

    def hear_none(self) -> None:
        """No emergency agent answers."""
        self.call(None)


def ways(picture: Picture) -> Iterator[tuple[str, str, str, str]]:
    """Its name, both orientations, all themes, both languages."""
    for shape in SIZES:
        for theme in ("day", "night", "contrast"):
            for language in ("ru", "en"):
                yield f"rung-{picture.name}-{shape}-{theme}-{language}", shape, theme, language


def draw_all(out: Path, words: tuple[str, ...] = ()) -> None:
    """Every rung that looks otherwise than the board, with an emergency agent and without."""
    for picture in PICTURES:
        for name, shape, theme, language in ways(picture):
            if not words or any(word in name for word in words):
                _draw(picture, shape, theme, language, out / f"{name}.png")


def _draw(picture: Picture, shape: str, theme: str, language: str, file: Path) -> None:
    stage = RungStage(picture.rung, SIZES[shape])
    if language == "en":
        stage.passenger.nextLanguage()
    if theme == "contrast":
        stage.passenger.toggleContrast()
    stage.passenger.set_daylight(theme != "night")
    stage.hear(*picture.told)
    if picture.silent:
        stage.hear_none()
        stage.monotonic += 10
    stage.scene.tick()
    stage.picture().save(str(file))
    stage.close()


def main() -> None:
    """Draw what was asked for."""
    compile_stale()
    application = QGuiApplication(sys.argv[:1])
    OUT.mkdir(parents=True, exist_ok=True)
    draw_all(OUT, tuple(sys.argv[1:]))
    del application


if __name__ == "__main__":
    main()
