"""The emergency agent within the test, with short durations of its own; its user agent is a real process."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from kiosk.domain.call.events import CallWanted, GivenUp
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.call.trunk import Timers, Trunk
from kiosk.domain.text import Text
from kiosk.sos.agent import Agent
from kiosk.sos.client import Watcher
from kiosk.sos.plan import AgentPlan, Pavilion, Sound, UserAgentPlan
from tests.e2e.pavilion import LIMIT
from tests.sos.far_end import until

HERE = "127.0.0.1"
SHORT = Timers(
    countdown=0.0,
    silent=0.7,
    no_18x=1.5,
    ringing_hint=0.3,
    ringing=1.5,
    media_lost=1.0,
    back_off=(0.2, 0.4),
    callback_answer=0.5,
    ended_shown=1.0,
)
"""Long enough for a busy machine to answer, short enough to be waited for."""


def trunks(*uris: SipUri) -> tuple[Trunk, ...]:
    """Trunks without any conditions, named trunk-1, trunk-2 ..."""
    return tuple(
        Trunk(f"trunk-{number}", uri, SipUri("0042", uri.host, uri.port, uri.transport))
        for number, uri in enumerate(uris, 1)
    )


class AgentHere:
    """A running agent, and all that it told of its call."""

    def __init__(self, agent: Agent) -> None:
        self.agent = agent
        self.told: list[CallStatus] = []

    def call(self) -> None:
        """Press the button on the glass."""
        self.agent.happened(CallWanted())

    def give_up(self) -> None:
        """Cancel or hang up."""
        self.agent.happened(GivenUp())

    @property
    def states(self) -> list[State]:
        """All that was told until now, each state once in a row."""
        told = [status.state for status in self.told]
        return [state for n, state in enumerate(told) if n == 0 or told[n - 1] is not state]

    async def wait_for(self, state: State, **facts: object) -> CallStatus:
        """Wait until the call is in this state, and its status has these values."""

        def true() -> bool:
            status = self.agent.status()
            return status.state is state and all(getattr(status, name) == value for name, value in facts.items())

        try:
            await until(true, LIMIT)
        except TimeoutError:
            raise AssertionError(f"not {state} {facts}, but {self.agent.status()}; {self.states}") from None
        return self.agent.status()


@asynccontextmanager
async def agent(
    *ways: Trunk,
    timers: Timers = SHORT,
    microphone: str = "",
    record_to: Path | None = None,
    ca_file: Path | None = None,
    find_sound: Callable[[], Sound] | None = None,
) -> AsyncIterator[AgentHere]:
    """A running agent whose user agent takes commands and whose trunks were asked; ended afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pavilion-"))
    user_agent = UserAgentPlan(
        folder / "baresip",
        ways,
        "Pavilion 0042",
        Sound(microphone=microphone),
        address=HERE,
        ca_file=ca_file,
        media_lost=timers.media_lost,
        record_to=record_to,
    )
    place = Pavilion("0042", Text("Остановка Ясная"), Text("Ульяновск, улица Ясная, 1"))
    plan = AgentPlan(place, user_agent, folder, folder, timers, find_sound=find_sound)
    here = AgentHere(Agent(plan, folder / "sos.sock", lambda: 0))
    watcher = Watcher(folder / "sos.sock", lambda status: here.told.append(status) if status else None)
    serving = asyncio.create_task(here.agent.run())
    try:
        await asyncio.sleep(0)  # it is asked from its first round on
        await until(lambda: serving.done() or (here.agent.full_status()["user_agent"]["alive"] and _asked(here)))
        watcher.start()
        await until(lambda: serving.done() or here.told)
        yield here
    finally:
        await asyncio.to_thread(watcher.stop)
        serving.cancel()
        await asyncio.wait([serving])
        shutil.rmtree(folder, ignore_errors=True)
        if not serving.cancelled() and (error := serving.exception()) is not None:
            raise error


def _asked(here: AgentHere) -> bool:
    return all(trunk["answered"] is not None for trunk in here.agent.full_status()["trunks"])


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run one test in a loop of its own."""

    async def main() -> None:
        async with asyncio.timeout(100):
            await test()

    asyncio.run(main())
