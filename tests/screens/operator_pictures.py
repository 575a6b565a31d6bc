"""Draws the pictures of docs/operator.md into docs/pictures: `python -m tests.screens.operator_pictures`.

A conversation of `kiosk setup` as it was held, what header and red bar say in every state, and pages of the
service menu. The conversation is held in a temporary folder, which the picture calls /etc/kiosk as at a stop.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from tests.screens import sample_boards, sample_calls
from tests.screens.screenshots import Picture, draw  # sets the platform, so it comes before Qt

from PySide6.QtCore import QPointF, QRect, QSize, Qt  # isort: skip
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter  # isort: skip

from build_spec.translations import compile_stale
from kiosk import paths
from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import read_network
from tests.fakes.terminal import CTRL_C, converse
from tests.screens.maintenance import menu_picture, pictures_drill, pictures_pad
from tests.screens.stage import PORTRAIT

OUT = paths.root() / "docs" / "pictures"
PREFIX = "operator-"
WIDTH = 540
"""Pixels of a picture in a document."""
PAGES = {"pad-digits": "pin", "drill-failed": "drill"}
"""Pages of the service menu, and what their pictures are called."""
LAST_HEADER, FIRST_BAR = 256, 1784
"""Where the header ends and the red bar begins in a picture of 1080 x 1920 pixels."""
GAP = 10
INK, PAPER = QColor("#d8dee6"), QColor("#14181d")
TERMINAL = "DejaVu Sans Mono"
TERMINAL_SIZE = 13

HEADERS = ("live", "feed_ageing", "feed_lost", "timetable_only", "starting", "clock_unknown")
BARS = ("ready", "arming", "no_sound", "callback", "broken")
CONVERSATION = (
    ("GTFS timetable", "gtfs.zip"),
    ("trip updates", "https://feeds.example.org/trip-updates"),
    ("vehicle positions", "https://feeds.example.org/vehicle-positions"),
    ("alerts", "https://feeds.example.org/alerts"),
    ("Words of its name", "филотова"),
    ("Number of the stop", "2"),
    ("first line", "sip:112@sip.example.org;transport=tls"),
    ("second line", "sip:112@10.73.0.1"),
    ("operator-1: our account", ""),
    ("operator-1: user name", "pavilion-0042"),
    ("operator-1: password", "secret"),
    ("operator-2: our account", ""),
    ("operator-2: user name", ""),
    ("daily test call", "9999"),
    ("Code of the pavilion", "73-0042"),
    ("in Russian", "просп. Филатова, 1"),
    ("in English", "1 Filatova Avenue"),
    ("Six digits", "483920"),
    ("Once more", "483920"),
    ("inches", "43"),
    ("hangs turned", "90"),
    ("Write ", CTRL_C),
)


def main() -> None:
    """Draw all of them."""
    compile_stale()
    application = QGuiApplication(sys.argv[:1])
    _save(_terminal(_conversation()), "setup")
    with tempfile.TemporaryDirectory() as folder:
        _save(_strips(_headers(Path(folder))), "header")
        _save(_strips(_bars(Path(folder))), "bar")
    for picture in (*pictures_pad.pictures(), *pictures_drill.pictures()):
        if picture.name in PAGES:
            _save(_scaled(menu_picture.draw(picture, menu_picture.Way("", PORTRAIT))), PAGES[picture.name])
    del application


def _save(image: QImage, name: str) -> None:
    image.save(str(OUT / f"{PREFIX}{name}.png"))


def _conversation() -> list[str]:
    """What stood on the terminal, up to the last question."""
    network = read_network(paths.resources() / "demo" / "network.toml")
    with tempfile.TemporaryDirectory() as folder:
        feed, file = Path(folder) / "gtfs.zip", Path(folder) / "kiosk.toml"
        feed.write_bytes(gtfs_zip(network, date(2026, 11, 22)))
        answers = [(question, str(feed) if typed == "gtfs.zip" else typed) for question, typed in CONVERSATION]
        held = converse(["setup", "--config", str(file), "--no-enable"], answers, {"KIOSK_DATA_DIR": folder})
    shown = held.shown.partition("^C")[0].replace(folder, "/etc/kiosk")
    lines = [line.rstrip() for line in shown.splitlines() if "━" not in line]
    return [
        "$ sudo kiosk setup",
        *(line for line, before in zip(lines, ["", *lines], strict=False) if line or before),
    ]


def _terminal(lines: list[str]) -> QImage:
    font = QFont(TERMINAL)
    font.setPixelSize(TERMINAL_SIZE)
    metrics = QFontMetricsF(font)
    width = max(metrics.horizontalAdvance(line) for line in lines) + 4 * GAP
    image = QImage(
        QSize(int(width), int(metrics.lineSpacing() * len(lines) + 4 * GAP)), QImage.Format.Format_RGB32
    )
    image.fill(PAPER)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(INK)
    for number, line in enumerate(lines):
        painter.drawText(QPointF(2 * GAP, 2 * GAP + metrics.ascent() + number * metrics.lineSpacing()), line)
    painter.end()
    return image


def _headers(folder: Path) -> Iterator[QImage]:
    pictures = [Picture(f"header-{name}", sample_boards.BOARDS[name], demo=False) for name in HEADERS]
    for picture in (*pictures, Picture("header-reduced", sample_boards.LIVE, demo=False, reduced=True)):
        drawn = _drawn(picture, folder)
        yield drawn.copy(QRect(0, 0, drawn.width(), LAST_HEADER))


def _bars(folder: Path) -> Iterator[QImage]:
    for name in BARS:
        status = sample_calls.BARS[name]
        yield _bar(_drawn(Picture(f"bar-{name}", sample_boards.LIVE, demo=False, calls=(status,)), folder))
    yield _bar(_drawn(Picture("bar-absent", sample_boards.LIVE, demo=False, calls=()), folder))


def _bar(drawn: QImage) -> QImage:
    return drawn.copy(QRect(0, FIRST_BAR, drawn.width(), drawn.height() - FIRST_BAR))


def _drawn(picture: Picture, folder: Path) -> QImage:
    draw(picture, folder)
    return QImage(str(folder / f"{picture.name}.png"))


def _scaled(image: QImage) -> QImage:
    return image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)


def _strips(images: Iterable[QImage]) -> QImage:
    """Several one below the other."""
    parts = [_scaled(image) for image in images]
    whole = QImage(QSize(WIDTH, sum(part.height() + GAP for part in parts) - GAP), QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    top = 0
    for part in parts:
        painter.drawImage(0, top, part)
        top += part.height() + GAP
    painter.end()
    return whole


if __name__ == "__main__":
    main()
