"""kamailio beside the user agent: started, watched, replaced; while it is dead, calls are dialled directly."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import os
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.call.sip_uri import SipUri
from kiosk.sos.aside import aside
from kiosk.sos.child import child
from kiosk.sos.edge.kamailio_config import kamailio_config
from kiosk.sos.edge.pidf_lo import pidf_lo
from kiosk.sos.options import options

if TYPE_CHECKING:
    from kiosk.domain.call.trunk import Trunk
    from kiosk.sos.plan import AgentPlan

LOOPBACK = "127.0.0.1"
USER = "edge"
LOOK_EACH = 5.0
LIMIT = 1.0
"""Seconds the edge may take to answer."""
START_LIMIT = 10.0
SOON = 0.05
BACK_OFF = (0.0, 1.0, 5.0, 30.0)
SHARED_MB, PRIVATE_MB = 8, 4
"""Memory kamailio takes at its start; its own defaults are 64 and 8."""

ENDED_WITH_OWNER = ("setpriv", "--pdeathsig", "TERM", "--")
"""Asked to end, kamailio ends its own children, too; killed, it leaves them behind. Source: setpriv(1)."""

ADMINISTRATORS = ("/usr/local/sbin", "/usr/sbin", "/sbin")

log = logging.getLogger(__name__)


class Edge:
    """Keeps one kamailio in `folder`, its own, in memory. `address` never changes; use it while `alive`.

    Raises OSError where this machine has no free port.
    """

    def __init__(self, plan: AgentPlan, folder: Path, *, program: str = "kamailio") -> None:
        self.address = SipUri(USER, LOOPBACK, _free_port())
        self.alive = False
        self._plan = plan
        self._folder = folder
        self._program = program
        self._trunks = tuple(trunk for trunk in plan.trunks if trunk.pidf_lo)
        self._told = ""

    async def run(self) -> None:
        """Run it for ever."""
        failures = 0
        while True:
            await asyncio.sleep(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
            failures += 1
            try:
                if await self._live():
                    failures = 0
            except OSError as error:
                self._tell(error.strerror or str(error))
            finally:
                self.alive = False

    async def _live(self) -> bool:
        """One kamailio, from its start to its end or ours of it; whether it answered at all."""
        addresses = await self._addresses()
        await aside(lambda: self._prepare(addresses), "edge")
        async with child(self._words()) as process:
            ended = asyncio.ensure_future(process.wait())
            try:
                if not await self._started(ended):
                    self._tell(f"it ended with {ended.result()}" if ended.done() else "it does not answer")
                    return False
                self.alive = True
                self._tell("")
                self._tell(await self._watch(ended, addresses))
            finally:
                self.alive = False
                ended.cancel()
        return True

    async def _started(self, ended: asyncio.Future[int]) -> bool:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(START_LIMIT):
                while not ended.done():
                    if await self._answers():
                        return True
                    await asyncio.wait({ended}, timeout=SOON)
        return False

    async def _watch(self, ended: asyncio.Future[int], addresses: tuple[str, ...]) -> str:
        """Until it must be replaced; why, "" where the way to the trunks has changed."""
        while True:
            await asyncio.wait({ended}, timeout=LOOK_EACH)
            if ended.done():
                return f"it ended with {ended.result()}"
            if not await self._answers():
                return "it does not answer"
            if await self._addresses() != addresses:
                return ""

    async def _answers(self) -> bool:
        return not (await options(self.address, self.address, limit=LIMIT)).failure

    def _words(self) -> tuple[str, ...]:
        path = os.pathsep.join((os.environ.get("PATH", os.defpath), *ADMINISTRATORS))
        program = shutil.which(self._program, path=path) or self._program
        folder = str(self._folder)
        memory = ("-m", str(SHARED_MB), "-M", str(PRIVATE_MB))
        words = (program, "-DD", "-E", *memory, "-w", folder, "-Y", folder, "-f", str(self._config))
        return (*ENDED_WITH_OWNER, *words)

    @property
    def _config(self) -> Path:
        return self._folder / "kamailio.cfg"

    def _prepare(self, addresses: tuple[str, ...]) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        for process in _processes(str(self._config)):  # of an agent that was killed
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        content = kamailio_config(pidf_lo(self._plan.pavilion), self.address.port, addresses)
        self._config.write_text(content, encoding="ascii")

    async def _addresses(self) -> tuple[str, ...]:
        """Our own addresses that lead to the trunks, loopback left out: a socket there reaches nobody else."""
        fixed = self._plan.user_agent.address
        found = {fixed} if fixed else await aside(self._ways, "edge")
        return tuple(sorted(address for address in found if address and not _is_loopback(address)))

    def _ways(self) -> set[str]:
        return {_way_to(trunk) for trunk in self._trunks}

    def _tell(self, failure: str) -> None:
        if failure and failure != self._told:
            log.warning("calls go without our location, the edge fails: %s", failure)
        elif self._told and self.alive and not failure:
            log.info("the edge adds our location again")
        if failure or self.alive:
            self._told = failure


def _way_to(trunk: Trunk) -> str:
    """The local address that packets to this trunk leave from, "" while there is no way."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.connect((trunk.uri.host, trunk.uri.port))  # sends nothing
            return str(one.getsockname()[0])
    except (OSError, UnicodeError):  # UnicodeError: a name with an empty or too long part
        return ""


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address).is_loopback


def _free_port() -> int:
    """A port of loopback that is free for UDP and TCP."""
    with contextlib.ExitStack() as opened:
        for _ in range(50):
            udp = opened.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            udp.bind((LOOPBACK, 0))
            port: int = udp.getsockname()[1]
            tcp = opened.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
            with contextlib.suppress(OSError):
                tcp.bind((LOOPBACK, port))
                return port
    raise OSError("no free port for the edge")


def _processes(argument: str) -> Iterator[int]:
    """The processes that were started with this very argument."""
    wanted = os.fsencode(argument)
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "cmdline").read_bytes().split(b"\0"):
                yield int(folder.name)
