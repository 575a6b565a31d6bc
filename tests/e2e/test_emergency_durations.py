"""What only time tells of a trunk: silence, endless ringing, sound that stops. The agent with short durations."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import pytest

from kiosk.demo.dispatcher.behaviour import (
    ANSWER,
    BLACK_HOLE,
    BUSY,
    CLOSED,
    DEAF,
    RING,
    SILENT,
    TRYING,
    Behaviour,
    Kind,
    after,
)
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.demo.dispatcher.heard import Heard
from kiosk.demo.dispatcher.voice import Tone
from kiosk.domain.call.sip_uri import Transport
from kiosk.domain.call.status import Failure, State
from tests.e2e.agent_here import SHORT, agent, run, trunks
from tests.e2e.pavilion import LIMIT, OPERATOR_HZ
from tests.sos.far_end import shares, until


def invites(dispatcher: Dispatcher) -> int:
    """How many calls reached it, those it did nothing about too."""
    return len({request.get("call-id") for request in dispatcher.requests if request.method == "INVITE"})


@pytest.mark.parametrize(
    ("behaviour", "failure"),
    [
        pytest.param(BLACK_HOLE, Failure.NO_REPLY, id="black hole"),
        pytest.param(DEAF, Failure.NO_REPLY, id="deaf"),
        pytest.param(TRYING, Failure.NO_REPLY, id="100 only"),
        pytest.param(RING, Failure.NO_ANSWER, id="rings for ever"),
    ],
)
def test_a_trunk_that_keeps_people_waiting_gives_way_to_the_next(behaviour: Behaviour, failure: Failure) -> None:
    async def test() -> None:
        async with Dispatcher() as first, Dispatcher() as second, agent(*trunks(first.uri, second.uri)) as here:
            await first.behave(behaviour)  # after the self-test asked: it stays first
            here.call()
            await here.wait_for(State.CONNECTED, trunk="trunk-2", heard=True)
            assert failure in {status.failure for status in here.told}
            assert invites(first) == 1
            assert len(second.calls) == 1
            assert [call.ended for call in first.calls] == (
                [] if behaviour in {BLACK_HOLE, DEAF} else ["cancelled"]
            )

    run(test)


def test_long_ringing_is_told_and_an_answer_still_taken() -> None:
    async def test() -> None:
        timers = replace(SHORT, ringing=LIMIT)
        async with (
            Dispatcher(behaviour=after(Kind.LATE, 1.0)) as only,
            agent(*trunks(only.uri), timers=timers) as here,
        ):
            here.call()
            await here.wait_for(State.RINGING, long_ringing=False)
            await here.wait_for(State.RINGING, long_ringing=True)
            status = await here.wait_for(State.CONNECTED, heard=True)
            assert not status.long_ringing
            assert len(only.calls) == 1

    run(test)


@pytest.mark.parametrize("transport", list(Transport)[:2])
def test_a_dispatcher_who_vanishes_in_the_call_is_replaced_over_the_other_trunk(transport: Transport) -> None:
    async def test() -> None:
        async with (
            Dispatcher(transport=transport, behaviour=after(Kind.VANISH, 0.5)) as first,
            Dispatcher(transport=transport) as second,
            agent(*trunks(first.uri, second.uri)) as here,
        ):
            here.call()
            await here.wait_for(State.CONNECTED, trunk="trunk-1")
            await here.wait_for(State.CONNECTED, trunk="trunk-2", heard=True)
            assert Failure.MEDIA_LOST in {status.failure for status in here.told}
            assert State.RETRYING not in here.states
            assert len(first.calls) == len(second.calls) == 1
            assert len({status.reference for status in here.told if status.reference}) == 1

    run(test)


def test_a_dispatcher_who_is_never_heard_is_replaced_over_the_other_trunk() -> None:
    async def test() -> None:
        async with (
            Dispatcher(behaviour=SILENT) as first,
            Dispatcher() as second,
            agent(*trunks(first.uri, second.uri)) as here,
        ):
            here.call()
            await here.wait_for(State.CONNECTED, trunk="trunk-1", heard=False)
            await here.wait_for(State.CONNECTED, trunk="trunk-2", heard=True)
            assert not any(status.heard for status in here.told if status.trunk == "trunk-1")
            await first.wait_for_call()
            await until(lambda: first.calls[0].ended == "bye")

    run(test)


class Announcement:
    """Speaks before the answer and, where it is `kept` up, after it."""

    def __init__(self, *, kept: bool) -> None:
        self._kept = kept

    def frames(self, heard: Heard) -> Iterator[bytes]:
        return takewhile(lambda _: self._kept or heard.answered_at is None, Tone(OPERATOR_HZ).frames(heard))


EARLY = replace(SHORT, ringing=LIMIT, media_lost=2.0)


def test_sound_before_the_answer_alone_is_nobody_who_hears() -> None:
    async def test() -> None:
        async with (
            Dispatcher(behaviour=after(Kind.PROGRESS, 1.0), voice=Announcement(kept=False)) as first,
            Dispatcher() as second,
            agent(*trunks(first.uri, second.uri), timers=EARLY) as here,
        ):
            here.call()
            await here.wait_for(State.RINGING, trunk="trunk-1", heard=True)
            await here.wait_for(State.CONNECTED, trunk="trunk-2", heard=True)
            claims = {
                status.heard
                for status in here.told
                if (status.state, status.trunk) == (State.CONNECTED, "trunk-1")
            }
            assert claims == {False}
            assert Failure.MEDIA_LOST in {status.failure for status in here.told}

    run(test)


def test_sound_that_goes_on_after_the_answer_is_somebody_who_hears() -> None:
    async def test() -> None:
        async with (
            Dispatcher(behaviour=after(Kind.PROGRESS, 1.0), voice=Announcement(kept=True)) as only,
            agent(*trunks(only.uri), timers=EARLY) as here,
        ):
            here.call()
            await here.wait_for(State.CONNECTED, heard=True)
            assert False in {status.heard for status in here.told if status.state is State.CONNECTED}
            assert len(only.calls) == 1

    run(test)


def test_dead_trunks_are_tried_again_and_again_until_one_comes_alive() -> None:
    async def test() -> None:
        async with (
            Dispatcher(behaviour=BUSY) as first,
            Dispatcher(behaviour=CLOSED, transport=Transport.TCP) as second,
            agent(*trunks(first.uri, second.uri)) as here,
        ):
            here.call()
            await until(lambda: here.told[-1].attempt >= 6)  # two whole rounds, and the third is on
            pauses = {
                (status.since, round(status.until - status.since, 3))
                for status in here.told
                if status.state is State.RETRYING and status.until is not None
            }
            assert [pause for _, pause in sorted(pauses)][:2] == [0.2, 0.4]
            failures = {status.failure for status in here.told}
            assert {Failure.BUSY, Failure.UNREACHABLE} <= failures
            await second.behave(ANSWER)
            await here.wait_for(State.CONNECTED, trunk="trunk-2", heard=True)
            assert len(second.calls) == 1
            assert len({status.reference for status in here.told if status.reference}) == 1

    run(test)


def clearest(folder: Path) -> float:
    """How clear the operator's tone is in the recording; 0 until the user agent has written its head."""
    try:
        return max(shares(folder, OPERATOR_HZ), default=0.0)
    except (wave.Error, EOFError, ValueError):
        return 0.0


def test_the_pavilion_hears_what_the_dispatcher_says(tmp_path: Path) -> None:
    async def test() -> None:
        async with Dispatcher() as only, agent(*trunks(only.uri), record_to=tmp_path) as here:
            here.call()
            await here.wait_for(State.CONNECTED, heard=True)
            heard = await only.wait_for_call()
            await only.wait_for_sound(heard, 1.0)
            here.give_up()
            await here.wait_for(State.ENDED)
            await until(lambda: clearest(tmp_path) >= 0.9)

    run(test)
