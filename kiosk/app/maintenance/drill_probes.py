"""What the drill's steps that need nobody look at: the emergency agent, the network, the disk, what is known."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from kiosk import paths
from kiosk.config.emergency_plan import NONE
from kiosk.devices.canary_file import Fault, try_storage
from kiosk.devices.machine_clock import synchronised
from kiosk.devices.machine_network import network as kernel_network
from kiosk.domain.call.status import SelfTest
from kiosk.domain.maintenance.drill import Finding, Reason, Step, failed, passed, skipped
from kiosk.domain.maintenance.drill_flow import TASKS
from kiosk.domain.maintenance.drill_judged import clock, feed, self_test
from kiosk.feeds.line import Line
from kiosk.sos.client import AgentGone, AgentRefused, request
from kiosk.sos.wire import WireError, result_from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kiosk.app.maintenance.context import Context
    from kiosk.config.settings import Settings

    Probe: TypeAlias = Callable[[], Finding]

PORTS = {"http": 80, "https": 443}
CONNECT_LIMIT = 2.5
"""Seconds for one server."""
PROC, SYS = Path("/proc"), Path("/sys")
LIMITS = {task.step: task.limit for task in TASKS}


def slow_probes(context: Context) -> Mapping[Step, Probe]:
    """The steps that may take their time, each for a thread of its own."""
    settings = context.settings
    return {
        Step.SOUND: partial(sound, settings, _socket(context)),
        Step.CALL: partial(call, settings, _socket(context)),
        Step.NETWORK: partial(network, settings),
        Step.STORAGE: partial(storage, context.folder),
    }


def quick_probes(context: Context) -> Mapping[Step, Probe]:
    """The steps that look at what the screen's thread knows already; to be asked there."""

    def known_feed() -> Finding:
        return feed(context.facts.board(context.clock.read()))

    def known_clock() -> Finding:
        now = context.clock.read()
        sources = [context.facts.source(name) for name, _ in context.settings.realtime.feeds]
        return clock(context.facts.board(now), sources, now, kept=synchronised())

    return {Step.FEED: known_feed, Step.CLOCK: known_clock}


def _socket(context: Context) -> Callable[[], Path | None]:
    """Where the agent of this screen or of this stop serves, when it is asked; None where there is none."""

    def socket() -> Path | None:
        if context.emergency is None:
            return None
        return paths.sos_socket(context.file) if context.file else context.emergency.socket

    return socket


def sound(settings: Settings, socket: Callable[[], Path | None]) -> Finding:
    """A tone of the loudspeaker heard by the microphone; skipped where the pavilion is to have none of them."""
    emergency = settings.emergency
    if NONE in (emergency.microphone, emergency.loudspeaker):
        return skipped(Reason.NOT_SET_UP)
    return _asked(socket, SelfTest.SOUND)


def call(settings: Settings, socket: Callable[[], Path | None]) -> Finding:
    """A real call to the operators' test numbers; the agent alone dials, and never the number of a trunk."""
    if not settings.emergency.trunks:
        return skipped(Reason.NOT_SET_UP)
    if not any(trunk.test_uri for trunk in settings.emergency.trunks):
        return skipped(Reason.NO_TEST_NUMBER)
    return _asked(socket, SelfTest.CALL)


def _asked(socket: Callable[[], Path | None], which: SelfTest) -> Finding:
    """What a self-test of the emergency agent finds. "test" is the only thing that a drill ever asks of it."""
    step = Step.SOUND if which is SelfTest.SOUND else Step.CALL
    try:
        path = socket()
        if path is None:
            return skipped(Reason.NOT_SET_UP)
        answer = request(path, "test", which=which.value, limit=LIMITS[step])
        return self_test([result_from_json(raw) for raw in answer.get("results") or ()])
    except AgentRefused as error:
        return failed(Reason.REFUSED, error)
    except (AgentGone, WireError, paths.PathError):
        return failed(Reason.NO_AGENT)


def network(settings: Settings, proc: Path = PROC, sys: Path = SYS) -> Finding:
    """Whether the servers of the feeds take a connection; where all are files, whether there is a way out."""
    dead, tried = [], 0
    for name, host, port in servers(settings):
        tried += 1
        if not _connects(host, port):
            dead.append(name)
    known = kernel_network(proc, sys)
    way_out = known is None or known.default_route
    if dead and len(dead) == tried and not way_out:
        return failed(Reason.NO_NETWORK)
    if dead:
        return failed(Reason.UNREACHED, ",".join(dead))
    return passed() if tried or way_out else failed(Reason.NO_NETWORK)


def servers(settings: Settings) -> Iterator[tuple[str, str, int]]:
    """Every server that a feed comes from, once: the name of the feed, host and port."""
    known = set()
    for name, address in (("timetable", settings.timetable.gtfs), *settings.realtime.feeds):
        parts = urlsplit(address)
        server = (parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))
        if all(server) and server not in known:
            known.add(server)
            yield (name, *server)


def storage(folder: Path) -> Finding:
    """A page of random bytes written and read back where the kiosk keeps its data."""
    canary = try_storage(folder)
    if canary.fault is None:
        return passed(round(canary.seconds * 1000))
    return failed(Reason(canary.fault.value), f"{canary.seconds:.1f}" if canary.fault is Fault.SLOW else "")


def _connects(host: str, port: int) -> bool:
    line = Line()
    try:
        with line.limited(CONNECT_LIMIT):
            line.connect(host, port).close()
    except OSError:
        return False
    return True
