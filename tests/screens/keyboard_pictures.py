"""Draws every layout of the keyboard: `python -m tests.screens.keyboard_pictures` into build/screenshots."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from build_spec.translations import compile_stale
from kiosk import paths
from kiosk.domain.keyboard import LANGUAGES, PAGES, KeyboardState, Shift
from kiosk.screens.passenger import Habits
from tests.screens.keyboard_stage import KeyboardStage
from tests.screens.stage import LANDSCAPE, PORTRAIT

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
THEMES = ("day", "night", "contrast")
SMALL = QSize(540, 960)


def draw_keyboards(out: Path) -> None:
    """Every layout in every theme and orientation; large texts, a small window and capital letters once."""
    for shape, size in SHAPES.items():
        for theme in THEMES:
            _draw(out, f"{shape}-{theme}", size, Habits(theme=theme))
    _draw(out, "portrait-day-text2", PORTRAIT, Habits(theme="day", text_size=2))
    _draw(out, "small-window", SMALL, Habits(theme="day"))


def _draw(out: Path, name: str, size: QSize, habits: Habits) -> None:
    stage = KeyboardStage(size, habits)
    stage.focus("text")
    for layout in (*LANGUAGES, *PAGES):
        state = KeyboardState(layout) if layout in LANGUAGES else KeyboardState(habits.language, layout)
        _save(stage, state, out / f"keyboard-{name}-{layout}.png")
    for shift in (Shift.ONCE, Shift.LOCKED):
        _save(stage, KeyboardState("ru", shift=shift), out / f"keyboard-{name}-ru-{shift}.png")
    stage.close()


def _save(stage: KeyboardStage, state: KeyboardState, file: Path) -> None:
    stage.keyboard._show(state)
    stage.picture().save(str(file))


def main() -> None:
    """Draw them all."""
    compile_stale()
    application = QGuiApplication(sys.argv[:1])
    out = paths.root() / "build" / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    draw_keyboards(out)
    del application


if __name__ == "__main__":
    main()
