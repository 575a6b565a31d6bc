"""`kiosk health`: whether this version of the program does its duty here; what an update is judged by."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import __version__, paths
from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import LONGEST_SENTENCE, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.maintenance.health import AgentSeen, Program, ScreenSeen

HEALTHY = "healthy"
"""The whole output of a program that is well; whoever judges it by a script looks for this word."""
PAUSE = 0.5
"""Seconds between two looks."""
PATIENCE = 3.0
"""Seconds; an agent answers in milliseconds."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "health",
        help="tell whether this version of the program works here, as an update is judged",
        description=f"Print `{HEALTHY}` where a screen of this version has painted within the last seconds and, "
        "where the settings have trunks, the emergency agent of this version is ready; else a line a reason. A "
        "trunk, feed or network that does not answer is no reason. Exit code: 0 healthy, 1 not, 2 refused.",
    )
    words.add_argument("--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml")
    words.add_argument(
        "--wait", type=_seconds, default=0.0, metavar="SECONDS", help="until it is healthy (default: look once)"
    )
    words.add_argument(
        "--steady",
        type=_seconds,
        default=0.0,
        metavar="SECONDS",
        help="that the screen must have been running (default: 0)",
    )
    words.add_argument("--version", metavar="VERSION", help="that is to run (default: that of this program)")
    words.add_argument("--json", action="store_true", help="print one JSON object")
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Look until it is healthy or the time is over; print why it is not."""
    from kiosk.domain.maintenance.health import Program

    file = options.config or paths.config_file()
    if file is None:
        raise CommandError("there are no settings: name them with --config FILE.")
    wanted = Program(options.version) if options.version else _own()
    ends, pause = time.monotonic() + options.wait, threading.Event()
    while (reasons := _reasons(file, wanted, options.steady)) and (left := ends - time.monotonic()) > 0:
        pause.wait(min(PAUSE, left))
    if options.json:
        told = {"healthy": not reasons, "version": wanted.version, "reasons": reasons}
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
    else:
        for line in reasons or (HEALTHY,):
            sys.stdout.write(plain(line, LONGEST_SENTENCE) + "\n")
    return 1 if reasons else 0


def _reasons(file: Path, wanted: Program, steady: float) -> tuple[str, ...]:
    from kiosk.domain.maintenance.health import faults

    try:
        emergency = has_trunks(file)
        agent = _agent(paths.sos_socket(file)) if emergency else None
        return faults(wanted, _screen(paths.status_files(file)), agent, emergency=emergency, steady=steady)
    except paths.PathError as error:
        raise CommandError(str(error)) from error


def has_trunks(file: Path) -> bool:
    """Whether the settings in `file`, or else those that last were right, name a trunk to call over.

    Read as they stand: secrets in them may come from an environment that only the kiosk's units have. Where
    neither can be read, an agent that has a socket is wanted.
    """
    from kiosk.config.faults import ConfigError
    from kiosk.config.last_good import NAME
    from kiosk.config.toml_file import loaded

    for known in (file, paths.data_dir() / NAME):
        try:
            values, _ = loaded(known, "")
        except ConfigError:
            continue
        emergency = values.get("emergency")
        return isinstance(emergency, dict) and bool(emergency.get("trunks"))
    return paths.may_be_there(paths.sos_socket(file))


def _screen(files: Sequence[Path]) -> ScreenSeen | None:
    """The screen that painted last of those that tell in the folders of `files`; None where none runs."""
    from kiosk.devices import painted_file
    from kiosk.devices.life import boot_id
    from kiosk.devices.processes import runs
    from kiosk.domain.maintenance.health import Program, ScreenSeen

    now, here, seen = time.monotonic(), boot_id(), []
    for file in files:
        note = painted_file.read(file.with_name(painted_file.NAME))
        if note is not None and note.boot_id == here and runs(note.process):
            program = Program(note.version, note.program)
            seen.append(ScreenSeen(program, now - note.monotonic, now - note.began))
    return min(seen, key=lambda one: one.age, default=None)


def _agent(socket: Path) -> AgentSeen | None:
    """The agent that answers at `socket`; one that speaks in words of another version does not."""
    from kiosk.devices.processes import program_of
    from kiosk.domain.call.status import IN_CALL
    from kiosk.domain.maintenance.health import AgentSeen, Program
    from kiosk.sos.client import AgentError, request
    from kiosk.sos.wire import WireError, full_status_from_json

    try:
        full = full_status_from_json(request(socket, "status", limit=PATIENCE))
    except (AgentError, WireError):
        return None
    program = Program(full.agent.version, program_of(full.agent.pid))
    return AgentSeen(program, calls=full.user_agent.alive, busy=full.call.state in IN_CALL)


def _own() -> Program:
    """This program; its file tells two installations apart, which two checkouts on a desk do not have."""
    from kiosk.devices.processes import program_of
    from kiosk.domain.maintenance.health import Program

    return Program(__version__, program_of(os.getpid()) if getattr(sys, "frozen", False) else "")


def _seconds(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 3600:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number of seconds from 0 to 3600")
    return value
