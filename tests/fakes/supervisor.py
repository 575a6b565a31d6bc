"""A supervisor that speaks systemd's protocol to one service: notifications, watchdog, and starting again.

Its numbers are those of the unit file, so that what is tested is what runs at a stop.
Source: systemd.service(5), sd_notify(3), systemd.time(7).
"""

from __future__ import annotations

import os
import select
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kiosk.sos.child import MORTAL
from tests.appliance.unit_file import seconds, unit_of

UNIT = Path(__file__).parents[2] / "build_spec" / "systemd" / "kiosk-screen.service"
LIMIT = 60.0
"""Seconds that anything may take on a machine that is busy with much else."""
_CREDENTIALS = struct.Struct("iII")


@dataclass(frozen=True)
class Patience:
    """What a unit wants of whoever keeps its service running, in seconds."""

    restart: float
    watchdog: float
    start: float
    stop: float
    abort: float

    @classmethod
    def of(cls, file: Path = UNIT) -> Self:
        """The numbers of a unit file."""
        unit = unit_of(file)
        wanted = {"Type": "notify", "NotifyAccess": "main", "Restart": "always", "WatchdogSignal": "SIGABRT"}
        for key, value in wanted.items():
            assert unit.last("Service", key) == value, key
        assert seconds(unit.last("Unit", "StartLimitIntervalSec")) == 0, "it may be given up"
        return cls(
            restart=unit.seconds("RestartSec"),
            watchdog=unit.seconds("WatchdogSec"),
            start=unit.seconds("TimeoutStartSec"),
            stop=unit.seconds("TimeoutStopSec"),
            abort=unit.seconds("TimeoutAbortSec"),
        )


@dataclass(frozen=True)
class Note:
    """One datagram of the service's main process: its assignments, at a second of the monotonic clock."""

    at: float
    pid: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Death:
    """The end of a main process: `code` as subprocess has it, `why`: "itself", "watchdog", "start" or "stop"."""

    at: float
    pid: int
    code: int
    why: str


@dataclass
class _Life:
    """The main process that runs; `due`: when what is to be done next is to be done, and what."""

    process: subprocess.Popen[bytes]
    watchdog: float
    why: str = "itself"
    ready: bool = False
    due: float = 0.0
    then: list[int] = field(default_factory=list)


class Supervisor:
    """Keeps `words` running as `unit` says while the block lasts; then ends it, by SIGTERM, later by SIGKILL.

    What it prints goes to `folder`/journal. All moments are seconds of the monotonic clock.
    """

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        unit: Patience | None = None,
    ) -> None:
        self.unit = unit or Patience.of()
        self.folder = folder
        self.notes: list[Note] = []
        self.deaths: list[Death] = []
        self.starts: list[tuple[float, int]] = []
        # The path of a Unix socket has 107 bytes at the most, so none of the test's own folders will do.
        self._short = tempfile.TemporaryDirectory(prefix="notify-")
        self._address = str(Path(self._short.name) / "s")
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._words = list(words)
        self._environment = {
            **environment,
            "NOTIFY_SOCKET": self._address,
            "WATCHDOG_USEC": str(round(self.unit.watchdog * 1e6)),
        }
        self._life: _Life | None = None
        self._wake, self._waker = os.pipe()
        self._stopping = False
        self._told = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def __enter__(self) -> Self:
        self._listening.bind(self._address)
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._listening.close()
        os.close(self._wake)
        os.close(self._waker)
        self._short.cleanup()

    # What is asked of it.

    def stop(self) -> Death | None:
        """`systemctl stop`: its last end, None where none runs. May be called again."""
        self._stopping = True
        os.write(self._waker, b".")
        self._thread.join(LIMIT)
        assert not self._thread.is_alive()
        return self.deaths[-1] if self.deaths else None

    @property
    def pid(self) -> int:
        """The main process that was started last."""
        with self._told:
            return self.starts[-1][1]

    def kill(self, number: int = signal.SIGKILL) -> float:
        """Send a signal to the main process; when that was."""
        os.kill(self.pid, number)
        return time.monotonic()

    def wait(self, true: Callable[[Supervisor], bool], limit: float = LIMIT, what: object = "") -> None:
        """Wait until this is true of it; asked when something was told. Raises AssertionError."""
        with self._told:
            came = self._told.wait_for(lambda: true(self), limit)
            assert came, f"not within {limit:g} s: {what or true}\n{self.deaths[-3:]}\n{self.journal()[-4000:]}"

    def wait_ready(self, times: int = 1, limit: float = LIMIT) -> Note:
        """Wait until it has said READY=1 so often; the last of these."""
        self.wait(lambda one: len(one.said("READY=1")) >= times, limit, f"READY number {times}")
        return self.said("READY=1")[times - 1]

    def wait_dead(self, times: int = 1, limit: float = LIMIT) -> Death:
        """Wait until so many main processes have ended; the last of these."""
        self.wait(lambda one: len(one.deaths) >= times, limit, f"death number {times}")
        return self.deaths[times - 1]

    def said(self, word: str) -> list[Note]:
        """Every note so far that holds this assignment."""
        return [note for note in self.notes if word in note.words]

    @property
    def status(self) -> str:
        """The last STATUS=."""
        told = (word for note in reversed(self.notes) for word in note.words if word.startswith("STATUS="))
        return next(told, "").removeprefix("STATUS=")

    def journal(self) -> str:
        """All that was printed so far."""
        return (self.folder / "journal").read_text(encoding="utf-8", errors="replace")

    # Within, in its thread.

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._start()
                self._keep()
                if not self._stopping:
                    self._rest()
        finally:
            if self._life is not None and self._life.process.poll() is None:
                self._life.process.kill()
                self._life.process.wait()

    def _start(self) -> None:
        with (self.folder / "journal").open("ab") as journal:
            # The kernel ends it together with this thread, whatever becomes of the test.
            process = subprocess.Popen(
                [*MORTAL, *self._words],
                env=self._environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
            )
        now = time.monotonic()
        self._life = _Life(process, self.unit.watchdog, due=now + self.unit.start, then=[signal.SIGTERM])
        with self._told:
            self.starts.append((now, process.pid))
            self._told.notify_all()

    def _keep(self) -> None:
        """Hear and judge one main process until it is dead."""
        life = self._life
        assert life is not None
        ended = os.pidfd_open(life.process.pid)
        asked = False
        try:
            while True:
                if self._stopping and not asked:
                    asked = True
                    self._end(life, "stop", signal.SIGTERM, self.unit.stop)
                wait = max(life.due - time.monotonic(), 0) if life.due else None
                wakes = [self._listening.fileno(), ended] + ([] if asked else [self._wake])
                heard = select.select(wakes, [], [], wait)[0]
                if self._listening.fileno() in heard:
                    self._hear(life)
                elif ended in heard:
                    break
                elif not heard:
                    self._overdue(life)
        finally:
            os.close(ended)
        code = life.process.wait()
        with self._told:
            self.deaths.append(Death(time.monotonic(), life.process.pid, code, life.why))
            self._told.notify_all()

    def _rest(self) -> None:
        select.select([self._wake], [], [], self.unit.restart)

    def _end(self, life: _Life, why: str, number: int, patience: float) -> None:
        """Send a signal, and SIGKILL where it is not heard."""
        life.why = why
        life.process.send_signal(number)
        life.due, life.then = time.monotonic() + patience, [signal.SIGKILL]

    def _overdue(self, life: _Life) -> None:
        if life.then == [signal.SIGTERM]:
            self._end(life, "start", signal.SIGTERM, self.unit.stop)
        elif life.then == [signal.SIGABRT]:
            self._end(life, "watchdog", signal.SIGABRT, self.unit.abort)
        else:
            life.process.kill()
            life.due = 0.0

    def _hear(self, life: _Life) -> None:
        data, more, _, _ = self._listening.recvmsg(4096, socket.CMSG_SPACE(_CREDENTIALS.size))
        pids = [
            _CREDENTIALS.unpack(what[: _CREDENTIALS.size])[0]
            for level, kind, what in more
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS)
        ]
        if pids != [life.process.pid]:
            return  # NotifyAccess=main
        now = time.monotonic()
        words = tuple(data.decode().splitlines())
        for word in words:
            self._mind(life, word, now)
        with self._told:
            self.notes.append(Note(now, life.process.pid, words))
            self._told.notify_all()

    def _mind(self, life: _Life, word: str, now: float) -> None:
        if life.then == [signal.SIGKILL]:
            return  # it is being ended: no word changes that
        if word.startswith("WATCHDOG_USEC="):
            life.watchdog = int(word.partition("=")[2]) / 1e6
        elif word == "READY=1":
            life.ready = True
        elif word == "STOPPING=1":
            life.why, life.due, life.then = "itself", now + self.unit.stop, [signal.SIGKILL]
            return
        elif word != "WATCHDOG=1":
            return
        if life.ready:
            life.due, life.then = now + life.watchdog, [signal.SIGABRT]
