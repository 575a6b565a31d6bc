"""The sound devices of a whole agent: those that come while it runs, and those that fail in a call."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.status import State
from kiosk.sos import sound_devices
from kiosk.sos.plan import Sound
from tests.e2e.agent_here import SHORT, agent, run, trunks
from tests.e2e.pavilion import LIMIT
from tests.sos.far_end import tone_file, until

HEADSET = Sound("aubridge,here", "aubridge,here")


def test_devices_that_come_while_the_agent_runs_are_told_and_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_devices, "LOOK_EACH", 0.05)
    found = [Sound()]

    async def test() -> None:
        timers = replace(SHORT, callback_window=0.0)  # within it nothing may keep a call-back away
        async with (
            Dispatcher() as only,
            agent(*trunks(only.uri), timers=timers, find_sound=lambda: found[-1]) as here,
        ):
            await until(lambda: not here.agent.status().sound, LIMIT)
            found.append(HEADSET)
            await until(lambda: here.agent.status().sound, LIMIT)
            here.call()
            await here.wait_for(State.CONNECTED, sound=True)
            found.append(Sound())
            here.give_up()
            await until(lambda: not here.agent.status().sound, LIMIT)

    run(test)


def test_a_microphone_that_is_unplugged_in_the_call_costs_the_call_its_sound_alone(tmp_path: Path) -> None:
    short = tone_file(tmp_path / "short.wav", 1000, seconds=1)

    async def test() -> None:
        async with Dispatcher() as only, agent(*trunks(only.uri), microphone=f"aufile,{short}") as here:
            here.call()
            await here.wait_for(State.CONNECTED)
            await until(lambda: len(only.calls) == 2 and only.calls[1].answered_at is not None, LIMIT)
            await here.wait_for(State.CONNECTED, sound=False)
            await until(lambda: only.calls[1].packets > 100, LIMIT)
            assert len(only.calls) == 2

    run(test)
