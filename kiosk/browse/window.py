"""The process of one session's window, from the plan on its first line to its exit.

Whatever it holds of a passenger is gone with it, and it serves one passenger.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMessageLogContext, QObject, QtMsgType, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWebEngineQuick import QtWebEngineQuick

from kiosk.browse import wire
from kiosk.browse.pulse import Pulse
from kiosk.browse.requests_in import Reports, RequestsIn, kept_apart
from kiosk.browse.visit import Visit
from kiosk.browse.wire import WireError

if TYPE_CHECKING:
    from types import TracebackType

RENDER_NODES = Path("/dev/dri")
REFUSED = 2
BUG = 70
"""Exit code of a process that met a bug. Source: sysexits.h, EX_SOFTWARE."""
OURS = Path(__file__).resolve().parent.parent
SCHEMES = ("http", "https", "mailto", "tel", "sms", "file", "ftp", "intent", "market", "geo")
"""What a desktop has other programs for."""


def main() -> int:
    """Serve one session: the plan and the requests come on standard input, reports go to standard output."""
    if os.geteuid() == 0:
        sys.stderr.write("kiosk: the browser never runs as root: the sandbox of Chromium would be off.\n")
        return REFUSED
    orders, reports = kept_apart(0), Reports(kept_apart(1))
    try:
        plan = wire.plan_from_json(wire.first_line(orders).get("plan"))
    except WireError:
        sys.stderr.write("kiosk: the first line is no plan of a session.\n")
        return REFUSED
    _report_bugs(reports)
    application = _application()
    nobody = _NoOtherProgram()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, nobody, "open")  # type: ignore[arg-type]  # the stub names bytes, the call takes str
    visit = Visit(plan, reports.say)
    visit.over.connect(application.quit)
    requests = RequestsIn(orders, visit)
    requests.heard.connect(visit.hear)
    requests.ended.connect(visit.abandon)
    Pulse(reports.say, visit)
    visit.start()
    application.exec()
    return 0


def _application() -> QGuiApplication:
    """Qt with its web engine, drawing on the processor where the machine has no graphics card."""
    if not any(RENDER_NODES.glob("renderD*")):
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))  # dates in forms of pages
    QtWebEngineQuick.initialize()
    application = QGuiApplication(["kiosk"])
    application.setApplicationDisplayName("Smart stop")
    application.setQuitOnLastWindowClosed(False)
    return application


class _NoOtherProgram(QObject):
    """Takes the addresses that Qt would open with another program of the desktop, and does nothing."""

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Nothing."""


def _report_bugs(reports: Reports) -> None:
    """Tell the supervisor where our code went wrong, and end: a message may hold what a passenger typed."""

    def caught(kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
        places = [f"{Path(step.filename).name}:{step.lineno}" for step in traceback.extract_tb(trace)]
        reports.say({"bug": f"{kind.__name__} {' '.join(places)}"})
        os._exit(BUG)

    def said(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
        """Qt's and Chromium's messages may quote a page, so they are dropped; of our QML the place is told."""
        if kind is not QtMsgType.QtDebugMsg and context.file and OURS.name in context.file:
            reports.say({"bug": f"{context.category} {Path(context.file).name}:{context.line}"})

    def caught_elsewhere(args: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
        if args.exc_type is not SystemExit and not sys.is_finalizing():
            caught(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_elsewhere
    sys.unraisablehook = caught_elsewhere
    qInstallMessageHandler(said)


if __name__ == "__main__":
    sys.exit(main())
