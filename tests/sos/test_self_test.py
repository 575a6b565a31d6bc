"""The schedule of the self-tests, with tests that are told what to find; OPTIONS once to a real dispatcher."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import pytest

from kiosk.demo.dispatcher.behaviour import ANSWER, BLACK_HOLE
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.events import Event, Tick
from kiosk.domain.call.sip_uri import SipUri, parse
from kiosk.domain.call.status import CallStatus, SelfTest, SelfTestResult, State
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.options import OptionsAnswer, options
from kiosk.sos.self_test import SelfTests
from kiosk.sos.self_test_parts import Pace
from kiosk.sos.test_number import refusal

NOW = 1_795_333_069
DAY = 24 * 3600
GENEROUS = 20.0
NEVER = 1e6
OFTEN = 0.01
WELL = OptionsAnswer(200, 1.5)
SILENT = OptionsAnswer(None, 1000.0, "no answer")
CALM = Pace(
    round=NEVER, failing=NEVER, sound=NEVER, call=NEVER, again=NEVER, first=NEVER, patience=0.05, look=0.01
)
ON = CallStatus(State.COUNTDOWN)
CITY = Trunk(
    "city", parse("sip:112@192.0.2.1"), parse("sip:kiosk@192.0.2.1"), test_uri=parse("sip:echo@192.0.2.1")
)
RESERVE = Trunk("reserve", parse("sip:112@192.0.2.2"), parse("sip:kiosk@192.0.2.2"), register=True)


@dataclass
class World:
    """What the tests find, and what became of it."""

    answers: dict[str, OptionsAnswer] = field(default_factory=dict)
    alive: bool = True
    registered: dict[str, bool] = field(default_factory=lambda: {"reserve": True})
    last: tuple[SelfTestResult, ...] = ()
    kept: list[SelfTestResult] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    heard: bool = True
    lacking: str = ""
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    broken_off: int = 0
    changes: int = 0
    wall: int = NOW

    def __post_init__(self) -> None:
        self.hold.set()

    @property
    def facts(self) -> SimpleNamespace:
        return SimpleNamespace(alive=self.alive, version="1.0.0")

    def test(self, result: SelfTestResult) -> None:
        self.kept.append(result)

    async def last_tests(self) -> tuple[SelfTestResult, ...]:
        return self.last

    async def ask(self, trunk: Trunk) -> OptionsAnswer:
        self.asked.append(trunk.name)
        await asyncio.sleep(0)
        return self.answers.get(trunk.name, WELL)

    async def hear(self) -> SelfTestResult:
        await self._do("sound")
        return SelfTestResult(SelfTest.SOUND, self.wall, self.heard, "heard" if self.heard else "silence")

    async def make(self, trunk: Trunk, to: SipUri) -> SelfTestResult:
        await self._do(f"call {trunk.name} {to.user}")
        return SelfTestResult(SelfTest.CALL, self.wall, True, "our tone came back", trunk.name)

    def takes(self, event: Event) -> bool:
        return isinstance(event, Tick)

    async def _do(self, what: str) -> None:
        self.done.append(what)
        try:
            await self.hold.wait()
        except asyncio.CancelledError:
            self.broken_off += 1
            raise

    def changed(self) -> None:
        self.changes += 1

    def tests(self, *trunks: Trunk, pace: Pace = CALM) -> SelfTests:
        return SelfTests(
            trunks or (CITY, RESERVE),
            self,
            self,
            ask=self.ask,
            hear=self.hear,
            unable=lambda: self.lacking,
            line=self,
            wall=lambda: self.wall,
            changed=self.changed,
            pace=pace,
            random=lambda: 0.5,
        )


@contextlib.asynccontextmanager
async def running(tests: SelfTests) -> AsyncIterator[None]:
    task = asyncio.create_task(tests.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})
    assert task.cancelled()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(GENEROUS):
        while not condition():
            await asyncio.sleep(0.001)


def passed(tests: SelfTests) -> Mapping[tuple[SelfTest, str], bool]:
    return {(result.test, result.trunk): result.passed for result in tests.results}


def test_trunks_are_asked_at_once_when_it_starts() -> None:
    async def play() -> None:
        world = World({"reserve": SILENT})
        tests = world.tests()
        assert [tests.reports[name].answered for name in ("city", "reserve")] == [None, None]
        async with running(tests):
            await until(lambda: len(tests.results) == 3)
        city, reserve = tests.reports["city"], tests.reports["reserve"]
        assert (city.asked_at, city.answered, city.latency_ms, city.code, city.failure) == (
            NOW,
            True,
            1.5,
            200,
            "",
        )
        assert (reserve.answered, reserve.latency_ms, reserve.failure) == (False, None, "no answer")
        assert (city.registered, reserve.registered) == (None, True)
        assert passed(tests) == {
            (SelfTest.USER_AGENT, ""): True,
            (SelfTest.TRUNKS, "city"): True,
            (SelfTest.TRUNKS, "reserve"): False,
        }
        assert world.done == []
        assert world.changes >= 3

    asyncio.run(play())


def test_failure_is_loud_once_and_so_is_recovery(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async def play() -> None:
        world = World()
        tests = world.tests(pace=replace(CALM, round=OFTEN, failing=OFTEN))
        async with running(tests):
            await until(lambda: len(world.asked) > 6)
            world.answers["city"], world.alive, world.registered = SILENT, False, {}
            await until(lambda: len(caplog.messages) == 3)
            rounds = len(world.asked)
            await until(lambda: len(world.asked) > rounds + 6)
            world.answers, world.alive, world.registered = {}, True, {"reserve": True}
            await until(lambda: len(caplog.messages) == 6)
        kept = [(result.test, result.trunk, result.passed) for result in world.kept]
        assert len(kept) == len(set(kept)) + 3 == 9  # each change once, though there were many rounds

    asyncio.run(play())
    assert set(caplog.messages[:3]) == {
        "the self-test user_agent fails: it does not answer",
        "the self-test trunks city fails: no answer",
        "the self-test trunks reserve fails: not registered",
    }
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 3 + ["INFO"] * 3


def test_user_agent_that_is_just_starting_is_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    async def play() -> None:
        world = World(alive=False, registered={})
        tests = world.tests(pace=replace(CALM, patience=GENEROUS))
        async with running(tests):
            await until(lambda: tests.reports["reserve"].answered)
            world.alive, world.registered = True, {"reserve": True}
            await until(lambda: len(tests.results) == 3)
        assert all(passed(tests).values())

    asyncio.run(play())
    assert caplog.messages == []


def test_trunk_is_asked_again_when_a_call_over_it_failed() -> None:
    async def play() -> None:
        world = World()
        tests = world.tests()
        tests.reask("city")  # nothing runs yet: no harm
        async with running(tests):
            await until(lambda: len(tests.results) == 3)
            world.answers["city"] = SILENT
            for name in ("city", "city", "no such trunk"):
                tests.reask(name)
            await until(lambda: tests.reports["city"].answered is False)
        assert world.asked.count("city") == 2

    asyncio.run(play())


def test_rare_tests_run_in_their_time() -> None:
    async def play() -> None:
        world = World()
        tests = world.tests(pace=replace(CALM, first=OFTEN, sound=OFTEN, call=OFTEN, again=OFTEN))
        async with running(tests):
            await until(lambda: world.done.count("sound") > 2 and world.done.count("call city echo") > 2)
        assert set(world.done) == {"sound", "call city echo"}  # the reserve has no test number
        assert passed(tests)[SelfTest.CALL, "city"]

    asyncio.run(play())


@pytest.mark.parametrize(
    ("last_at", "wait"),
    [(NOW - 3600, DAY - 3600), (NOW - 2 * DAY, 60), (NOW - DAY + 10, 60), (NOW + 90 * DAY, DAY), (None, 60)],
    ids=["an hour ago", "overdue", "nearly due", "the clock was stepped back", "never"],
)
def test_schedule_survives_a_restart(last_at: int | None, wait: float) -> None:
    """Whatever the wall clock says, the next test is at least a minute and at most its interval away."""

    async def play() -> float:
        world = World()
        if last_at is not None:
            world.last = (SelfTestResult(SelfTest.CALL, last_at, True, "our tone came back", "city"),)
        tests = world.tests(pace=replace(CALM, first=60, call=DAY))
        async with running(tests):
            await until(lambda: world.changes >= 4)
        return tests._still_to_wait(SelfTest.CALL, "city", DAY)

    assert asyncio.run(play()) == wait


def test_last_result_is_known_after_a_restart() -> None:
    async def play() -> None:
        old = SelfTestResult(SelfTest.SOUND, NOW - 99, False, "silence")
        stale = SelfTestResult(SelfTest.USER_AGENT, NOW - 99, False, "it does not answer")
        gone = SelfTestResult(SelfTest.CALL, NOW - 99, True, "our tone came back", "a trunk of last year")
        world = World(last=(old, stale, gone))
        tests = world.tests()
        async with running(tests):
            await until(lambda: len(tests.results) == 4)
        assert old in tests.results
        assert passed(tests)[SelfTest.USER_AGENT, ""]

    asyncio.run(play())


@pytest.mark.parametrize("status", [ON, CallStatus(State.ARMING), CallStatus(callback_until=9.0)])
def test_nothing_rare_runs_while_a_call_is_on_or_may_come(status: CallStatus) -> None:
    async def play() -> None:
        world = World()
        tests = world.tests(pace=replace(CALM, round=OFTEN, first=OFTEN))
        tests.show(status)
        async with running(tests):
            await until(lambda: len(world.asked) > 20)  # OPTIONS go on
            (now,) = await tests.run_now(SelfTest.SOUND)
            assert not now.passed
            assert now.what == "not now: a call comes first"
            assert world.done == []
            tests.show(CallStatus())
            await until(lambda: len(world.done) == 2)
        assert now not in world.kept

    asyncio.run(play())


def test_call_breaks_a_test_off_at_once_and_it_is_made_up_for() -> None:
    async def play() -> None:
        world = World()
        world.hold.clear()
        tests = world.tests(pace=replace(CALM, first=OFTEN))
        async with running(tests):
            await until(lambda: world.done)
            tests.show(ON)
            tests.show(ON)
            await asyncio.wait_for(tests.quiet(), GENEROUS)
            assert world.broken_off == 1
            assert not any(result.test in {SelfTest.SOUND, SelfTest.CALL} for result in world.kept)
            world.hold.set()
            tests.show(CallStatus())
            await until(lambda: {"sound", "call city echo"} <= set(world.done[1:]))
            await until(lambda: len(passed(tests)) == 5)

    asyncio.run(play())


def test_only_one_of_the_rare_tests_runs() -> None:
    async def play() -> None:
        world = World()
        world.hold.clear()
        tests = world.tests(pace=replace(CALM, first=OFTEN))
        async with running(tests):
            await until(lambda: world.done)
            asking = asyncio.create_task(tests.run_now(SelfTest.SOUND))
            await asyncio.sleep(5 * OFTEN)  # time for a second one to begin, if it could
            assert len(world.done) == 1
            world.hold.set()
            assert [result.passed for result in await asking] == [True]

    asyncio.run(play())


def test_each_test_runs_when_it_is_asked_for() -> None:
    async def play() -> None:
        world = World()
        tests = world.tests()
        async with running(tests):
            found = {test: await tests.run_now(test) for test in SelfTest}
        assert {test: len(results) for test, results in found.items()} == {
            SelfTest.USER_AGENT: 1,
            SelfTest.TRUNKS: 2,
            SelfTest.SOUND: 1,
            SelfTest.CALL: 1,
        }
        assert all(result.passed for results in found.values() for result in results)

    asyncio.run(play())


def test_sound_that_cannot_be_tested_is_told_until_the_devices_are_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def play() -> None:
        world = World(lacking="no loudspeaker")
        tests = world.tests(CITY, pace=replace(CALM, first=OFTEN))
        async with running(tests):
            await until(lambda: passed(tests).get((SelfTest.SOUND, "")) is False)
            (result,) = await tests.run_now(SelfTest.SOUND)
            assert result.what == "not possible: no loudspeaker"
            assert "sound" not in world.done
            world.lacking = ""
            tests.hear_anew()
            assert (SelfTest.SOUND, "") not in passed(tests)
            await until(lambda: passed(tests).get((SelfTest.SOUND, "")))
            assert [kept.passed for kept in world.kept if kept.test is SelfTest.SOUND] == [True]

    asyncio.run(play())
    assert caplog.text.count("the self-test sound fails: not possible: no loudspeaker") == 1


def test_other_work_is_done_alone_and_only_while_nobody_wants_a_call() -> None:
    async def play() -> None:
        done = []

        async def work() -> None:
            done.append(True)

        tests = World().tests()
        tests.show(CallStatus(State.DIALING))
        await tests.alone(work)
        assert done == []
        tests.show(CallStatus())
        await tests.alone(work)
        assert done == [True]

    asyncio.run(play())


def test_bug_in_a_test_ends_them_all() -> None:
    async def broken() -> SelfTestResult:
        raise ZeroDivisionError

    async def play() -> None:
        tests = World().tests(pace=replace(CALM, first=OFTEN))
        tests._hear = broken
        await asyncio.wait_for(tests.run(), GENEROUS)

    with pytest.raises(ExceptionGroup) as caught:
        asyncio.run(play())
    assert caught.group_contains(ZeroDivisionError)


@pytest.mark.parametrize(
    "number",
    ["sip:112@192.0.2.1", "sip:%31%31%32@192.0.2.99", "sip:1-1-2@192.0.2.9", "sip:112;phone-context=x@192.0.2.9"],
)
def test_emergency_number_is_never_called_as_a_test(number: str) -> None:
    async def play() -> None:
        world = World()
        tests = world.tests(replace(CITY, test_uri=parse(number)))
        async with running(tests):
            (result,) = await tests.run_now(SelfTest.CALL)
        assert (result.passed, result.what) == (False, "its test number is the emergency number; not called")
        assert world.done == []

    asyncio.run(play())


def test_number_that_another_trunk_dials_in_need_is_no_test_number() -> None:
    desk = replace(RESERVE, uri=parse("sip:+74951234567@192.0.2.2"))
    assert refusal(replace(CITY, test_uri=parse("sip:7(495)123-45-67@192.0.2.1")), (CITY, desk))
    assert not refusal(CITY, (CITY, desk))


def test_real_trunk_that_falls_silent_and_comes_back_is_known() -> None:
    async def play() -> None:
        async with Dispatcher() as far:
            trunk = Trunk("city", far.uri, replace(far.uri, user="kiosk"))
            world = World()
            tests = world.tests(trunk, pace=replace(CALM, round=OFTEN, failing=OFTEN))
            tests._ask = lambda trunk: options(trunk.uri, trunk.account, limit=0.3)
            async with running(tests):
                for behaviour, answered in ((ANSWER, True), (BLACK_HOLE, False), (ANSWER, True)):
                    await far.behave(behaviour)
                    await until(lambda answered=answered: tests.reports["city"].answered is answered)  # type: ignore[misc]

    asyncio.run(play())
