"""An agent without a telephone behind the real socket: in a thread, or as a process (`python -m ... PATH`)."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.domain.call.events import CallWanted, GivenUp, PhraseWanted
from kiosk.domain.call.status import (
    CallStatus,
    Health,
    SelfTest,
    SelfTestResult,
    State,
    TrunkReport,
)
from kiosk.domain.text import Text
from kiosk.sos import wire
from kiosk.sos.full_status import AgentReport, FullStatus, UserAgentReport
from kiosk.sos.plan import Pavilion
from kiosk.sos.server import Server
from kiosk.sos.wire import WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.domain.call.events import Event

PLACE = Pavilion("0042", Text("Остановка Ясная", (("en", "Yasnaya stop"),)), Text("улица Ясная, 1"), 54.3, 48.4)
PATIENCE = 30.0
"""Seconds for what takes milliseconds on a machine that is not busy."""


class FakeCalls:
    """Keeps what happened. A wanted call begins at once, a given-up one ends at once."""

    def __init__(self) -> None:
        self.now = CallStatus(health=Health.WORKS)
        self.events: list[Event] = []
        self.languages: list[str] = []
        self.tested: list[SelfTest] = []
        self.passed = True
        self.record_is_broken = False
        self.faults: tuple[str, ...] = ()
        self.trunks: tuple[TrunkReport, ...] = (
            TrunkReport("city", 1_795_000_000, True, 4.6, 200, registered=True),
            TrunkReport("lte"),
        )
        self.asked = 0
        self.may_test = asyncio.Event()
        self.may_test.set()
        self.changed: Callable[[], None] = lambda: None

    def status(self) -> CallStatus:
        return self.now

    def full_status(self) -> dict[str, Any]:
        self.asked += 1
        return wire.full_status_to_json(
            FullStatus(
                call=self.now,
                faults=self.faults,
                trunks=self.trunks,
                tests=(SelfTestResult(SelfTest.TRUNKS, 1_795_000_000, True, "answered 200", "city"),),
                user_agent=UserAgentReport("baresip", 4711, "1.0.0", True, 0),
                agent=AgentReport(os.getpid(), "0.1.0", 60),
            )
        )

    def place(self) -> dict[str, Any]:
        return wire.place_to_json(PLACE)

    def happened(self, event: Event) -> None:
        self.events.append(event)
        if isinstance(event, CallWanted):
            self.show(state=State.COUNTDOWN, reference="a1b2")
        elif isinstance(event, GivenUp):
            self.show(state=State.ENDED)
        elif isinstance(event, PhraseWanted):
            self.show(saying=event.phrase)

    def show(self, **changes: Any) -> None:
        self.now = replace(self.now, **changes)
        self.changed()

    async def test(self, which: SelfTest) -> tuple[SelfTestResult, ...]:
        self.tested.append(which)
        await self.may_test.wait()
        return (SelfTestResult(which, 1_795_000_000, self.passed, "heard", "city"),)

    async def history(self, limit: int) -> dict[str, Any]:
        if self.record_is_broken:
            raise WireError("The record cannot be read.")
        tests = [wire.result_to_json(SelfTestResult(SelfTest.SOUND, at, True, "heard")) for at in range(limit)]
        return {"tests": tests, "events": [{"at": 1_795_000_000, "event": "CallWanted", "state": "countdown"}]}

    def speak_language(self, language: str) -> None:
        self.languages.append(language)


class FakeAgent:
    """The fake behind a real Server, in an event loop of its own thread."""

    def __init__(self, path: Path, calls: FakeCalls, patience: float = 10.0) -> None:
        self.path = path
        self.calls = calls
        self.server = Server(path, calls, patience=patience)
        calls.changed = self.server.changed
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)
        self._failure: BaseException | None = None

    def start(self) -> None:
        self.server.open()
        self._serving = self._loop.create_task(self.server.run())
        self._thread.start()
        self.do(lambda: None)

    def do(self, act: Callable[[], object]) -> None:
        """Act in the agent's own loop, once it serves."""
        done = threading.Event()

        def acting() -> None:
            act()
            done.set()

        self._loop.call_soon_threadsafe(acting)
        assert done.wait(PATIENCE)

    def clients(self) -> int:
        return len(self.server._clients)

    def stop(self) -> None:
        with contextlib.suppress(RuntimeError):  # it has met a bug and is over
            self._loop.call_soon_threadsafe(self._serving.cancel)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serving)
        except asyncio.CancelledError:
            pass
        except BaseException as failure:  # noqa: BLE001  given to the test, which raises it
            self._failure = failure
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()


@contextlib.contextmanager
def serving(path: Path, calls: FakeCalls | None = None, patience: float = 10.0) -> Iterator[FakeAgent]:
    """A fake agent for the length of a block; what went wrong in it is raised at the end."""
    agent = FakeAgent(path, calls or FakeCalls(), patience)
    agent.start()
    try:
        yield agent
    finally:
        agent.stop()


async def _serve(path: Path) -> None:
    calls = FakeCalls()
    server = Server(path, calls)
    calls.changed = server.changed
    server.open()
    sys.stdout.write("serving\n")
    sys.stdout.flush()
    await server.run()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
