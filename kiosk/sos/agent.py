"""The emergency agent: what happens goes through the rules of the call, and what they order is carried out.

Everything runs in one event loop. Rules and publishing never wait; what the user agent is ordered is carried out
one after the other by one task.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import sqlite3
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from kiosk.domain.call.events import Closed, Tick
from kiosk.domain.call.machine import Call, Line, next_moment, step
from kiosk.domain.call.order import in_order
from kiosk.domain.call.status import IN_CALL, State
from kiosk.sos import button, wire
from kiosk.sos.aside import aside
from kiosk.sos.baresip.user_agent import UserAgent
from kiosk.sos.chronicle import Chronicle
from kiosk.sos.kept_call import KeptCall
from kiosk.sos.lamp import Lamp
from kiosk.sos.orders import Orders
from kiosk.sos.record import Record
from kiosk.sos.server import Server
from kiosk.sos.sound_devices import SoundDevices
from kiosk.sos.sounds import Sounds
from kiosk.sos.speech import Speech
from kiosk.sos.tested import self_tests
from kiosk.sos.wellbeing import Wellbeing
from kiosk.sos.wire import WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from kiosk.domain.call.events import Event
    from kiosk.domain.call.status import CallStatus, SelfTest, SelfTestResult
    from kiosk.sos.edge.edge import Edge
    from kiosk.sos.plan import AgentPlan

log = logging.getLogger(__name__)

LOOK_EACH = 1.0
"""Seconds between two looks at our own health."""


class Agent:
    """One pavilion's emergency process, reached at `socket`. `wall` gives POSIX seconds, for records."""

    def __init__(self, plan: AgentPlan, socket: Path, wall: Callable[[], int]) -> None:
        self._edge = _edge(plan)
        if self._edge:
            plan = replace(plan, user_agent=replace(plan.user_agent, edge=self._edge.address))
        self._plan = plan
        self._wall = wall
        self._call = Call()
        self._language = plan.language
        self._waking: asyncio.TimerHandle | None = None
        self._kept = KeptCall(plan.run_dir)
        self._record = Record(plan.data_dir / "sos.sqlite", wall)
        self._user_agent = UserAgent(plan.user_agent, self.happened)
        self._chronicle = Chronicle(self._record, self._user_agent, wall)
        self._tests = self_tests(plan, self._user_agent, self._record, wall, self._judge)
        self._speech = Speech(plan.run_dir / "speech", plan.pavilion)
        self._sounds = Sounds(plan.user_agent.sound.loudspeaker, plan.run_dir / "sounds")
        self._devices = SoundDevices(plan, self._user_agent, self._tests, self._sounds)
        self._orders = Orders(
            plan, self._user_agent, self._speech, tests=self._tests, happened=self.happened, wall=wall
        )
        self._server = Server(socket, self)
        self._lamp = Lamp(plan.lamp)
        self.serves = asyncio.Event()
        """Set once callers are answered at the socket."""

    async def run(self) -> None:
        """Serve until cancelled. Raises SocketTaken where another agent serves at the socket."""
        self._loop = asyncio.get_running_loop()
        now = self._loop.time()
        self._wellbeing = Wellbeing(
            self._plan, self._user_agent, self._devices, self._tests, self._speech, now=now, wall=self._wall
        )
        self._server.open()
        self._call = self._kept.taken_up(now)
        self._tests.show(self._call.status)
        async with asyncio.TaskGroup() as group:
            for part in self._parts():
                group.create_task(part)
            self._wake()
            self.serves.set()

    def _parts(self) -> list[Coroutine[Any, Any, None]]:
        parts = [
            self._user_agent.run(),
            self._orders.run(),
            self._server.run(),
            self._record.run(),
            self._tests.run(),
            self._speech.run(),
            self._sounds.run(),
            self._devices.run(),
            self._lamp.run(),
            self._look_after_ourselves(),
        ]
        if self._edge:
            parts.append(self._edge.run())
        if self._plan.button:
            parts.append(button.watch(self._plan.button, self.happened))
        return parts

    @property
    def needed(self) -> bool:
        """Whether somebody is being helped."""
        return self._call.status.state in IN_CALL

    @property
    def idle(self) -> bool:
        """Whether nobody is being helped, nor may still be called back."""
        return not self.needed and self._call.status.callback_until is None

    @property
    def talking(self) -> bool:
        """Whether somebody is speaking with the operator."""
        return self._call.status.state is State.CONNECTED

    @property
    def watched(self) -> bool:
        """Whether a screen shows the call."""
        return self._server.watched

    def happened(self, event: Event) -> None:
        """Apply the rules to `event` and begin what they order; never waits."""
        if self._tests.takes(event):
            return
        now = self._loop.time()
        before = self._call.status
        edge = self._edge is not None and self._edge.alive
        line = Line(in_order(self._plan.trunks, self._tests.reports), edge=edge)
        self._call, orders = step(self._call, event, now, line, self._plan.timers, secrets.token_hex(4))
        self._wellbeing.saw(before, event, self._call.status)
        for order in orders:
            self._orders.give(order, self._call.status)
        if self._call.status != before:
            self._tell(before, now, event.code if isinstance(event, Closed) else None)
        self._wake()

    def _wake(self) -> None:
        """Let the clock be heard when it next matters."""
        if self._waking:
            self._waking.cancel()
        moment = next_moment(self._call, self._plan.timers)
        self._waking = None if moment is None else self._loop.call_at(moment, self.happened, Tick())

    def _tell(self, before: CallStatus, now: float, code: int | None = None) -> None:
        """Let everybody know what has become of the call; `code`: the SIP status that did it."""
        status = self._call.status
        self._kept.keep(self._call, now)
        self._tests.show(status)
        self._sounds.show(status, self._language)
        self._lamp.show(status.state if status.state in IN_CALL else status.health)
        self._server.changed()
        if (status.state, status.trunk, status.attempt) == (before.state, before.trunk, before.attempt):
            return
        if status.failure and before.state in {State.DIALING, State.RINGING, State.CONNECTED}:
            self._tests.reask(before.trunk)  # so that the next call knows what this one had to find out
        self._chronicle.step(status, now, code)

    def status(self) -> CallStatus:
        """The call at this moment."""
        return self._call.status

    def full_status(self) -> dict[str, Any]:
        """Everything a technician may know, as JSON has it."""
        return self._wellbeing.full_status(self._call.status, self._loop.time())

    def place(self) -> dict[str, Any]:
        """Where callers are, as JSON has it."""
        return wire.place_to_json(self._plan.pavilion)

    async def test(self, which: SelfTest) -> tuple[SelfTestResult, ...]:
        """Run a self-test now; a call breaks it off."""
        return await self._tests.run_now(which)

    async def history(self, limit: int) -> dict[str, Any]:
        """What was recorded, the newest first. Raises WireError where the disk does not give it."""
        try:
            events, tests = await aside(lambda: self._record.history(limit), "history")
        except sqlite3.Error as error:
            raise WireError(f"The record cannot be read: {error}.") from None
        return {
            "events": [asdict(event) for event in events],
            "tests": [wire.result_to_json(result) for result in tests],
        }

    def speak_language(self, language: str) -> None:
        """Speak to people here in this language."""
        self._language = language
        self._sounds.show(self._call.status, language)

    async def _look_after_ourselves(self) -> None:
        """Each second: our health, and a call that goes on kept for whoever comes after us."""
        while True:
            self._judge()
            if self._call.status.state in IN_CALL:
                self._kept.keep(self._call, self._loop.time())
            await asyncio.sleep(LOOK_EACH)

    def _judge(self) -> None:
        now, before = self._loop.time(), self._call.status
        self._call = self._wellbeing.judged(self._call, now)
        if self._call.status != before:
            self._tell(before, now)


def _edge(plan: AgentPlan) -> Edge | None:
    """The proxy that adds where we are, None where none is wanted or it cannot listen: the call needs none."""
    if not plan.edge:
        return None
    # Here, because most pavilions have none, and it reads XML.
    from kiosk.sos.edge.edge import Edge  # noqa: PLC0415

    try:
        return Edge(plan, plan.run_dir / "edge")
    except OSError as error:
        log.warning("calls go out without our location: %s", error.strerror)
        return None
