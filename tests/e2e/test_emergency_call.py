"""An emergency call from end to end: a real agent, a real user agent, a dispatcher that listens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psutil
import pytest

from kiosk.demo.dispatcher.behaviour import BUSY, RING, TRYING, Behaviour, Kind, after
from kiosk.demo.dispatcher.heard import Heard
from kiosk.domain.call.status import Ending, Phrase, State
from kiosk.domain.call.tone import rms, tone_share
from kiosk.sos.client import request
from kiosk.sos.conversation import Conversation
from tests.e2e.pavilion import MICROPHONE_HZ, Desk, Operator, Pavilion, until


def test_the_dispatcher_hears_the_pavilion_and_the_pavilion_the_dispatcher() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            call = operator.wait_for_call()
            assert tone_share(operator.wait_for_sound(call, 1.0), 8000, MICROPHONE_HZ) >= 0.9
            assert pavilion.program("sos", "hangup").returncode == 0
            pavilion.wait_for(State.ENDED, ending=Ending.HERE)
            assert pavilion.states == [
                State.IDLE,
                State.DIALING,
                State.RINGING,
                State.CONNECTED,
                State.ENDED,
            ]
        assert call.ended == "bye"
        assert call.lost == 0
        assert len(operator.calls) == 1


def test_a_technician_calls_on_the_command_line() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri, countdown_seconds=1) as pavilion:
            called = pavilion.program("sos", "call", "--json")
            assert called.returncode == 0, called.stderr
            report = json.loads(called.stdout)
            assert report["connected"]
            states = [step["state"] for step in report["states"]]
            assert states[:2] == [State.COUNTDOWN, State.DIALING]
            assert len(operator.calls) == 1
            history = json.loads(pavilion.program("sos", "history", "--json").stdout)
            assert State.CONNECTED in {event["state"] for event in history["events"]}


def test_the_far_end_hangs_up() -> None:
    with Desk() as desk:
        operator = desk.operator(after(Kind.BYE, 0.3))
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            status = pavilion.wait_for(State.ENDED, ending=Ending.FAR_END)
            assert status.callback_until is not None
            assert len(operator.calls) == 1


def test_a_call_given_up_in_the_countdown_reaches_nobody() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri, countdown_seconds=10) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.COUNTDOWN)
            pavilion.cancel()
            pavilion.wait_for(State.IDLE)
            assert operator.invites() == 0


@pytest.mark.parametrize(
    ("behaviour", "state", "ended"),
    [
        pytest.param(TRYING, State.DIALING, "cancelled", id="dialing"),
        pytest.param(RING, State.RINGING, "cancelled", id="ringing"),
        pytest.param(BUSY, State.RETRYING, "refused", id="retrying"),
    ],
)
def test_a_call_given_up_before_the_answer_is_over_for_the_dispatcher_too(
    behaviour: Behaviour, state: State, ended: str
) -> None:
    with Desk() as desk:
        operator = desk.operator(behaviour)
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            operator.wait_for_call()
            pavilion.wait_for(state)
            pavilion.cancel()
            pavilion.wait_for(State.ENDED, ending=Ending.CANCELLED)
            until(lambda: operator.calls[0].ended == ended)
            # The next press is a call like any other.
            operator.behave(after(Kind.LATE, 0.1))
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            assert len(operator.calls) == 2


def test_a_thousand_presses_make_one_call() -> None:
    with Desk() as desk:
        first, second = desk.operator(), desk.operator(transport="tcp")
        with Pavilion(first.uri, second.uri) as pavilion:

            def press(_: int) -> None:
                with Conversation(pavilion.socket, 10) as agent:
                    for _ in range(100):
                        agent.say("call")
                        assert agent.answer(10)["ok"]

            with ThreadPoolExecutor(10) as people:
                list(people.map(press, range(10)))
            pavilion.wait_for(State.CONNECTED, heard=True)
            operator = first if first.calls else second
            operator.wait_for_sound(operator.calls[0], 0.5)
            assert first.invites() + second.invites() == 1


def test_phrases_are_spoken_to_the_dispatcher_and_the_microphone_comes_back() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri, pavilion="", address="") as pavilion:  # so that there is less to say
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            call = operator.wait_for_call()
            until(lambda: "phrases can be spoken" in pavilion.log())
            pavilion.say("fire")
            pavilion.wait_for(State.CONNECTED, saying=Phrase.FIRE)
            until(lambda: speaks(operator, call))
            pavilion.wait_for(State.CONNECTED, saying=None)
            until(lambda: hums(operator, call))
            pavilion.say("address")
            until(lambda: speaks(operator, call))
            assert call.state == "connected"
            assert call.lost == 0
            # Hung up in the middle of a sentence: the next call has the microphone again.
            assert pavilion.wait_for(State.CONNECTED).saying is Phrase.ADDRESS
            pavilion.hang_up()
            pavilion.wait_for(State.ENDED, saying=None)
            pavilion.call()
            again = operator.wait_for_call(2)
            assert tone_share(operator.wait_for_sound(again, 1.0), 8000, MICROPHONE_HZ) >= 0.9


def speaks(operator: Operator, call: Heard) -> bool:
    """Whether the last half second is loud, and not our tone."""
    samples = operator.samples(call, 0.5)
    return rms(samples) > 1000 and tone_share(samples, 8000, MICROPHONE_HZ) < 0.3


def hums(operator: Operator, call: Heard) -> bool:
    """Whether the last half second is our tone."""
    return tone_share(operator.samples(call, 0.5), 8000, MICROPHONE_HZ) >= 0.9


def test_two_hundred_calls_leave_nothing_behind() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            user_agent = pavilion.user_agent
            until(lambda: "phrases can be spoken" in pavilion.log())

            pids = (pavilion.pid, user_agent)

            def calls(number: int) -> list[Use]:
                for _ in range(number):
                    request(pavilion.socket, "call")
                    pavilion.wait_for(State.CONNECTED)
                    request(pavilion.socket, "hang_up")
                    pavilion.wait_for(State.ENDED)
                until(lambda: not operator.up)
                return uses(pids)

            before = calls(40)
            calls(160)
            until(lambda: not grown(before, uses(pids)), what=f"{before} not to grow")
            assert len(operator.calls) == 200
            assert pavilion.user_agent == user_agent
            assert pavilion.starts == 1


@dataclass(frozen=True, slots=True)
class Use:
    """What one process holds; `memory` in bytes."""

    descriptors: int
    threads: int
    memory: int


def uses(pids: Sequence[int]) -> list[Use]:
    """What these processes hold now."""
    return [Use(one.num_fds(), one.num_threads(), one.memory_info().rss) for one in map(psutil.Process, pids)]


def grown(before: list[Use], now: list[Use]) -> bool:
    """Whether one of them holds more than it did; a little memory is no growth."""
    return any(
        after.descriptors > was.descriptors or after.threads > was.threads or after.memory > was.memory + 2_000_000
        for was, after in zip(before, now, strict=True)
    )
