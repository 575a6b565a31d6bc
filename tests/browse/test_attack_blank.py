"""A page that leaves the passenger before nothing: whatever empties the view, a way back or an end is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.browse.plan import Request
from kiosk.browse.wire import request_to_json
from kiosk.domain.services.session import End
from tests.browse.hostile import PATH, HostilePortal
from tests.browse.passenger import LOOK, Passenger, Places
from tests.fakes.portal_answers import HTML, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_PAGES = {
    "a refresh": '<meta http-equiv="refresh" content="0; url=about:blank">',
    "a script": "<script>location = 'about:blank'</script>",
    "a step back": "<script>history.back()</script>",
    "a late step back": "<script>addEventListener('load', () => setTimeout(() => history.back(), 50))</script>",
}
FIRST_ANSWERS = {
    "nothing": Answer(b"", 204),
    "an archive": Answer(b"PK", headers=(("Content-Type", "application/zip"),)),
    "a document": Answer(b"%PDF-1.1", headers=(("Content-Type", "application/pdf"),)),
    "a way to an archive": Answer(b"", 302, (("Location", "/file.zip"),)),
    "an error of nothing": Answer(b"", 500),
}


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[HostilePortal]:
    with HostilePortal(tmp_path) as portal:
        yield portal


def ask_for(passenger: Passenger, path: str) -> None:
    passenger.say({"open": request_to_json(Request(passenger.portal.url(path), look=LOOK))})


@pytest.mark.parametrize("body", FIRST_PAGES.values(), ids=FIRST_PAGES.keys())
def test_a_first_page_that_empties_the_view_never_counts_as_painted(
    portal: HostilePortal, places: Places, body: str
) -> None:
    """Nor does the empty page, with which the window waited, and to which a page may step back."""
    portal.serve(body)
    with Passenger(portal, places) as passenger:
        ask_for(passenger, PATH)
        told = passenger.ended()
    painted = "painted" in [told.get("state") for told in passenger.told]
    assert told["how"] == (End.CRASHED if painted else End.UNREACHABLE)


@pytest.mark.parametrize("answer", FIRST_ANSWERS.values(), ids=FIRST_ANSWERS.keys())
def test_a_first_answer_that_is_no_page(portal: HostilePortal, places: Places, answer: Answer) -> None:
    portal.own[PATH] = answer
    with Passenger(portal, places) as passenger:
        ask_for(passenger, PATH)
        assert passenger.ended()["how"] == End.UNREACHABLE
    assert "painted" not in [told.get("state") for told in passenger.told]


def test_an_error_that_says_nothing_is_left_for_the_page_before(portal: HostilePortal, places: Places) -> None:
    portal.serve("<script>document.getElementById('go').onclick = () => location = '/empty-error'</script>")
    portal.own["/empty-error"] = Answer(b"", 503, (HTML,))
    with Passenger(portal, places) as passenger:
        passenger.open(PATH)
        passenger.touch_in_page("#go")
        passenger.touch("troubleBack")
        passenger.until_page(f"location.pathname == '{PATH}'")
        passenger.until_gone("trouble")


def test_where_there_is_no_page_before_an_empty_error_our_words_stay(
    portal: HostilePortal, places: Places
) -> None:
    """A browser does not step back to a page that a script left untouched."""
    portal.serve(
        "<script>addEventListener('load', () => setTimeout(() => location.replace('/empty-error'), 500))</script>"
    )
    portal.own["/empty-error"] = Answer(b"", 503, (HTML,))
    with Passenger(portal, places) as passenger:
        passenger.open(PATH)
        passenger.place("trouble")
        assert not passenger.sees("troubleBack")
        assert passenger.sees("end")
