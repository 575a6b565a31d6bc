"""The bar over a web page in the real window: it calls past the screen, and any call ends the session."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.call.events import CallWanted
from kiosk.domain.call.status import State
from kiosk.domain.services.session import End, Limits
from tests.browse.passenger import Passenger, Places
from tests.sos.fake_agent import FakeAgent, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.portal import Portal

PATIENT = Limits(idle=600.0)


@pytest.fixture
def agent() -> Iterator[FakeAgent]:
    """An emergency agent without a telephone. The path of its socket is short: it has 107 bytes at most."""
    folder = Path(tempfile.mkdtemp(prefix="sos-"))
    try:
        with serving(folder / "s") as agent:
            yield agent
    finally:
        shutil.rmtree(folder)


def test_the_bar_is_held_and_a_call_begins(portal: Portal, places: Places, agent: FakeAgent) -> None:
    with Passenger(portal, places, sos_socket=agent.path, limits=PATIENT) as passenger:
        passenger.open()
        passenger.press("emergency")
        assert passenger.ended()["how"] == End.EMERGENCY
    assert agent.calls.events == [CallWanted()]
    assert agent.calls.now.state is State.COUNTDOWN


def test_the_bar_calls_over_a_page_that_hangs(portal: Portal, places: Places, agent: FakeAgent) -> None:
    with Passenger(portal, places, sos_socket=agent.path, unresponsive_seconds=60.0, limits=PATIENT) as passenger:
        passenger.open()
        passenger.page("setTimeout(() => { for (;;); })")
        passenger.press("emergency")
        assert passenger.ended()["how"] == End.EMERGENCY
    assert agent.calls.events == [CallWanted()]


def test_a_call_by_the_physical_button_uncovers_its_page(portal: Portal, places: Places, agent: FakeAgent) -> None:
    with Passenger(portal, places, sos_socket=agent.path) as passenger:
        passenger.open()
        agent.do(lambda: agent.calls.show(state=State.COUNTDOWN, reference="a1b2"))
        assert passenger.ended()["how"] == End.EMERGENCY


def test_a_call_leaves_the_spare_alone_and_lets_no_session_begin(
    portal: Portal, places: Places, agent: FakeAgent
) -> None:
    agent.do(lambda: agent.calls.show(state=State.COUNTDOWN, reference="a1b2"))
    with Passenger(portal, places, sos_socket=agent.path) as passenger:
        with pytest.raises(AssertionError, match="exited without painted"):
            passenger.open()
        assert passenger.ended()["how"] == End.EMERGENCY


def test_any_touch_stops_the_countdown_and_reaches_nothing_else(portal: Portal, places: Places) -> None:
    with Passenger(portal, places, limits=Limits(idle=30.0, warning=29.0)) as passenger:
        passenger.open()
        passenger.page("window.addEventListener('pointerdown', () => { document.title = 'touched' })")
        passenger.touch("countdown")
        assert passenger.page("document.title") != "touched"
        passenger.until_gone("idle")
        passenger.touch("endNow")
        assert passenger.ended()["how"] == End.BUTTON


def test_nobody_there_ends_the_session(portal: Portal, places: Places) -> None:
    with Passenger(portal, places, limits=Limits(idle=8.0, warning=2.0)) as passenger:
        passenger.open()
        assert passenger.ended()["how"] == End.IDLE
