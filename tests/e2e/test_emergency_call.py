"""An emergency call from end to end: a real agent, a real user agent, a dispatcher that listens."""

from __future__ import annotations

from kiosk.domain.call.status import State
from kiosk.domain.call.tone import tone_share
from tests.e2e.pavilion import MICROPHONE_HZ, Desk, Pavilion


def test_the_dispatcher_hears_the_pavilion_and_the_pavilion_the_dispatcher() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            call = operator.wait_for_call()
            assert tone_share(operator.wait_for_sound(call, 1.0), 8000, MICROPHONE_HZ) >= 0.9
            pavilion.hang_up()
            pavilion.wait_for(State.ENDED)
            assert pavilion.states == [
                State.IDLE,
                State.DIALING,
                State.RINGING,
                State.CONNECTED,
                State.ENDED,
            ]
        assert call.ended == "bye"
        assert len(operator.calls) == 1
