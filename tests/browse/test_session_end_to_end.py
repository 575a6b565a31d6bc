"""Passengers at the portal by real touches on the glass, and what is left of them: nothing."""

from __future__ import annotations

import base64
import random
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kiosk.domain.services.session import End
from tests.browse.passenger import Passenger, Places
from tests.browse.traces import SHARED, files_with, forms
from tests.fakes.portal_answers import PERSON_COOKIE, Person

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.portal import Portal

LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюя"


class Somebody:
    """A name and a number that nobody has had before, so that wherever they are found they were left there."""

    def __init__(self) -> None:
        some = random.SystemRandom()
        self.name = "".join(some.sample(LETTERS, 12)).capitalize()
        self.snils = "".join(str(some.randrange(10)) for _ in range(11))

    @property
    def words(self) -> tuple[str, str]:
        return self.name[1:], self.snils


def log_in(passenger: Passenger, somebody: Somebody) -> None:
    """From any page of the portal to the account, as a passenger does it."""
    passenger.touch_in_page("#enter")
    passenger.write("#name", somebody.name)
    passenger.write("#snils", somebody.snils)
    passenger.touch_in_page("#submit")
    assert passenger.until_page("document.getElementById('person')?.textContent") == somebody.name
    assert passenger.portal.report("account", "traces") == "done"


def leave(passenger: Passenger) -> None:
    """Touch the button that ends and erases."""
    passenger.touch("end")
    told = passenger.ended()
    assert told["how"] == End.BUTTON


def test_nothing_is_left_of_a_passenger(portal: Portal, places: Places, tmp_path: Path) -> None:
    somebody = Somebody()
    with Passenger(portal, places) as passenger:
        passenger.open()
        log_in(passenger, somebody)
        (cookie,) = portal.people
        assert portal.people[cookie] == Person(somebody.name, somebody.snils)
        leave(passenger)
    said = str(passenger.told).encode() + passenger.errors
    assert not [form for word in (*somebody.words, "gosuslugi") for form in forms(word) if form in said]
    assert files_with(somebody.words, [places.sessions, places.home, tmp_path, *SHARED]) == []
    asked = portal.wait_for(lambda asked: asked.path == "/logout")
    assert asked.cookies[PERSON_COOKIE] == cookie
    assert not portal.people


def test_the_next_passenger_finds_nothing(portal: Portal, places: Places) -> None:
    with Passenger(portal, places) as first:
        first.open("/kept")
        kept_before = portal.report("kept", "kept")
        log_in(first, Somebody())
        leave(first)
    portal.forget()
    with Passenger(portal, places) as second:
        second.open("/kept")
        kept = portal.report("kept", "kept")
        leave(second)
    assert kept == kept_before
    assert not any(value for place, value in kept.items() if place != "history")
    assert not any(asked.cookies for asked in portal.asked())


def test_the_same_passenger_finds_what_pages_keep(portal: Portal, places: Places) -> None:
    """Else the test before this one would see nothing whatever was left."""
    somebody = Somebody()
    with Passenger(portal, places) as passenger:
        passenger.open()
        log_in(passenger, somebody)
        passenger.touch_in_page("a[href='/kept']")
        kept = portal.report("kept", "kept")
        leave(passenger)
    assert quote(somebody.name) in kept["cookies"]
    assert (kept["local"], kept["session"]) == ([somebody.name], [somebody.snils])
    assert (kept["databases"], kept["caches"], kept["workers"]) == (["portal"], ["portal"], 1)
    assert kept["history"] > 2
    assert any(PERSON_COOKIE in asked.cookies for asked in portal.asked())


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("канарейка".encode(), id="UTF-8"),
        pytest.param("канарейка".encode("utf-16-le"), id="UTF-16"),
        pytest.param(b'"\\u043a\\u0430\\u043d\\u0430\\u0440\\u0435\\u0439\\u043a\\u0430"', id="script"),
        pytest.param(quote("канарейка").encode(), id="address"),
        pytest.param(base64.b64encode("канарейка".encode()), id="base64"),
    ],
)
def test_words_are_found_where_they_lie(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "innocent").write_bytes(b"nothing")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "guilty").write_bytes(bytes(1000) + written + bytes(1000))
    assert files_with(["канарейка"], [tmp_path]) == [deep / "guilty"]
