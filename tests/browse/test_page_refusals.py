"""What a page may not do to a kiosk, tried by the pages of the tests' portal under real touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.services.session import End
from tests.browse.passenger import Passenger, Places
from tests.fakes.portal_answers import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.portal import Portal

LEAVING = (
    *("foreign", "plain", "port", "address", "user", "tel", "mailto", "intent"),
    *("data", "blob", "file", "source", "chrome", "filesystem"),
)
REDIRECTED = ("redirect-out", "redirect-twice", "redirect-plain", "redirect-port")
LEAVING_PAGES = ("js-redirect-out", "meta-refresh-out", "refresh-header", "form-out")
FILES = ["attachment", "binary", "pdf", "attached", "attribute", "blob"]


@pytest.fixture
def passenger(portal: Portal, places: Places) -> Iterator[Passenger]:
    """Somebody before a window that waits."""
    with Passenger(portal, places) as passenger:
        yield passenger


def here(passenger: Passenger) -> str:
    """The path of the page that is shown."""
    return str(passenger.page("location.pathname"))


def asked_strangers(portal: Portal) -> list[str]:
    """Every request that the rules do not allow."""
    return [
        f"{asked.scheme}://{asked.host}{asked.path}"
        for asked in portal.asked()
        if asked.scheme != "https" or not asked.host.endswith((".gosuslugi.ru", "gu-st.ru"))
    ]


def test_links_lead_nowhere_else(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/links")
    for link in LEAVING:
        passenger.touch_in_page(f"#{link}")
        assert here(passenger) == "/links", link
    passenger.place("refusal")
    passenger.touch_in_page("#own")
    passenger.until_page("location.pathname == '/logout'")
    assert asked_strangers(portal) == []


@pytest.mark.parametrize("path", REDIRECTED)
def test_a_redirect_leads_nowhere_else(portal: Portal, passenger: Passenger, path: str) -> None:
    passenger.open("/")
    passenger.page(f"location.assign('/{path}')")
    passenger.place("refusal")
    assert here(passenger) == "/"
    assert not passenger.sees("trouble")
    assert asked_strangers(portal) == []


@pytest.mark.parametrize("path", LEAVING_PAGES)
def test_a_page_leads_nowhere_else(portal: Portal, passenger: Passenger, path: str) -> None:
    passenger.open(f"/{path}")
    passenger.place("refusal")
    assert here(passenger) == f"/{path}"
    assert asked_strangers(portal) == []


def test_a_page_does_not_empty_itself(passenger: Passenger) -> None:
    passenger.open("/long-form")
    passenger.touch_in_page("#agree")
    passenger.until_page("document.getElementById('agree').checked && document.readyState == 'complete'")
    passenger.page("location.assign('about:blank')")
    passenger.place("refusal")
    passenger.until_page("location.pathname == '/long-form'")


def test_a_page_that_leaves_nothing_to_go_back_to(passenger: Passenger) -> None:
    passenger.open("/")
    passenger.page("location.replace('about:blank')")
    assert passenger.ended()["how"] == End.CRASHED


def test_a_page_gets_no_parts_from_strangers(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/resources")
    portal.report("resources", "tried all")
    assert portal.report("resources", "own picture") == "done"
    assert asked_strangers(portal) == []


def test_no_window_opens(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/popups")
    assert portal.report("popups", "on load") == "refused"
    passenger.touch_in_page("#foreign")
    assert here(passenger) == "/popups"
    for link in ("target", "form"):
        passenger.touch_in_page(f"#{link}")
        passenger.until_page("location.pathname == '/logout'")
        passenger.touch("back")
        passenger.until_page("location.pathname == '/popups'")
    assert asked_strangers(portal) == []


def test_nothing_is_saved(passenger: Passenger, places: Places) -> None:
    passenger.open("/downloads")
    for file in FILES:
        passenger.touch_in_page(f"#{file}")
        assert here(passenger) == "/downloads"
    passenger.place("refusal")
    names = {path.name for path in places.sessions.rglob("*")}
    assert not names & {"file.zip", "file.pdf", "attached.html", "portal.css", "blob.txt", "Downloads"}


def test_no_file_is_chosen(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/file-input")
    for field in ("plain", "many", "folder"):
        passenger.touch_in_page(f"#{field}")
        assert portal.report("file-input", "cancelled")
    passenger.touch_in_page("#picker")
    assert portal.report("file-input", "picker") in {"AbortError", "NotAllowedError"}
    assert portal.reports("file-input", "chosen") == []


def test_nothing_is_printed(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/print")
    portal.report("print", "printed")
    passenger.touch_in_page("#print")
    portal.report("print", "printed by touch")
    passenger.place("refusal")


def test_nothing_is_permitted(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/permissions")
    portal.report("permissions", "asked all", timeout=60)
    passenger.touch_in_page("#ask")
    granted = [what for page, what, value in portal._reports if page == "permissions" and value == "done"]
    assert granted == []


def test_questions_are_answered_with_no(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/confirm-prompt")
    assert portal.report("confirm-prompt", "confirm") is False
    assert portal.report("confirm-prompt", "prompt") is None


def test_messages_are_passed_over(portal: Portal, places: Places) -> None:
    with Passenger(portal, places, unresponsive_seconds=5.0) as passenger:
        passenger.open("/alert-loop")
        assert portal.report("alert-loop", "alerts") >= 0
        assert here(passenger) == "/alert-loop"
        passenger.touch_in_page("#forever")
        assert passenger.ended()["how"] == End.UNRESPONSIVE


def test_a_page_cannot_hold_the_passenger(passenger: Passenger) -> None:
    passenger.open("/beforeunload")
    passenger.touch_in_page("#hold")
    passenger.touch("end")
    told = passenger.ended()
    assert told["how"] == End.BUTTON


def test_a_page_does_not_fill_the_screen(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/fullscreen")
    passenger.touch_in_page("#full")
    assert portal.report("fullscreen", "fullscreen") == "TypeError"
    assert passenger.sees("end")


def test_nobody_is_asked_for_a_password(passenger: Passenger) -> None:
    passenger.open("/http-auth")
    assert here(passenger) == "/http-auth"


def test_a_frame_in_a_page_obeys_too(portal: Portal, passenger: Passenger) -> None:
    passenger.open("/iframes")
    portal.report("iframes", "loaded")
    assert set(portal.reports("iframes", "frame")) <= {"srcdoc", "javascript"}
    assert asked_strangers(portal) == []
    assert not any(asked.host == FOREIGN for asked in portal.asked())
