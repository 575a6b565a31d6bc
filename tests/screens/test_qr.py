"""Codes as another program reads them from the pixels of the screen."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk import paths
from kiosk.config.catalogue import read
from kiosk.config.catalogue_values import LONGEST_ADDRESS
from kiosk.domain.services.catalogue import Catalogue
from kiosk.screens import qr
from tests.screens import sample_boards, sample_services
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

MILLIMETRE = 1080 / 685


def decoded(picture: QImage, folder: Path) -> list[str]:
    """Every code that zbar finds in a picture."""
    file = folder / "screen.png"
    assert picture.save(str(file))
    words = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(file)]
    done = subprocess.run(words, capture_output=True, check=False, timeout=30)
    return done.stdout.decode("utf-8").removesuffix("\n").split("\n\n") if done.returncode == 0 else []


def longest() -> str:
    """The longest address of the catalogue that comes with the program."""
    services = read(paths.resources() / "services.toml").services
    return max((service.address for service in services), key=len)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("theme", ["day", "night", "contrast"])
@pytest.mark.parametrize("text_size", [0, 2])
def test_a_camera_reads_the_address_of_the_service(
    qtbot: QtBot, tmp_path: Path, size: QSize, theme: str, text_size: int
) -> None:
    """issue: the code decoded from grabbed pixels by another program equals the address exactly."""
    service = replace(sample_services.LONG, address=longest())
    stage = Stage(size)
    stage.passenger.set_daylight(theme != "night")
    if theme == "contrast":
        stage.passenger.toggleContrast()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.screens.services.set_catalogue(Catalogue(sample_services.CATEGORIES, (service,)))
    stage.navigation.open("service", service.service_id)
    stage.show(sample_boards.LIVE)
    found = decoded(stage.picture(), tmp_path)
    (code,) = stage.items("qr")
    edge = code.width()
    stage.close()
    assert found == [service.address]
    assert edge >= 60 * MILLIMETRE


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("text_size", [0, 2])
def test_a_camera_reads_the_longest_address_that_is_accepted(
    qtbot: QtBot, tmp_path: Path, size: QSize, text_size: int
) -> None:
    address = "https://www.gosuslugi.ru/" + "long-way/" * 40
    service = replace(sample_services.LONG, address=address[:LONGEST_ADDRESS])
    stage = Stage(size)
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.screens.services.set_catalogue(Catalogue(sample_services.CATEGORIES, (service,)))
    stage.navigation.open("service", service.service_id)
    stage.show(sample_boards.LIVE)
    found = decoded(stage.picture(), tmp_path)
    stage.close()
    assert found == [service.address]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_small_panel_still_shows_sixty_millimetres(qtbot: QtBot, tmp_path: Path, size: QSize) -> None:
    stage = Stage(size, panel_short_side=250.0)
    stage.screens.services.set_catalogue(sample_services.CATALOGUE)
    stage.navigation.open("service", "bankruptcy")
    stage.show(sample_boards.LIVE)
    found = decoded(stage.picture(), tmp_path)
    (code,) = stage.items("qr")
    edge = code.width()
    stage.close()
    assert found == [sample_services.LONG.address]
    assert edge >= 60 * 1080 / 250 - 1


@pytest.mark.parametrize(
    "text",
    [
        "https://www.gosuslugi.ru/10700",
        "https://example.org/%2F%41?a=b&c=%D1%8E#d",
        "Проспект Филатова\n14:11 46 Верхняя Терраса · 100% «да»",
        "a" * 600,
    ],
)
def test_a_code_holds_its_text_and_nothing_else(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    """Through the address of QML's image and back: per cent, line ends and Cyrillic included."""
    assert decoded(qr.drawn(text, 640), tmp_path) == [text]


@pytest.mark.parametrize("edge", [1, 100, 101, 640])
def test_modules_are_whole_pixels_with_four_light_ones_around(edge: int) -> None:
    """ISO/IEC 18004: a quiet zone of four modules."""
    image = qr.drawn("https://www.gosuslugi.ru/10700", edge)
    count = len(qr.modules("https://www.gosuslugi.ru/10700"))
    scale = max(edge // count, 1)
    assert image.width() == image.height() == scale * count
    quiet = qr.QUIET * scale
    light = {image.pixelColor(x, y).value() for x in range(image.width()) for y in range(quiet)}
    assert light == {255}
    assert image.pixelColor(quiet, quiet).value() == 0
    for x in range(0, image.width(), scale):
        assert (
            len({image.pixelColor(x + dx, quiet + dy).value() for dx in range(scale) for dy in range(scale)}) == 1
        )
