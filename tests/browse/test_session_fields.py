"""The fields of a portal's forms, under a passenger's finger: the keyboard comes for each, and hides none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.browse.plan import Look
from kiosk.domain.services.session import End
from tests.browse.passenger import Passenger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browse.passenger import Places
    from tests.fakes.portal import Portal

WRITTEN = {
    "phone": "+7",
    "first": "Ая",
    "digits": "7",
    "mail": "a@b",
    "search": "аб",
    "number": "42",
    "password": "Qw1",
    "text": "аб",
    "last": "юя",
}
"""Fields of /long-form, and what is written into each. The first one lies where the keyboard comes up."""
UNCOVERED = """(() => {
    const box = document.activeElement.getBoundingClientRect();
    return document.activeElement.id === "%s" && box.top >= 0 && box.bottom <= innerHeight + 1;
})()"""


@pytest.fixture(params=[Look(size=(540, 960), fullscreen=False), Look(size=(960, 540), fullscreen=False)])
def passenger(request: pytest.FixtureRequest, portal: Portal, places: Places) -> Iterator[Passenger]:
    """A passenger at a screen that stands, and at one that lies."""
    with Passenger(portal, places, request.param) as passenger:
        yield passenger
        passenger.end(End.BUTTON)


def test_the_keyboard_writes_into_every_field_and_hides_none(passenger: Passenger) -> None:
    passenger.open("/long-form")
    for field, words in WRITTEN.items():
        passenger.write(f"#{field}", words)
        passenger.until_page(UNCOVERED % field)
        keyboard, page = passenger.place("keyboard"), passenger.place("web")
        assert page[1] + page[3] <= keyboard[1] + 1


@pytest.mark.parametrize("field", ["fixed", "agree"])
def test_the_keyboard_goes_where_nothing_can_be_written(passenger: Passenger, field: str) -> None:
    passenger.open("/long-form")
    passenger.write("#first", "а")
    passenger.touch_in_page(f"#{field}")
    passenger.until_page("document.activeElement.id", field.__eq__)
    passenger.until_gone("keyboard")


def test_back_does_not_leave_the_first_page(passenger: Passenger) -> None:
    passenger.open("/")
    assert not passenger.value("back", "enabled")
    passenger.touch_in_page("a[href='/links']")
    passenger.until_page("location.pathname", "/links".__eq__)
    passenger.touch("back", enabled=True)
    passenger.until_page("location.pathname", "/".__eq__)
    passenger.until_value("back", "enabled", wanted=False)
