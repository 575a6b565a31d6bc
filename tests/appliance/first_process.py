"""The first process of a machine of the tests: runs the kiosk's units as systemd would.

Users, groups, environment, notifications, watchdog, time limits and restarts are those of the unit files. What
takes a systemd that is the first process of a real machine (cgroups, seccomp, mounts) is left out.
Usage: python -m tests.appliance.first_process ROOT     (speaks to `systemctl` at ROOT/run/first-process)
Source: systemd.service(5), systemd.exec(5), sd_notify(3), systemctl(1).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.appliance.unit_file import Unit, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

TARGET = "kiosk.target"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SOCKET = "run/first-process"
JOURNAL = "var/log/units"


class Service:
    """One service of the machine below `root`."""

    def __init__(self, root: Path, name: str) -> None:
        self._root, self.name = root, name
        self._unit = Unit(name, ())
        self._process: asyncio.subprocess.Process | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._stopping = False
        self._ready = asyncio.Event()
        self._settled = asyncio.Event()
        """Set where a start has succeeded or failed."""
        self._beat: asyncio.TimerHandle | None = None
        self._watchdog = 0.0

    @property
    def active(self) -> bool:
        """Whether it runs, or is to be started again."""
        return self._keeping is not None and not self._keeping.done()

    async def start(self) -> bool:
        """Start it where it does not run; whether it is ready."""
        if self.active:
            return True
        known = unit(self._root, self.name)
        if known is None:
            return False
        self._unit = known
        if not all(self._holds(path) for path in known.all("Unit", "ConditionPathExists")):
            return True
        self._settled.clear()
        self._stopping = False
        self._keeping = asyncio.create_task(self._keep())
        if self._type != "notify":
            return True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._settled.wait(), self._unit.seconds("TimeoutStartSec", 90.0))
        return self._ready.is_set()

    async def stop(self) -> None:
        """End it: SIGTERM, and SIGKILL to all of it after its time."""
        if self._keeping is None:
            return
        self._stopping = True
        if self._process is not None:
            await self._end(self._process, signal.SIGTERM, self._unit.seconds("TimeoutStopSec", 90.0))
        else:
            self._keeping.cancel()  # it rests
        with contextlib.suppress(asyncio.CancelledError):
            await self._keeping
        self._keeping = None

    @property
    def _type(self) -> str:
        return self._unit.last("Service", "Type", "simple")

    def _holds(self, path: str) -> bool:
        wanted = not path.startswith("!")
        return (self._root / path.lstrip("!|").lstrip("/")).exists() is wanted

    async def _keep(self) -> None:
        """Start it again and again."""
        restart = self._unit.last("Service", "Restart", "no")
        while True:
            code = await self._run()
            self._settled.set()
            self._say(f"ended with {code}")
            if self._stopping or restart == "no" or (restart == "on-failure" and code == 0):
                return
            await asyncio.sleep(self._unit.seconds("RestartSec", 0.1))
            if not all(self._holds(path) for path in self._unit.all("Unit", "ConditionPathExists")):
                return

    async def _run(self) -> int:
        """One life; its exit code."""
        self._ready.clear()
        loop = asyncio.get_running_loop()
        address = f"run/systemd/notify-{self.name}"
        with contextlib.suppress(FileNotFoundError):
            (self._root / address).unlink()
        notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._watchdog = self._unit.seconds("WatchdogSec", 0.0)
        try:
            notified.bind(str(self._root / address))
            (self._root / address).chmod(0o777)
            loop.add_reader(notified, self._hear, notified)
            journal = self._root / JOURNAL / self.name
            journal.parent.mkdir(parents=True, exist_ok=True)
            with journal.open("ab") as output:
                process = await asyncio.create_subprocess_exec(
                    *self._command(),
                    env=self._environment(f"/{address}"),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    umask=int(self._unit.last("Service", "UMask", "0022"), 8),
                    start_new_session=True,
                )
            self._process = process
            if self._type == "notify":
                limit = self._unit.seconds("TimeoutStartSec", 90.0)
                self._beat = loop.call_later(limit, self._overdue, process, signal.SIGTERM)
            try:
                return await process.wait()
            finally:
                _kill_group(process.pid, signal.SIGKILL)  # KillMode=mixed
        finally:
            self._process = None
            self._quiet()
            loop.remove_reader(notified)
            notified.close()

    def _command(self) -> list[str]:
        words = self._unit.words("Service", "ExecStart")
        user, group = self._unit.last("Service", "User", "root"), self._unit.last("Service", "Group")
        groups = {*self._unit.words("Service", "SupplementaryGroups"), *self._groups_of(user)}
        who = f"--userspec={user}:{group}"
        return ["chroot", who, f"--groups={','.join(sorted(groups))}", str(self._root), *words]

    def _groups_of(self, user: str) -> set[str]:
        """As /etc/group of the machine has them. Source: group(5)."""
        found = set()
        for line in (self._root / "etc/group").read_text().splitlines():
            name, _, _, members = line.split(":")
            if user in members.split(","):
                found.add(name)
        return found

    def _environment(self, address: str) -> dict[str, str]:
        found = {"PATH": PATH, "LANG": "C.UTF-8", "NOTIFY_SOCKET": address}
        user = self._unit.last("Service", "User", "root")
        for line in (self._root / "etc/passwd").read_text().splitlines():
            name, *_, home, shell = line.split(":")
            if name == user:
                found |= {"HOME": home, "USER": name, "LOGNAME": name, "SHELL": shell}
        if self._watchdog:
            found["WATCHDOG_USEC"] = str(round(self._watchdog * 1e6))
        assignments = self._unit.words("Service", "Environment")
        for file in self._unit.all("Service", "EnvironmentFile"):
            known = self._root / file.lstrip("-/")
            if known.exists():
                assignments += [line for line in known.read_text().splitlines() if line and line[0] not in "#;"]
        return {**found, **dict(word.split("=", 1) for word in assignments)}

    def _hear(self, notified: socket.socket) -> None:
        process = self._process
        for word in notified.recv(4096).decode().splitlines():
            if word.startswith("WATCHDOG_USEC="):
                self._watchdog = int(word.partition("=")[2]) / 1e6
            elif word == "READY=1":
                self._ready.set()
                self._settled.set()
                self._quiet()
            if process is not None and self._watchdog and self._ready.is_set():
                self._quiet()
                number = signal.Signals[self._unit.last("Service", "WatchdogSignal", "SIGABRT")]
                self._beat = asyncio.get_running_loop().call_later(self._watchdog, self._overdue, process, number)

    def _overdue(self, process: asyncio.subprocess.Process, number: signal.Signals) -> None:
        self._say(f"is overdue: {number.name}")
        asyncio.get_running_loop().create_task(self._end(process, number, 2.0))

    def _quiet(self) -> None:
        if self._beat is not None:
            self._beat.cancel()
            self._beat = None

    async def _end(self, process: asyncio.subprocess.Process, number: signal.Signals, patience: float) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), patience)
        _kill_group(process.pid, signal.SIGKILL)

    def _say(self, what: str) -> None:
        with (self._root / JOURNAL / self.name).open("a") as journal:
            journal.write(f"first process: {self.name} {what}\n")


def _kill_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


class FirstProcess:
    """The units of the machine below `root`, and what `systemctl` asks of them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._services: dict[str, Service] = {}
        self._wanted = False

    def _service(self, name: str) -> Service:
        return self._services.setdefault(name, Service(self._root, name))

    async def do(self, verb: str, units: Sequence[str], options: frozenset[str]) -> int:
        """One word of `systemctl`; its exit code."""
        if verb in {"daemon-reload", "reset-failed"}:
            return 0
        if verb == "is-active":
            return 0 if all(self._active(name) for name in units) else 3
        work = [self._change(verb, name) for name in self._ordered(units)]
        if "--no-block" in options:
            self._later = asyncio.gather(*work)
            return 0
        codes = [await one for one in work]
        return 0 if TARGET in units else max(codes, default=0)  # it only wants its parts

    def _ordered(self, units: Sequence[str]) -> list[str]:
        """A target in place of what it wants, in the order that the target names them."""
        known = unit(self._root, TARGET)
        parts = known.words("Unit", "Wants") if known else []
        return [part for name in units for part in ([name, *parts] if name == TARGET else [name])]

    def _active(self, name: str) -> bool:
        return self._wanted if name == TARGET else self._service(name).active

    async def _change(self, verb: str, name: str) -> int:
        if name == TARGET:
            self._wanted = verb != "stop"
            return 0
        if not (name.startswith("kiosk-") and name.endswith(".service")):
            return 0
        service = self._service(name)
        if verb == "try-restart" and not service.active:
            return 0
        if verb in {"stop", "restart", "try-restart"}:
            await service.stop()
        if verb in {"start", "restart", "try-restart"} and not await service.start():
            return 1
        return 0

    async def serve(self) -> None:
        """Answer for ever. A request is a line of words; the answer is an exit code."""
        address = self._root / SOCKET
        server = await asyncio.start_unix_server(self._answer, address)
        address.chmod(0o600)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        async with server:
            await server.serve_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        words = (await reader.readline()).decode().split()
        options = frozenset(word for word in words if word.startswith("-"))
        verb, *units = (word for word in words if not word.startswith("-"))
        writer.write(f"{await self.do(verb, units, options)}\n".encode())
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        writer.close()


async def _main(root: Path) -> None:
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, sys.exit)
    await FirstProcess(root).serve()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
