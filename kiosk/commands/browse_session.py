"""`kiosk browse URL`: one web session in the foreground; and the two processes that a session is made of."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.errors import CommandError
from kiosk.domain.services.session import End

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from kiosk.browse.plan import BrowsePlan, Look, Request
    from kiosk.config.settings import Settings

NOT_WANTED = 1
WANTED = frozenset({End.BUTTON, End.IDLE, End.TIME, End.EMERGENCY})
HOW = {
    End.CRASHED: "The browser ended unexpectedly.",
    End.UNRESPONSIVE: "The browser or its page did not answer any more and was ended.",
    End.MEMORY: "The page took more memory than [services] memory_megabytes allows and was ended.",
    End.UNREACHABLE: "The page could not be loaded.",
    End.ABANDONED: "The session was told to end.",
}


def run(options: argparse.Namespace) -> int:
    """One session on this desktop: 0 where it ended as somebody wanted, else 1 and a sentence."""
    from kiosk.browse.configured import browse_plan
    from kiosk.commands.browse import REFUSED, check, settings_of
    from kiosk.domain.services.address import refusal

    file = options.config or paths.config_file()
    settings = settings_of(file)
    if refusal(options.url, settings.services.allowed):
        return check(options.url, settings.services) or REFUSED
    refuse_root(os.geteuid())
    if not _has_desktop(os.environ):
        raise CommandError("there is no desktop here to show a page on.")
    try:
        sos = paths.sos_socket(file) if file and settings.emergency.trunks else None
    except paths.PathError as error:
        raise CommandError(str(error)) from error
    return _session(browse_plan(settings, sos), _request(options, settings))


def serve() -> int:
    """The supervisor of one session: plan and requests come on standard input, states go to standard output."""
    from kiosk.browse.wire import WireError, encode, first_line, plan_from_json

    refuse_root(os.geteuid())
    with contextlib.suppress(PermissionError):  # it is alone already
        os.setsid()  # Ctrl-C in a terminal ends the screen, and the screen ends this

    def tell(message: Mapping[str, object]) -> None:
        with contextlib.suppress(OSError):  # the screen is gone: so is the end of our input
            os.write(sys.stdout.fileno(), encode(message))

    try:
        plan = plan_from_json(first_line(sys.stdin.fileno()).get("plan"))
    except WireError as error:
        raise CommandError(f"the first line is no plan of a session: {error}") from error
    _supervised(plan, sys.stdin.fileno(), tell)
    return 0


def window() -> int:
    """The window of one session."""
    from kiosk.browse.window import main

    refuse_root(os.geteuid())
    return main()


def refuse_root(user: int) -> None:
    """Raises CommandError where the user is root."""
    if user == 0:
        raise CommandError("the browser is not started as root: pages would run outside of Chromium's sandbox.")


def _session(plan: BrowsePlan, request: Request) -> int:
    from kiosk.browse.wire import encode, request_to_json

    told: dict[str, object] = {}

    def hear(message: Mapping[str, object]) -> None:
        told.update(message)
        if "bug" in message:
            sys.stderr.write(f"kiosk: a bug in the window: {message['bug']}\n")

    asked, ask = os.pipe()
    os.write(ask, encode({"open": request_to_json(request)}))
    try:
        how = _supervised(plan, asked, hear)
    finally:
        os.close(asked)
        os.close(ask)
    if told.get("without"):
        sys.stderr.write("kiosk: the authorities in [services] ca_file could not be used.\n")
    if told.get("left"):
        sys.stderr.write("kiosk: not everything of the session could be removed; the next one tries again.\n")
        return NOT_WANTED
    if how in WANTED:
        return 0
    sys.stderr.write(f"kiosk: {HOW[how]}\n")
    return NOT_WANTED


def _supervised(plan: BrowsePlan, requests: int, tell: Callable[[Mapping[str, object]], None]) -> End:
    from kiosk.browse.folder import FolderError
    from kiosk.browse.supervisor import Supervisor
    from kiosk.browse.window_process import WindowError

    words = [*paths.program(), "browse", "--window-of-session"]
    try:
        return Supervisor(plan, words, tell, sessions=paths.sessions_dir()).run(requests)
    except (FolderError, WindowError, paths.PathError) as error:
        raise CommandError(str(error)) from error


def _request(options: argparse.Namespace, settings: Settings) -> Request:
    from kiosk.browse.plan import Request

    return Request(options.url, look=_look(options, settings))


def _look(options: argparse.Namespace, settings: Settings) -> Look:
    from kiosk.browse.plan import Look

    display = settings.display
    width, height = options.window or display.window
    return Look(
        language=options.language or display.language,
        theme=options.theme or ("day" if display.theme == "auto" else display.theme),
        text_size=display.text_size,
        size=(width, height),
        fullscreen=display.fullscreen and options.window is None,
        panel_short_side=min(width, height) / display.pixels_per_millimetre(width, height),
    )


def _has_desktop(environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown. Source: Qt 6, "Qt Platform Abstraction", QT_QPA_PLATFORM."""
    return any(environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))
