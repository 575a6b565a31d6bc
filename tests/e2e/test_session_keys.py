"""A keyboard somebody plugged in, under a real window manager: no key leaves the board."""

from __future__ import annotations

import signal

from tests.e2e.desk import KEYS, desk
from tests.e2e.pavilion import until
from tests.e2e.session import is_whole_board


def test_no_key_leaves_the_board() -> None:
    with desk() as here:
        kiosk = here.kiosk("--fullscreen")
        here.until_board(1280, 720)
        windows = here.seen()
        until(here.hears_keys, what="the keyboard")
        for first in range(0, len(KEYS), 10):
            here.keys(*KEYS[first : first + 10])
            assert is_whole_board(here.picture()), KEYS[first : first + 10]
            assert here.seen() == windows, KEYS[first : first + 10]
        assert here.said().count("somebody presses keys") == 1
        assert kiosk.poll() is None
        kiosk.send_signal(signal.SIGTERM)
        assert kiosk.wait(10) == 0


def test_the_window_on_a_desk_is_closed_like_any_other() -> None:
    with desk() as here:
        kiosk = here.kiosk("--window", "800x600")
        until(lambda: "Smart stop" in here.windows(), what="the window")
        here.keys("alt+F4")
        assert kiosk.wait(10) == 0
