"""A keyboard and a mouse somebody plugged in, while a web session is open: they type and point, and no more."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from tests.e2e.desk import KEYS, desk
from tests.e2e.pavilion import until
from tests.e2e.web_session import PAGE, SERVICES, Opened, still, touch, web_session

if TYPE_CHECKING:
    from collections.abc import Iterator

BROWSER_KEYS = (
    *("F7", "ctrl+F4", "ctrl+F5", "shift+F5", "shift+F10", "ctrl+Tab", "ctrl+shift+Tab", "ctrl+1", "ctrl+9"),
    *("alt+Left", "alt+Right", "alt+Home", "alt+d", "alt+f", "alt+Return", "ctrl+Return", "shift+Return"),
    *(f"ctrl+shift+{key}" for key in ("i", "j", "c", "n", "p", "t", "w", "o", "b", "Delete", "Escape")),
    *("ctrl+plus", "ctrl+minus", "ctrl+0", "ctrl+g", "ctrl+k", "ctrl+e", "ctrl+d", "ctrl+z", "ctrl+shift+z"),
    *("XF86Back", "XF86Forward", "XF86Refresh", "XF86HomePage", "XF86Search", "XF86Explorer", "XF86Mail"),
)
NO_BUTTONS = (*(word for button in "2389" for word in ("click", button)), "key", "Menu", "shift+F10")
"""With the middle button, the right one, those for back and forward, and the keys for a menu."""
VALUE = "document.getElementById('field').value"


def test_no_key_leaves_the_page_or_the_session() -> None:
    with opened("/keyboard") as here:
        page, desktop = here.page, here.desk
        touch_in_page(here, "#field")
        until(lambda: hears_keys(here), what="the keyboard")
        windows, shown = desktop.seen(), page.page(PAGE)
        here.portal.forget()
        for number, key in enumerate((*BROWSER_KEYS, *KEYS)):
            desktop.keys(key)
            assert page.page(PAGE) == shown, key
            assert desktop.seen() == windows, key
            if number % 10 == 0:
                assert is_framed(here), key
        assert is_framed(here)
        assert here.portal.asked() == ()
        touch_in_page(here, "#field")
        desktop.keys("End", "b", "u", "s")
        page.until_page(VALUE, lambda value: str(value).endswith("bus"))
        touch(desktop, page, "key", text="й")
        page.until_page(VALUE, lambda value: str(value).endswith("busй"))
        ends(here)


def test_a_mouse_is_a_finger_and_no_more() -> None:
    with opened("/context-menu") as here:
        page, desktop, portal = here.page, here.desk, here.portal
        windows, shown = desktop.seen(), page.page(PAGE)
        portal.forget()
        for number, element in enumerate(("#words", "#link", "#picture", "#field")):
            touch_in_page(here, element, *NO_BUTTONS)
            page.press_in_page(element)
            until(partial(heard_more, here, "context menu", number), what=f"a long touch on {element}")
            page.lift()
            assert page.page(PAGE) == shown, element
            assert desktop.seen() == windows, element
        assert portal.asked() == ()
        assert is_framed(here)
        for held in ("ctrl", "shift"):
            touch_in_page(here, "#link", "keydown", held, "click", "1", "keyup", held)
            page.until_page("location.pathname == '/logout'")
            touch(desktop, page, "back")
            page.until_page("location.pathname == '/context-menu'")
        ends(here)


def test_no_page_opens_a_window() -> None:
    with opened("/popups") as here:
        page, desktop = here.page, here.desk
        windows = desktop.seen()
        for opens in ("#script", "#target", "#form"):
            touch_in_page(here, opens)
            page.until_page("location.pathname == '/logout'")
            assert desktop.seen() == windows, opens
            touch(desktop, page, "back")
            page.until_page("location.pathname == '/popups'")
        page.page("location.assign('/drag-drop')")
        page.until_page("location.pathname == '/drag-drop' && document.readyState == 'complete'")
        outside = [str(word) for place in ((600, 300), (1000, 400), (80, 700)) for word in ("mousemove", *place)]
        for thing in ("#drag", "#link", "#picture"):
            touch_in_page(here, thing, "mousedown", "1", *outside, "mouseup", "1")
            page.until_page("location.pathname == '/drag-drop'")
            until(lambda: desktop.seen() == windows, what="no window of what is dragged")
        touch_in_page(here, "#link")
        page.until_page("location.pathname == '/logout'")
        ends(here)


@contextmanager
def opened(path: str) -> Iterator[Opened]:
    """Somebody on a desktop with that page of the portal before them."""
    with desk(SERVICES) as here, web_session(here, path) as session:
        yield session


def ends(here: Opened) -> None:
    """End the session; the board is back with all keys, and nothing else is there."""
    here.end()
    until(lambda: here.desk.focused() == here.kiosk.pid, what="the board in front")
    here.desk.keys("alt+F4", "alt+Tab", "alt+space")
    until(lambda: here.desk.seen() == here.below, what="no window of the session")
    assert here.kiosk.poll() is None


def heard_more(here: Opened, what: str, times: int) -> bool:
    """Whether the page told of that more often."""
    return len(here.portal.reports("context-menu", what)) > times


def touch_in_page(here: Opened, selector: str, *then: str) -> None:
    """Touch an element of the page, or do something else there."""
    here.desk.point(*still(lambda: here.page.place_in_page(selector)), *(then or ("click", "1")))


def hears_keys(here: Opened) -> bool:
    """Whether keys come to the field of the page."""
    here.desk.keys("a")
    return "a" in here.page.page(VALUE)


def is_framed(here: Opened) -> bool:
    """Whether the frame stands round a page that was refused nothing: the button that ends, and the red bar."""
    page = here.page
    return page.sees("end") and page.sees("emergency") and not page.sees("refusal")
