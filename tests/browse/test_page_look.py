"""How a page comes to the passenger: in their language, at their size, inside our frame, and really drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from tests.browse.passenger import LOOK, Passenger, Places

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.portal import Portal


@pytest.mark.parametrize(("language", "wanted"), [("ru", "ru-RU"), ("en", "en-US")])
def test_portals_are_asked_for_the_passengers_language(
    portal: Portal, places: Places, language: str, wanted: str
) -> None:
    with Passenger(portal, places, look=replace(LOOK, language=language)) as passenger:
        passenger.open("/")
        assert passenger.page("navigator.languages[0]") == wanted
    assert all(asked.headers["accept-language"].startswith(wanted) for asked in portal.asked())


@pytest.mark.parametrize(("text_size", "across"), [(0, 675), (1, 562), (2, 482)])
@pytest.mark.parametrize("short_side", [540, 1080])
def test_a_page_is_as_wide_as_on_a_tablet(
    portal: Portal, places: Places, text_size: int, across: int, short_side: int
) -> None:
    look = replace(LOOK, size=(short_side, short_side * 16 // 9), text_size=text_size)
    with Passenger(portal, places, look=look) as passenger:
        passenger.open("/")
        assert abs(passenger.page("innerWidth") - across) <= 1


def test_a_page_is_drawn_when_that_is_told(portal: Portal, places: Places, tmp_path: Path) -> None:
    with Passenger(portal, places) as passenger:
        passenger.open("/long-form")
        passenger.picture(tmp_path / "drawn.png")
        left, top, width, height = map(round, passenger.place("surface"))
    picture = QImage(str(tmp_path / "drawn.png"))
    across, down = range(left, left + width, 3), range(top, top + height, 3)
    assert len({picture.pixel(x, y) for x in across for y in down}) > 10


def test_the_title_is_our_own(portal: Portal, places: Places) -> None:
    with Passenger(portal, places) as passenger:
        passenger.open("/logout", title="Запись к врачу")
        assert passenger.value("title", "text") == "Запись к врачу"
        assert passenger.value("host", "text") == "www.gosuslugi.ru"
