"""The display session as a stop runs it: cage without a panel, and the kiosk in it."""

from __future__ import annotations

import os
import signal
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from tests.e2e.pavilion import until
from tests.e2e.session import HEADLESS, Stop, stop
from tests.ordinary_user import ordinary_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage

    from tests.ordinary_user import OrdinaryUser


@pytest.fixture
def user() -> Iterator[OrdinaryUser]:
    with ordinary_user() as user:
        yield user


def test_a_panel_that_hangs_turned_shows_the_whole_board_upright(user: OrdinaryUser) -> None:
    with stop(user, "rotation = 90") as here:
        here.compositor(**HEADLESS)
        assert here.asked("grim", "-t", "ppm", "-")  # a client that came before there is any window
        here.kiosk("--fullscreen")
        here.until_board(720, 1280)


@pytest.mark.parametrize("display", ["rotation = 'up'", "[[", "rotation = 45", "\x00"], ids=repr)
def test_broken_settings_do_not_cost_the_picture(user: OrdinaryUser, display: str) -> None:
    with stop(user, display) as here:
        here.compositor(**HEADLESS)
        assert here.picture().size().toTuple() == (1280, 720)


def test_the_screen_crashes_and_comes_back_in_the_same_session(user: OrdinaryUser) -> None:
    with stop(user, "rotation = 270") as here:
        compositor = here.compositor(**HEADLESS)
        first = here.kiosk("--fullscreen")
        here.until_board(720, 1280)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        here.kiosk("--fullscreen")
        here.until_board(720, 1280)
        assert compositor.poll() is None


def test_the_screen_runs_without_any_panel(user: OrdinaryUser) -> None:
    with stop(user) as here:
        here.compositor(**HEADLESS, WLR_HEADLESS_OUTPUTS="0")
        kiosk = here.kiosk("--fullscreen", awaited="the timetable is not renewed")  # asked for after the start
        assert "the board is painted" not in here.said()
        kiosk.send_signal(signal.SIGTERM)
        assert kiosk.wait(10) == 0


def test_the_session_ends_when_it_is_told_to_and_nothing_of_it_is_left(user: OrdinaryUser) -> None:
    with stop(user) as here:
        compositor = here.compositor(**HEADLESS)
        client = int((here.runtime / "client.pid").read_text())
        compositor.send_signal(signal.SIGTERM)
        assert compositor.wait(10) == 0
        until(lambda: not _runs(client))
        assert not (here.runtime / "wayland-0").exists()


def test_the_group_of_the_folder_reaches_the_socket_and_nobody_else(user: OrdinaryUser) -> None:
    with ordinary_user() as other, stop(user) as here:
        os.chown(here.runtime, -1, other.uid if os.getuid() == 0 else -1)
        here.runtime.chmod(0o2750)
        here.compositor(**HEADLESS)
        socket = here.runtime / "wayland-0"
        assert stat.S_IMODE(socket.stat().st_mode) == 0o770
        assert socket.stat().st_gid == here.runtime.stat().st_gid
        done = other.run(["grim", "-t", "ppm", "-"], _of_another(here))
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(b"P6\n1280 720\n")


def test_the_window_of_a_web_session_covers_the_board_and_uncovers_it(user: OrdinaryUser) -> None:
    with ordinary_user() as other, stop(user, "rotation = 90") as here:
        os.chown(here.runtime, -1, other.uid if os.getuid() == 0 else -1)
        here.runtime.chmod(0o2750)
        here.compositor(**HEADLESS)
        kiosk = here.kiosk("--fullscreen")
        here.until_board(720, 1280)
        names = {**here.environment, **_of_another(here), "XDG_RUNTIME_DIR": str(other.home / "runtime")}
        cover = other.start([sys.executable, "-c", COVER], names)
        until(lambda: _one_colour(here.picture()) == "#008000", what="the other window over all of the panel")
        cover.terminate()
        cover.wait()
        here.until_board(720, 1280)
        assert kiosk.poll() is None


COVER = """
import signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QRasterWindow
class Cover(QRasterWindow):
    def paintEvent(self, event):
        QPainter(self).fillRect(0, 0, self.width(), self.height(), QColor("green"))
signal.signal(signal.SIGTERM, signal.SIG_DFL)
application = QGuiApplication([])
window = Cover()
window.showFullScreen()
application.exec()
"""


def _one_colour(image: QImage) -> str:
    """The colour that all of it has, or ""."""
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    return QColor(colours.pop()).name() if len(colours) == 1 else ""


def _of_another(here: Stop) -> dict[str, str]:
    """What somebody else finds in the environment: the place of the display, no folder of ours."""
    return {"WAYLAND_DISPLAY": str(here.runtime / "display")}


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
