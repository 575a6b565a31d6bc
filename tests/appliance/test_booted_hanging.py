"""The units under a systemd that is the first process: what hangs keeps nobody else from the passengers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.appliance.booted import Booted, can_boot
from tests.appliance.test_booted import LIMIT, SCREEN, SESSION, SOS
from tests.e2e.pavilion import until

NEVER_READY = "[Service]\nExecStart=\nExecStart=sleep infinity\nTimeoutStartSec=infinity\n"
NEVER_ENDED = NEVER_READY + "WatchdogSec=0\n"


@pytest.fixture(scope="module")
def stop() -> Iterator[Booted]:
    """A stop whose agent hangs at its start, and which nobody ends for that."""
    if why := can_boot():
        pytest.skip(why)
    with Booted({SOS: NEVER_ENDED}) as booted:
        yield booted


def test_an_agent_that_hangs_at_its_start_delays_no_board(stop: Booted) -> None:
    until(lambda: is_painted(stop), LIMIT, what="a board")
    assert stop.shown(SOS, "NRestarts") == "0"
    assert not answers(stop)
    began = {name: int(stop.shown(name, "ExecMainStartTimestampMonotonic")) for name in (SOS, SESSION, SCREEN)}
    assert sorted(began, key=lambda name: began[name]) == [SOS, SESSION, SCREEN]


def test_an_agent_that_hangs_at_its_start_is_started_anew(stop: Booted) -> None:
    stop.say(SOS, f"{NEVER_READY}WatchdogSec=500ms\n")
    stop.run("systemctl", "restart", SOS)
    until(lambda: int(stop.shown(SOS, "NRestarts")) > 1, LIMIT, what="another agent")
    assert is_painted(stop)


def test_a_compositor_that_hangs_at_its_start_delays_no_agent(stop: Booted) -> None:
    stop.run("systemctl", "stop", "kiosk.target", SCREEN, SOS, SESSION, "kiosk-browse.socket")
    stop.say(SOS, "")
    stop.say(SESSION, NEVER_READY)
    stop.run("systemctl", "start", "--no-block", "kiosk.target")
    until(lambda: answers(stop), LIMIT, what="an agent that answers")
    assert stop.shown(SESSION, "ActiveState") == "activating"
    assert stop.shown(SCREEN, "ActiveState") == "inactive"


def is_painted(stop: Booted) -> bool:
    """A screen is ready once it has painted."""
    return stop.shown(SCREEN, "ActiveState") == "active"


def answers(stop: Booted) -> bool:
    """Whether the agent does."""
    return '"state"' in stop.run("kiosk", "sos", "status", "--json").stdout
