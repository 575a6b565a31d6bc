"""The operator calls back: let in from the trunks' addresses, for a while after a call; nobody else ever is."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

import pytest

from kiosk.demo.dispatcher.behaviour import BUSY
from kiosk.demo.dispatcher.caller import CallBack
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.status import Ending, State
from kiosk.domain.call.tone import tone_share
from tests.e2e.agent_here import SHORT, agent, run, trunks
from tests.e2e.pavilion import MICROPHONE_HZ, Desk, Operator, Pavilion, until

STRANGER = "127.0.0.2"


def call_once(pavilion: Pavilion, operator: Operator) -> None:
    """A call that was answered and is over."""
    pavilion.call()
    pavilion.wait_for(State.CONNECTED, heard=True)
    operator.hang_up(operator.calls[-1])
    pavilion.wait_for(State.ENDED, ending=Ending.FAR_END)


def let_in(pavilion: Pavilion, operator: Operator) -> CallBack:
    """A call-back that rings here. 112 calls three times at least (GOST R 22.7.03-2021), and the user agent lets
    nobody in during the first half second of its life, in which it does not know who calls.
    """

    def ringing() -> CallBack | None:
        back = operator.call_back()
        until(lambda: pavilion.states[-1] is State.INCOMING or 486 in back.codes)
        return back if pavilion.states[-1] is State.INCOMING else None

    back = until(ringing)
    assert back is not None
    return back


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_after_a_call_the_operator_is_let_in_with_a_warning(transport: str) -> None:
    with Desk() as desk:
        operator = desk.operator(transport=transport)
        with Pavilion(operator.uri) as pavilion:
            call_once(pavilion, operator)
            back = let_in(pavilion, operator)
            status = pavilion.wait_for(State.INCOMING, callback=True)
            assert status.until is not None
            assert status.until - status.since == pytest.approx(3.0)
            connected = pavilion.wait_for(State.CONNECTED, callback=True, heard=True)
            assert connected.since >= status.until
            assert operator.final(back) == 200
            assert tone_share(operator.wait_for_sound(back.heard, 0.5), 8000, MICROPHONE_HZ) >= 0.9
            operator.run(back.hang_up())
            pavilion.wait_for(State.ENDED, ending=Ending.FAR_END)


def test_a_call_back_may_be_refused_here() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            call_once(pavilion, operator)
            back = let_in(pavilion, operator)
            pavilion.cancel()
            pavilion.wait_for(State.ENDED, ending=Ending.CANCELLED)
            assert operator.final(back) == 486


def test_a_call_back_that_rings_no_more_was_missed() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            call_once(pavilion, operator)
            back = let_in(pavilion, operator)
            operator.run(back.hang_up())
            pavilion.wait_for(State.ENDED, ending=Ending.MISSED)


def test_where_no_call_back_is_wanted_none_is_let_in() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri, callback_minutes=0) as pavilion:
            call_once(pavilion, operator)
            assert operator.final(operator.call_back()) == 486
            assert State.INCOMING not in pavilion.states


def test_a_pavilion_that_never_called_lets_nobody_in() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            back = operator.call_back(to=f"sip:0042@127.0.0.1:{pavilion.sip_port}")
            assert operator.final(back) == 486
            assert pavilion.states == [State.IDLE]


def test_when_the_window_is_over_nobody_is_let_in() -> None:
    async def test() -> None:
        timers = replace(SHORT, callback_window=1.0)
        async with Dispatcher() as operator, agent(*trunks(operator.uri), timers=timers) as here:
            here.call()
            await here.wait_for(State.CONNECTED, heard=True)
            await operator.hang_up(operator.calls[0])
            await here.wait_for(State.IDLE, callback_until=None)
            back = await operator.call_back()
            assert await back.final() == 486
            assert State.INCOMING not in here.states

    run(test)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_stranger_never_rings_though_the_operator_may(transport: str) -> None:
    """A request over UDP does not even reach the user agent; over TCP there is no connection, or it is refused."""
    with Desk() as desk:
        operator = desk.operator(transport=transport)
        with Pavilion(operator.uri) as pavilion:
            call_once(pavilion, operator)
            let_in(pavilion, operator)
            pavilion.cancel()
            pavilion.wait_for(State.ENDED, ending=Ending.CANCELLED)
            rung = {status.reference for status in pavilion.told if status.state is State.INCOMING}
            stranger = stranger_calls(operator)
            if transport == "tcp":
                assert stranger is None or operator.final(stranger) == 486
                assert pavilion.wait_for(State.ENDED).ending is Ending.CANCELLED
            else:
                # One more from the operator, which came later and was heard: so the other one had been ignored.
                let_in(pavilion, operator)
                assert stranger is not None
                assert stranger.codes == []
            now = {status.reference for status in pavilion.told if status.state is State.INCOMING}
            assert len(now) == len(rung) + (transport == "udp")


def stranger_calls(operator: Operator) -> CallBack | None:
    """A call from another address; None where it does not even get a connection."""
    with contextlib.suppress(OSError):
        return operator.run(asyncio.wait_for(operator.dispatcher.call_back("", STRANGER), 2.0))
    return None


def test_a_call_back_comes_before_trying_again() -> None:
    with Desk() as desk:
        operator = desk.operator(BUSY)
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.RETRYING)
            back = let_in(pavilion, operator)
            pavilion.wait_for(State.CONNECTED, callback=True, heard=True)
            assert operator.final(back) == 200
            assert [call.ended for call in operator.calls] == ["refused"] * len(operator.calls)
            assert len({status.reference for status in pavilion.told if status.reference}) == 1
            operator.wait_for_sound(back.heard, 0.5)
            assert operator.up == []
