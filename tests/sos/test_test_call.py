"""The daily test call with the real user agent, to the simulated dispatcher's test numbers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from kiosk.demo.dispatcher.behaviour import ANSWER, BUSY, CLOSED, RING, SILENT, Behaviour, Kind, after
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.events import Closed, Established, Event
from kiosk.domain.call.status import SelfTest, SelfTestResult
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.baresip.user_agent import UserAgent
from kiosk.sos.plan import UserAgentPlan
from kiosk.sos.test_call import RECORDINGS, DailyCall
from tests.sos.far_end import LIMIT, plan_for, run, trunk_to, until

NOW = 1_795_333_069
SECONDS = 1.5


class Pavilion:
    """A user agent, its daily call, and the events that remained for anybody else."""

    def __init__(self, plan: UserAgentPlan, answer_limit: float) -> None:
        self.plan = plan
        self.others: list[Event] = []
        self.agent = UserAgent(plan, self._happened)
        self.daily = DailyCall(self.agent, lambda: NOW, listen=SECONDS, answer_limit=answer_limit)

    def _happened(self, event: Event) -> None:
        if not self.daily.takes(event):
            self.others.append(event)

    @property
    def microphone(self) -> str:
        """The line of the user agent's configuration."""
        lines = (self.plan.folder / "config").read_text().splitlines()
        return next(line for line in lines if line.startswith("audio_source "))


@contextlib.asynccontextmanager
async def pavilion(folder: Path, trunk: Trunk, answer_limit: float = LIMIT) -> AsyncIterator[Pavilion]:
    here = Pavilion(plan_for(folder / "ua", trunk), answer_limit)
    task = asyncio.create_task(here.agent.run())
    try:
        await until(lambda: here.agent.facts.alive or task.done())
        everyday = here.microphone
        yield here
        await until(lambda: here.agent.facts.alive)
        assert here.microphone == everyday
        assert not (here.plan.folder / RECORDINGS).exists()
    finally:
        task.cancel()
        await asyncio.wait([task])


def trunk_with(far: Dispatcher, number: str, test_expects: Literal["echo", "tone"] = "echo") -> Trunk:
    return replace(trunk_to(far.uri), test_uri=replace(far.uri, user=number), test_expects=test_expects)


async def made(here: Pavilion, trunk: Trunk) -> SelfTestResult:
    assert trunk.test_uri
    return await here.daily.make(trunk, trunk.test_uri)


@pytest.mark.parametrize(
    ("number", "words"), [("echo", "our tone came back"), ("tone", "the test tone was heard")]
)
def test_line_that_works_passes(tmp_path: Path, number: Literal["echo", "tone"], words: str) -> None:
    async def play() -> None:
        async with Dispatcher() as far:
            trunk = trunk_with(far, number, test_expects=number)
            async with pavilion(tmp_path, trunk) as here:
                result = await made(here, trunk)
                assert (result.test, result.at, result.trunk) == (SelfTest.CALL, NOW, trunk.name)
                assert result.passed
                assert result.what.startswith(words)
                assert here.others == []
                assert far.calls[0].ended == "bye"

    run(play)


@pytest.mark.parametrize(
    ("number", "behaviour", "words"),
    [
        ("tone", ANSWER, "another sound came"),  # where an echo is expected
        ("other", SILENT, "no sound came"),
        ("other", BUSY, "refused with SIP 486"),
        ("other", RING, "no answer within 2 s"),
        ("other", after(Kind.BYE, 0.3), "the far end hung up too soon"),
        ("echo", CLOSED, "no answer within 2 s"),
    ],
    ids=str,
)
def test_line_that_does_not_work_is_told(tmp_path: Path, number: str, behaviour: Behaviour, words: str) -> None:
    async def play() -> None:
        async with Dispatcher(behaviour=behaviour) as far:
            trunk = trunk_with(far, number)
            async with pavilion(tmp_path, trunk, answer_limit=2.0) as here:
                result = await made(here, trunk)
                assert not result.passed
                assert result.what.startswith(words)
                assert here.others == []

    run(play)


@pytest.mark.parametrize("moment", ["while it starts", "while it rings", "while it listens"])
def test_somebody_who_calls_comes_first(tmp_path: Path, moment: str) -> None:
    """Broken off at any moment: everything is as before, and the next call is the person's."""

    async def play() -> None:
        ringing = moment == "while it rings"
        async with Dispatcher(behaviour=RING if ringing else ANSWER) as far:
            trunk = trunk_with(far, "other" if ringing else "echo")
            async with pavilion(tmp_path, trunk) as here:
                making = asyncio.create_task(made(here, trunk))
                if moment == "while it starts":
                    await until(lambda: "test-tone" in here.microphone)
                else:
                    heard = await far.wait_for_call()
                    await until(lambda: heard.state == ("ringing" if ringing else "connected"))
                making.cancel()
                await asyncio.wait({making})
                assert making.cancelled()
                await far.behave(ANSWER)
                await here.agent.dial(trunk.uri, trunk)
                await until(lambda: any(isinstance(event, Established) for event in here.others))
                assert [call.message.uri for call in far.calls][-1].startswith("sip:112@")
                await here.agent.hang_up()
                await until(lambda: any(isinstance(event, Closed) for event in here.others))
                await until(lambda: all(call.ended for call in far.calls))

    run(play)
