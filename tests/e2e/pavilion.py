"""A whole pavilion without a screen: the emergency agent as a process of its own, and dispatchers it can call.

The microphone is a tone of 1000 Hz, for calls of less than a minute; there is no loudspeaker. Nothing is shared.
All moments are seconds of the clock that never steps, the same in every process: time.monotonic().
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from array import array
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

import psutil

from kiosk.demo.dispatcher.behaviour import ANSWER, Behaviour
from kiosk.demo.dispatcher.caller import CallBack
from kiosk.demo.dispatcher.digest import Credentials
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.demo.dispatcher.heard import Heard
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.call.tone import from_bytes, make_tone
from kiosk.sos import wav
from kiosk.sos.child import MORTAL
from kiosk.sos.client import AgentError, Watcher, request
from tests.e2e.program import environment, words

LIMIT = 20.0
"""Seconds that anything may take on a machine that is busy with much else."""
MICROPHONE_HZ = 1000.0
MICROPHONE_SECONDS = 60
"""When the file ends the user agent ends the call."""
OPERATOR_HZ = 440.0
"""What a dispatcher says, unless it was given another voice."""

CODE = "0042"
PRIVATE = re.compile(rf"sips?:|@|\b127\.0\.0\.|\b{CODE}\b|улица", re.IGNORECASE)
"""What no log may hold: an address of SIP or of the network, our number, our place."""

T = TypeVar("T")


def until(true: Callable[[], T], limit: float = LIMIT, what: object = "") -> T:
    """Wait for a condition that nobody announces; what it was at last. Raises AssertionError."""
    ends = time.monotonic() + limit
    while not (result := true()):
        assert time.monotonic() < ends, f"not within {limit:g} s: {what or true}"
        threading.Event().wait(0.01)
    return result


class Pavilion:
    """`kiosk sos` with settings of its own, started again at once when it dies, as the service manager does.

    Each trunk is an address, or the keys of [[emergency.trunks]]; unnamed ones are called trunk-1, trunk-2 ...
    `emergency` are more keys of [emergency]. `folder` holds everything: kiosk.toml, data/, sos.sock. `kept` False:
    somebody else starts the agent, such as a screen. Whatever a test does: no trace of a bug is printed, and
    nothing private is logged.
    """

    def __init__(
        self,
        *trunks: str | Mapping[str, object],
        countdown_seconds: int = 0,
        kept: bool = True,
        **emergency: object,
    ) -> None:
        # The path of a Unix socket has 107 bytes at the most, so none of the test's own folders will do.
        self.folder = Path(tempfile.mkdtemp(prefix="pavilion-"))
        self.config = self.folder / "kiosk.toml"
        self.socket = self.folder / "sos.sock"
        self.data = self.folder / "data"
        self.starts = 0
        keys = {
            "pavilion": CODE,
            "address": "Ульяновск, улица Ясная, 1",
            "microphone": f"aufile,{_tone(self.folder / 'microphone.wav')}",
            "loudspeaker": "none",
            "countdown_seconds": countdown_seconds,
            **emergency,
        }
        self.config.write_text(_settings(keys, trunks))
        passwords = [
            table["auth_password"] for table in trunks if not isinstance(table, str) and "auth_password" in table
        ]
        self._secrets = [str(password) for password in passwords]
        self._kept = kept
        self._environment = environment(KIOSK_DATA_DIR=str(self.data), KIOSK_RUNTIME_DIR=str(self.folder))
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._keeping = threading.Thread(target=self._keep_running, name="service manager", daemon=True)
        self._told = threading.Condition()
        self._statuses: list[CallStatus | None] = []
        self._watcher = Watcher(self.socket, self._tell)
        self._errors = (self.folder / "stderr").open("wb")

    def __enter__(self) -> Pavilion:
        try:
            if self._kept:
                self._keeping.start()
                self.wait_until_ready()
            self._watcher.start()
            if self._kept:
                self.wait_for()
        except BaseException:
            self.stop()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            left = self.stop()
            if kind is None:
                self._look_into_the_log()
                assert not (self._kept and left), f"left behind: {left}"
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self) -> list[str]:
        """End it as the service manager does, by SIGTERM, later by SIGKILL; what it left behind is killed too.

        May be called again.
        """
        self._stopping.set()
        self._watcher.stop()
        self._end_kept()
        left = self.processes()
        told = [str(process) for process in left]
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, LIMIT)
        self._errors.close()
        return told

    def _end_kept(self) -> None:
        process = self._process
        if process is not None:
            # One that was stopped hears nothing, so it is woken first.
            for number in (signal.SIGCONT, signal.SIGTERM):
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(number)
        if self._keeping.ident is not None:
            self._keeping.join(LIMIT)
        if self._keeping.is_alive() and process is not None:
            process.kill()
            self._keeping.join()

    def unwatch(self) -> None:
        """Watch the agent no longer: nothing more is told."""
        self._watcher.stop()

    def _look_into_the_log(self) -> None:
        said = self.log() + self.errors()
        assert "Traceback" not in said, said
        for line in said.splitlines():
            assert not PRIVATE.search(line), line
            assert not any(secret in line for secret in self._secrets), line

    # What it is.

    @property
    def pid(self) -> int:
        """The agent's, of the one that was started last."""
        if self._process is None:
            return int(self.status()["agent"]["pid"])
        return self._process.pid

    @property
    def user_agent(self) -> int:
        """The process of baresip; waits until there is one that answers."""

        def found() -> int | None:
            with contextlib.suppress(AgentError):
                report = self.status()["user_agent"]
                return report["pid"] if report["alive"] else None
            return None

        pid = until(found, what="a user agent")
        assert pid is not None
        return pid

    @property
    def sip_port(self) -> int:
        """Where the user agent is called, over UDP and TCP; asked for while there is no call."""
        sockets = psutil.Process(self.user_agent).net_connections("udp")
        (port,) = [one.laddr.port for one in sockets if one.laddr.ip == "127.0.0.1"]
        return int(port)

    def processes(self) -> list[psutil.Process]:
        """All that run for this pavilion, whoever started them: they name its folder or run in it."""
        return [process for process in psutil.process_iter() if _belongs(process, self.folder)]

    def log(self) -> str:
        """What the agent logged."""
        return "".join(file.read_text() for file in sorted(self.data.glob("sos.log*")))

    def errors(self) -> str:
        """What the agent printed, and what was started beside it."""
        files = (self.folder / "stderr", self.folder / "printed")
        return "".join(file.read_text(errors="replace") for file in files if file.exists())

    def program(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `kiosk` to its end beside the agent, with the same folders: ("sos", "status") and the like."""
        return subprocess.run(
            words(*arguments),
            env=self._environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=3 * LIMIT,
            check=False,
        )

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Start `kiosk` beside the agent, its output in the file `printed`."""
        with (self.folder / "printed").open("ab") as printed:
            return subprocess.Popen(
                [*MORTAL, *words(*arguments)],
                env={**self._environment, **more},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
            )

    # What it says and what it is told.

    def status(self) -> dict[str, Any]:
        """Everything a technician may know. Raises AgentError where it does not answer."""
        return request(self.socket, "status", limit=LIMIT)

    def do(self, do: str, **more: object) -> dict[str, Any]:
        """Ask it for something. Raises AgentError."""
        return request(self.socket, do, limit=3 * LIMIT, **more)

    def call(self) -> dict[str, Any]:
        """Press the button on the glass."""
        return self.do("call")

    def cancel(self) -> dict[str, Any]:
        """Press the large Cancel."""
        return self.do("cancel")

    def hang_up(self) -> dict[str, Any]:
        """Hang up."""
        return self.do("hang_up")

    def say(self, phrase: str) -> dict[str, Any]:
        """Touch one of the tiles."""
        return self.do("say", phrase=phrase)

    @property
    def now(self) -> CallStatus | None:
        """The call as it was last told; None: the agent does not answer."""
        with self._told:
            return self._statuses[-1]

    @property
    def told(self) -> list[CallStatus]:
        """All that was told until now."""
        with self._told:
            return [status for status in self._statuses if status is not None]

    @property
    def states(self) -> list[State]:
        """All that was told until now, each state once in a row."""
        told = [status.state for status in self.told]
        return [state for n, state in enumerate(told) if n == 0 or told[n - 1] is not state]

    def wait_for(self, *states: State, limit: float = LIMIT, **facts: object) -> CallStatus:
        """Wait until the call is in one of these states, and its status has these values."""

        def true(status: CallStatus | None) -> bool:
            return (
                status is not None
                and (not states or status.state in states)
                and all(getattr(status, name) == value for name, value in facts.items())
            )

        status = self._wait(true, limit)
        assert status is not None
        return status

    def wait_for_silence(self, limit: float = LIMIT) -> None:
        """Wait until the watcher says that no agent answers."""
        self._wait(lambda status: status is None, limit)

    def kill(self) -> int:
        """Kill the agent as a fault would; the process that was. It is started again."""
        pid = self.pid
        psutil.Process(pid).kill()
        return pid

    # Within.

    def _wait(self, true: Callable[[CallStatus | None], bool], limit: float) -> CallStatus | None:
        with self._told:
            came = self._told.wait_for(lambda: bool(self._statuses) and true(self._statuses[-1]), limit)
            assert came, f"not within {limit:g} s, but {self._statuses[-3:]}; {self.errors()[-2000:]}"
            return self._statuses[-1]

    def _tell(self, status: CallStatus | None) -> None:
        with self._told:
            self._statuses.append(status)
            self._told.notify_all()

    def wait_until_ready(self) -> None:
        """Wait until a call could be made."""
        until(self._ready, what="the agent to be ready")

    def wait_until_asked(self) -> None:
        """Wait until the self-test knows of each trunk whether it answers."""
        until(lambda: all(trunk["answered"] is not None for trunk in self.status()["trunks"]))

    def _ready(self) -> bool:
        with contextlib.suppress(AgentError):
            return bool(self.status()["user_agent"]["alive"])
        assert self.starts < 5, f"the agent does not start: {self.errors()}"
        return False

    def _keep_running(self) -> None:
        while not self._stopping.is_set():
            arguments = ("sos", "--config", self.config, "--socket", self.socket)
            # The kernel ends it together with this thread, whatever becomes of the test.
            self._process = subprocess.Popen(
                [*MORTAL, *words(*arguments)],
                env=self._environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
            )
            self.starts += 1
            if self._stopping.is_set():
                self._process.terminate()
            self._process.wait()


def _tone(file: Path) -> Path:
    wav.write(file, from_bytes(make_tone(MICROPHONE_HZ, 1.0)) * MICROPHONE_SECONDS, wav.TELEPHONE)
    return file


def _settings(keys: Mapping[str, object], trunks: tuple[str | Mapping[str, object], ...]) -> str:
    tables = [{"uri": trunk} if isinstance(trunk, str) else dict(trunk) for trunk in trunks]
    named = [{"name": f"trunk-{number}", **table} for number, table in enumerate(tables, 1)]
    return (
        '[stop]\nids = ["S1"]\nname = "Остановка Ясная"\n[timetable]\ngtfs = "feed.zip"\n'
        f"[display]\nfullscreen = false\n[emergency]\n{_lines(keys)}"
        + "".join(f"[[emergency.trunks]]\n{_lines(table)}" for table in named)
    )


def _lines(table: Mapping[str, object]) -> str:
    """Of TOML; strings, numbers, flags and lists are written there as in JSON."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())


def _belongs(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and (
            any(str(folder) in word for word in process.cmdline()) or Path(process.cwd()).is_relative_to(folder)
        )
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


class Desk:
    """Dispatchers in a thread with a loop of its own, for tests that are plain functions."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="dispatchers")
        self._operators: list[Operator] = []

    def __enter__(self) -> Desk:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            for operator in self._operators:
                operator.run(operator.dispatcher.stop())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def operator(
        self,
        behaviour: Behaviour = ANSWER,
        *,
        transport: str = "udp",
        host: str = "127.0.0.1",
        credentials: Credentials | None = None,
    ) -> Operator:
        """One more dispatcher, which answers at any free port until the end."""

        async def started() -> Dispatcher:
            dispatcher = Dispatcher(host, transport=transport, behaviour=behaviour, credentials=credentials)
            await dispatcher.start()
            return dispatcher

        dispatcher = asyncio.run_coroutine_threadsafe(started(), self._loop).result(LIMIT)
        self._operators.append(Operator(dispatcher, self._loop))
        return self._operators[-1]


class Operator:
    """One dispatcher as plain values; every method waits for the loop it lives in."""

    def __init__(self, dispatcher: Dispatcher, loop: asyncio.AbstractEventLoop) -> None:
        self.dispatcher = dispatcher
        self._loop = loop

    @property
    def uri(self) -> str:
        """Where it is called."""
        return str(self.dispatcher.uri)

    @property
    def calls(self) -> list[Heard]:
        """Every INVITE that began a call, in order."""
        return list(self.dispatcher.calls)

    @property
    def up(self) -> list[Heard]:
        """The calls that were answered and are not over."""
        return [call for call in self.calls if call.state == "connected"]

    @property
    def invited(self) -> list[float]:
        """When each call's INVITE came."""
        return [call.invited_at for call in self.calls]

    def invites(self) -> int:
        """How many INVITEs reached it, those it answered in no way too; each counted once."""
        requests = self.look(lambda: list(self.dispatcher.requests))
        return len({request.get("call-id") for request in requests if request.method == "INVITE"})

    def behave(self, behaviour: Behaviour) -> None:
        """Treat calls like this from now on."""
        self.run(self.dispatcher.behave(behaviour))

    def wait_for_call(self, number: int = 1, limit: float = LIMIT) -> Heard:
        """The call of this number, counted from 1, as soon as it is there."""
        return self.run(self.dispatcher.wait_for_call(number, limit), limit)

    def wait_for_sound(self, call: Heard, seconds: float, limit: float = LIMIT) -> array[int]:
        """The last `seconds` of what is heard, once that much more than until now was."""
        enough = call.seconds + seconds
        self.run(self.dispatcher.wait_for_sound(call, enough, limit), limit)
        return self.samples(call, seconds)

    def samples(self, call: Heard, seconds: float = 60.0) -> array[int]:
        """What was heard in the last seconds, 8 kHz."""
        return self.look(lambda: call.samples(seconds))

    def level(self, call: Heard) -> float:
        """How loud the last 0.2 s were."""
        return self.look(lambda: call.level)

    def hang_up(self, call: Heard) -> None:
        """End this call by BYE."""
        self.run(self.dispatcher.hang_up(call))

    def call_back(self, to: str = "", from_address: str = "") -> CallBack:
        """Ring the pavilion where the last call came from."""
        return self.run(self.dispatcher.call_back(to, from_address))

    def final(self, back: CallBack, limit: float = LIMIT) -> int:
        """The status that decided about a call of ours."""
        return self.run(back.final(limit), limit)

    def look(self, at: Callable[[], T]) -> T:
        """The value of something that changes in the loop."""

        async def looked() -> T:
            return at()

        return self.run(looked())

    def run(self, doing: Coroutine[Any, Any, T], limit: float = LIMIT) -> T:
        """Do this in the loop."""
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(limit + 1)
