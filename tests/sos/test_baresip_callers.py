"""Who may call the pavilion: the trunks' addresses; anybody else is a stranger or is not heard at all."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from kiosk.domain.call.events import Closed, Established, Incoming, Ringing, UserAgentDied
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.baresip import sockets, source_guard
from kiosk.sos.baresip.callers import Addresses
from kiosk.sos.baresip.control import netstring
from kiosk.sos.baresip.source_guard import Callers, Network
from kiosk.sos.plan import UserAgentPlan
from tests.sos.far_end import HERE, FarEnd, plan_for, run, trunk_to, until, user_agent
from tests.sos.test_baresip_supervision import NOWHERE, called, ports_of, refuse_filters_on_tcp

STRANGER = "127.0.0.2"
SDP = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio 40000 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n"
)


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' calls come right after the start, when everybody still counts as a stranger."""
    monkeypatch.setattr("kiosk.sos.baresip.gate._SETTLING", 0.0)


def invite(host: str, port: int, call_id: str, transport: str = "UDP") -> bytes:
    head = (
        f"INVITE sip:kiosk@{HERE} SIP/2.0\r\nVia: SIP/2.0/{transport} {host}:{port};branch=z9hG4bK{call_id}\r\n"
        f"Contact: <sip:x@{host}:{port}>\r\nMax-Forwards: 70\r\nTo: <sip:kiosk@{HERE}>\r\n"
        f"From: <sip:x@{host}>;tag=1\r\nCall-ID: {call_id}\r\nCSeq: 1 INVITE\r\n"
        "Content-Type: application/sdp\r\n"
    )
    return f"{head}Content-Length: {len(SDP)}\r\n\r\n{SDP}".encode()


class Caller(asyncio.DatagramProtocol):
    """Sends what it is told and keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)
        self.host, self.port = transport.get_extra_info("sockname")

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.got.append(data)
        if b" INVITE\r\n" in data and self.codes() >= {b"200"}:
            lines = data.split(b"\r\n")
            kept = [line for line in lines if line.startswith((b"Via", b"To", b"From", b"Call-ID"))]
            ack = [b"ACK sip:kiosk@127.0.0.1 SIP/2.0", *kept, b"CSeq: 1 ACK", b"Content-Length: 0", b"", b""]
            self.transport.sendto(b"\r\n".join(ack), addr)

    def codes(self) -> set[bytes]:
        return {data.split(b" ", 2)[1] for data in self.got if data.startswith(b"SIP/2.0")}


@asynccontextmanager
async def caller(host: str) -> AsyncIterator[Caller]:
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(Caller, local_addr=(host, 0))
    try:
        yield protocol
    finally:
        transport.close()
        await asyncio.sleep(0)


def guard_allowed() -> bool:
    """Whether this machine lets us copy a child's socket; some containers do not."""
    pidfd = os.pidfd_open(os.getpid())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind((HERE, 0))
        try:
            source_guard.attach(os.getpid(), pidfd, one.getsockname()[1], Callers())
        except OSError as error:
            if error.errno in {errno.EPERM, errno.ENOSYS}:
                return False
            raise
        finally:
            os.close(pidfd)
    return True


needs_guard = pytest.mark.skipif(not guard_allowed(), reason="the kernel forbids pidfd_getfd here")


@needs_guard
def test_a_trunk_calls_and_is_answered(tmp_path: Path) -> None:
    async def test() -> None:
        plan = plan_for(tmp_path / "ua", NOWHERE)
        async with user_agent(plan) as (agent, happenings), caller(HERE) as trunk:
            trunk.transport.sendto(invite(HERE, trunk.port, "one"), (HERE, ports_of(plan)))
            assert await happenings.next(Incoming) == Incoming("one", "first")
            await agent.answer("one")
            assert (await happenings.next(Established)).call_id == "one"
            await until(lambda: b"200" in trunk.codes())

    run(test)


@needs_guard
def test_a_trunk_calls_and_is_refused_while_another_call_rings(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far", auto=False).running() as far:
            first = trunk_to(far.uri)
            plan = plan_for(tmp_path / "ua", first)
            async with user_agent(plan) as (agent, happenings), caller(HERE) as trunk:
                await agent.dial(first.uri, first)
                dialled = (await happenings.next(Ringing)).call_id
                trunk.transport.sendto(invite(HERE, trunk.port, "one"), (HERE, ports_of(plan)))
                trunk.transport.sendto(invite(HERE, trunk.port, "two"), (HERE, ports_of(plan)))
                await happenings.next(Incoming)
                await happenings.next(Incoming)
                await agent.refuse("one")
                assert (await happenings.next(Closed)).call_id == "one"
                await until(lambda: b"486" in trunk.codes())
                await agent.hang_up(dialled)
                assert (await happenings.next(Closed)).call_id == dialled
                await agent.answer("two")
                assert (await happenings.next(Established)).call_id == "two"

    run(test)


@needs_guard
def test_a_stranger_is_not_heard_over_udp(tmp_path: Path) -> None:
    async def test() -> None:
        plan = plan_for(tmp_path / "ua", NOWHERE)
        async with user_agent(plan) as (_, happenings), caller(HERE) as trunk, caller(STRANGER) as stranger:
            place = (HERE, ports_of(plan))
            stranger.transport.sendto(invite(STRANGER, stranger.port, "bad"), place)
            trunk.transport.sendto(invite(HERE, trunk.port, "good"), place)
            assert (await happenings.next(Incoming)).call_id == "good"
            assert not stranger.got

    run(test)


@needs_guard
@pytest.mark.parametrize("privileged", [True, False])
def test_a_stranger_cannot_connect(tmp_path: Path, privileged: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not privileged:
        refuse_filters_on_tcp(monkeypatch)

    async def test() -> None:
        plan = plan_for(tmp_path / "ua", NOWHERE)
        async with user_agent(plan) as (agent, happenings):
            tries = [
                asyncio.create_task(asyncio.open_connection(HERE, port, local_addr=(STRANGER, 0)))
                for port in (ports_of(plan), ports_of(plan) + 1)
            ]
            _, writer = await asyncio.open_connection(HERE, ports_of(plan), local_addr=(HERE, 0))
            writer.write(invite(HERE, writer.get_extra_info("sockname")[1], "one", "TCP"))
            assert await happenings.next(Incoming) == Incoming("one", "first")
            writer.transport.abort()
            _, writer = await asyncio.open_connection(HERE, ports_of(plan) + 1, local_addr=(HERE, 0))  # TLS
            writer.transport.abort()
            assert not any(one.done() for one in tries)
            for one in tries:
                one.cancel()
            await asyncio.wait(tries)
            assert agent.facts.restarts == 0

    run(test)


@needs_guard
def test_a_stranger_who_came_before_the_guard_is_thrown_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early: list[socket.socket] = []
    attach = source_guard.attach

    def attached(pid: int, pidfd: int, port: int, callers: Callers) -> None:
        if not early:
            early.append(socket.create_connection((HERE, port), source_address=(STRANGER, 0)))
        attach(pid, pidfd, port, callers)

    monkeypatch.setattr(source_guard, "attach", attached)

    async def test() -> None:
        plan = plan_for(tmp_path / "ua", NOWHERE)
        async with user_agent(plan) as (_, happenings), caller(HERE) as trunk:
            with early[0]:
                early[0].settimeout(20)
                with contextlib.suppress(ConnectionResetError):
                    assert not early[0].recv(1)
                ports = (ports_of(plan),)
                callers = Callers((Network(HERE),))
                await until(lambda: not source_guard.strangers_connected(ports, callers))
                trunk.transport.sendto(invite(HERE, trunk.port, "one"), (HERE, ports_of(plan)))
                assert await happenings.next(Incoming) == Incoming("one", "first")

    run(test)


@needs_guard
def test_the_door_follows_the_callers() -> None:
    """Even where only signatures keep the others out."""
    pidfd = os.pidfd_open(os.getpid())
    first, second = Callers((Network(HERE),)), Callers((Network("127.0.0.2/31"), Network("10.0.0.0/8")))
    with pytest.MonkeyPatch.context() as monkeypatch, socket.create_server((HERE, 0)) as server:
        refuse_filters_on_tcp(monkeypatch)
        port = server.getsockname()[1]
        for callers, before, may in ((first, None, HERE), (second, first, STRANGER), (first, second, HERE)):
            source_guard.close_door(os.getpid(), pidfd, port, callers, before)
            assert [host for host in (HERE, STRANGER) if connects(host, port)] == [may]
    os.close(pidfd)


def connects(host: str, port: int) -> bool:
    try:
        socket.create_connection((HERE, port), timeout=0.3, source_address=(host, 0)).close()
    except TimeoutError:
        return False
    return True


ORDINARY_USER = """
import asyncio, encodings.idna, os, pathlib, sys
from kiosk.domain.call.events import Incoming
from kiosk.sos.baresip import gate
from tests.sos import test_baresip_callers as tests
from tests.sos.test_baresip_supervision import control_port
gate._SETTLING = 0.0
os.setgroups([]), os.setgid(65534), os.setuid(65534)

async def main():
    plan = tests.plan_for(pathlib.Path(sys.argv[1]), tests.NOWHERE)
    async with tests.user_agent(plan) as (agent, happenings), tests.caller(tests.HERE) as trunk:
        port = tests.ports_of(plan)
        assert agent.facts.guarded
        assert not tests.connects(tests.STRANGER, port), "a stranger connected"
        assert tests.connects(tests.HERE, port), "a trunk could not connect"
        assert not tests.connects(tests.HERE, await control_port(agent, plan)), "somebody could command it"
        trunk.transport.sendto(tests.invite(tests.HERE, trunk.port, "one"), (tests.HERE, port))
        assert (await happenings.next(Incoming)).trunk == "first", "a trunk is taken for a stranger"

asyncio.run(main())
"""


@needs_guard
@pytest.mark.skipif(os.geteuid() != 0, reason="this run is an ordinary user's already")
def test_an_ordinary_user_can_keep_strangers_out() -> None:
    with tempfile.TemporaryDirectory() as folder:  # all folders above it let an ordinary user through
        os.chown(folder, 65534, 65534)
        subprocess.run([sys.executable, "-c", ORDINARY_USER, f"{folder}/ua"], check=True, timeout=60)


@needs_guard
@pytest.mark.parametrize("stays", [True, False])
def test_a_stranger_is_known_where_the_door_stays_open(
    tmp_path: Path, stays: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(source_guard, "close_door", refused)

    async def test() -> None:
        plan = plan_for(tmp_path / "ua", NOWHERE)
        async with user_agent(plan) as (agent, happenings):
            _, writer = await asyncio.open_connection(HERE, ports_of(plan), local_addr=(STRANGER, 0))
            port = writer.get_extra_info("sockname")[1]
            forged = "\x1b[;m\n\x1b[36;1m#\nUDP 127.0.0.1:5060 -> 127.0.0.1:5060\nINVITE x\nCall-ID: bad\n\n"
            writer.write(invite(STRANGER, port, "bad", "TCP") + forged.encode())
            await writer.drain()
            if not stays:
                writer.transport.abort()
            assert await happenings.next(Incoming) == Incoming("bad", "")
            await agent.refuse("bad")
            await agent.answer("bad")
            writer.transport.abort()
            assert not happenings.of(Established)

    run(test)
    assert caplog.text.count("over TCP keeps callers away") == 1


@needs_guard
def test_a_trunk_calls_over_tcp(tmp_path: Path) -> None:
    async def test() -> None:
        plan = plan_for(tmp_path / "ua", NOWHERE)
        async with user_agent(plan) as (_, happenings):
            _, writer = await asyncio.open_connection(HERE, ports_of(plan), local_addr=(HERE, 0))
            writer.write(invite(HERE, writer.get_extra_info("sockname")[1], "one", "TCP"))
            assert await happenings.next(Incoming) == Incoming("one", "first")
            writer.transport.abort()

    run(test)


def test_without_the_guard_everybody_is_a_stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("kiosk.sos.baresip.source_guard.attach", refused)

    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            first = trunk_to(far.uri)
            plan = plan_for(tmp_path / "ua", first)
            async with user_agent(plan) as (agent, happenings), caller(HERE) as trunk:
                assert not agent.facts.guarded
                trunk.transport.sendto(invite(HERE, trunk.port, "one"), (HERE, ports_of(plan)))
                assert await happenings.next(Incoming) == Incoming("one", "")
                await agent.refuse("one")
                await happenings.next(Closed)
                await called(agent, happenings, first)  # calling out works all the same

    run(test)
    assert caplog.text.count("callers cannot be told apart") == 1


def test_right_after_the_start_everybody_is_a_stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.sos.baresip.gate._SETTLING", 1000.0)

    async def test() -> None:
        plan = plan_for(tmp_path / "ua", NOWHERE)
        async with user_agent(plan) as (_, happenings), caller(HERE) as trunk:
            trunk.transport.sendto(invite(HERE, trunk.port, "one"), (HERE, ports_of(plan)))
            assert (await happenings.next(Incoming)).trunk == ""

    run(test)


def test_a_call_that_somebody_else_answers_goes_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the kernel cannot close the control port, whoever connects there throws us off: another user agent."""
    monkeypatch.setattr("kiosk.sos.baresip.source_guard.close_door", lambda *_: None)

    async def test() -> None:
        plan = plan_for(tmp_path / "ua", NOWHERE)
        async with user_agent(plan) as (_, happenings), caller(HERE) as trunk:
            trunk.transport.sendto(invite(HERE, trunk.port, "one"), (HERE, ports_of(plan)))
            await happenings.next(Incoming)
            port = int((plan.folder / "config").read_text().partition("ctrl_tcp_listen 127.0.0.1:")[2].split()[0])
            with socket.create_connection((HERE, port)) as other:
                other.sendall(netstring({"command": "accept", "params": "", "token": "1"}))
                await happenings.next(UserAgentDied)
            assert not happenings.of(Established)

    run(test)


@needs_guard
@pytest.mark.parametrize(
    ("callers", "heard"),
    [
        (Callers(), set()),
        (Callers((Network("127.0.0.1"),)), {b"HERE", b"SIP/2.0 HERE"}),
        (Callers((Network("127.0.0.0/8"),)), {b"HERE", b"STRANGER", b"SIP/2.0 HERE", b"SIP/2.0 STRANGER"}),
        (Callers((Network("10.0.0.0/8"), Network("127.0.0.2/31"))), {b"STRANGER", b"SIP/2.0 STRANGER"}),
        (
            Callers((Network("127.0.0.1"),), responses_from_anywhere=True),
            {b"HERE", b"SIP/2.0 HERE", b"SIP/2.0 STRANGER"},
        ),
    ],
)
def test_the_filter(callers: Callers, heard: set[bytes]) -> None:
    pidfd = os.pidfd_open(os.getpid())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind((HERE, 0))
        receiver.setblocking(False)
        place = receiver.getsockname()
        source_guard.attach(os.getpid(), pidfd, place[1], callers)
        os.close(pidfd)
        for host, name in ((HERE, b"HERE"), (STRANGER, b"STRANGER")):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.bind((host, 0))
                sender.sendto(name, place)
                sender.sendto(b"SIP/2.0 " + name, place)
        got = set()
        while True:
            try:
                got.add(receiver.recv(100))
            except BlockingIOError:
                break
        assert got == heard


def test_our_own_addresses() -> None:
    assert not sockets.is_ours("127.0.0.1")
    assert not sockets.is_ours("192.0.2.1")  # RFC 5737: nobody's
    assert not sockets.is_ours("nonsense")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no address but loopback's")
        assert sockets.is_ours(one.getsockname()[0])


def test_addresses_of_names_and_networks(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    trunk = Trunk(
        "first",
        SipUri("112", "localhost", 5060),
        SipUri("kiosk", "registrar.invalid", 5060),
        register=True,
        callback_from=("10.1.0.0/16", "192.0.2.7"),
    )

    async def test() -> None:
        addresses = Addresses(plan_for(tmp_path, trunk))
        assert addresses.callers.responses_from_anywhere
        assert addresses.callers.allow("10.1.2.3")
        assert not addresses.callers.allow("127.0.0.1")
        await addresses.resolve()
        await addresses.resolve()
        assert addresses.callers.allow("127.0.0.1")
        assert not addresses.callers.allow("192.0.2.8")
        assert not addresses.callers.allow("nonsense")

    run(test)
    assert caplog.text.count("is not resolved") == 1


def test_literal_addresses_need_no_names(tmp_path: Path) -> None:
    plan: UserAgentPlan = replace(plan_for(tmp_path, NOWHERE), edge=SipUri("edge", "127.0.0.3", 5060))
    callers = Addresses(plan).callers
    assert callers == Callers((Network(HERE), Network("127.0.0.3")))
