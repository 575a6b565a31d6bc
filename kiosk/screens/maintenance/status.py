"""Page 1 of the service menu: one line a thing, the worst first, and the same as a code for a telephone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.facts import Fact, Level, worst_first
from kiosk.screens.growing_rows import GrowingRows
from kiosk.screens.maintenance import status_words as words
from kiosk.screens.maintenance.status_code import code_text
from kiosk.screens.qml import Property, QmlUncreatable

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Now
    from kiosk.domain.text import Text

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

AT_ONCE = 4
"""Rows that are made in one turn: about 5 ms of a desk's processor."""
STILL = 10.0
"""Seconds for which a code stays as it is: one that changes while a camera looks for it cannot be read."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One line of the page. `details` and `since` may be ""."""

    key: str
    level: str
    title: str
    sentence: str
    details: str
    since: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What is shown: the facts as they were at `now`, at which stop."""

    facts: tuple[Fact, ...]
    now: Now
    stop_name: Text
    zone: ZoneInfo


@QmlElement
@QmlUncreatable("the app makes it")
class StatusScreen(QObject):
    """`rows` are the lines; before the first facts there are none."""

    changed = Signal()
    codeChanged = Signal()

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._rows = GrowingRows(FactRow, AT_ONCE, self)
        self._seen: Seen | None = None
        self._code = ""
        self._coded: float | None = None
        self._coding = QTimer(self, interval=0, singleShot=True)
        self._coding.timeout.connect(self._encode)

    def show(self, seen: Seen) -> None:
        """Show these facts; the code follows when it has been still for long enough."""
        self._seen = seen
        self._word()
        if self._coded is None or not 0 <= seen.now.monotonic - self._coded < STILL:
            self._coding.start()
        self.changed.emit()

    def leave(self) -> None:
        """Nobody sees the page any more: its rows are made anew, a few at a time, when it is opened again."""
        self._rows.replace([])

    @property
    def whole(self) -> bool:
        """Whether every row is there, and the code."""
        return self._rows.whole and not self._coding.isActive()

    def speak(self, language: str) -> None:
        """Say it all in the language that the screen has now."""
        self._language = language
        self._coded = None
        if self._seen and self._rows.rowCount():
            self._word()
            self._coding.start()
            self.changed.emit()

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        """The lines, the worst first."""
        return self._rows

    @Property(str, notify=codeChanged)
    def code(self) -> str:
        """What the code for a telephone holds, "" before the first facts."""
        return self._code

    @Property(int, notify=changed)
    def red(self) -> int:
        """How many things do not work."""
        return self._count(Level.RED)

    @Property(int, notify=changed)
    def amber(self) -> int:
        """How many things are to be seen to."""
        return self._count(Level.AMBER)

    @Property(int, notify=changed)
    def green(self) -> int:
        """How many things are good."""
        return self._count(Level.GREEN)

    @Property(int, notify=changed)
    def unknown(self) -> int:
        """Of how many things nobody can say."""
        return self._count(Level.UNKNOWN)

    def _count(self, level: Level) -> int:
        return sum(one.level is level for one in self._seen.facts) if self._seen else 0

    def _word(self) -> None:
        if self._seen:
            self._rows.replace([_row(one, self._seen) for one in worst_first(self._seen.facts)])

    @Slot()
    def _encode(self) -> None:
        """In a turn of its own, after the rows: it takes as long as several of them."""
        seen = self._seen
        if seen is None:
            return
        if not self._rows.whole:
            self._coding.start()
            return
        self._coded = seen.now.monotonic
        stop_name = seen.stop_name.in_language(self._language)
        self._code = code_text(seen.facts, stop_name, seen.now.instant, seen.zone)
        self.codeChanged.emit()


def _row(one: Fact, seen: Seen) -> FactRow:
    return FactRow(
        key=one.key,
        level=one.level,
        title=words.title(one),
        sentence=words.sentence(one, seen.zone),
        details=" · ".join(words.details(one, seen.zone)),
        since=words.since(one, seen.now.instant, seen.zone),
    )
