"""The SIP user agent as the rest of us knows it: it may be killed or frozen at any moment and is back at once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.domain.call.events import Event, UserAgentDied
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.baresip import config_files, ports
from kiosk.sos.baresip.callers import Addresses
from kiosk.sos.baresip.calls import LiveCall, UserAgentError
from kiosk.sos.baresip.control import ControlError
from kiosk.sos.baresip.life import Life
from kiosk.sos.plan import Sound, UserAgentPlan

__all__ = ["UserAgent", "UserAgentError", "UserAgentFacts"]

_logger = logging.getLogger(__name__)

PING = 1.0
PING_IN_CALL = 0.25
"""Seconds, also between looks at the process's state, which find a stopped one without a ping."""

WAIT_FOR_LIFE = 0.5
"""Seconds a command waits for a user agent that is just being started again."""

BACK_OFF = (0.0, 0.0, 0.1, 0.5, 2.0)
"""Seconds before a start after so many short lives in a row; the last one for ever."""

SHORT_LIFE = 1.0
OTHER_PLAN = "is given another plan"

RESOLVE_EACH = 30.0
REGISTRATION_PATIENCE = 60.0
"""Seconds of failing while idle until a new user agent is tried, doubled each time up to `PATIENCE_AT_MOST`.

After a network's return baresip may go on failing for ever (github.com/baresip/baresip/issues/2065).
"""
PATIENCE_AT_MOST = 960.0

SOUND_AGAIN = 60.0
"""Seconds without the sound devices that failed, and without a call, until they are tried again."""

_SILENCE_AGAIN = config_files.SILENCE_SECONDS / 3


@dataclass(frozen=True, slots=True)
class UserAgentFacts:
    """What a technician is told. RTP packets are of the present or last call, None until they were counted;
    `rx_level` in dB of full scale.
    """

    pid: int | None = None
    version: str = ""
    alive: bool = False
    restarts: int = 0
    sent: int | None = None
    received: int | None = None
    lost: int | None = None
    rx_level: float | None = None
    guarded: bool = False
    """Whether callers are known by their address; if not, every incoming call counts as a stranger's."""
    sound: bool = True
    """False while calls go without a sound device of the plan, which failed."""


class UserAgent:
    """One supervised baresip. `happened` gets what happens to its calls, from the event loop; let it only queue.

    A trunk that baresip cannot be told of is left out and said in the log; the others work.
    """

    def __init__(self, plan: UserAgentPlan, happened: Callable[[Event], None]) -> None:
        self._happened = happened
        self._plan = _usable(plan)
        self._addresses = Addresses(self._plan)
        self._life: Life | None = None
        self._ready = asyncio.Event()
        self._starts = 0
        self._registered: dict[str, bool] = {}
        self._failing_since: float | None = None
        self._patience = REGISTRATION_PATIENCE
        self._troubles: set[str] = set()
        self._source = asyncio.Lock()
        self._spoken_into: Life | None = None
        """What has a phrase in place of its microphone, in the call or left over from one."""
        self._silence_at = self._pinged_at = 0.0
        self._rest: asyncio.Timeout | None = None
        self._sound_left: Sound | None = None
        self._sound_failed_at = 0.0

    @property
    def facts(self) -> UserAgentFacts:
        """How it is now."""
        life = self._life
        if life is None:
            return UserAgentFacts(restarts=max(0, self._starts - 1))
        flow = life.flow
        return UserAgentFacts(
            pid=life.pid,
            version=life.version,
            alive=self._ready.is_set() and life.alive,
            restarts=max(0, self._starts - 1),
            sent=flow.sent,
            received=flow.received,
            lost=flow.lost,
            rx_level=flow.rx_level,
            guarded=life.gate is not None and life.gate.guarded,
            sound=self._sound_left is None,
        )

    @property
    def plan(self) -> UserAgentPlan:
        """The plan it was given last."""
        return self._plan

    @property
    def registered(self) -> Mapping[str, bool]:
        """By trunk, for those that want a registration."""
        return self._registered

    async def run(self) -> None:
        """Start it, watch it, start it again; for ever. Cancel to end it."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._supervise())
            group.create_task(self._keep_addresses())

    async def dial(self, uri: SipUri, trunk: Trunk, *, with_location: bool = False) -> None:
        """Send the INVITE to `uri` with our identity at `trunk`; a frozen user agent is replaced on the way.

        Raises UserAgentError.
        """
        edge = with_location and self._plan.edge is not None
        for _ in range(2):
            life = await self._living()
            try:
                await self._end_phrase(life)  # what was to be said in the last call is not said in the next
                await life.dial(uri, trunk.name, edge=edge)
            except ControlError as error:
                self._bury(life, str(error))
            else:
                self._look_sooner()
                return
        raise UserAgentError("the user agent does not take commands")

    async def hang_up(self, call_id: str = "") -> None:
        """End this call; "" the one being dialled. A call that is over already is no error."""
        call = self._call(call_id) if call_id else self._dialled()
        if call is not None and self._life is not None:
            await self._do(self._life, self._life.hang_up(call))

    async def answer(self, call_id: str) -> None:
        """Take this incoming call. Nothing happens when it is over already."""
        call = self._call(call_id)
        if call is not None and self._life is not None:
            await self._do(self._life, self._life.answer(call))

    async def refuse(self, call_id: str) -> None:
        """Refuse this incoming call (486). Nothing happens when it is over already."""
        await self.hang_up(call_id)

    async def play(self, file: Path, seconds: float) -> None:
        """Let a file speak into the call instead of the microphone, which comes back after `seconds`.

        It is a WAV of 8 kHz, mono, 16 bits, and longer than `seconds` by some silence: a file's end would end the
        call. Returns early when the call ends. Raises UserAgentError.
        """
        if len(str(file).encode()) > config_files.DEVICE_BYTES:
            raise UserAgentError("the user agent cannot play a file with so long a path")
        async with self._source:
            life = await self._living()
            call = _established(life)
            if call is None:
                raise UserAgentError("the user agent has no call to speak into")
            self._spoken_into = life
            try:
                await self._do(life, life.microphone(f"aufile,{file}", call))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(call.over.wait(), seconds)
            finally:
                if self._spoken_into is life:
                    self._spoken_into = None
                    await self._microphone_again(life, call)

    async def restart(self, plan: UserAgentPlan, *, drop_calls: bool = False) -> None:
        """Start it with another plan, while no call is up or where `drop_calls` says so. Raises UserAgentError."""
        if self._life is not None and self._life.calls and not drop_calls:
            raise UserAgentError("the user agent has a call")
        before, self._plan = self._plan, _usable(plan)
        self._sound_left = None
        if (before.trunks, before.edge) != (self._plan.trunks, self._plan.edge):
            self._addresses = Addresses(self._plan)
        if self._life is not None:
            self._bury(self._life, OTHER_PLAN)
        await self._living(limit=10 * WAIT_FOR_LIFE)

    async def _supervise(self) -> None:
        failures = 0
        while True:
            await asyncio.sleep(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
            given = self._plan
            try:
                life = await self._start(other_ports=failures % 2 == 1)
            except (OSError, ControlError, UserAgentError) as error:
                failures += 1
                self._once("start", str(error), "the user agent cannot be started: %s")
                continue
            self._once("start", "", "the user agent cannot be started: %s")
            if given is not self._plan:  # another one was given while this one started
                await life.end()
                continue
            failures = 0 if await self._live(life) >= SHORT_LIFE else failures + 1
            if life.sound_left is not None and given is self._plan:
                self._sound_left, self._sound_failed_at = life.sound_left, asyncio.get_running_loop().time()

    async def _start(self, *, other_ports: bool) -> Life:
        begun = asyncio.get_running_loop().time()
        where = ports.choose(self._plan, any_free=other_ports)
        plan = self._plan if self._sound_left is None else replace(self._plan, sound=self._sound_left)
        life = Life(plan, where, self._addresses, self._happened)
        try:
            await life.begin()
        except BaseException:
            await life.end()
            raise
        self._starts += 1
        milliseconds = 1000 * (asyncio.get_running_loop().time() - begun)
        _logger.info("user agent %s started in %.0f ms, pid %d", life.version, milliseconds, life.pid)
        if life.gate is not None:
            self._once("unguarded", life.gate.fault, "callers cannot be told apart, so none is let in: %s")
            door = "" if life.gate.fault else life.gate.door_fault
            self._once("door", door, "a stranger who connects over TCP keeps callers away: %s")
        taken = self._plan.sip_port not in {0, where.sip} and f"port {self._plan.sip_port} is in use"
        self._once("port", taken or "", "call-backs to a trunk without registration will not arrive: %s")
        return life

    async def _live(self, life: Life) -> float:
        """Watch it until it is dead; how long that took."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        self._life, self._silence_at, self._pinged_at = life, begun, begun
        self._ready.set()
        try:
            while not life.ended.is_set():
                await self._watch(life)
        finally:
            self._ready.clear()
            await life.end()
        _logger.log(logging.INFO if life.why == OTHER_PLAN else logging.WARNING, "the user agent %s", life.why)
        if life.drop_calls():
            self._happened(UserAgentDied())
        return loop.time() - begun

    async def _watch(self, life: Life) -> None:
        """Wait until the next look is due, or it is dead; look at it, and ping it when that is due too."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PING_IN_CALL if life.calls else PING) as self._rest:
                await life.ended.wait()
        self._rest = None
        now = asyncio.get_running_loop().time()
        if life.ended.is_set():
            return
        if not life.alive:
            life.kill("was stopped")
        elif life.calls or now - self._pinged_at >= PING - PING_IN_CALL / 2:
            self._pinged_at = now
            try:
                await self._look_after(life)
            except ControlError as error:
                life.kill(str(error))
        if life.why:
            await life.ended.wait()

    def _look_sooner(self) -> None:
        """A call begins: the next look may not be as far away as it is while nobody calls."""
        if self._rest is not None and not self._rest.expired():
            self._rest.reschedule(asyncio.get_running_loop().time() + PING_IN_CALL)

    async def _look_after(self, life: Life) -> None:
        now = asyncio.get_running_loop().time()
        self._registered = await life.registrations()
        await life.count()
        if self._sound_left is not None and not life.calls and now - self._sound_failed_at > SOUND_AGAIN:
            self._sound_left = None
            life.kill("tries its sound devices again")
        if life.calls or all(self._registered.values()):
            self._failing_since = None
            self._patience = self._patience if life.calls else REGISTRATION_PATIENCE
        elif self._failing_since is None:
            self._failing_since = now
        elif now - self._failing_since > self._patience:
            self._failing_since, self._patience = None, min(2 * self._patience, PATIENCE_AT_MOST)
            life.kill("cannot register")
        call = _established(life)
        silent = not life.plan.sound.microphone and call is not None and not self._source.locked()
        if silent and now - self._silence_at > _SILENCE_AGAIN:
            self._silence_at = now
            await self._microphone_again(life, call)

    async def _keep_addresses(self) -> None:
        while True:
            await self._addresses.resolve()
            if self._life is not None and self._life.gate is not None and not self._life.ended.is_set():
                self._life.gate.guard()
            await asyncio.sleep(RESOLVE_EACH)

    async def _living(self, limit: float = WAIT_FOR_LIFE) -> Life:
        if self._ready.is_set() and self._life is not None and not self._life.alive:
            self._bury(self._life, "was stopped")
        try:
            async with asyncio.timeout(limit):
                await self._ready.wait()
        except TimeoutError:
            raise UserAgentError("the user agent is not running") from None
        if self._life is None:
            raise UserAgentError("the user agent is not running")
        return self._life

    def _bury(self, life: Life, why: str) -> None:
        """Kill it; commands wait for the next one from now on."""
        if life is self._life:
            self._ready.clear()
        life.kill(why)

    async def _do(self, life: Life, doing: Coroutine[None, None, None]) -> None:
        try:
            await doing
        except ControlError as error:
            self._bury(life, str(error))
            raise UserAgentError(f"the user agent {error}") from error

    async def _microphone_again(self, life: Life, call: LiveCall | None) -> None:
        if life.ended.is_set():
            return
        over = call is None or call.over.is_set()
        await self._do(life, life.microphone(config_files.source(life.plan), None if over else call))

    async def _end_phrase(self, life: Life) -> None:
        """Give `life` its microphone before a call begins, where it still has a phrase. Raises ControlError."""
        if self._spoken_into is life:
            self._spoken_into = None
            with contextlib.suppress(UserAgentError):  # the call it was meant for is just ending
                await life.microphone(config_files.source(life.plan), None)

    def _call(self, call_id: str) -> LiveCall | None:
        return None if self._life is None else self._life.calls.get(call_id)

    def _dialled(self) -> LiveCall | None:
        calls = () if self._life is None else tuple(self._life.calls.values())
        return next((call for call in reversed(calls) if call.outgoing), None)

    def _once(self, subject: str, trouble: str, sentence: str) -> None:
        """Log a trouble when it begins and when it is over."""
        if trouble and subject not in self._troubles:
            _logger.warning(sentence, trouble)
            self._troubles.add(subject)
        elif not trouble and subject in self._troubles:
            _logger.info("no longer so: " + sentence, "")
            self._troubles.discard(subject)


def _established(life: Life) -> LiveCall | None:
    return next((call for call in life.calls.values() if call.established), None)


def _usable(plan: UserAgentPlan) -> UserAgentPlan:
    for trunk in plan.trunks:
        if (wrong := config_files.fault(trunk)) is not None:
            _logger.error("trunk %s is left out: its %s", trunk.name, wrong)
    return replace(plan, trunks=tuple(trunk for trunk in plan.trunks if config_files.fault(trunk) is None))
