"""What it costs to be ready and to be in a call, and that a screen takes nothing from a call."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from kiosk.demo.dispatcher.heard import Heard
from kiosk.domain.call.status import State
from tests.bench.calls import end, first, press, settled
from tests.bench.figures import Figure
from tests.e2e.pavilion import Desk, Operator, Pavilion, until

SETTLE_SECONDS = 2.0
IDLE_SECONDS = 30.0
CALL_SECONDS = 10.0
ALONE_SECONDS = 4.0
FROZEN_SECONDS = 4.0
DEAD_SECONDS = 4.0
PAUSE = 0.1
"""Seconds between two packets of 20 ms that somebody would hear."""
MEGABYTE = 2**20
PAINTED = "the board is painted"


def figures() -> list[Figure]:
    """Memory, processor, and the call beside a screen that freezes and dies."""
    with Desk() as desk:
        operator = desk.operator()
        with settled(Pavilion(operator.uri)) as pavilion:
            return [*_cost_figures(pavilion), *_screen_figures(pavilion, operator)]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of the agent and of its user agent. Megabytes, `shared` with what is shared divided; percent of one core."""

    resident: tuple[float, float]
    shared: tuple[float, float]
    percent: tuple[float, float]


def _cost_figures(pavilion: Pavilion) -> list[Figure]:
    time.sleep(SETTLE_SECONDS)
    idle = _cost(pavilion, IDLE_SECONDS)
    first(pavilion, State.CONNECTED, after=press(pavilion))
    time.sleep(SETTLE_SECONDS)
    calling = _cost(pavilion, CALL_SECONDS)
    end(pavilion)
    return [
        Figure("memory, agent + user agent, idle", sum(idle.resident), "MB", 60, 40, _memory(idle)),
        Figure("memory in a call", sum(calling.resident), "MB", 60, 40, _memory(calling)),
        Figure("processor idle, one core", sum(idle.percent), "%", 1, 0.2, f"{_both(idle.percent)}, watched"),
        Figure("processor in a call, one core", sum(calling.percent), "%", 5, 2, _both(calling.percent)),
    ]


def _memory(cost: Cost) -> str:
    return f"resident, {_both(cost.resident)}; {sum(cost.shared):.1f} MB with what is shared divided (PSS)"


def _both(parts: tuple[float, float]) -> str:
    return f"{parts[0]:.3g} + {parts[1]:.3g}"


def _cost(pavilion: Pavilion, seconds: float) -> Cost:
    """What they take in the next seconds."""
    pids = (pavilion.pid, pavilion.user_agent)
    before, began = [_processor(pid) for pid in pids], time.monotonic()
    time.sleep(seconds)
    spent = [_processor(pid) - was for pid, was in zip(pids, before, strict=True)]
    took = time.monotonic() - began
    agent, user_agent = (psutil.Process(pid).memory_full_info() for pid in pids)
    return Cost(
        (agent.rss / MEGABYTE, user_agent.rss / MEGABYTE),
        (agent.pss / MEGABYTE, user_agent.pss / MEGABYTE),
        (100 * spent[0] / took, 100 * spent[1] / took),
    )


def _processor(pid: int) -> float:
    """Seconds on a processor, of all threads to the nanosecond. Source: Linux, scheduler/sched-stats.rst."""
    stats = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(file.read_text().split()[0]) for file in stats) / 1e9


@dataclass(frozen=True, slots=True)
class Flow:
    """The kiosk's RTP as it came to the dispatcher: packets that never came, and pauses in seconds."""

    lost: int
    pauses: tuple[float, ...]

    @property
    def broken(self) -> int:
        """Packets lost and pauses that can be heard."""
        return self.lost + sum(pause > PAUSE for pause in self.pauses)

    def __str__(self) -> str:
        return f"longest pause {1000 * max(self.pauses):.0f} ms"


def _screen_figures(pavilion: Pavilion, operator: Operator) -> list[Figure]:
    with _screen(pavilion) as screen:
        first(pavilion, State.CONNECTED, after=press(pavilion))
        call = operator.calls[-1]
        before = _flow(operator, call, ALONE_SECONDS)
        screen.send_signal(signal.SIGSTOP)
        frozen = _flow(operator, call, FROZEN_SECONDS)
        screen.kill()
        dead = _flow(operator, call, DEAD_SECONDS)
    connected = pavilion.now is not None and pavilion.now.state is State.CONNECTED
    assert connected, "the call ended with the screen"
    end(pavilion)
    beside = f"{{}}; while the screen was well {before.broken}, {before}"
    return [
        Figure("RTP lost while the screen is frozen", frozen.broken, "packets", 0, 0, beside.format(frozen)),
        Figure("RTP lost once the screen is killed", dead.broken, "packets", 0, 0, beside.format(dead)),
    ]


@contextmanager
def _screen(pavilion: Pavilion) -> Iterator[subprocess.Popen[bytes]]:
    """`kiosk run` for the same pavilion; it finds the agent and watches it."""
    words = ("run", "--quiet", "--config", str(pavilion.config), "--window", "540x960")
    drawn = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PYTHONWARNINGS": "default"}
    before = _clients(pavilion)
    screen = pavilion.start(*words, **drawn)
    printed = pavilion.folder / "printed"
    try:
        until(lambda: PAINTED in printed.read_text(errors="replace"), what="the board to be painted")
        until(lambda: _clients(pavilion) > before, what="the screen to watch the agent")
        yield screen
    finally:
        screen.kill()
        screen.wait()


def _clients(pavilion: Pavilion) -> int:
    """How many connections the agent's socket has, with itself."""
    ends = psutil.Process(pavilion.pid).net_connections("unix")
    return sum(str(one.laddr) == str(pavilion.socket) for one in ends)


def _flow(operator: Operator, call: Heard, seconds: float) -> Flow:
    """What comes in the next seconds."""

    async def listened() -> Flow:
        loop = asyncio.get_running_loop()
        ends, lost, last = loop.time() + seconds, call.lost, call.last_sound_at or loop.time()
        pauses = []
        while loop.time() < ends:
            heard = call.packets
            await call.until(lambda: call.packets > heard, 10)  # noqa: B023  awaited at once
            assert call.last_sound_at is not None
            pauses.append(call.last_sound_at - last)
            last = call.last_sound_at
        return Flow(call.lost - lost, tuple(pauses))

    return operator.run(listened(), seconds + 10)
