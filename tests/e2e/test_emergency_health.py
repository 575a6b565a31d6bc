"""What is wrong is known before anybody calls, and told to staff in the status of the agent."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from pathlib import Path

import pytest

from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.status import Failure, Health, State
from kiosk.sos.baresip import source_guard
from tests.e2e.agent_here import AgentHere, agent, run, trunks
from tests.e2e.pavilion import LIMIT
from tests.sos.far_end import until


def faults(here: AgentHere) -> str:
    return " ".join(here.agent.full_status()["faults"])


def test_callers_that_cannot_be_told_apart_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(source_guard, "attach", refused)

    async def test() -> None:
        async with Dispatcher() as only, agent(*trunks(only.uri)) as here:
            assert here.agent.full_status()["user_agent"]["guarded"] is False
            assert "Callers cannot be told apart" in faults(here)
            await until(lambda: here.agent.status().health is Health.DEGRADED, LIMIT)

    run(test)


def test_a_user_agent_that_lets_call_backs_in_is_no_fault() -> None:
    async def test() -> None:
        async with Dispatcher() as only, agent(*trunks(only.uri)) as here:
            assert here.agent.full_status()["user_agent"]["guarded"] is True
            assert "Callers" not in faults(here)

    run(test)


def test_phrases_that_cannot_be_spoken_are_not_promised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("baresip", "setpriv"):
        (tmp_path / program).symlink_to(shutil.which(program) or program)
    monkeypatch.setenv("PATH", str(tmp_path))  # there is no espeak-ng

    async def test() -> None:
        async with Dispatcher() as only, agent(*trunks(only.uri)) as here:
            await until(lambda: "Phrases cannot be spoken into a call." in faults(here), LIMIT)
            here.call()
            await here.wait_for(State.CONNECTED, phrases=False, health=Health.DEGRADED)

    run(test)


def test_phrases_that_can_be_spoken_are_promised() -> None:
    async def test() -> None:
        async with Dispatcher() as only, agent(*trunks(only.uri)) as here:
            await here.wait_for(State.IDLE, phrases=True)
            assert "Phrases" not in faults(here)

    run(test)


def test_without_a_user_agent_people_are_told_to_help_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        async with Dispatcher() as first, Dispatcher() as second, agent(*trunks(first.uri, second.uri)) as here:
            monkeypatch.setenv("PATH", str(tmp_path))  # there is no baresip any more
            os.kill(here.agent.full_status()["user_agent"]["pid"], signal.SIGKILL)
            here.call()
            await here.wait_for(State.RETRYING, failure=Failure.USER_AGENT_DIED)
            await until(lambda: "The user agent cannot be started" in faults(here), LIMIT)
            await until(lambda: here.agent.status().health is Health.BROKEN, LIMIT)
            assert not first.calls
            assert not second.calls

    run(test)
