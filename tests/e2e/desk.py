"""A desktop under a real window manager with a kiosk on it, a keyboard and a mouse; and the keys to be tried.

openbox obeys its usual keys here (Alt+F4 closes, Alt+Tab changes windows, Alt+Space opens a menu), and a window of
its own stands behind the board, to be reached by whoever finds a way.
"""

from __future__ import annotations

import subprocess
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from tests.e2e.pavilion import until
from tests.e2e.session import Stop, desktop_picture, x_server
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

    def point(self, x: float, y: float, *then: str) -> None:
        """Move the pointer there, and do more words of xdotool."""
        self._x("mousemove", str(round(x)), str(round(y)), *then)

    def managed(self) -> bool:
        """Whether the window manager is there. Source: Extended Window Manager Hints, _NET_SUPPORTING_WM_CHECK."""
        words = ["xprop", "-display", self.display, "-root", "_NET_SUPPORTING_WM_CHECK"]
        return "window id" in subprocess.run(words, capture_output=True, text=True, check=False).stdout

    def windows(self) -> list[str]:
        """The names of every window that can be seen."""
        found = self._x("search", "--onlyvisible", "--name", ".").split()
        return sorted(self._x("getwindowname", window).strip() for window in found)

    def seen(self) -> set[str]:
        """The numbers of all that is a window to X and can be seen: frames, menus, dialogs, what Qt has inside."""
        return set(self._x("search", "--onlyvisible", "--name", "").split())

    def focused(self) -> int:
        """The process whose window hears the keys, as it told itself."""
        return int(self._x("getwindowfocus", "getwindowpid") or 0)

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
def desk(services: str = "enabled = false") -> Iterator[Desk]:
    """Such a desktop, on which no kiosk runs yet; `services`: lines of that section of its settings."""
    with x_server("1280x720") as display, ordinary_user() as user, ExitStack() as parts:
        here = Desk(user, parts, services=services)
        here.display = display
        here.environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
        here.start("openbox")
        until(here.managed, what="the window manager")
        here.start("xmessage", "-name", "behind", "another program")
        until(lambda: here.windows() == ["behind"], what="the other program")
        yield here
