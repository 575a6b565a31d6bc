"""The emergency agent as a process: settings -> plan -> agent, and its end."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kiosk import log, paths
from kiosk.commands.errors import CommandError
from kiosk.commands.sos_renewal import Sources, until_renewal
from kiosk.commands.terminal import LONGEST_SENTENCE, plain
from kiosk.config.emergency_plan import agent_plan
from kiosk.config.last_good import NAME
from kiosk.config.secrets import variables
from kiosk.notify import Notify
from kiosk.sos.agent import Agent
from kiosk.sos.own_socket import FOLDER_MODE, TAKEN
from kiosk.sos.server import SocketError, SocketTaken
from kiosk.sos.watchdog import Watchdog

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from kiosk.config.settings import Settings

logger = logging.getLogger(__name__)

LOG_FILE = "sos.log"
UMASK = 0o027
"""What the agent writes, its group may read and nobody else: it tells of calls for help."""
FAREWELL = 10.0
"""Seconds an agent without a parent still waits for a screen or a call before it ends."""
FORSAKEN = 900.0
"""Seconds it goes on dialling for somebody who has no screen to give up on; a conversation has no limit."""
LOOK = 1.0
TURN = 0.0005
"""Seconds a thread may compute while the event loop waits; Python's own 5 ms add up to 50 before an INVITE."""
BEAT = 3.0
"""Seconds between two signs of life to a supervisor, whose patience is a multiple of it."""
AGAIN = "KIOSK_SETTINGS_CHECKED"
"""In the environment of a process that has started itself again."""


def run(options: argparse.Namespace) -> int:
    """Serve until told to end: 0; TAKEN where another agent serves already."""
    os.umask(UMASK)
    settings, shared = _settings(options)
    own = _own_folder(options) or shared
    if "pydantic" in sys.modules and AGAIN not in os.environ:
        _start_again()
    _forget_secrets(options)
    log.set_up(own, settings.storage.log_level, LOG_FILE)
    socket = _socket(options)
    timetable = shared / paths.TIMETABLE
    plan = agent_plan(settings, socket.parent, own, timetable=timetable)
    file = _file(options)
    kept = own != shared or options.with_parent  # somebody starts another one
    sources = Sources(file, settings, timetable) if file and kept else None
    try:
        return asyncio.run(_serve(Agent(plan, socket, _wall), options, sources))
    except SocketTaken as taken:
        return _refused(taken)
    except SocketError as error:
        raise CommandError(str(error)) from None
    except ExceptionGroup as errors:
        lost, others = errors.split(SocketTaken)
        if lost is None or others is not None:
            raise
        return _refused("Another emergency agent has come to serve here.")


def _refused(why: object) -> int:
    sys.stderr.write(f"kiosk: {plain(str(why), LONGEST_SENTENCE)}\n")
    return TAKEN


def _settings(options: argparse.Namespace) -> tuple[Settings, Path]:
    """The settings, and the folder of what stays of this kiosk."""
    from kiosk.commands.run import settings_of
    from kiosk.config.demonstrated import demonstrated_emergency, demonstrated_settings

    if options.demo:
        settings = demonstrated_settings()
        return replace(settings, emergency=demonstrated_emergency(options.trunk)), paths.data_dir() / "demo"
    file = _file(options)
    if file is None:
        raise CommandError("there are no settings: name them with --config FILE, or try --demo with --trunk URI.")
    settings = settings_of(file, _own_folder(options))
    return settings, settings.storage.data_dir or paths.data_dir()


def _own_folder(options: argparse.Namespace) -> Path | None:
    """Where a service of the system keeps its records; None: that of a screen keeps them with the screen's."""
    return None if options.demo else paths.sos_data_dir()


def _forget_secrets(options: argparse.Namespace) -> None:
    """Take them out of what the user agent, the lamp's command and all others inherit; the settings hold them."""
    for file in (_file(options), (_own_folder(options) or paths.data_dir()) / NAME):
        for variable in variables(file) if file else ():
            os.environ.pop(variable, None)


def _file(options: argparse.Namespace) -> Path | None:
    """The file of settings; None: the demonstration, or there is none."""
    return None if options.demo else options.config or paths.config_file()


def _socket(options: argparse.Namespace) -> Path:
    """Where to serve, in a folder that is there. Raises CommandError."""
    try:
        socket: Path = options.socket or paths.sos_socket(_file(options))
        socket.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    except paths.PathError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"the folder of the socket {socket} cannot be made: {error.strerror}.") from None
    return socket


def _start_again() -> None:
    """Checking the settings took 30 MB of modules; they are proven now, and a fresh process needs none of them."""
    os.environ[AGAIN] = "1"
    os.execv(sys.executable, [*paths.program(), *sys.argv[1:]])  # noqa: S606  no shell, our own words


def _wall() -> int:
    from kiosk.clock import Clock

    return Clock().read().instant


async def _serve(agent: Agent, options: argparse.Namespace, sources: Sources | None) -> int:
    """Serve until told to end; with `sources` also until they have changed and nobody needs the agent."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_bug)
    serving = asyncio.ensure_future(agent.run())
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    watchdog = Watchdog()
    watchdog.start()
    # One that a screen started has that screen's environment: its supervisor is not ours to speak to.
    notify = Notify() if options.with_parent else Notify.from_environment()
    beside = [loop.create_task(_tell_of_life(agent, notify))]
    if options.with_parent:
        beside.append(loop.create_task(_end_when_alone(agent, serving, demo=options.demo)))
    if sources:
        beside.append(loop.create_task(_end_when_outdated(agent, serving, sources)))
    for task in beside:
        task.add_done_callback(raise_its_bug)
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)
    try:
        await serving
    except asyncio.CancelledError:
        return 0
    finally:
        watchdog.stop()
        notify.tell("STOPPING=1")
        for task in beside:
            task.cancel()
    return 0


async def _tell_of_life(agent: Agent, notify: Notify) -> None:
    """Tell a supervisor that callers are answered, and then again and again that this loop turns."""
    await agent.serves.wait()
    notify.tell("READY=1")
    while True:
        notify.tell("WATCHDOG=1")
        await asyncio.sleep(BEAT)


async def _end_when_outdated(agent: Agent, serving: asyncio.Future[Any], sources: Sources) -> None:
    """End for a new start by the system, which reads what is new in the settings."""
    await until_renewal(sources, lambda: agent.idle)
    serving.cancel()


async def _end_when_alone(agent: Agent, serving: asyncio.Future[Any], *, demo: bool) -> None:
    """End once the program that started this one is gone and nobody needs a call: a call outlives its screen.

    A demonstrated one does not: its dispatchers have gone with the screen.
    """
    parent = os.getppid()
    alone = 0.0
    while alone < (FAREWELL if demo or not agent.needed else FORSAKEN):
        await asyncio.sleep(LOOK)
        kept = os.getppid() == parent or agent.watched or (agent.talking and not demo)
        alone = 0.0 if kept else alone + LOOK
    serving.cancel()


def raise_its_bug(task: asyncio.Task[None]) -> None:
    """What a task beside the agent dies of is known at once, and not when the agent ends."""
    if not task.cancelled():
        task.result()


def _bug(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A callback that raised has met a bug: it ends the process like any other."""
    error = context.get("exception")
    if isinstance(error, Exception):
        sys.excepthook(type(error), error, error.__traceback__)
    else:
        logger.warning("asyncio: %s", context["message"])
