"""Trunks that refuse, are closed, talk nonsense or want a password; a second baresip as the dispatcher."""

from __future__ import annotations

import contextlib
import re
import secrets
import socket
from dataclasses import replace
from pathlib import Path
from typing import Literal

import psutil
import pytest
import trustme

from kiosk.demo.dispatcher.behaviour import (
    ANSWER,
    BLACK_HOLE,
    BUSY,
    CLOSED,
    ERROR,
    GARBAGE,
    REJECT,
    SILENT,
    Behaviour,
    Kind,
    after,
    refuse,
)
from kiosk.demo.dispatcher.conduct import HOSTILE
from kiosk.demo.dispatcher.digest import Credentials
from kiosk.domain.call.sip_uri import Transport
from kiosk.domain.call.status import Failure, Health, State
from kiosk.domain.call.tone import tone_share
from tests.e2e.agent_here import agent, run, trunks
from tests.e2e.pavilion import MICROPHONE_HZ, Desk, Pavilion
from tests.sos.far_end import FarEnd, best_share, shares, tone_file, until


@pytest.mark.parametrize(
    ("behaviour", "transport", "failure"),
    [
        pytest.param(BUSY, "udp", Failure.BUSY, id="busy"),
        pytest.param(REJECT, "udp", Failure.REJECTED, id="603"),
        pytest.param(ERROR, "tcp", Failure.REJECTED, id="503"),
        pytest.param(refuse(302), "udp", Failure.REJECTED, id="302"),
        pytest.param(CLOSED, "udp", Failure.NO_REPLY, id="closed UDP port"),
        pytest.param(CLOSED, "tcp", Failure.UNREACHABLE, id="closed TCP port"),
        pytest.param(BLACK_HOLE, "tcp", Failure.NO_REPLY, id="TCP black hole"),
    ],
)
def test_one_press_goes_on_to_the_second_trunk(behaviour: Behaviour, transport: str, failure: Failure) -> None:
    with Desk() as desk:
        first, second = desk.operator(transport=transport), desk.operator(transport="tcp")
        with Pavilion(first.uri, second.uri) as pavilion:
            pavilion.wait_until_asked()
            first.behave(behaviour)  # after the self-test asked: it stays first
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, trunk="trunk-2", heard=True)
            assert failure in {status.failure for status in pavilion.told}
            assert State.RETRYING not in pavilion.states
            assert first.invites() == (0 if behaviour is CLOSED else 1)
            call = second.wait_for_call()
            assert tone_share(second.wait_for_sound(call, 0.5), 8000, MICROPHONE_HZ) >= 0.9
            assert len(second.calls) == 1


def test_a_dispatcher_who_answers_and_hangs_up_without_a_word_is_left_for_the_next_trunk() -> None:
    with Desk() as desk:
        first, second = desk.operator(SILENT), desk.operator()
        with Pavilion(first.uri, second.uri) as pavilion:
            pavilion.wait_until_asked()
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, trunk="trunk-1", heard=False)
            first.hang_up(first.wait_for_call())
            status = pavilion.wait_for(State.CONNECTED, trunk="trunk-2", heard=True)
            assert status.attempt == 2
            assert State.ENDED not in pavilion.states
            assert Failure.REJECTED in {status.failure for status in pavilion.told}


def test_a_trunk_that_did_not_answer_the_self_test_comes_last() -> None:
    with Desk() as desk:
        first, second = desk.operator(BLACK_HOLE), desk.operator()
        with Pavilion(first.uri, second.uri) as pavilion:
            pavilion.wait_until_asked()
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, trunk="trunk-2", heard=True, attempt=1)
            assert first.invites() == 0


@pytest.mark.parametrize(
    ("behaviour", "transport"),
    [
        pytest.param(GARBAGE, "udp", id="garbage over UDP"),
        pytest.param(GARBAGE, "tcp", id="garbage over TCP"),
        pytest.param(after(Kind.REINVITE, 0.3), "udp", id="re-INVITE"),
        pytest.param(after(Kind.HOLD, 0.3), "tcp", id="hold"),
        pytest.param(after(Kind.PROGRESS, 0.3), "udp", id="183 with sound"),
    ],
)
def test_what_a_dispatcher_may_send_breaks_no_call(behaviour: Behaviour, transport: str) -> None:
    with Desk() as desk:
        operator = desk.operator(behaviour, transport=transport)
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            call = operator.wait_for_call()
            operator.wait_for_sound(call, 1.0)
            assert tone_share(operator.wait_for_sound(call, 0.5), 8000, MICROPHONE_HZ) >= 0.9
            pavilion.wait_for(State.CONNECTED, heard=True, attempt=1)
            pavilion.hang_up()
            pavilion.wait_for(State.ENDED)
            assert len(operator.calls) == 1


def test_bytes_that_are_no_sip_neither_keep_a_call_from_coming_up_nor_end_it() -> None:
    """From the trunk's own address, which alone reaches the user agent."""
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            hurl(pavilion.user_agent)
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            hurl(pavilion.user_agent)
            call = operator.wait_for_call()
            operator.wait_for_sound(call, 0.5)
            pavilion.wait_for(State.CONNECTED, heard=True)
            # If the user agent fell over the call came up again; it has not, so it is still the first one.
            assert len(operator.calls) == 1
            assert pavilion.status()["user_agent"]["restarts"] == 0


def hurl(pid: int) -> None:
    """Throw everything hostile at all open UDP sockets of this process: SIP, RTP, names."""
    ports = [one.laddr.port for one in psutil.Process(pid).net_connections("udp")]
    assert ports
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as thrower:
        for port in ports:
            for one in (*HOSTILE, *(secrets.token_bytes(length) for length in (1, 20, 200, 1400, 9000))):
                with contextlib.suppress(ConnectionRefusedError):
                    thrower.sendto(one, ("127.0.0.1", port))


def test_a_trunk_that_wants_a_password_gets_it_and_no_log_does() -> None:
    password = "Ht7-" + secrets.token_urlsafe(9)
    with Desk() as desk:
        operator = desk.operator(credentials=Credentials("pavilion-42", password))
        trunk = {
            "uri": operator.uri,
            "register": True,
            "auth_user": "pavilion-42",
            "auth_password": password,
        }
        with Pavilion(trunk) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            assert len(operator.calls) == 1
            assert any(operator.dispatcher.registered.values())
            assert password not in pavilion.program("sos", "status", "--json").stdout


def test_a_wrong_password_is_a_refusal() -> None:
    with Desk() as desk:
        first = desk.operator(credentials=Credentials("pavilion-42", "right"))
        second = desk.operator()
        trunk = {"uri": first.uri, "auth_user": "pavilion-42", "auth_password": "wrong-Zq81"}
        with Pavilion(trunk, second.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, trunk="trunk-2", heard=True)
            assert first.calls == []
            refused = re.compile(r"Trunk trunk-1 refused the last call with 40[137]\.")
            assert any(refused.fullmatch(fault) for fault in pavilion.status()["faults"])


@pytest.mark.parametrize("code", [403, 404])
def test_the_only_trunk_refuses_calls_and_the_health_is_broken_until_it_takes_one(code: int) -> None:
    with Desk() as desk:
        only = desk.operator(refuse(code))
        with Pavilion(only.uri) as pavilion:
            pavilion.wait_until_asked()
            pavilion.wait_for(State.IDLE, health=Health.DEGRADED)  # there is no loudspeaker
            pavilion.call()
            pavilion.wait_for(health=Health.BROKEN)
            assert f"Trunk trunk-1 refused the last call with {code}." in pavilion.status()["faults"]
            only.behave(ANSWER)
            pavilion.wait_for(State.CONNECTED, health=Health.DEGRADED)
            assert not any("refused" in fault for fault in pavilion.status()["faults"])


@pytest.mark.parametrize(
    ("transport", "encryption"),
    [(Transport.UDP, "none"), (Transport.TCP, "none"), (Transport.TLS, "srtp-mand")],
)
def test_both_ends_hear_each_other_where_a_second_baresip_answers(
    tmp_path: Path, transport: Transport, encryption: Literal["none", "srtp-mand"]
) -> None:
    authority = trustme.CA()
    server, ca = tmp_path / "server.pem", tmp_path / "ca.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(server))
    authority.cert_pem.write_to_path(str(ca))

    async def test() -> None:
        far_end = FarEnd(
            tmp_path / "far",
            transport=transport,
            encryption="" if encryption == "none" else encryption,
            extra=f"sip_certificate {server}\n",
        )
        async with far_end.running() as far:
            (trunk,) = trunks(far.uri)
            trunk = replace(trunk, media_encryption=encryption)
            microphone = f"aufile,{tone_file(tmp_path / '1000.wav', MICROPHONE_HZ)}"
            async with agent(trunk, microphone=microphone, record_to=tmp_path / "heard", ca_file=ca) as here:
                here.call()
                await here.wait_for(State.CONNECTED, heard=True)
                await until(lambda: all(long_enough(one) for one in (far.folder, tmp_path / "heard")))
                here.give_up()
                await here.wait_for(State.ENDED)
                await until(lambda: "CALL_CLOSED" in [event["type"] for event in far.events])
            assert best_share(far.heard(), MICROPHONE_HZ) >= 0.9
            assert max(shares(tmp_path / "heard", 440)) >= 0.9

    run(test)


def long_enough(folder: Path) -> bool:
    """Whether a second of received sound was recorded there."""
    return any(file.stat().st_size > 16_000 for file in folder.glob("dump-*-dec.wav"))
