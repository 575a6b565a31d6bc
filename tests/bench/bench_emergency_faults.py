"""The call where something breaks: a trunk, the user agent, the agent itself."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from kiosk.demo.dispatcher.behaviour import ANSWER, BLACK_HOLE, CLOSED, DEAF, REJECT, RING, Behaviour
from kiosk.domain.call.status import State
from kiosk.sos.baresip.user_agent import PING, SHORT_LIFE
from kiosk.sos.client import AgentError
from tests.bench.calls import end, first, press, settled, worst
from tests.bench.figures import Figure
from tests.e2e.pavilion import Desk, Operator, Pavilion, until

RUNS = 8
SLOW_RUNS = 4
AGENT_RUNS = 5
STARTED = re.compile(r"user agent \S+ started in (\d+) ms")

Break = Callable[[Pavilion, Operator], float]
"""Does the harm during a call or before it, and gives the moment from which the next CONNECTED is awaited."""


def figures() -> list[Figure]:
    """Failover between trunks, and the ways back to life."""
    return [*_trunk_figures(), *_user_agent_figures(), *_agent_figures()]


def _trunk_figures() -> list[Figure]:
    with Desk() as desk:
        udp, tcp, other = desk.operator(), desk.operator(transport="tcp"), desk.operator()
        with settled(Pavilion(udp.uri, other.uri)) as pavilion:
            rejected = [_passed_over(pavilion, udp, other, REJECT) for _ in range(RUNS)]
            silent = [_passed_over(pavilion, udp, other, DEAF) for _ in range(SLOW_RUNS)]
            udp.behave(BLACK_HOLE)
            pavilion.do("test", which="trunks")
            known = [_invited(pavilion, other) for _ in range(RUNS)]
        with settled(Pavilion(tcp.uri, other.uri)) as pavilion:
            closed = [_passed_over(pavilion, tcp, other, CLOSED) for _ in range(RUNS)]
    return [
        worst("trunk A rejects (603) -> INVITE at B", rejected, "ms", 200, 50),
        worst("trunk A is silent -> INVITE at B", silent, "s", 2.5, 2, "2 s of it are our own timer"),
        worst("trunk A is a closed TCP port -> INVITE at B", closed, "ms", 200, 50),
        worst("OPTIONS marked A down: countdown over -> INVITE at B", known, "ms", 100, 20),
    ]


def _passed_over(pavilion: Pavilion, failing: Operator, other: Operator, behaviour: Behaviour) -> float:
    """Seconds from the end of the countdown to the INVITE at the second trunk; the first seemed to be well."""
    failing.behave(ANSWER)
    pavilion.do("test", which="trunks")
    failing.behave(behaviour)
    return _invited(pavilion, other)


def _invited(pavilion: Pavilion, operator: Operator) -> float:
    number = len(operator.calls) + 1
    pressed = press(pavilion)
    invited = operator.wait_for_call(number).invited_at
    first(pavilion, State.CONNECTED, after=pressed)
    end(pavilion)
    return invited - pressed


def _user_agent_figures() -> list[Figure]:
    with Desk() as desk:
        operator = desk.operator()
        with settled(Pavilion(operator.uri)) as pavilion:

            def again(harm: Break, runs: int) -> list[float]:
                return [_connected_again(pavilion, operator, harm) for _ in range(runs)]

            killed = [again(harm, RUNS) for harm in (_kill_before, _kill_ringing, _kill_in_call)]
            frozen = [again(harm, RUNS) for harm in (_freeze_before, _freeze_in_call)]
            starts = STARTED.findall(pavilion.log())
    beside = f"a user agent starts in {statistics.median(map(int, starts)):.0f} ms"
    return [
        worst("user agent killed before the press -> connected", killed[0], "ms", 1000, 100, beside),
        worst("killed while it rings -> connected", killed[1], "ms", 1000, 100, beside),
        worst("killed in the call -> connected again", killed[2], "ms", 1000, 100, beside),
        worst("user agent frozen before the press -> connected", frozen[0], "s", 2, 0.7, beside),
        worst("frozen in the call -> connected again", frozen[1], "s", 2, 0.7, beside),
    ]


def _connected_again(pavilion: Pavilion, operator: Operator, harm: Break) -> float:
    harmed = harm(pavilion, operator)
    took = first(pavilion, State.CONNECTED, after=harmed).since - harmed
    end(pavilion)
    for call in operator.up:  # nobody is there any more to end it
        operator.run(operator.dispatcher.dialog_of(call).silence())
    return took


def _hurt(pavilion: Pavilion, number: signal.Signals) -> float:
    """Send it to the user agent, at any moment between two of its pings."""
    user_agent = pavilion.user_agent
    time.sleep(SHORT_LIFE + random.uniform(0, PING))
    moment = time.monotonic()
    os.kill(user_agent, number)
    return moment


def _kill_before(pavilion: Pavilion, _: Operator) -> float:
    _hurt(pavilion, signal.SIGKILL)
    return press(pavilion)


def _kill_ringing(pavilion: Pavilion, operator: Operator) -> float:
    operator.behave(RING)
    pressed = press(pavilion)
    first(pavilion, State.RINGING, after=pressed)
    operator.behave(ANSWER)
    return _hurt(pavilion, signal.SIGKILL)


def _kill_in_call(pavilion: Pavilion, _: Operator) -> float:
    first(pavilion, State.CONNECTED, after=press(pavilion))
    return _hurt(pavilion, signal.SIGKILL)


def _freeze_before(pavilion: Pavilion, _: Operator) -> float:
    _hurt(pavilion, signal.SIGSTOP)
    return press(pavilion)


def _freeze_in_call(pavilion: Pavilion, _: Operator) -> float:
    first(pavilion, State.CONNECTED, after=press(pavilion))
    return _hurt(pavilion, signal.SIGSTOP)


def _agent_figures() -> list[Figure]:
    with Desk() as desk:
        operator = desk.operator()
        with settled(Pavilion(operator.uri)) as pavilion:
            idle = [_ready_again(pavilion) for _ in range(AGENT_RUNS)]
            in_call = [_up_again(pavilion, operator) for _ in range(AGENT_RUNS)]
    beside = f"started again at once; Python with asyncio starts in {_python():.2f} s"
    return [
        worst("agent killed idle -> it answers and its user agent lives", idle, "s", 2, 1, beside),
        worst("agent killed in a call -> the call is up again", in_call, "s", 5, 2, beside),
    ]


def _python() -> float:
    """Seconds of a process that does nothing but what every such agent begins with."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import asyncio, json, logging, sqlite3"], check=True)
    return time.monotonic() - began


def _ready_again(pavilion: Pavilion) -> float:
    killed = time.monotonic()
    before = pavilion.kill()
    until(lambda: _serves(pavilion, before), what="another agent that is ready")
    return time.monotonic() - killed


def _serves(pavilion: Pavilion, before: int) -> bool:
    """Whether an agent that is not the one `before` answers and has a user agent."""
    with contextlib.suppress(AgentError):
        status = pavilion.status()
        return bool(status["agent"]["pid"] != before and status["user_agent"]["alive"])
    return False


def _up_again(pavilion: Pavilion, operator: Operator) -> float:
    first(pavilion, State.CONNECTED, after=press(pavilion))

    def kill(_: Pavilion, __: Operator) -> float:
        killed = time.monotonic()
        pavilion.kill()
        return killed

    return _connected_again(pavilion, operator, kill)
