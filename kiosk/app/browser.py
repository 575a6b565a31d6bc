"""Web sessions for the screen: one process waits warm for the next passenger, serves them, and is thrown away."""

from __future__ import annotations

import importlib.util
import logging
import os
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from kiosk.app.browser_process import BrowserProcess
from kiosk.browse.trust import with_authorities
from kiosk.browse.wire import State, WireError, end_from_json, plan_to_json, request_to_json
from kiosk.domain.services.session import End

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kiosk.app.browser_socket import BrowserSocket
    from kiosk.browse.plan import BrowsePlan, Request

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
"""Seconds until a spare that died is replaced, doubled each time."""
STEADY = 60.0
"""Seconds after which one that waits is known to be well."""
START_PATIENCE = 20.0
"""Seconds until a supervisor that says nothing of its window is given up; it gives the window up before."""
END_PATIENCE = 3.0
"""Seconds until one that was to end is given up; it needs two at most."""
STOP_PATIENCE = 2.5
MARGIN = 30.0
"""Seconds that a session may last beyond its limits, which its window keeps to."""


class Browsing(StrEnum):
    """What the screen may know of the browser."""

    UNAVAILABLE = "unavailable"
    """Pages can never be opened here: see `Browser.reason`."""
    NONE = "none"
    WARMING = "warming"
    READY = "ready"
    OPENING = "opening"
    OPEN = "open"
    CLOSING = "closing"


IN_SESSION = frozenset({Browsing.OPENING, Browsing.OPEN, Browsing.CLOSING})


class Browser(QObject):
    """One session at a time. `spare`: a process is kept waiting for the next one. `words` start a supervisor.

    `socket` tells, before each session, where the system starts supervisors; None: `words` do.
    `stateChanged` carries a Browsing and, with "closing" and the "none" after a session, how that ended (an End).
    `painted` comes when the first page of a session is seen.
    """

    stateChanged = Signal(str, str)  # noqa: N815  Qt's way to name a signal
    painted = Signal()

    def __init__(
        self,
        plan: BrowsePlan,
        words: Sequence[str],
        parent: QObject | None = None,
        *,
        spare: bool = True,
        user: int | None = None,
        socket: Callable[[], Path | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._socket = socket
        self._words = words
        self._spare = spare
        self.reason = _hindrance(os.geteuid() if user is None else user)
        self._state = Browsing.UNAVAILABLE if self.reason else Browsing.NONE
        self._process: BrowserProcess | BrowserSocket | None = None
        self.erased = True
        """Whether it is proven that nothing of the last session is left."""
        self._was_ready = False
        self._how = ""
        self._failures = 0
        self._told_of_authorities = False
        self._stopping = False
        self._since_open = QElapsedTimer()
        self._again = _timer(self, self._start_process)
        self._steady = _timer(self, self._has_recovered)
        self._guard = _timer(self, self._give_up)

    @property
    def state(self) -> Browsing:
        """What it does now."""
        return self._state

    def start(self) -> None:
        """Begin to keep a process ready, where that is wanted."""
        if self.reason:
            log.warning("pages cannot be opened here: %s", self.reason)
            self.stateChanged.emit(self._state, "")
        elif self._spare and self._process is None:
            self._start_process()

    def open(self, request: Request) -> bool:
        """Open a page, with the process that waits or with a new one; False where one is open, or none can be."""
        if self._stopping or self.reason or self._state in IN_SESSION:
            return False
        if self._process is None:
            self._start_process()
        self._since_open.start()
        self._tell({"open": request_to_json(request)})
        self._guard_for(START_PATIENCE)
        self._change(Browsing.OPENING)
        return True

    def end(self, how: End) -> None:
        """End the session; nothing where there is none."""
        if self._state in IN_SESSION:
            self._tell({"end": how})
            self._guard_for(END_PATIENCE)

    def stop(self) -> None:
        """End whatever runs, within seconds, for good."""
        self._stopping = True
        self._again.stop()
        self._steady.stop()
        if self._process is not None:
            self._process.leave(round(STOP_PATIENCE * 1000))
        self._guard.stop()

    @Slot()
    def _start_process(self) -> None:
        self._again.stop()
        self._was_ready, self._how, self.erased = False, "", False
        self._process = self._supervisor()
        self._process.told.connect(self._hear)
        self._process.gone.connect(self._after_process)
        self._process.start()
        self._tell({"plan": plan_to_json(with_authorities(self._plan))})
        self._guard_for(START_PATIENCE)
        self._change(Browsing.WARMING)

    def _supervisor(self) -> BrowserProcess | BrowserSocket:
        if (path := self._socket()) is None:
            return BrowserProcess(self._words, self)
        from kiosk.app.browser_socket import BrowserSocket  # noqa: PLC0415  no desk needs it

        return BrowserSocket(path, self)

    def _tell(self, message: dict[str, Any]) -> None:
        if self._process is not None:
            self._process.tell(message)

    @Slot(dict)
    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"state": State.READY}:
                self._is_ready(message)
            case {"state": State.OPENED}:
                limits = self._plan.limits
                self._guard_for(limits.total + limits.extension + MARGIN)
                self._change(Browsing.OPEN)
                self._has_recovered()
            case {"state": State.PAINTED}:
                log.info("a page was painted after %d ms", self._since_open.elapsed())
                self.painted.emit()
            case {"state": State.CLOSING, "how": str(how)}:
                self._closes(how)
            case {"state": State.ENDED, "how": str(how), "left": list(left), "milliseconds": int(milliseconds)}:
                self._wiped(how, left, milliseconds)
            case {"bug": str(where)}:
                log.error("the browser has a bug: %s", where)

    def _is_ready(self, message: dict[str, Any]) -> None:
        self._was_ready = True
        self._steady.start(round(STEADY * 1000))
        if message.get("without") and not self._told_of_authorities:
            self._told_of_authorities = True
            log.error("the authorities in [services] ca_file cannot be used: pages that need them stay closed")
        if self._state is Browsing.WARMING:
            self._guard.stop()
            self._change(Browsing.READY)

    def _closes(self, how: str) -> None:
        self._how = _known(how)
        self._guard_for(END_PATIENCE)
        if self._state in IN_SESSION:
            self._change(Browsing.CLOSING, self._how)

    def _wiped(self, how: str, left: list[Any], milliseconds: int) -> None:
        self._how = _known(how)
        self.erased = not left
        if self._state in IN_SESSION:
            log.info("a web session ended (%s) and was wiped in %d ms", self._how, milliseconds)
        if left:
            log.error("a web session left behind: %s", ", ".join(map(str, left)))

    @Slot()
    def _after_process(self) -> None:
        self._guard.stop()
        self._steady.stop()
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        served = self._state in IN_SESSION
        self._change(Browsing.NONE, (self._how or End.CRASHED) if served else "")
        if self._stopping or not self._spare or self._process is not None:
            return  # whoever heard of the end has opened the next page already
        if served and self._was_ready:
            self._start_process()
            return
        if not self._failures:
            log.warning("the browser cannot be kept ready (%s) and is started again", self._how or "it died")
        self._again.start(round(min(FIRST_PAUSE * 2**self._failures, LONGEST_PAUSE) * 1000))
        self._failures += 1

    @Slot()
    def _has_recovered(self) -> None:
        if self._failures:
            log.info("the browser works again")
            self._failures = 0

    @Slot()
    def _give_up(self) -> None:
        log.error("the browser does not do what it is told and is killed")
        if self._process is not None:
            self._process.kill()

    def _guard_for(self, seconds: float) -> None:
        self._guard.start(round(seconds * 1000))

    def _change(self, state: Browsing, how: str = "") -> None:
        if state is not self._state:
            self._state = state
            self.stateChanged.emit(state, how)


def _timer(browser: Browser, slot: Any) -> QTimer:
    timer = QTimer(browser)
    timer.setSingleShot(True)
    timer.timeout.connect(slot)
    return timer


def _known(how: str) -> End:
    try:
        return end_from_json(how)
    except WireError:
        return End.CRASHED


def _hindrance(user: int) -> str:
    """Why no page can ever be opened by this process, "" where it can."""
    if user == 0:
        return "the browser is not started as root"
    if importlib.util.find_spec("PySide6.QtWebEngineQuick") is None:
        return "Qt WebEngine is not installed"
    return ""
