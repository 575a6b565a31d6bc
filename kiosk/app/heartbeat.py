"""The heart of a screen that is supervised: it beats where a frame was painted, and nowhere else.

Source: sd_notify(3) on READY=1, WATCHDOG=1, WATCHDOG_USEC=, STOPPING=1, STATUS=; systemd.service(5), Type=notify.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.app.restart import RESTART
from kiosk.devices import own_end
from kiosk.domain.ladder import Rung
from kiosk.notify import Notify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.app.scene import Scene

WHILE_ENDING = 20_000_000
"""Microseconds without a beat that are allowed between the last frame of this program and the next one's first."""
STATUS = {
    Rung.USUAL: "the board is shown",
    Rung.SAFE: "safe mode: the board is shown without what may have crashed it",
    Rung.PLAIN: "safe mode: the name of the stop and the emergency call are shown",
    Rung.BARE: "safe mode: a screen without settings is shown, with the emergency call where its agent answers",
    Rung.ALONE: "safe mode: a screen without settings and emergency call is shown",
}
UNSEEN = "nothing is painted: the window is not seen"


class Heartbeat(QObject):
    """Tells the supervisor named in `environ` that `scene` is painted, each second, until it ends.

    Each second the window is asked for a new frame, and the beat follows when that frame was swapped: in the
    thread of the screen's loop, whichever thread draws. A window that nobody sees (the panel is off, a web session
    covers it) paints nothing; then the loop beats alone.
    """

    def __init__(self, scene: Scene, rung: Rung, environ: Mapping[str, str] = os.environ) -> None:
        super().__init__()
        self._scene = scene
        self._rung = rung
        self._notify = Notify.from_environment(environ)
        self._usual = _watchdog(environ)
        self._ready = False
        self._asked = False

    @Slot()
    def start(self) -> None:
        """The first picture is painted: the program has started."""
        if self._ready:
            self._notify.tell(f"STATUS={STATUS[self._rung]}")
        else:
            self._begin(STATUS[self._rung])

    @Slot()
    def start_unseen(self) -> None:
        """It has started too where the window is not seen, for then there will be no picture."""
        if not self._ready and not self._scene.window.view.isExposed():
            self._begin(UNSEEN)

    def end(self, code: int) -> None:
        """The loop has ended with this exit code; what is still to be done may take its time."""
        ending = () if code == RESTART else ("STOPPING=1",)
        self._notify.tell(*ending, f"WATCHDOG_USEC={WHILE_ENDING}")

    def _begin(self, status: str) -> None:
        self._ready = True
        own_end.in_time()
        usual = (f"WATCHDOG_USEC={self._usual}", "WATCHDOG=1") if self._usual else ()
        self._notify.tell("READY=1", f"STATUS={status}", *usual)
        if self._usual:
            self._scene.window.view.frameSwapped.connect(self._painted)
            self._scene.ticked.connect(self._tick)

    @Slot()
    def _tick(self) -> None:
        view = self._scene.window.view
        if view.isExposed():
            self._asked = True
            view.update()
        else:
            self._notify.tell("WATCHDOG=1")

    @Slot()
    def _painted(self) -> None:
        """One beat for each frame that was asked for: what moves on the screen beats no faster."""
        if self._asked:
            self._asked = False
            self._notify.tell("WATCHDOG=1")


def _watchdog(environ: Mapping[str, str]) -> int:
    """Microseconds after which a beat is missed; 0: nobody counts them. Source: sd_watchdog_enabled(3)."""
    wanted, whose = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    ours = whose in ("", str(os.getpid()))
    return int(wanted) if ours and wanted.isdecimal() else 0
