"""How a session ends by its page: the window goes at once, and the screen is told why."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from kiosk.browse.plan import Request
from kiosk.browse.wire import request_to_json
from kiosk.domain.services.session import End
from tests.browse.passenger import LOOK, Passenger, Places
from tests.fakes.portal import NOWHERE, UNTRUSTED, WRONG_NAME
from tests.fakes.portal_answers import ESIA, FOREIGN, WWW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.portal import Portal

UNREACHABLE = {
    "no such name": f"https://{NOWHERE}/",
    "unknown authority": f"https://{UNTRUSTED}/",
    "certificate of another": f"https://{WRONG_NAME}/",
    "foreign": f"https://{FOREIGN}/",
    "unencrypted": f"http://{WWW}/",
    "sent away": f"https://{WWW}/redirect-out",
    "sent in circles": f"https://{WWW}/redirect-loop",
    "no page": "about:blank",
    "no address": "госуслуги",
}

SILENCE = 5.0
"""Seconds after which a page hangs: fewer would take a busy machine for one."""
SEND = "HTMLFormElement.prototype.submit.call(document.forms[0])"


@pytest.mark.parametrize("url", UNREACHABLE.values(), ids=UNREACHABLE.keys())
def test_a_first_page_that_does_not_come(portal: Portal, places: Places, url: str) -> None:
    with Passenger(portal, places) as passenger:
        passenger.say({"open": request_to_json(Request(url, look=LOOK))})
        assert passenger.ended()["how"] == End.UNREACHABLE
    assert "painted" not in [told.get("state") for told in passenger.told]


def test_a_later_page_that_does_not_come(portal: Portal, places: Places, tmp_path: Path) -> None:
    with Passenger(portal, places) as passenger:
        passenger.open("/")
        passenger.page(f"location.assign('https://{NOWHERE}/')")
        passenger.place("troubleBack")
        passenger.picture(tmp_path / "drawn.png")  # everything has its place then
        passenger.touch("troubleBack")
        assert not passenger.sees("trouble")
        assert passenger.page("location.pathname") == "/"
        assert passenger.page("document.title")


def test_a_page_that_is_missing_is_the_portals_own(portal: Portal, places: Places) -> None:
    with Passenger(portal, places) as passenger:
        passenger.open("/nothing-here")
        assert passenger.page("document.body.innerText.trim().length") > 0
        assert not passenger.sees("trouble")


def test_a_renderer_that_dies(portal: Portal, places: Places) -> None:
    with Passenger(portal, places) as passenger:
        passenger.open("/crash")
        os.kill(passenger.value("web", "renderProcessPid"), signal.SIGKILL)
        assert passenger.ended()["how"] == End.CRASHED


@pytest.mark.parametrize("path", ["memory-hog", "memory-hog-heap"])
def test_a_page_that_takes_all_memory(portal: Portal, places: Places, path: str) -> None:
    with Passenger(portal, places) as passenger:
        passenger.say({"open": request_to_json(Request(portal.url(f"/{path}"), look=LOOK))})
        assert passenger.ended()["how"] == End.MEMORY


@pytest.mark.parametrize("path", ["infinite-loop", "infinite-loop-on-touch"])
def test_a_page_that_does_not_answer(portal: Portal, places: Places, path: str) -> None:
    with Passenger(portal, places, unresponsive_seconds=SILENCE) as passenger:
        passenger.open(f"/{path}")
        if path == "infinite-loop-on-touch":
            passenger.touch_in_page("#loop")
        assert passenger.ended()["how"] == End.UNRESPONSIVE


def test_whoever_is_logged_in_is_logged_out(portal: Portal, places: Places) -> None:
    with Passenger(portal, places) as passenger:
        passenger.open("/login", ESIA)
        passenger.page(SEND)
        portal.wait_for(lambda asked: asked.path == "/account")
        assert portal.people
        assert passenger.end(End.BUTTON)["how"] == End.BUTTON
    portal.wait_for(lambda asked: asked.path == "/logout" and asked.host == ESIA)
    assert not portal.people


def test_a_page_that_hangs_does_not_keep_anybody_logged_in(portal: Portal, places: Places) -> None:
    with Passenger(portal, places, unresponsive_seconds=SILENCE) as passenger:
        passenger.open("/login", ESIA)
        passenger.page(SEND)
        passenger.until_page("location.pathname == '/account'")
        passenger.page("location.assign('/infinite-loop')")
        assert passenger.ended()["how"] == End.UNRESPONSIVE
    assert not portal.people


def test_a_portal_where_nobody_was_is_not_called(portal: Portal, places: Places) -> None:
    elsewhere = ("https://other.example/logout",)
    with Passenger(portal, places, logout_urls=elsewhere) as passenger:
        passenger.open("/")
    assert not [asked for asked in portal.asked() if asked.path == "/logout"]


def test_a_log_out_without_an_answer_is_not_waited_for(portal: Portal, places: Places) -> None:
    with Passenger(portal, places, logout_urls=(portal.url("/hang"),)) as passenger:
        passenger.open("/")
        assert passenger.end(End.BUTTON)["milliseconds"] < 10_000
    portal.wait_for(lambda asked: asked.path == "/hang")
