"""One picture of the service menu, and how it is drawn in every way it can be shown."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QGuiApplication

from tests.screens import sample_calls
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import LANDSCAPE, PORTRAIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QImage

    from kiosk.domain.maintenance.menu import Page


PREFIX = "pictures_"
"""How the files begin that hold a function `pictures`."""


@dataclass(frozen=True, slots=True)
class MenuPicture:
    """A page of the service menu over the board; `page` None is the list of pages.

    `screen` makes the object behind the page, once for each way in which the picture is drawn. `set_up` is called
    with the stage when the page is there, as for touching something.
    """

    name: str
    page: Page | None
    screen: Callable[[], QObject]
    set_up: Callable[[MaintenanceStage], None] | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How a picture is shown."""

    name: str
    size: QSize
    theme: str = "day"
    language: str = "ru"
    text_size: int = 0


def ways() -> Iterator[Way]:
    """Both orientations, all themes, both languages; in the day theme the larger texts too."""
    for shape, size in (("portrait", PORTRAIT), ("landscape", LANDSCAPE)):
        for theme in ("day", "night", "contrast"):
            for language in ("ru", "en"):
                for text in (0, 1, 2) if theme == "day" else (0,):
                    name = f"{shape}-{theme}-{language}" + (f"-text{text}" if text else "")
                    yield Way(name, size, theme, language, text)


def draw(picture: MenuPicture, way: Way) -> QImage:
    """What the screen shows."""
    stage = MaintenanceStage(picture.page, picture.screen(), way.size, emergency=True)
    passenger = stage.passenger
    if way.language == "en":
        passenger.nextLanguage()
    for _ in range(way.text_size):
        passenger.nextTextSize()
    if way.theme == "contrast":
        passenger.toggleContrast()
    passenger.set_daylight(way.theme != "night")
    stage.call(sample_calls.IDLE)
    if picture.set_up:
        picture.set_up(stage)
    stage.lay_out()
    QGuiApplication.processEvents()
    image = stage.picture()
    stage.close()
    return image


def save(picture: MenuPicture, out: Path, words: tuple[str, ...] = ()) -> None:
    """Draw one picture in all ways whose name holds one of `words`, or all, into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for way in ways():
        name = f"menu-{picture.name}-{way.name}"
        if not words or any(word in name for word in words):
            draw(picture, way).save(str(out / f"{name}.png"))


def draw_all(out: Path, words: tuple[str, ...] = (), pages: tuple[str, ...] = ()) -> None:
    """Draw the pictures of the files pictures_*.py, or of those whose names end with one of `pages`."""
    every = sorted(file.stem.removeprefix(PREFIX) for file in Path(__file__).parent.glob(f"{PREFIX}*.py"))
    for name in pages or every:
        module = importlib.import_module(f"tests.screens.maintenance.{PREFIX}{name}")
        for picture in module.pictures():
            save(picture, out, words)
