"""A call that carries where it comes from: through the loopback edge, and past it when that is the only way."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import psutil
import pytest

from kiosk.demo.dispatcher.behaviour import parse
from kiosk.domain.call.status import State
from kiosk.domain.call.tone import tone_share
from tests.e2e.pavilion import MICROPHONE_HZ, Desk, Operator, Pavilion, until

pytestmark = pytest.mark.skipif(
    not shutil.which("kamailio", path=f"{os.environ.get('PATH', '')}:/usr/sbin"),
    reason="no kamailio here: the edge is optional",
)
PIDF = "application/pidf+xml"


@pytest.fixture
def operator() -> Iterator[Operator]:
    with Desk() as desk:
        yield desk.operator()


@pytest.fixture
def pavilion(operator: Operator) -> Iterator[Pavilion]:
    with Pavilion({"uri": operator.uri, "pidf_lo": True}, location_edge=True, bind_address="127.0.0.1") as place:
        until(lambda: edges(place), what="the edge")
        yield place


def own_address() -> str:
    """Of this machine, where packets to elsewhere leave from; skips where there is no way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            pytest.skip("this machine has no address but loopback")
        return str(one.getsockname()[0])


def connected_with_location(pavilion: Pavilion, operator: Operator) -> None:
    """Call until the INVITE carries the location: the edge may still be starting."""

    def located() -> bool:
        pavilion.call()
        pavilion.wait_for(State.CONNECTED)
        if PIDF in operator.calls[-1].invite.decode():
            return True
        pavilion.hang_up()
        pavilion.wait_for(State.ENDED)
        return False

    until(located, what="an INVITE with the location")


def edges(pavilion: Pavilion) -> list[psutil.Process]:
    """The kamailio of this pavilion, the first of its processes."""
    ours: dict[int, tuple[int, psutil.Process]] = {}
    for process in pavilion.processes():
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.name() == "kamailio":
                ours[process.pid] = (process.ppid(), process)
    return [process for parent, process in ours.values() if parent not in ours]


def test_the_call_says_where_it_comes_from(pavilion: Pavilion, operator: Operator) -> None:
    """RFC 6442: a Geolocation header that points to a body part, here a PIDF-LO with the civic address."""

    connected_with_location(pavilion, operator)
    call = operator.calls[-1]
    part = call.part(PIDF)
    assert part
    words = " ".join(text for text in ET.fromstring(part).itertext())  # noqa: S314  our own
    assert "улица Ясная" in words
    assert "0042" in words
    assert "Geolocation: <cid:" in call.invite.decode()
    assert tone_share(operator.wait_for_sound(call, 1.0), 8000, MICROPHONE_HZ) > 0.9


def test_a_trunk_elsewhere_gets_it_too() -> None:
    """The user agent then speaks from the address that leads there, to the edge as well."""
    with Desk() as desk:
        operator = desk.operator(host=own_address())
        with Pavilion({"uri": operator.uri, "pidf_lo": True}, location_edge=True) as pavilion:
            connected_with_location(pavilion, operator)
            heard = operator.wait_for_sound(operator.calls[-1], 1.0)
            assert tone_share(heard, 8000, MICROPHONE_HZ) > 0.9
            pavilion.wait_for(State.CONNECTED, heard=True)


def test_an_exchange_that_cannot_read_it_is_dialled_again_without(pavilion: Pavilion, operator: Operator) -> None:
    operator.behave(parse("no_multipart"))
    pavilion.call()
    pavilion.wait_for(State.CONNECTED)
    assert PIDF not in operator.calls[-1].invite.decode()
    assert pavilion.now
    assert pavilion.now.trunk == "trunk-1"


def test_a_dead_edge_does_not_cost_the_call(pavilion: Pavilion, operator: Operator) -> None:
    (edge,) = edges(pavilion)
    family = [edge, *edge.children(recursive=True)]
    for process in family:
        process.send_signal(signal.SIGSTOP)  # as good as dead, and its socket still there
    try:
        pavilion.call()
        pavilion.wait_for(State.CONNECTED)
        assert PIDF not in operator.calls[-1].invite.decode()
    finally:
        for process in family:
            if process.is_running():
                process.send_signal(signal.SIGCONT)
