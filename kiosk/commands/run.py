"""`kiosk run`: the passenger's screen."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kiosk import paths
from kiosk.commands import demo, moments, supervised
from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import LONGEST_SENTENCE, plain
from kiosk.devices import own_end
from kiosk.devices.one_screen import AnotherScreen, OneScreen
from kiosk.devices.told_to_end import ToldToEnd

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, MutableMapping

    from kiosk.config.settings import Settings
    from kiosk.devices.starts import Starts
    from kiosk.domain.ladder import Rung

TAKEN = 3
"""Exit code of a screen that found another one with the same data, so that whoever started it can tell."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "run",
        help="show the passenger's screen",
        description="Show the passenger's screen of the configured stop, or of the built-in demonstration stop.",
    )
    words.add_argument("--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml")
    words.add_argument("--demo", action="store_true", help="the built-in demonstration stop; needs no network")
    demo.add_time_to(words)
    words.add_argument(
        "--window", type=moments.window, metavar="WxH", help="size of the window, such as 1080x1920"
    )
    words.add_argument("--fullscreen", action="store_true", help="cover the whole screen")
    words.add_argument(
        "--quiet", action="store_true", help="without a desktop: print no board and keep no picture"
    )
    words.add_argument(
        "--safe",
        action="store_true",
        help="in safe mode, as after three crashes: with settings that ran well, without caches and services",
    )
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Open the screen and stay until it is closed."""
    if not options.demo and (options.at is not None or options.speed is not None):
        raise CommandError("--at and --speed belong to --demo: a real stop has the real time.")
    file = options.config or (None if options.demo else paths.config_file())
    if file is None and not options.demo and supervised.is_supervised():
        file = paths.STATION_CONFIG  # somebody removed it: the last good ones are there still
    if file is None and not options.demo:
        raise CommandError(
            "there are no settings: name them with --config FILE, or try the built-in stop with --demo."
        )
    environ = dict(os.environ)  # as it came: the next start decides anew
    own_end.tell_stacks()
    own_end.leave_no_memory()
    starts = supervised.counted(file, safe=options.safe)
    again = partial(_again, environ)
    try:
        code = _show(options, file, starts, again)
    except AnotherScreen as there:
        sys.stderr.write(f"kiosk: a screen with its data in {there} runs already; this one leaves.\n")
        starts.end()
        return TAKEN
    except (SystemExit, KeyboardInterrupt):
        starts.end()
        raise
    starts.end()
    from kiosk.app.restart import RESTART

    return again() if code == RESTART else code


def _show(options: argparse.Namespace, file: Path | None, starts: Starts, again: Callable[[], NoReturn]) -> int:
    """Everything between the words typed and the end of the screen; its exit code. Raises AnotherScreen."""
    if supervised.is_supervised():
        supervised.guard_start(starts)
    settings, content = _settings(file, starts.rung, again) if file else (None, b"")
    own = settings.storage.data_dir if settings and not options.demo else None
    folder = own or paths.data_dir() / ("demo" if options.demo else "")
    one = OneScreen(folder)
    one.take()
    if starts.rung:
        supervised.leave_out(folder, os.environ, caches=starts.died or options.safe)
    elif starts.left_before:
        supervised.bring_back(folder)
    told = ToldToEnd()
    told.listen()
    seen = choose_platform(os.environ)
    gc.disable()  # what is made before the first picture stays; the app enables it then
    try:
        # Before Qt: of what is imported after it, Qt for Python reads the source too (see app).
        from kiosk import log  # noqa: F401
        from kiosk.domain import board, daylight, departures, journey, line_map  # noqa: F401
        from kiosk.domain.call import hold, trunk  # noqa: F401
        from kiosk.feeds import timetable_file  # noqa: F401

        from kiosk import app  # isort: skip

        code = app.run(
            settings,
            file=file,
            demo=options.demo,
            clock=demo.clock(options),
            window=options.window,
            fullscreen=options.fullscreen,
            printed=not seen and not options.quiet,
            starts=starts,
            told=told,
            content=content,
        )
        return 0 if told.heard else code  # who wants an end wants no new start, whatever was on its way
    finally:
        gc.enable()
        one.let_go()


def _settings(file: Path, rung: Rung, again: Callable[[], NoReturn]) -> tuple[Settings, bytes]:
    """The settings to run with, and what `file` holds where they are those in it."""
    undo_unconfirmed(file, again)
    if rung:
        return supervised.settings_in_safe_mode(file, rung), b""
    settings, theirs = _read(file, paths.data_dir())
    try:
        return settings, file.read_bytes() if theirs else b""
    except OSError:  # gone since
        return settings, b""


def _again(environ: Mapping[str, str]) -> NoReturn:
    """Start this program anew in the same process, with the same words: whoever watches it sees no end."""
    sys.stdout.flush()
    sys.stderr.flush()
    words = paths.program()
    os.execve(words[0], [*words, *sys.argv[1:]], environ)  # noqa: S606  no shell is wanted


def undo_unconfirmed(file: Path, again: Callable[[], NoReturn]) -> None:
    """Take back settings that nobody confirmed in time, before they are read; `again` where the screen hangs."""
    if not os.path.lexists(os.path.realpath(file) + ".unconfirmed"):
        return  # as at nearly every start: nothing is imported for it
    from kiosk.config.unconfirmed import guard, undo_expired

    if keys := undo_expired(file):
        sys.stderr.write(f"kiosk: settings that nobody confirmed were taken back: {', '.join(keys)}.\n")
    else:
        guard(file, again)


def settings_of(file: Path, kept_in: Path | None = None) -> Settings:
    """The settings in `file`, or those that last were right. Raises CommandError where there are none.

    The latter lie in `kept_in`; None: in the folder of the kiosk's data.
    """
    return _read(file, kept_in or paths.data_dir())[0]


def _read(file: Path, kept_in: Path) -> tuple[Settings, bool]:
    """The settings, and whether they are those in `file`."""
    from kiosk.config.faults import ConfigError
    from kiosk.config.last_good import read_or_last_good

    try:
        settings, trouble = read_or_last_good(file, kept_in)
    except ConfigError as error:
        raise CommandError(*str(error).splitlines()) from error
    if trouble is not None:
        sys.stderr.writelines(f"kiosk: {plain(line, LONGEST_SENTENCE)}\n" for line in str(trouble).splitlines())
        sys.stderr.write("kiosk: going on with the settings that last were right.\n")
    return settings, trouble is None


def choose_platform(environ: MutableMapping[str, str]) -> bool:
    """Whether there is a desktop to open a window on; where there is none Qt is told to draw off the screen.

    A platform the user named wins. Source: Qt 6, "Qt Platform Abstraction", QT_QPA_PLATFORM.
    """
    if environ.get("QT_QPA_PLATFORM"):
        return environ["QT_QPA_PLATFORM"].partition(":")[0] not in {"offscreen", "minimal", "vnc"}
    if sys.platform != "linux" or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return True
    environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.stderr.write("There is no desktop here: the screen is drawn off-screen and the board printed below.\n")
    return False
