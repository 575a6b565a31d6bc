"""The black box on the events page: what was frozen, and its pictures one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from kiosk.domain.service_day import local
from kiosk.screens.maintenance.events_picture import BlackBoxPicture  # noqa: F401  QML makes it
from kiosk.screens.maintenance.events_rows import box_words, day_words
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

NOW = "now"
"""Stands for the pictures of the last minutes among the names of frozen boxes."""


@dataclass(frozen=True, slots=True)
class Box:
    """One frozen box; `why` is "crash", "emergency" or "report"."""

    name: str
    at: Instant
    why: str
    pictures: int


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One row of the list."""

    key: str
    title: str
    note: str


@QmlElement
@QmlUncreatable("the app makes it")
class BlackBoxScreen(QObject):
    """`look` is "" while it is closed, "loading", "off" where nothing is kept, "list", or "box" with pictures.

    `boxesWanted` asks for the list, `boxWanted` for the pictures of one box or of the last minutes ("now"),
    `exportWanted` for a copy of a box on a USB stick.
    """

    changed = Signal()
    boxesWanted = Signal()
    boxWanted = Signal(str)
    exportWanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = "ru"
        self._look = ""
        self._boxes: tuple[Box, ...] = ()
        self._zone: ZoneInfo | None = None
        self._rows = KeyedRows(BoxRow, self)
        self._shown = ""
        self._pictures: tuple[tuple[Instant, bytes], ...] = ()
        self._place = 0
        self._export = ""
        self._outlives = True

    def speak(self, language: str) -> None:
        """Say everything in another language."""
        self._language = language
        self._word()

    def show_boxes(self, boxes: Sequence[Box], zone: ZoneInfo, *, outlives: bool = True) -> None:
        """List what was frozen. `outlives`: the last minutes survive a crash of the program."""
        self._boxes, self._zone, self._look = tuple(boxes), zone, "list"
        self._outlives = outlives
        self._word()

    def show_off(self) -> None:
        """Nothing is kept here: the operator does not want it."""
        self._look = "off"
        self.changed.emit()

    def show_pictures(self, name: str, pictures: Sequence[tuple[Instant, bytes]]) -> None:
        """Show the pictures of a box, the last first; each is its moment and the bytes of its file."""
        if name == self._shown:
            self._pictures = tuple(pictures)
            self._place = max(len(pictures) - 1, 0)
            self._look = "box"
            self.changed.emit()

    def tell_export(self, how: str) -> None:
        """Tell how the copying goes: "running", "done", "no-stick", "full" or "failed"; "" says nothing."""
        self._export = how
        self.changed.emit()

    @Property(str, notify=changed)
    def look(self) -> str:
        """What is shown."""
        return self._look

    @Property(QObject, notify=changed)
    def rows(self) -> KeyedRows:
        """What was frozen, the newest first."""
        return self._rows

    @Property(int, notify=changed)
    def frozen(self) -> int:
        """How many boxes there are."""
        return len(self._boxes)

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose pictures are shown."""
        if self._shown == NOW:
            return tr("The last 10 minutes")
        box = next((box for box in self._boxes if box.name == self._shown), None)
        return box_words(box.why) if box else tr("Black box")

    @Property(bool, notify=changed)
    def outlives(self) -> bool:
        """Whether the last minutes survive a crash of the program."""
        return self._outlives

    @Property(bool, notify=changed)
    def opened(self) -> bool:
        """Whether one of the list was chosen."""
        return self._shown != ""

    @Property(bool, notify=changed)
    def keeps(self) -> bool:
        """Whether what is shown lies on the disk."""
        return self._shown not in ("", NOW)

    @Property(bool, notify=changed)
    def exportable(self) -> bool:
        """Whether what is shown can be copied to a stick."""
        return self._look == "box" and self._shown != NOW and self._export != "running"

    @Property(QImage, notify=changed)
    def picture(self) -> QImage:
        """The picture shown; null where there is none or its file is damaged."""
        return QImage.fromData(self._pictures[self._place][1]) if self._pictures else QImage()

    @Property(str, notify=changed)
    def time(self) -> str:
        """When it was taken."""
        return self._moment(self._pictures[self._place][0]) if self._pictures else ""

    @Property(int, notify=changed)
    def number(self) -> int:
        """Which picture of the box it is, the first is 1; 0 for none."""
        return self._place + 1 if self._pictures else 0

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many pictures the box holds."""
        return len(self._pictures)

    @Property(str, notify=changed)
    def note(self) -> str:
        """How the copying to a stick went, or ""."""
        return {
            "running": tr("Writing to the USB stick…"),
            "done": tr("Written to the USB stick. It can be pulled out"),
            "no-stick": tr("No USB stick that can be written is put in"),
            "full": tr("The USB stick is full"),
            "failed": tr("The USB stick could not be written"),
        }.get(self._export, "")

    @Slot()
    def open(self) -> None:
        """Show the list."""
        self._look, self._shown, self._export, self._pictures = "loading", "", "", ()
        self.changed.emit()
        self.boxesWanted.emit()

    @Slot()
    def close(self) -> None:
        """Back to the events; the pictures are let go."""
        self._look, self._shown, self._export, self._pictures = "", "", "", ()
        self.changed.emit()

    @Slot(str)
    def show(self, name: str) -> None:
        """Show the pictures of a box, or of the last minutes."""
        self._look, self._shown, self._export = "loading", name, ""
        self.changed.emit()
        self.boxWanted.emit(name)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go some pictures on, or back."""
        self._place = max(0, min(self._place + by, len(self._pictures) - 1))
        self.changed.emit()

    @Slot()
    def export(self) -> None:
        """Copy what is shown to a USB stick."""
        if self.exportable:
            self.tell_export("running")
            self.exportWanted.emit(self._shown)

    def _moment(self, at: Instant) -> str:
        if self._zone is None:
            return ""
        return f"{day_words(at, self._zone, self._language)} {local(at, self._zone):%H:%M:%S}"

    def _word(self) -> None:
        self._rows.replace([self._row(box) for box in self._boxes])
        self.changed.emit()

    def _row(self, box: Box) -> BoxRow:
        pictures = tr("%n picture(s)", "", box.pictures)
        return BoxRow(box.name, box_words(box.why), f"{self._moment(box.at)}, {pictures}")
