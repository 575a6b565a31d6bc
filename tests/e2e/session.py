"""A stop's display session without a panel: a compositor, and the kiosk in it as a process of an ordinary user.

Compositors refuse root, so everything here runs as somebody else. A picture is what the panel would show.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QImage

from tests.conftest import ROOT
from tests.e2e.pavilion import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ordinary_user import OrdinaryUser

SESSION = ROOT / "build_spec" / "session" / "session"
HEADLESS = {"WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"}
STARTED = 30.0
"""Seconds in which a kiosk shows its board on a machine that is busy with much else."""
HEADER, EMERGENCY = "#14284b", "#b00f1e"
"""Colours by day; without a trunk the bar holds the number in the second, and words on the first."""
SETTINGS = """\
[stop]
ids = ["1"]
name = "Площадь Ленина"
[timetable]
gtfs = "nothing.zip"
[display]
theme = "day"
{display}
[services]
{services}
[maintenance]
black_box = false
"""


class Stop:
    """What runs for `user` at a stop; it ends with the `parts`.

    `display`, `services`: lines of those sections
    of the settings.
    """

    def __init__(
        self, user: OrdinaryUser, parts: ExitStack, display: str = "", services: str = "enabled = false"
    ) -> None:
        self.user = user
        self._parts = parts
        self.folder = user.folder("stop")
        self.runtime = Path(tempfile.mkdtemp(prefix="kiosk-", dir="/tmp"))  # a socket's path is short
        parts.callback(shutil.rmtree, self.runtime)
        os.chown(self.runtime, user.uid, -1)
        self.runtime.chmod(0o2750)
        self.program: tuple[str, ...] = ("kiosk",)
        """The module that is run as the kiosk, and its first words."""
        self.settings = self.folder / "kiosk.toml"
        self.settings.write_text(SETTINGS.format(display=display, services=services))
        os.chown(self.settings, user.uid, -1)
        self.environment = {
            "XDG_RUNTIME_DIR": str(self.runtime),
            "QT_QPA_PLATFORM": "wayland",
            "QT_WAYLAND_DISABLE_WINDOWDECORATION": "1",
        }
        self.log = (self.folder / "log").open("w+")
        parts.callback(self.log.close)

    def start(self, *words: str | Path, **more: str) -> subprocess.Popen[Any]:
        """A program of this stop, ended with it; what it says goes to the log."""
        out = subprocess.STDOUT
        program = self.user.start(words, {**self.environment, **more}, stdout=self.log, stderr=out)
        self._parts.callback(_ended, program)
        return program

    def compositor(self, *words: str | Path, **more: str) -> subprocess.Popen[Any]:
        """The session, once it has said READY; clients find it from now on. Without words: cage."""
        address = self.runtime / "notify"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            told.bind(str(address))
            address.chmod(0o666)
            told.settimeout(STARTED)
            names = {"KIOSK_CONFIG": str(self.settings), "NOTIFY_SOCKET": str(address), **more}
            program = self.start(SESSION, *words, **names)
            assert b"READY=1" in told.recv(1000), self.said()
        self.environment["WAYLAND_DISPLAY"] = str(self.runtime / "display")
        return program

    def kiosk(self, *words: str, awaited: str = "the board is painted") -> subprocess.Popen[Any]:
        """The screen, once its log holds what is awaited."""
        seen = self.said().count(awaited)
        names = {"KIOSK_DATA_DIR": str(self.folder / "data"), "KIOSK_RUNTIME_DIR": str(self.folder)}
        command: list[str | Path] = [sys.executable, "-m", *self.program, "run", "--config", self.settings]
        program = self.start(*command, *words, **names)
        until(lambda: self.said().count(awaited) > seen, STARTED, self.said)
        return program

    def said(self) -> str:
        """Everything that was logged."""
        return (self.folder / "log").read_text(errors="replace")

    def until_board(self, width: int, height: int) -> None:
        """Wait until the panel shows the whole board in this size."""

        def shown() -> bool:
            picture = self.picture()
            return picture.size().toTuple() == (width, height) and is_whole_board(picture)

        until(shown, STARTED, what="the board on all of the panel")

    def picture(self) -> QImage:
        """What the panel shows, as any client of the compositor may copy it."""
        file = self.folder / "picture.png"
        done = self.user.run(["grim", file], self.environment)
        assert done.returncode == 0, done.stderr
        return QImage(str(file))

    def asked(self, *words: str) -> str:
        """What a program prints as a client of this session."""
        done = self.user.run(words, self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()


@contextmanager
def stop(user: OrdinaryUser, display: str = "") -> Iterator[Stop]:
    """A stop of this user's, until the end of the block."""
    with ExitStack() as parts:
        yield Stop(user, parts, display)


@contextmanager
def x_server(size: str) -> Iterator[str]:
    """A desktop of this size ("1280x720") that nobody sees, and its name for DISPLAY."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
    quiet = subprocess.DEVNULL
    program = subprocess.Popen([*words, "-ac"], pass_fds=[writing], stdout=quiet, stderr=quiet)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        _ended(program)


def desktop_picture(display: str) -> QImage:
    """What an X server shows, read as xwd(1) writes it."""
    done = subprocess.run(["xwd", "-root", "-silent", "-display", display], capture_output=True, check=True)
    header = struct.unpack(">25I", done.stdout[:100])
    width, height, line, pixels = header[4], header[5], header[12], header[0] + 12 * header[19]
    return QImage(done.stdout[pixels:], width, height, line, QImage.Format.Format_RGB32).copy()


def is_whole_board(image: QImage) -> bool:
    """Whether the picture is the board from edge to edge: header and emergency bar in the corners, no frame."""
    right, bottom = image.width() - 1, image.height() - 1
    corners = [QColor(image.pixel(x, y)).name() for x, y in ((0, 0), (right, 0), (right, bottom), (0, bottom))]
    return corners == [HEADER, HEADER, HEADER, EMERGENCY]


def _ended(program: subprocess.Popen[Any]) -> None:
    if program.poll() is None:
        program.send_signal(signal.SIGTERM)
        try:
            program.wait(10)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
