"""Draws the pages of the service menu: `python -m tests.screens.maintenance --help`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication

from build_spec.translations import compile_stale
from tests.screens.maintenance.menu_picture import draw_all


def main() -> None:
    """Draw what was asked for."""
    words = argparse.ArgumentParser(prog="python -m tests.screens.maintenance", description=__doc__)
    words.add_argument("out", type=Path, help="the folder of the pictures")
    words.add_argument("page", nargs="*", help="the end of the name of a file pictures_*.py; all of them")
    words.add_argument("--only", nargs="*", default=(), help="words of which a picture's name holds one")
    options = words.parse_args()
    compile_stale()
    application = QGuiApplication(sys.argv[:1])
    draw_all(options.out, tuple(options.only), tuple(options.page))
    del application


if __name__ == "__main__":
    main()
