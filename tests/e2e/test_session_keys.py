"""A keyboard somebody plugged in, under a real window manager: no key leaves the board.

openbox obeys its usual keys here (Alt+F4 closes, Alt+Tab changes windows, Alt+Space opens a menu), and a window of
its own stands behind the board, to be reached by whoever finds a way.
"""

from __future__ import annotations

import signal
import subprocess
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from tests.e2e.pavilion import until
from tests.e2e.session import Stop, desktop_picture, is_whole_board, x_server
from tests.ordinary_user import ordinary_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage

KEYS = (
    *("alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "alt+space", "alt+F2", "ctrl+Escape", "Escape", "Menu"),
    *(f"F{number}" for number in range(1, 13)),
    *(f"ctrl+alt+F{number}" for number in range(1, 13)),
    *("Super_L", "super+d", "super+l", "super+e", "super+r", "super+Tab", "Print", "alt+Print", "shift+Print"),
    *(f"ctrl+{letter}" for letter in "postnwuqrhjfla"),
    *("ctrl+alt+Delete", "ctrl+alt+BackSpace", "ctrl+shift+Escape", "ctrl+shift+i", "ctrl+alt+t"),
    *("shift+shift+shift+shift+shift", "shift", "shift", "shift", "shift", "shift", "Tab", "Tab", "BackSpace"),
)


class Desk(Stop):
    """The kiosk over all of a desktop named `display`, with a window manager and another program behind it."""

    display = ""

    def keys(self, *keys: str) -> None:
        """Press and release these, as the X server's keyboard."""
        self._x("key", "--clearmodifiers", "--delay", "5", *keys)

    def managed(self) -> bool:
        """Whether the window manager is there. Source: Extended Window Manager Hints, _NET_SUPPORTING_WM_CHECK."""
        words = ["xprop", "-display", self.display, "-root", "_NET_SUPPORTING_WM_CHECK"]
        return "window id" in subprocess.run(words, capture_output=True, text=True, check=False).stdout

    def windows(self) -> list[str]:
        """The names of every window that can be seen."""
        found = self._x("search", "--onlyvisible", "--name", ".").split()
        return sorted(self._x("getwindowname", window).strip() for window in found)

    def hears_keys(self) -> bool:
        """Whether keys come to the board: it tells of the first one. Shift alone means nothing to anybody."""
        self.keys("shift")
        return "somebody presses keys" in self.said()

    def picture(self) -> QImage:
        return desktop_picture(self.display)

    def _x(self, *words: str) -> str:
        names = {"DISPLAY": self.display}
        return subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False, env=names).stdout


@contextmanager
def desk(*words: str) -> Iterator[tuple[Desk, subprocess.Popen[Any]]]:
    """The kiosk on such a desktop, started with these further words."""
    with x_server("1280x720") as display, ordinary_user() as user, ExitStack() as parts:
        here = Desk(user, parts)
        here.display = display
        here.environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
        here.start("openbox")
        until(here.managed, what="the window manager")
        here.start("xmessage", "-name", "behind", "another program")
        until(lambda: here.windows() == ["behind"], what="the other program")
        yield here, here.kiosk(*words)


def test_no_key_leaves_the_board() -> None:
    with desk("--fullscreen") as (here, kiosk):
        here.until_board(1280, 720)
        windows = here.windows()
        until(here.hears_keys, what="the keyboard")
        for first in range(0, len(KEYS), 10):
            here.keys(*KEYS[first : first + 10])
            assert is_whole_board(here.picture()), KEYS[first : first + 10]
        assert here.windows() == windows
        assert here.said().count("somebody presses keys") == 1
        assert kiosk.poll() is None
        kiosk.send_signal(signal.SIGTERM)
        assert kiosk.wait(10) == 0


def test_the_window_on_a_desk_is_closed_like_any_other() -> None:
    with desk("--window", "800x600") as (here, kiosk):
        until(lambda: "Smart stop" in here.windows(), what="the window")
        here.keys("alt+F4")
        assert kiosk.wait(10) == 0
