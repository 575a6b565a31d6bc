"""Sound devices that are plugged in or taken away while the agent runs, with the real user agent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.call.events import Established
from kiosk.domain.text import Text
from kiosk.sos import sound_devices
from kiosk.sos.baresip.user_agent import UserAgent
from kiosk.sos.plan import AgentPlan, Pavilion, Sound
from kiosk.sos.sound_devices import SoundDevices
from kiosk.sos.test_call import DailyCall
from tests.sos.far_end import FarEnd, hung_up, plan_for, run, trunk_to, until, user_agent
from tests.sos.test_baresip_supervision import NOWHERE

NONE = Sound()
HEADSET = Sound("aubridge,here", "aubridge,here")


class Room:
    """Where devices come and go, and what becomes known of it."""

    def __init__(self, sound: Sound = NONE) -> None:
        self.sound = sound
        self.loudspeakers: list[str] = []
        self.heard_anew = 0
        self.looks = 0

    def find(self) -> Sound:
        self.looks += 1
        return self.sound

    def use(self, loudspeaker: str) -> None:
        self.loudspeakers.append(loudspeaker)

    def hear_anew(self) -> None:
        self.heard_anew += 1

    async def alone(self, doing: Callable[[], Awaitable[None]]) -> None:
        await doing()

    async def another_look(self) -> None:
        before = self.looks
        await until(lambda: self.looks > before + 1)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_devices, "LOOK_EACH", 0.02)


@asynccontextmanager
async def looked_for(room: Room, agent: UserAgent) -> AsyncIterator[SoundDevices]:
    folder = agent.plan.folder
    plan = AgentPlan(Pavilion("", Text(""), Text("")), agent.plan, folder, folder, find_sound=room.find)
    devices = SoundDevices(plan, agent, room, room)
    task = asyncio.create_task(devices.run())
    try:
        yield devices
    finally:
        task.cancel()
        await asyncio.wait({task})
    assert task.cancelled()


def configured(agent: UserAgent) -> bool:
    """Whether the running user agent speaks through the headset."""
    text = (agent.plan.folder / "config").read_text()
    return agent.facts.alive and f"audio_source {HEADSET.microphone}\naudio_player {HEADSET.loudspeaker}\n" in text


def test_a_device_that_comes_later_is_used_and_one_that_goes_no_longer(tmp_path: Path) -> None:
    async def test() -> None:
        async with user_agent(plan_for(tmp_path / "ua", NOWHERE)) as (agent, _):
            room = Room()
            async with looked_for(room, agent) as devices:
                await room.another_look()
                assert agent.facts.restarts == 0
                room.sound = HEADSET
                await until(lambda: configured(agent) and room.heard_anew == 1)
                assert devices.current == HEADSET
                room.sound = NONE
                await until(lambda: agent.facts.alive and room.heard_anew == 2 and not configured(agent))
                assert room.loudspeakers == [HEADSET.loudspeaker, ""]
                await room.another_look()
                assert agent.facts.restarts == 2

    run(test)


def test_a_call_is_not_ended_for_it(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                call = await happenings.next(Established)
                room = Room(HEADSET)
                async with looked_for(room, agent) as devices:
                    await room.another_look()
                    assert devices.current == NONE
                    assert room.loudspeakers == []
                    await hung_up(agent, happenings, call.call_id)
                    await until(lambda: configured(agent))

    run(test)


def test_a_test_call_gives_back_the_devices_of_now(tmp_path: Path) -> None:
    async def test() -> None:
        async with user_agent(plan_for(tmp_path / "ua", NOWHERE)) as (agent, _):
            daily = DailyCall(agent, lambda: 0, answer_limit=0.1)
            await agent.restart(replace(agent.plan, sound=HEADSET))
            await daily.make(NOWHERE, NOWHERE.uri)
            assert configured(agent)

    run(test)


def test_devices_of_the_settings_are_not_looked_for(tmp_path: Path) -> None:
    async def test() -> None:
        async with user_agent(plan_for(tmp_path / "ua", NOWHERE)) as (agent, _):
            room = Room()
            plan = AgentPlan(Pavilion("", Text(""), Text("")), agent.plan, tmp_path, tmp_path)
            await SoundDevices(plan, agent, room, room).run()

    run(test)
