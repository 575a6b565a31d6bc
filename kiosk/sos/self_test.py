"""The self-tests: whether a call would lead anywhere, known before anybody needs it.

Each 30 s the user agent, the registrations and OPTIONS to each trunk; each hour the sound; each 24 h a real call
to each trunk's test number. The rare ones give way at once to whoever wants a call.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import random as chance
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from kiosk.domain.call.events import Event
from kiosk.domain.call.status import CallStatus, SelfTest, SelfTestResult, State, TrunkReport
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.alone import Alone
from kiosk.sos.options import OptionsAnswer
from kiosk.sos.self_test_parts import USUAL, Pace, Storage, TestLine, WatchedAgent
from kiosk.sos.test_number import refusal

log = logging.getLogger(__name__)

NEVER_STORED = frozenset({SelfTest.USER_AGENT, SelfTest.TRUNKS})
"""Tests of which only changes go into the record: there are thousands a day."""


class SelfTests:
    """Runs the tests for ever and knows their last results; `changed` is called after each change.

    `ask` sends OPTIONS; `hear` is None where there is never any sound, and `unable` says what it lacks now; `line`
    is None where no test calls are made. `wall` dates results alone: what is due follows the loop's clock, so a
    stepped one neither stops nor floods the tests.
    """

    def __init__(
        self,
        trunks: Sequence[Trunk],
        user_agent: WatchedAgent,
        record: Storage,
        *,
        ask: Callable[[Trunk], Awaitable[OptionsAnswer]],
        hear: Callable[[], Awaitable[SelfTestResult]] | None,
        unable: Callable[[], str] = str,
        line: TestLine | None,
        wall: Callable[[], int],
        changed: Callable[[], None],
        pace: Pace = USUAL,
        random: Callable[[], float] = chance.random,
    ) -> None:
        self._trunks = {trunk.name: trunk for trunk in trunks}
        self._user_agent = user_agent
        self._record = record
        self._ask = ask
        self._hear = hear
        self._unable = unable
        self._listening: asyncio.Task[None] | None = None
        self._line = line
        self._wall = wall
        self._changed = changed
        self._pace = pace
        self._random = random
        self._reports = {name: TrunkReport(name) for name in self._trunks}
        self._results: dict[tuple[SelfTest, str], SelfTestResult] = {}
        self._failing: set[tuple[SelfTest, str]] = set()
        self._asking: set[str] = set()
        self._group: asyncio.TaskGroup | None = None
        self._alone = Alone()

    @property
    def reports(self) -> Mapping[str, TrunkReport]:
        """What is known of each trunk, by its name."""
        return self._reports

    @property
    def results(self) -> tuple[SelfTestResult, ...]:
        """The last result of each test, and of each trunk."""
        return tuple(self._results.values())

    async def run(self) -> None:
        """Test for ever; OPTIONS are on their way at once."""
        try:
            async with asyncio.TaskGroup() as self._group:
                self._group.create_task(self._rounds())
                await self._remember()
                self._listen(self._group)
                for name, trunk in self._trunks.items():
                    if self._line and trunk.test_uri:
                        call = functools.partial(self._call, trunk)
                        self._group.create_task(self._sometimes(SelfTest.CALL, name, self._pace.call, call))
        finally:
            self._group = None

    def show(self, status: CallStatus) -> None:
        """Take note of the call: the rare tests run only while nobody wants one and none may come back."""
        self._alone.allow(status.state is State.IDLE and status.callback_until is None)

    async def quiet(self) -> None:
        """Wait until a test that was broken off has given the user agent and the sound back; mostly at once."""
        await self._alone.over.wait()

    def takes(self, event: Event) -> bool:
        """Whether `event` of the user agent belongs to a test call; then nobody else may act on it."""
        return self._line is not None and self._line.takes(event)

    def reask(self, trunk: str) -> None:
        """Send OPTIONS to this trunk now: a call over it has just failed."""
        if self._group and trunk in self._trunks:
            self._group.create_task(self._ask_one(self._trunks[trunk]))

    async def alone(self, doing: Callable[[], Awaitable[None]]) -> None:
        """Do something to the user agent or the sound while nobody wants a call; who wants one breaks it off."""
        await self._alone.run(doing)

    def hear_anew(self) -> None:
        """The sound devices are others: forget what was heard, and listen soon."""
        self._results.pop((SelfTest.SOUND, ""), None)
        if self._group and self._listening:
            self._listening.cancel()
            self._listen(self._group)
        self._changed()

    async def run_now(self, test: SelfTest) -> tuple[SelfTestResult, ...]:
        """Run a test and give its results; where it cannot be run, one that says why and is not kept."""
        match test:
            case SelfTest.USER_AGENT | SelfTest.TRUNKS:
                await self._round()
                return tuple(result for (kind, _), result in self._results.items() if kind is test)
            case SelfTest.SOUND:
                if not self._hear:
                    return (self._not_run(test, "there is no microphone or no loudspeaker"),)
                return (await self._now(test, "", self._heard),)
        calls = [trunk for trunk in self._trunks.values() if self._line and trunk.test_uri]
        if not calls:
            return (self._not_run(test, "no trunk has a test number"),)
        return tuple([await self._now(test, trunk.name, functools.partial(self._call, trunk)) for trunk in calls])

    # The rounds.

    async def _rounds(self) -> None:
        while True:
            await self._round()
            failing = any(test in NEVER_STORED for test, _ in self._failing)
            await asyncio.sleep(self._pace.failing if failing else self._pace.round)

    async def _round(self) -> None:
        """Ask all trunks at once, then judge the user agent."""
        await asyncio.gather(*(self._ask_one(trunk) for trunk in self._trunks.values()))
        loop = asyncio.get_running_loop()
        patient_until = loop.time() + self._pace.patience
        while not self._agent_is_well() and loop.time() < patient_until:
            await asyncio.sleep(self._pace.look)
        facts = self._user_agent.facts
        what = f"baresip {facts.version} answers" if facts.alive else "it does not answer"
        self._put(SelfTestResult(SelfTest.USER_AGENT, self._wall(), facts.alive, what))
        for name, trunk in self._trunks.items():
            self._judge(name, self._registered(trunk))

    async def _ask_one(self, trunk: Trunk) -> None:
        """Send OPTIONS, unless they are on their way."""
        name = trunk.name
        if name in self._asking:
            return
        self._asking.add(name)
        try:
            answer = await self._ask(trunk)
        finally:
            self._asking.discard(name)
        answered = not answer.failure
        latency = None if answer.code is None else answer.milliseconds
        registered = self._registered(trunk)
        self._reports[name] = TrunkReport(
            name, self._wall(), answered, latency, answer.code, registered, answer.failure
        )
        self._changed()

    def _judge(self, name: str, registered: bool | None) -> None:
        report = self._reports[name] = replace(self._reports[name], registered=registered)
        if report.answered is None or report.asked_at is None:
            return
        passed = report.answered and registered is not False
        what = report.failure or ("not registered" if registered is False else f"it answers with {report.code}")
        self._put(SelfTestResult(SelfTest.TRUNKS, report.asked_at, passed, what, name))

    def _registered(self, trunk: Trunk) -> bool | None:
        return self._user_agent.registered.get(trunk.name, False) if trunk.register else None

    def _agent_is_well(self) -> bool:
        wanted = (self._registered(trunk) is not False for trunk in self._trunks.values())
        return self._user_agent.facts.alive and all(wanted)

    # The rare tests.

    async def _remember(self) -> None:
        """Know what was known before a restart, but of tests that are run anew at once."""
        for result in await self._record.last_tests():
            known = not result.trunk or result.trunk in self._trunks
            if known and result.test not in NEVER_STORED:
                self._results.setdefault((result.test, result.trunk), result)
        self._changed()

    def _listen(self, group: asyncio.TaskGroup) -> None:
        if self._hear:
            sound = self._sometimes(SelfTest.SOUND, "", self._pace.sound, self._heard)
            self._listening = group.create_task(sound)

    async def _heard(self) -> SelfTestResult:
        lacking = self._unable()
        if self._hear is None or lacking:
            return self._not_run(SelfTest.SOUND, f"not possible: {lacking}")
        return await self._hear()

    async def _sometimes(
        self, test: SelfTest, trunk: str, every: float, make: Callable[[], Awaitable[SelfTestResult]]
    ) -> None:
        await asyncio.sleep(self._still_to_wait(test, trunk, every))
        while True:
            while (result := await self._alone.run(make)) is None:
                await self._alone.allowed.wait()
            self._put(result)
            # Sooner by chance: pavilions that got their power back together do not call together for ever.
            every_now = every if result.passed else min(every, self._pace.again)
            await asyncio.sleep(every_now * (1 - self._random() / 24))

    def _still_to_wait(self, test: SelfTest, trunk: str, every: float) -> float:
        last = self._results.get((test, trunk))
        left = self._pace.first if last is None else last.at + every - self._wall()
        return max(self._pace.first, min(left, every))

    async def _call(self, trunk: Trunk) -> SelfTestResult:
        reason = refusal(trunk, self._trunks.values())
        if reason or trunk.test_uri is None or self._line is None:
            return SelfTestResult(SelfTest.CALL, self._wall(), False, reason, trunk.name)
        return await self._line.make(trunk, trunk.test_uri)

    async def _now(
        self, test: SelfTest, trunk: str, make: Callable[[], Awaitable[SelfTestResult]]
    ) -> SelfTestResult:
        result = await self._alone.run(make)
        if result is None:
            return self._not_run(test, "not now: a call comes first", trunk)
        self._put(result)
        return result

    def _not_run(self, test: SelfTest, why: str, trunk: str = "") -> SelfTestResult:
        return SelfTestResult(test, self._wall(), False, why, trunk)

    def _put(self, result: SelfTestResult) -> None:
        """Know, keep and tell a result; a failure loudly, but once."""
        key = (result.test, result.trunk)
        before = self._results.get(key)
        self._results[key] = result
        known = result.test in NEVER_STORED and before is not None and before.passed == result.passed
        if not known and not (result.test is SelfTest.SOUND and self._unable()):  # what was not run is not kept
            self._record.test(result)
        name = f"{result.test} {result.trunk}".strip()
        if not result.passed and key not in self._failing:
            log.error("the self-test %s fails: %s", name, result.what)
            self._failing.add(key)
        elif result.passed and key in self._failing:
            log.info("the self-test %s passes again: %s", name, result.what)
            self._failing.discard(key)
        self._changed()
