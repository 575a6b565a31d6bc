"""Long touches and drags, by which desktops open menus and take things out of a page: here they do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browse.passenger import Passenger, Places

if TYPE_CHECKING:
    from tests.fakes.portal import Portal

AWAY = "location.pathname == '/logout'"


@pytest.mark.parametrize("element", ["words", "link", "picture", "field"])
def test_a_long_touch_opens_no_menu(portal: Portal, places: Places, element: str) -> None:
    """The page is asked whether it has one of its own; whatever follows, the next touch is the page's."""
    with Passenger(portal, places) as passenger:
        passenger.open("/context-menu")
        portal.report("context-menu", "loaded")
        passenger.press_in_page(f"#{element}")
        portal.report("context-menu", "context menu")
        passenger.lift()
        passenger.touch_in_page("#link")
        passenger.until_page(AWAY)


@pytest.mark.parametrize("element", ["drag", "link", "picture"])
def test_a_finger_drags_nothing_out_of_a_page(portal: Portal, places: Places, element: str) -> None:
    with Passenger(portal, places) as passenger:
        passenger.open("/drag-drop")
        passenger.page("addEventListener('contextmenu', () => { document.title = 'held'; })")
        passenger.press_in_page(f"#{element}")
        passenger.until_page("document.title == 'held'")
        passenger.move_in_page("#drop")
        passenger.lift()
        passenger.touch_in_page("#link")
        passenger.until_page(AWAY)
    assert portal.reports("drag-drop", "drag started") == []
    assert portal.reports("drag-drop", "dropped") == []
