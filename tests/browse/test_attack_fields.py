"""Fields that already hold something, under a finger: Chromium shows handles there, and gets empty ones of us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browse.hostile import PATH, HostilePortal
from tests.browse.passenger import Passenger, Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIELDS = {
    "text": '<input id="field" value="Иванов">',
    "password": '<input id="field" type="password" value="12345">',
    "lines": '<textarea id="field">Иванов</textarea>',
    "any element": '<p id="field" contenteditable style="font-size: 30px">Иванов</p>',
}


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[HostilePortal]:
    with HostilePortal(tmp_path) as portal:
        yield portal


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
def test_a_field_that_holds_words_is_touched_twice(portal: HostilePortal, places: Places, field: str) -> None:
    portal.serve(field)
    with Passenger(portal, places) as passenger:
        passenger.open(PATH)
        for _ in range(2):
            passenger.touch_in_page("#field")
            passenger.until_page("document.activeElement.id == 'field'")
        passenger.place("key")
        assert passenger.page("document.getElementById('field').isConnected")


def test_a_passenger_corrects_what_was_written(portal: HostilePortal, places: Places) -> None:
    portal.serve('<input id="field"><br><input id="other">')
    with Passenger(portal, places) as passenger:
        passenger.open(PATH)
        passenger.write("#field", "где")
        passenger.write("#other", "там")
        passenger.touch_in_page("#field")
        passenger.until_page("document.activeElement.id == 'field'")
        passenger.type("ж")
        passenger.until_page("document.getElementById('field').value.length == 4")
