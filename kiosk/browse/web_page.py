"""The web page as the window knows it: what it may do, how far it is, and why it is no more."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.browse.pulse import Answers
from kiosk.domain.services.session import End
from kiosk.screens.qml import Property, QmlUncreatable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.browse.gate import Gate

QML_IMPORT_NAME = "Kiosk.Browse"
QML_IMPORT_MAJOR_VERSION = 1

FIRST_PAGE_MS = 15_000
"""How long the first page may take to show anything."""
ASK_MS = 250
ASK_UNTIL_PAINTED_MS = 30
NOTICE_MS = 6000
EMPTY = QUrl("about:blank")
PIXELS_ACROSS = 675
"""CSS pixels that the shorter side of the screen shows: as wide as a large tablet held upright."""
TEXT_SCALES = (1.0, 1.2, 1.4)


@QmlElement
@QmlUncreatable("the window makes it")
class PageScreen(QObject):
    """What WebPage.qml asks and tells. `gate` decides on every address, `patience` in seconds is plan's.

    `over` carries the End that the page itself has come to; `painted` comes once, with its first page.
    """

    asked = Signal(int)
    wanted = Signal(QUrl)
    stateChanged = Signal()
    zoomChanged = Signal()
    titleChanged = Signal()
    painted = Signal()
    settled = Signal()
    over = Signal(End)

    def __init__(
        self,
        gate: Gate,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.gate = gate
        self.hosts: set[str] = set()
        self._clock = clock
        self._answers = Answers(patience)
        self._covered = True
        self._opened = False
        self._trouble = ""
        self._notice = ""
        self._title = ""
        self._zoom = 1.0
        self._renderer = 0
        self._asking = self._timer(self._ask, ASK_UNTIL_PAINTED_MS)
        self._first = self._timer(self._too_late, FIRST_PAGE_MS, once=True)
        self._noticed = self._timer(self._forget_notice, NOTICE_MS, once=True)

    def _timer(self, what: Callable[[], None], milliseconds: int, *, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(once)
        timer.timeout.connect(what)
        return timer

    @Property(bool, notify=stateChanged)
    def covered(self) -> bool:
        """Whether our own surface lies over the page: it has shown nothing yet."""
        return self._covered

    @Property(str, notify=stateChanged)
    def trouble(self) -> str:
        """Why our own sentence lies over the page: "" (it does not), "failed" or "refused"."""
        return self._trouble

    @Property(str, notify=stateChanged)
    def notice(self) -> str:
        """What the page wanted and does not get, for some seconds: "" (nothing), "file", "address", "print"."""
        return self._notice

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        """What the passenger chose, in our own words: never the page's."""
        return self._title

    @Property(float, notify=zoomChanged)
    def zoom(self) -> float:
        """Pixels of the screen in one of the page's."""
        return self._zoom

    def fit(self, short_side: int, text_size: int) -> None:
        """Lay pages out for a screen of that shorter side in pixels and for that size of text."""
        self._zoom = short_side / PIXELS_ACROSS * TEXT_SCALES[text_size]
        self.zoomChanged.emit()

    def warm_up(self) -> None:
        """Have a renderer start, with a page that is empty."""
        self.wanted.emit(EMPTY)

    def open(self, url: str, title: str) -> None:
        """Go to the first page of the session."""
        self._opened = True
        self._title = title
        self.titleChanged.emit()
        if not self.gate.may_load(url):
            self._end(End.UNREACHABLE)
            return
        self._asking.start()
        self._first.start()
        self.wanted.emit(QUrl(url))

    def leave(self, url: str) -> bool:
        """Load a last address, out of sight; whether it may be, then `settled` follows."""
        if not self.gate.may_load(url):
            return False
        self.wanted.emit(QUrl(url))
        return True

    def stop(self) -> None:
        """Watch and tell no more."""
        self._opened = False
        for timer in (self._asking, self._first, self._noticed):
            timer.stop()

    def kill_renderer(self) -> None:
        """End the process that lays pages out: one that does not answer would hold up its own end too."""
        if self._renderer > 0:
            os.kill(self._renderer, signal.SIGKILL)

    @Slot(QUrl, bool, result=bool)
    def mayGo(self, url: QUrl, main_frame: bool) -> bool:
        """Whether a frame may go there."""
        allowed = (url == EMPTY and not self._opened) or self.gate.may_navigate(url, main_frame)
        if not allowed and main_frame:
            self.refused("address")
        return allowed

    @Slot(QUrl)
    def went(self, url: QUrl) -> None:
        """The page is at another address, which it may have come to past every other gate."""
        if url == EMPTY:
            return
        if self.gate.may_stay(url):
            self.hosts.add(url.host().lower())
        else:
            self._fail("refused")

    @Slot(QUrl)
    def loaded(self, url: QUrl) -> None:
        """A page is there with everything in it."""
        if url != EMPTY:
            self._paint()
        self.settled.emit()

    @Slot()
    def failed(self) -> None:
        """A page did not come: its name is not known, nobody answers there, or somebody else does."""
        self.settled.emit()
        self._fail("failed")

    @Slot(bool)
    def answeredWithError(self, empty: bool) -> None:
        """The portal's answer is an error of HTTP; `empty`: without anything to read."""
        self.settled.emit()
        if empty:
            self._fail("failed")
        else:
            self._paint()

    @Slot(int, bool)
    def answered(self, number: int, painted: bool) -> None:
        """The page answered a question; `painted`: it has shown something that can be read or seen."""
        self._answers.answered(number)
        if painted:
            self._paint()

    @Slot("qint64")
    def laidOutBy(self, process: int) -> None:
        """Another process lays the pages out."""
        self._renderer = process

    @Slot()
    def died(self) -> None:
        """The process that lays pages out is gone."""
        self._renderer = 0
        self._end(End.CRASHED)

    @Slot(str)
    def refused(self, what: str) -> None:
        """The page wanted something that it does not get, and the passenger may wonder: see `notice`."""
        self._notice = what
        self._noticed.start()
        self.stateChanged.emit()

    @Slot()
    def dismiss(self) -> None:
        """Our sentence was read: back to the page below it."""
        self._trouble = ""
        self.stateChanged.emit()

    def _paint(self) -> None:
        if not self._opened or not self._covered:
            return
        self._covered = False
        self._first.stop()
        self._asking.setInterval(ASK_MS)
        self.stateChanged.emit()
        self.painted.emit()

    def _fail(self, trouble: str) -> None:
        if not self._opened:
            return
        if self._covered:
            self._end(End.UNREACHABLE)
            return
        self._trouble = trouble
        self.stateChanged.emit()

    def _end(self, how: End) -> None:
        if self._opened:
            self.stop()
            self.over.emit(how)

    @Slot()
    def _ask(self) -> None:
        now = self._clock()
        if self._answers.silent(now):
            self.kill_renderer()
            self._end(End.UNRESPONSIVE)
        else:
            self.asked.emit(self._answers.ask(now))

    @Slot()
    def _too_late(self) -> None:
        self._end(End.UNREACHABLE)

    @Slot()
    def _forget_notice(self) -> None:
        self._notice = ""
        self.stateChanged.emit()
