"""The call where nothing is broken: countdown, INVITE, answer, sound, beside a user agent dialled by hand."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.demo.dispatcher.behaviour import TONE
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.demo.dispatcher.voice import TEST_TONE_HZ
from kiosk.domain.call.events import Established
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.status import State
from kiosk.domain.call.tone import tone_share
from kiosk.sos.baresip import config_files, ports
from kiosk.sos.baresip.control import Control
from kiosk.sos.baresip.process import Process
from tests.bench.calls import end, first, press, settled, worst
from tests.bench.figures import Figure
from tests.e2e.pavilion import Desk, Pavilion
from tests.sos.far_end import HERE, RATE, plan_for, samples_of, tone_file, trunk_to, user_agent

RUNS = 10
MICROPHONE_HZ = 1000.0
LISTENED_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Moments:
    """Seconds from the end of the countdown."""

    invite: float
    connected: float


def figures() -> list[Figure]:
    """INVITE, answer and sound."""
    bare = asyncio.run(_bare())
    made = _made()
    bare_invite = 1000 * statistics.median(one.invite for one in bare)
    bare_answer = 1000 * statistics.median(one.connected for one in bare)
    there, here = asyncio.run(_heard())
    return [
        worst(
            "countdown over -> INVITE",
            [one.invite for one in made],
            *("ms", 100, 20),
            f"bare user agent {bare_invite:.1f} ms",
        ),
        worst("the same after a countdown of 3 s", [_counted_down()], "ms", 100, 20),
        worst(
            "countdown over -> connected, answered at once",
            [one.connected for one in made],
            *("ms", 1000, 50),
            f"bare user agent {bare_answer:.1f} ms",
        ),
        _share("the dispatcher hears besides our tone", there),
        _share("the pavilion hears besides the dispatcher's", here),
    ]


def _share(name: str, share: float) -> Figure:
    return Figure(name, 1 - share, "of the energy", 0.1, 0.01, f"tone share {share:.4f}")


def _made() -> list[Moments]:
    """Calls of the whole agent."""
    with Desk() as desk:
        operator = desk.operator()
        with settled(Pavilion(operator.uri)) as pavilion:
            made = []
            for number in range(1, RUNS + 1):
                pressed = press(pavilion)
                connected = first(pavilion, State.CONNECTED, after=pressed).since
                made.append(Moments(operator.wait_for_call(number).invited_at - pressed, connected - pressed))
                end(pavilion)
            return made


def _counted_down() -> float:
    """Seconds from the end that the countdown was told to have until the INVITE."""
    with Desk() as desk:
        operator = desk.operator()
        with settled(Pavilion(operator.uri, countdown_seconds=3)) as pavilion:
            pavilion.call()
            over = first(pavilion, State.COUNTDOWN, after=0).until
            invited = operator.wait_for_call().invited_at
            end(pavilion)
    assert over is not None
    return invited - over


async def _bare() -> list[Moments]:
    """A user agent of nobody, told by hand to dial."""
    ready, events = asyncio.Event(), asyncio.Queue[Mapping[str, Any]]()

    def said(data: bytes) -> None:
        if b"baresip is ready." in data:
            ready.set()

    with tempfile.TemporaryDirectory(prefix="bare-") as folder:
        async with Dispatcher() as dispatcher:
            plan = plan_for(Path(folder), trunk_to(dispatcher.uri))
            where = ports.choose(plan)
            config_files.write(plan, where)
            process = Process(plan.folder, said, lambda: None)
            try:
                await ready.wait()
                control = await Control.connect(where.control, events.put_nowait, lambda: None)
                made = [await _by_hand(control, events, dispatcher, n) for n in range(1, RUNS + 1)]
                control.close()
            finally:
                await process.end()
    return made


async def _by_hand(
    control: Control, events: asyncio.Queue[Mapping[str, Any]], dispatcher: Dispatcher, number: int
) -> Moments:
    began = time.monotonic()
    asked = asyncio.create_task(control.ask(("dial", str(dispatcher.uri))))
    connected = await _event(events, "CALL_ESTABLISHED")
    await asked
    heard = await dispatcher.wait_for_call(number)
    control.tell(("hangup", ""))
    await heard.until(lambda: bool(heard.ended), 5)
    return Moments(heard.invited_at - began, connected - began)


async def _event(events: asyncio.Queue[Mapping[str, Any]], kind: str) -> float:
    while (await events.get()).get("type") != kind:
        pass
    return time.monotonic()


async def _heard() -> tuple[float, float]:
    """The shares of the tones at the dispatcher and here, over seconds of a call that is recorded."""
    with tempfile.TemporaryDirectory(prefix="tones-") as name:
        folder = Path(name)
        microphone = tone_file(folder / "microphone.wav", MICROPHONE_HZ)
        async with Dispatcher(behaviour=TONE) as dispatcher:
            trunk = trunk_to(dispatcher.uri)
            plan = plan_for(folder / "agent", trunk, microphone=f"aufile,{microphone}", record_to=folder / "rec")
            async with user_agent(plan) as (agent, happenings):
                await agent.dial(SipUri("112", HERE, dispatcher.port), trunk)
                call = await happenings.next(Established)
                heard = await dispatcher.wait_for_call()
                await dispatcher.wait_for_sound(heard, LISTENED_SECONDS)
                await agent.hang_up(call.call_id)
                await heard.until(lambda: bool(heard.ended), 5)
        (recorded,) = (folder / "rec").glob("dump-*-dec.wav")
        samples, rate = samples_of(recorded)
        there = tone_share(heard.samples(LISTENED_SECONDS), RATE, MICROPHONE_HZ)
        return there, tone_share(samples, rate, TEST_TONE_HZ)
