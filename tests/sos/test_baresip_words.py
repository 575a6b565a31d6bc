"""What baresip reads and says, without a process: files, netstrings, the trace, the ends of calls."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call.events import Closed
from kiosk.domain.call.sip_uri import SipUri, Transport
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.baresip import config_files
from kiosk.sos.baresip.config_files import Ports
from kiosk.sos.baresip.control import LONGEST, Control, ControlError, netstring, take_netstring
from kiosk.sos.baresip.events import closed, named_call, packets, registrations
from kiosk.sos.baresip.trace import LONGEST_HEAD, Trace, Traced
from kiosk.sos.plan import Sound, UserAgentPlan

NO_SOUND = Sound()
TRUNK = Trunk("first", SipUri("112", "192.0.2.1", 5060), SipUri("kiosk", "192.0.2.1", 5060))


def traced(head: bytes, transport: bytes = b"UDP") -> bytes:
    return (
        b"\x1b[36;1m#\n" + transport + b" 192.0.2.1:5060 -> 192.0.2.2:5070\n" + head + b"\r\n\r\nbody\n\x1b[;m\n"
    )


MESSAGE = b"SIP/2.0 100 Trying\r\nVia: x\r\nCall-ID: abc\r\nCSeq: 1 INVITE"


@given(cuts=st.lists(st.integers(0, 400), max_size=5))
def test_the_trace_may_come_in_pieces(cuts: list[int]) -> None:
    stream = b"baresip is ready.\n" + traced(MESSAGE) + b"\r[0:00:01] audio=1/1 (bit/s)" + traced(MESSAGE, b"TCP")
    trace, found, at = Trace(), [], 0
    for cut in [*sorted(cuts), len(stream)]:
        found += list(trace.feed(stream[at:cut]))
        at = max(at, cut)
    one = Traced("UDP", "192.0.2.1:5060", "SIP/2.0 100 Trying", "abc")
    assert found == [one, replace(one, transport="TCP")]
    assert one.code == 100


@given(st.lists(st.binary(max_size=300), max_size=10))
def test_nothing_breaks_the_trace(pieces: list[bytes]) -> None:
    trace = Trace()
    for piece in pieces:
        for one in trace.feed(piece + b"\x1b[36;1m#\nUDP a -> b\n" + piece):
            assert one.transport
            assert one.code is None or 100 <= one.code < 700


def test_an_endless_head_is_passed_over() -> None:
    trace = Trace()
    assert not list(trace.feed(b"\x1b[36;1m#\nUDP a -> b\nINVITE x SIP/2.0\r\n"))
    for _ in range(100):
        assert not list(trace.feed(b"X: y\r\n" * 1000))
        assert len(trace._rest) <= LONGEST_HEAD
    assert [one.call_id for one in trace.feed(traced(MESSAGE))] == ["abc"]


@pytest.mark.parametrize("line", ["INVITE sip:x SIP/2.0", "SIP/2.0", "SIP/2.0 1e2 x", "SIP/2.0 99999999999 x", ""])
def test_no_status_code(line: str) -> None:
    assert Traced("UDP", "", line, "").code is None


@given(st.dictionaries(st.text(), st.text(), max_size=3), st.binary(max_size=20))
def test_netstrings_go_and_come(message: dict[str, str], rest: bytes) -> None:
    received = bytearray(netstring(message) + rest)
    taken = take_netstring(received)
    assert taken is not None
    assert json.loads(taken) == message
    assert bytes(received) == rest


@given(st.binary(max_size=60))
def test_what_is_no_netstring_is_refused_or_waited_for(data: bytes) -> None:
    try:
        take_netstring(bytearray(data))
    except ValueError:
        assert data


def test_a_netstring_has_an_end() -> None:
    with pytest.raises(ValueError, match="too long"):
        take_netstring(bytearray(b"%d:" % (LONGEST + 1)))
    with pytest.raises(ValueError, match="no netstring"):
        take_netstring(bytearray(b"2:{};"))


@pytest.mark.parametrize("nonsense", [b"5:hello,", b"2:[],", b"xxxxxxxx", b"999999:"])
def test_nonsense_ends_the_control_connection(nonsense: bytes) -> None:
    async def main() -> None:
        lost = asyncio.Event()
        writers = []

        def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.append(writer)
            writer.write(nonsense)

        server = await asyncio.start_server(speak, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            control = await Control.connect(port, lambda _: None, lost.set)
            async with asyncio.timeout(20):
                await lost.wait()
            with pytest.raises(ControlError):
                await control.ask(("about", ""))
            for writer in writers:
                writer.close()
                await writer.wait_closed()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("why", "established", "end"),
    [
        ("486 Busy Here", False, Closed("1", code=486)),
        ("603 Decline", False, Closed("1", code=603)),
        ("302 Moved", False, Closed("1", code=302)),
        ("rtp stream error", True, Closed("1", media_lost=True)),
        ("Connection refused [111]", False, Closed("1", unreachable=True)),
        ("Destination address required", False, Closed("1", unreachable=True)),
        ("Connection timed out [110]", False, Closed("1", unreachable=True)),
        ("Connection reset by peer", True, Closed("1")),
        ("Connection reset by user", False, Closed("1")),
        ("Connection reset by user", True, Closed("1")),
        ("", True, Closed("1")),
        ("Connection timed out [110]", True, Closed("1", unreachable=True)),
        ("end of file", True, Closed("1", unreachable=True)),
        ("", False, Closed("1")),
        ("4860 Busy", False, Closed("1")),
        ("200 OK", False, Closed("1")),
    ],
)
def test_the_end_of_a_call(why: str, established: bool, end: Closed) -> None:
    assert closed("1", why, established=established) == end


def test_the_name_of_a_call() -> None:
    assert (
        named_call("", "\n local_uri: x\n af=AF_INET id=756de2b5ef41e6bb\n direction: Outgoing\n")
        == "756de2b5ef41e6bb"
    )
    assert named_call("", "\n(no active calls)\n") == ""
    assert named_call("call id: f3f137e63f52afe6\n", "\n(no active calls)\n") == "f3f137e63f52afe6"


def test_packets_of_a_call() -> None:
    text = (
        "\n--- Audio stream ---\n rx:\n  n_discard:0\n  member 0x1c20702f: lost=-1 Jitter=0.0ms RTT=0.0ms\n"
        "   IP=127.0.0.1:32098 psent=0 rcvd=51\n  member 0x2c20702f: lost=3 Jitter=0.0ms RTT=0.0ms\n"
        "   IP=127.0.0.1:32098 psent=0 rcvd=7\n  TX: packets=60, octets=8160\n"
    )
    assert packets(text) == (60, 58, 2)
    assert packets("  TX: packets=60, octets=8160\n") == (60, 0, 0)
    assert packets("(no active call)") is None


def test_registrations() -> None:
    text = (
        "\n--- User Agents (3) ---\n> sip:a@x:5060    \x1b[32mOK \x1b[;m  Expires 99s\n"
        "  sip:b@x:5060   \x1b[33mzzz\x1b[;m  Expires 0s\n  SIP:b@x:5060   \n\n"
    )
    assert registrations(text) == {"sip:a@x:5060": True, "sip:b@x:5060": False, "SIP:b@x:5060": False}


def test_registrations_as_1_1_numbers_them() -> None:
    text = (
        "\n--- User Agents (4) ---\n"
        "0 - sip:a@x:5060                               \x1b[32mOK \x1b[;m x:5060 Expires 120s\n"
        "1 - sip:b@x:5060                               FB-\x1b[32mOK \x1b[;m x:5060\n"
        "2 - SIP:b@x:5060                                  \x1b[33mzzz\x1b[;m x:5060\n"
        "3 - sip:c@x:5060                               FB-\x1b[31mERR\x1b[;m x:5060\n\n"
    )
    assert registrations(text) == {
        "sip:a@x:5060": True,
        "sip:b@x:5060": True,
        "SIP:b@x:5060": False,
        "sip:c@x:5060": False,
    }


def plan(folder: Path, *trunks: Trunk, sound: Sound = NO_SOUND, edge: SipUri | None = None) -> UserAgentPlan:
    return UserAgentPlan(folder, trunks, "Pavilion", sound, address="192.0.2.2", edge=edge)


def test_the_config_listens_where_it_should(tmp_path: Path) -> None:
    config_files.write(plan(tmp_path, TRUNK, sound=Sound("plughw:CARD=Headset", "default")), Ports(5070, 4444))
    lines = (tmp_path / "config").read_text().splitlines()
    assert "sip_listen 192.0.2.2:5070" in lines
    assert "ctrl_tcp_listen 127.0.0.1:4444" in lines
    assert "audio_source alsa,plughw:CARD=Headset" in lines
    assert "audio_player alsa,default" in lines
    assert "module alsa.so" in lines
    assert not {line for line in lines if "sndfile" in line or "stdio" in line or "httpd" in line}


def test_accounts_of_one_identity_stay_apart(tmp_path: Path) -> None:
    edge = SipUri("edge", "127.0.0.1", 5090)
    many = [replace(TRUNK, name=str(number), pidf_lo=True) for number in range(4)]
    accounts = config_files.accounts(plan(tmp_path, *many, edge=edge))
    assert len({account.aor for account in accounts}) == 8
    assert {account.aor.lower() for account in accounts} == {"sip:kiosk@192.0.2.1:5060"}
    config_files.write(plan(tmp_path, replace(TRUNK, pidf_lo=True, register=True), edge=edge), Ports(5070, 4444))
    direct, through = (tmp_path / "accounts").read_text().splitlines()
    assert "regint=120" in direct
    assert "outbound" not in direct
    assert "regint=0" in through
    assert 'outbound="sip:edge@127.0.0.1:5090"' in through


def test_the_transport_is_the_accounts_own(tmp_path: Path) -> None:
    tls = replace(TRUNK, account=replace(TRUNK.account, transport=Transport.TLS), media_encryption="srtp-mand")
    config_files.write(plan(tmp_path, tls), Ports(5070, 4444))
    line = (tmp_path / "accounts").read_text()
    assert "<sip:kiosk@192.0.2.1:5060;transport=tls>" in line
    assert ";mediaenc=srtp-mand;" in line


@given(st.text(), st.text())
def test_no_password_breaks_the_line(user: str, password: str) -> None:
    trunk = replace(TRUNK, auth_user=user, auth_password=password)
    wrong = config_files.fault(trunk)
    if wrong is None:
        assert '"' not in user + password
        assert "\n" not in user + password
    else:
        assert len(password) < 3 or password not in wrong
