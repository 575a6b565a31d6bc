"""The log: a rotating file and the error stream, Qt's messages in it, and the end of a process with a bug.

Levels: error, something was given up; warning, something is wrong but handled (a feed failed, a setting is
odd); info, one line per change of state; debug, for a developer.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import re
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

CRASHED = 70
"""Exit code of a process that met a bug, so that supervision knows to start it again.

Source: sysexits.h, EX_SOFTWARE.
"""
FILE = "kiosk.log"
FILE_BYTES = 2 * 2**20
FILES_KEPT = 4
SAME_AT_MOST = 5
SAME_SECONDS = 600
SENTENCES_KNOWN = 1000

_logger = logging.getLogger(__name__)


def set_up(folder: Path | None, level: str = "info", file: str = FILE) -> None:
    """Log to the error stream and, where `folder` can be written, to `file` in it; catch what nobody caught.

    Each process has a file of its own, for it rotates it by itself. A log that cannot be written is said on the
    error stream and stops nothing: the board matters more.
    """
    outputs: list[logging.Handler] = [logging.StreamHandler()]
    trouble = None
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            outputs.append(_file(folder / file))
        except OSError as error:
            trouble = error
    for output in outputs:
        output.setFormatter(Line())
        output.addFilter(Repeats())
    logging.basicConfig(level=level.upper(), handlers=outputs, force=True)
    # Their own chatter repeats what the poller says, with whole addresses.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a full disk must not write traces to the error stream for ever
    if trouble is not None:
        _logger.warning("no log file in %s: %s", folder, trouble.strerror)
    end_on_uncaught_errors()


def _file(path: Path) -> logging.Handler:
    return logging.handlers.RotatingFileHandler(
        path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", errors="backslashreplace"
    )


_QUERY = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://[^\s?#\"'<>]*)[?#][^\s\"'<>]*")
_USER = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@]*@")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Line(logging.Formatter):
    """One record, one line (and its trace below): no secrets, no line that a feed's text could forge."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """The line itself, with control characters written out."""
        line = _CONTROL.sub(lambda c: f"\\x{ord(c[0]):02x}", super().formatMessage(record))
        left_out = getattr(record, "left_out", 0)
        return f"{line} (and {left_out} times more before)" if left_out else line

    def format(self, record: logging.LogRecord) -> str:
        """The line and its trace without what follows "?" in an address, and without its user and password."""
        return redacted(super().format(record))


def redacted(text: str) -> str:
    """`text` with the query, the user and the password of every address taken out."""
    return _USER.sub(r"\1", _QUERY.sub(r"\1?...", text))


class Repeats(logging.Filter):
    """Lets the same sentence through a few times in ten minutes and then says how many were left out."""

    def __init__(self) -> None:
        super().__init__()
        self._since: dict[tuple[str, int, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is news; the first of a new period carries how many were left out (`left_out`)."""
        key = (record.name, record.levelno, record.getMessage())
        since, count = self._since.get(key, (record.created, 0))
        # The wall clock may step either way; both begin a new period.
        if not 0 <= record.created - since < SAME_SECONDS:
            record.left_out = max(count - SAME_AT_MOST, 0)
            since, count = record.created, 0
        if len(self._since) > SENTENCES_KNOWN:
            self._since.clear()
        self._since[key] = (since, count + 1)
        return count < SAME_AT_MOST


def end_on_uncaught_errors() -> None:
    """A bug anywhere, in a thread, a slot or a finaliser too, is logged with its trace and ends the process."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda caught: _uncaught(
        caught.exc_type, caught.exc_value, caught.exc_traceback, f"thread {getattr(caught.thread, 'name', '?')}"
    )
    sys.unraisablehook = lambda caught: _uncaught(
        caught.exc_type, caught.exc_value, caught.exc_traceback, f"{caught.err_msg or 'finaliser'}"
    )


def _uncaught(
    kind: type[BaseException],
    error: BaseException | None,
    trace: TracebackType | None,
    where: str = "main thread",
) -> None:
    if issubclass(kind, SystemExit | KeyboardInterrupt) or sys.is_finalizing():
        return  # asked to end, or at the end: what a finaliser then stumbles over changes nothing
    _logger.critical("a bug in %s ends the process", where, exc_info=(kind, error or kind(), trace))
    _end()


def _end() -> NoReturn:
    """End at once: from a thread, or under Qt's loop, an exception would be printed and forgotten."""
    logging.shutdown()
    os._exit(CRASHED)


def take_qt_messages() -> None:
    """Qt's and QML's messages go into the log under their category, such as qt.qml.binding."""
    # Here, because the commands without a screen log too.
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler  # noqa: PLC0415

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }

    def take(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        category = context.category or "default"
        name = category if category.startswith("qt.") else f"qt.{category}"
        place = f" ({context.file}:{context.line})" if context.file else ""
        logging.getLogger(name).log(levels[kind], "%s%s", message, place)

    qInstallMessageHandler(take)
