"""Draws the window of a web session into build/screenshots: `python -m tests.screens.browse_pictures [WORD ...]`.

With words, only the pictures whose name holds one of them.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication

from build_spec.translations import compile_stale
from kiosk import paths
from kiosk.screens.passenger import Habits
from tests.screens import sample_calls
from tests.screens.browse_stage import STATES, BrowseStage
from tests.screens.stage import LANDSCAPE, PORTRAIT

if TYPE_CHECKING:
    from pathlib import Path

OUT = paths.root() / "build" / "screenshots"
SIZES = {"portrait": PORTRAIT, "landscape": LANDSCAPE}


def draw_all(out: Path, words: tuple[str, ...] = ()) -> None:
    """Every state in both orientations, all themes and languages; in the day theme the larger texts too."""
    for shape in SIZES:
        for theme in ("day", "night", "contrast"):
            for language in ("ru", "en"):
                for text in (0, 1, 2) if theme == "day" else (0,):
                    for state in STATES:
                        name = f"browse-{state}-{shape}-{theme}-{language}" + (f"-text{text}" if text else "")
                        if not words or any(word in name for word in words):
                            _draw(state, shape, Habits(language, theme, text), out / f"{name}.png")


def _draw(state: str, shape: str, habits: Habits, file: Path) -> None:
    stage = BrowseStage(SIZES[shape], habits)
    stage.call(sample_calls.IDLE)
    stage.be(state)
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
