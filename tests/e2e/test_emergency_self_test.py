"""The daily test call, made now: to numbers that echo or hum; and out of the way of whoever needs a call."""

from __future__ import annotations

import threading
from subprocess import CompletedProcess

from kiosk.demo.dispatcher.behaviour import BUSY
from kiosk.demo.dispatcher.heard import Heard
from kiosk.domain.call.status import State
from kiosk.domain.call.tone import tone_share
from tests.e2e.pavilion import MICROPHONE_HZ, Desk, Operator, Pavilion, until


def at(operator: Operator, number: str) -> str:
    """Another number at the same address."""
    return operator.uri.replace("sip:112@", f"sip:{number}@")


def called(call: Heard) -> str:
    """The number that was dialled."""
    return call.message.uri.partition(":")[2].partition("@")[0]


def test_a_test_call_hears_the_echo_and_the_tone() -> None:
    with Desk() as desk:
        first, second = desk.operator(), desk.operator(transport="tcp")
        with Pavilion(
            {"uri": first.uri, "test_uri": at(first, "echo"), "test_expects": "echo"},
            {"uri": second.uri, "test_uri": at(second, "tone"), "test_expects": "tone"},
        ) as pavilion:
            tested = pavilion.program("sos", "test", "call")
            assert tested.returncode == 0, tested.stdout + pavilion.errors()
            # Not for a moment did anybody at 112 hear of it, nor did the pavilion say that it calls.
            assert [called(call) for call in first.calls] == ["echo"]
            assert [called(call) for call in second.calls] == ["tone"]
            assert pavilion.states == [State.IDLE]
            until(lambda: not first.up + second.up)
            # The microphone is back.
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            sound = first.wait_for_sound(first.wait_for_call(2), 0.5)
            assert tone_share(sound, 8000, MICROPHONE_HZ) >= 0.9


def test_a_test_call_that_hears_something_else_fails() -> None:
    with Desk() as desk:
        operator = desk.operator(BUSY)
        with Pavilion(
            {"uri": operator.uri, "test_uri": at(operator, "tone"), "test_expects": "echo"},
            {"uri": at(operator, "101"), "test_uri": at(operator, "nobody")},
        ) as pavilion:
            tested = pavilion.program("sos", "test", "call")
            assert tested.returncode == 1
            assert [called(call) for call in operator.calls] == ["tone", "nobody"]
            assert "486" in tested.stdout


def test_whoever_needs_a_call_gets_it_in_the_middle_of_a_test_call() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion({"uri": operator.uri, "test_uri": at(operator, "echo")}) as pavilion:
            done: list[CompletedProcess[str]] = []
            tester = threading.Thread(target=lambda: done.append(pavilion.program("sos", "test", "call")))
            tester.start()
            try:
                test = operator.wait_for_call()
                operator.wait_for_sound(test, 0.5)
                pavilion.call()
                pavilion.wait_for(State.CONNECTED, heard=True)
            finally:
                tester.join()
            assert [called(call) for call in operator.calls] == ["echo", "112"]
            assert test.ended == "bye"
            call = operator.calls[1]
            assert tone_share(operator.wait_for_sound(call, 0.5), 8000, MICROPHONE_HZ) >= 0.9
            assert pavilion.wait_for(State.CONNECTED).attempt == 1
            assert done[0].returncode == 1
            assert "a call comes first" in done[0].stdout
