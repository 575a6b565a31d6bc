"""The black box: small pictures of the last minutes of the screen, frozen when something happened."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter

from kiosk import log as program_log
from kiosk import paths
from kiosk.app.background import Background
from kiosk.devices.allocator import return_large_pieces
from kiosk.devices.black_box import Ring
from kiosk.devices.frozen_boxes import FrozenBoxes
from kiosk.devices.life import Why
from kiosk.devices.log_tail import last_lines
from kiosk.domain.call.status import IN_CALL
from kiosk.domain.maintenance.menu import Page
from kiosk.screens.maintenance.menu import OPEN, PAD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kiosk.app.maintenance.context import Context
    from kiosk.devices.black_box import Picture
    from kiosk.devices.frozen_boxes import Frozen
    from kiosk.domain.call.status import CallStatus
    from kiosk.domain.service_day import Instant, Now

FOLDER = "black-box"
LOOK_MS = 5000
LOOKS_IDLE = 6
"""Every so many looks a picture is taken while nobody touches the screen: one each 30 s."""
LIVELY = 60.0
"""Seconds after a touch in which each look takes a picture."""
SHORT_SIDE = 270
"""Pixels: the rows of the board can still be read."""
QUALITY = 60
"""Of JPEG; with it a picture takes 20 to 32 kB, half of what PNG needs, and its words can be read."""
LOG_BYTES = 64 * 2**10
APART = 600
"""Seconds: a box of the same reason within them would hold the same pictures again."""
CRASH, EMERGENCY, REPORT = "crash", "emergency", "report"

log = logging.getLogger(__name__)


class BlackBox(QObject):
    """Takes the pictures, never one that shows what somebody typed or a web page; see `private`.

    Pictures lie in memory and outlive a crash of this process; `freeze` copies them to the disk. All but the
    grabbing itself is done beside the screen's thread. `frozen` tells of one more box.
    """

    frozen = Signal()

    def __init__(self, context: Context, folder: Path | None = None) -> None:
        """`folder` is where the pictures lie in memory; None: the one of this machine and these data."""
        super().__init__()
        self._context = context
        self._wanted = context.settings.maintenance.black_box
        self.boxes = FrozenBoxes(context.folder / "maintenance" / FOLDER)
        self._folder = folder or _folder_in_memory(context.folder)
        self._ring = Ring(self._folder if self._wanted else None)
        self._beside = Background(self)
        self._looks = 0
        self._encoding = False
        self._in_call = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Freeze what a crashed process left, then begin."""
        if not self._wanted:
            self._beside.run(self._forget, _nothing)
            return
        return_large_pieces()
        crashed = self._context.past.why is Why.CRASHED
        self._beside.run(partial(self._take_over, self._now(), crashed=crashed), self._tell)
        if self._context.emergency is not None:
            self._context.emergency.published.connect(self.show_call)
        self._timer.start()

    def stop(self) -> None:
        """End; nothing is left in memory by a program that ends as it should."""
        self._timer.stop()
        self._beside.stop()
        self._ring.clear()

    @property
    def outlives(self) -> bool:
        """Whether the last minutes survive a crash of this process."""
        return self._ring.outlives

    @property
    def private(self) -> bool:
        """Whether the screen shows, or may show, what nobody may see later: no picture is taken then.

        A web session; the PIN pad; the settings, with their keys; words typed for a search; any keyboard.
        """
        menu, services = self._context.menu, self._context.scene.screens.services
        keyboard = services.keyboard
        return (
            menu.look == PAD
            or (menu.look == OPEN and menu.page == Page.SETTINGS)
            or services.browsing
            or services.words != ""
            or (keyboard is not None and bool(keyboard.property("shown")))
        )

    @Slot()
    def look(self) -> None:
        """Take a picture where it is time for one; called each `LOOK_MS`."""
        due = self._looks % LOOKS_IDLE == 0
        self._looks += 1
        if due or self._context.scene.screens.navigation.idle < LIVELY:
            self._take()

    @Slot(str)
    def freeze(self, why: str) -> None:
        """Keep the last minutes: `why` is "emergency" or "report". Returns at once."""
        if self._wanted:
            if why != EMERGENCY:
                self._take()  # nothing holds up the page of a call, not even for one frame
            self._beside.run(partial(self._freeze, why, self._now()), self._tell)

    @Slot(object)
    def show_call(self, status: CallStatus | None) -> None:
        """Freeze as an emergency call begins, once for each."""
        if status is None:
            return  # no agent answers for a moment: whether a call is on is not known anew
        began = status.state in IN_CALL and not self._in_call
        self._in_call = status.state in IN_CALL
        if began:
            self.freeze(EMERGENCY)

    def now(self, give: Callable[[tuple[Picture, ...]], None]) -> None:
        """Give the pictures of the last minutes, the oldest first, in the screen's thread."""
        self._beside.run(self._ring.pictures, give)

    def _now(self) -> Now:
        return self._context.clock.read()

    def _take(self) -> None:
        if self._encoding or self.private:
            return
        window = self._context.scene.window
        if not window.view.isExposed():
            return  # nobody sees it, and drawing it for us alone would be slow
        image = window.picture()
        if not image.isNull():
            self._encoding = True
            self._beside.run(partial(self._keep, image, self._now()), self._kept)

    def _keep(self, image: QImage, now: Now) -> None:
        self._ring.add(now, encoded(image))

    def _kept(self, _nothing: None) -> None:
        self._encoding = False

    def _tell(self, box: Frozen | None) -> None:
        if box is None:
            return
        if box.why != REPORT:  # the report itself is in the log, by its hour: nothing there tells its minute
            self._context.journal.record("black_box", why=box.why, pictures=box.pictures)
        self.frozen.emit()

    def _forget(self) -> None:
        """Nothing is to be kept, so nothing that was stays either."""
        Ring(self._folder).clear()
        try:
            self.boxes.clear()
        except OSError as error:
            log.warning("frozen pictures cannot be removed: %s", error.strerror)

    def _take_over(self, now: Now, *, crashed: bool) -> Frozen | None:
        left = self._ring.left()
        frozen = self._frozen(CRASH, now.instant, left) if crashed else None
        self._ring.clear()
        return frozen

    def _freeze(self, why: str, now: Now) -> Frozen | None:
        return self._frozen(why, now.instant, self._ring.pictures())

    def _frozen(self, why: str, at: Instant, pictures: Sequence[Picture]) -> Frozen | None:
        """Where the disk cannot be written the pictures are lost, and nothing else."""
        try:
            if why != EMERGENCY and any(box.why == why and 0 <= at - box.at < APART for box in self.boxes.all()):
                return None
            end = last_lines(self._context.folder / program_log.FILE, LOG_BYTES)
            return self.boxes.freeze(why, at, pictures, end)
        except OSError as error:
            log.warning("the last minutes of pictures cannot be kept: %s", error.strerror)
            return None


def encoded(image: QImage) -> bytes:
    """A small JPEG of a picture of the screen."""
    smooth = Qt.TransformationMode.SmoothTransformation
    upright = image.width() <= image.height()
    small = image.scaledToWidth(SHORT_SIDE, smooth) if upright else image.scaledToHeight(SHORT_SIDE, smooth)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpeg")
    writer.setQuality(QUALITY)
    if not writer.write(small.convertToFormat(QImage.Format.Format_RGB888)):
        raise RuntimeError(f"no JPEG can be made here: {writer.errorString()}")
    return bytes(buffer.data().data())


def _folder_in_memory(data: Path) -> Path | None:
    try:
        folder = paths.black_box_dir(data)
    except paths.PathError as error:
        log.warning("pictures of the screen would not survive a crash: %s", error)
        return None
    if folder is None:
        log.info("no memory to share here: pictures of the screen would not survive a crash")
    return folder


def _nothing(_result: None) -> None:
    """What is done with nothing."""
