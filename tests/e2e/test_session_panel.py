"""Panels that change while the board is shown: another size, off and on, turned; and cage's keys."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.desk import KEYS, Desk
from tests.e2e.pavilion import until
from tests.e2e.session import HEADLESS, Stop, stop, x_server
from tests.e2e.web_session import PAGE, SERVICES, Opened, web_session
from tests.ordinary_user import ordinary_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ordinary_user import OrdinaryUser


@pytest.fixture
def user() -> Iterator[OrdinaryUser]:
    with ordinary_user() as user:
        yield user


class Framed(Desk):
    """A stop whose panel is a window of a desktop: so it changes its shape, and keys reach cage."""

    picture = Stop.picture
    compositor_process: subprocess.Popen[Any]

    def panel(self) -> tuple[str, int, int]:
        """The only window of the desktop, and its size."""
        listed = self.on_desktop("xwininfo", "-root", "-tree")
        found = re.search(r"^ +(0x[0-9a-f]+) .* (\d+)x(\d+)\+0\+0 ", listed, re.MULTILINE)
        assert found, listed
        return found[1], int(found[2]), int(found[3])

    def on_desktop(self, *words: str) -> str:
        names = {"DISPLAY": self.display, "PATH": os.environ["PATH"]}
        return subprocess.run(words, capture_output=True, text=True, check=True, env=names).stdout


@contextmanager
def in_frame(user: OrdinaryUser, services: str = "enabled = false") -> Iterator[Framed]:
    """Such a stop of this user's, with these lines in that section of its settings."""
    with x_server("1600x1600") as display, ExitStack() as parts:
        here = Framed(user, parts, services=services)
        here.display = display
        # A pointer that cage draws itself keeps it from handing the window through, which grim would not see.
        names = {"DISPLAY": display, "WLR_NO_HARDWARE_CURSORS": "1"}
        here.compositor_process = here.compositor(WLR_BACKENDS="x11", WLR_RENDERER="pixman", **names)
        yield here


@pytest.fixture
def framed(user: OrdinaryUser) -> Iterator[Framed]:
    with in_frame(user) as framed:
        yield framed


def test_the_board_takes_the_size_and_shape_of_another_panel(framed: Framed) -> None:
    framed.kiosk("--fullscreen")
    framed.until_board(*framed.panel()[1:])
    for width, height in ((720, 1280), (1366, 768)):
        framed.on_desktop("xdotool", "windowsize", framed.panel()[0], str(width), str(height))
        framed.until_board(width, height)


def test_cage_has_no_key_of_its_own(framed: Framed) -> None:
    kiosk = framed.kiosk("--fullscreen")
    _, width, height = framed.panel()
    framed.until_board(width, height)
    framed.on_desktop("xdotool", "mousemove", "500", "300", "key", *KEYS)
    until(lambda: "somebody presses keys" in framed.said(), what="a line about the keyboard")
    framed.until_board(width, height)
    assert framed.compositor_process.poll() is None
    assert kiosk.poll() is None


def test_a_web_session_takes_the_size_of_another_panel_and_its_keys_leave_nowhere(user: OrdinaryUser) -> None:
    with in_frame(user, SERVICES) as framed, web_session(framed, "/keyboard") as session:
        page, last = session.page, (1366, 768)
        for size in ((720, 1280), last):
            framed.on_desktop("xdotool", "windowsize", framed.panel()[0], *map(str, size))
            until(partial(fills, session, size), what=f"the session on all of {size}")
        page.touch_in_page("#field")
        shown = page.page(PAGE)
        framed.keys(*KEYS)
        page.touch_in_page("#field")
        framed.keys("End", "b", "u", "s")
        page.until_page("document.getElementById('field').value", lambda value: str(value).endswith("bus"))
        assert page.page(PAGE) == shown
        assert fills(session, last)
        session.end()
        framed.until_board(*last)


def fills(session: Opened, size: tuple[int, int]) -> bool:
    """Whether frame and page take up a panel of this size."""
    page = session.page
    left, top, width, height = page.place("emergency")
    zoom, room = page.value("web", "zoomFactor"), page.value("web", "width")
    across: float = page.page("innerWidth") * zoom
    return abs(across - room) <= zoom and (left + width, top + height) == size


def test_a_panel_is_turned_by_the_screen_goes_off_comes_back_and_changes_its_size(user: OrdinaryUser) -> None:
    if " -r" in subprocess.run(["cage", "-h"], capture_output=True, text=True, check=False).stdout:
        pytest.skip("before 0.1.5 cage lets nobody arrange its outputs")
    with stop(user, "rotation = 90") as here:
        here.compositor(**HEADLESS)
        panel = ("wlr-randr", "--output", "HEADLESS-1")
        here.asked(*panel, "--off")  # as a screen leaves it that ends while it is night
        kiosk = here.kiosk("--fullscreen", awaited="no timetable yet")
        here.asked(*panel, "--on", "--custom-mode", "1280x720")
        here.until_board(720, 1280)
        here.asked(*panel, "--off")
        until(lambda: b"no wl_output" in here.user.run(["grim", "-"], here.environment).stderr, what="no panel")
        here.asked(*panel, "--on", "--custom-mode", "1920x1080")
        here.until_board(1080, 1920)
        assert kiosk.poll() is None
