"""The location-adding edge: a real kamailio between the real user agent and the dispatcher."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.demo.dispatcher.behaviour import BLACK_HOLE, CLOSED, NO_MULTIPART, RING, TRYING, Behaviour, refuse
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.events import Closed, Established, FarSound, Ringing, Trying
from kiosk.domain.call.sip_uri import SipUri, Transport
from kiosk.domain.call.trunk import Trunk
from kiosk.domain.text import Text
from kiosk.sos.baresip.user_agent import UserAgent
from kiosk.sos.edge import edge as edge_module
from kiosk.sos.edge.edge import ADMINISTRATORS, Edge
from kiosk.sos.edge.kamailio_config import kamailio_config
from kiosk.sos.edge.pidf_lo import pidf_lo
from kiosk.sos.options import options
from kiosk.sos.plan import AgentPlan, Pavilion
from tests.beside import beside
from tests.conftest import ROOT
from tests.sos.far_end import LIMIT, Happenings, hung_up, plan_for, run, trunk_to, until, user_agent

HOSTILE = """ТЦ "A&B" <'x'> $rb $var(location) ]]> #!endif \\r\\n"""
PAVILION = Pavilion("0042", Text(HOSTILE), Text("Ульяновск, проспект Филатова, 1"), 54.3845, 48.5865)
KAMAILIO = shutil.which("kamailio", path=os.pathsep.join((os.environ.get("PATH", ""), *ADMINISTRATORS)))

needs_kamailio = pytest.mark.skipif(KAMAILIO is None, reason="kamailio is not installed")
needs_baresip = pytest.mark.skipif(shutil.which("baresip") is None, reason="baresip is not installed")


def plan(folder: Path, *trunks: Trunk) -> AgentPlan:
    return AgentPlan(PAVILION, plan_for(folder / "ua", *trunks), folder, folder, edge=True)


@asynccontextmanager
async def running(edge: Edge) -> AsyncIterator[Edge]:
    """The edge while it runs, from when it is alive."""
    task = asyncio.ensure_future(edge.run())
    try:
        await until(lambda: edge.alive or task.done())
        yield edge
    finally:
        task.cancel()
        await asyncio.wait({task})
        if not task.cancelled():
            task.result()


@asynccontextmanager
async def world(
    folder: Path, behaviour: Behaviour, transport: Transport = Transport.UDP
) -> AsyncIterator[tuple[Dispatcher, UserAgent, Happenings, Trunk]]:
    """A dispatcher, an edge, and a user agent that dials through it."""
    async with Dispatcher(behaviour=behaviour, transport=transport) as dispatcher:
        trunk = replace(trunk_to(dispatcher.uri), pidf_lo=True)
        whole = plan(folder, trunk)
        async with running(Edge(whole, folder / "edge")) as edge:
            calling = replace(whole.user_agent, edge=edge.address)
            async with user_agent(calling) as (agent, happenings):
                await agent.dial(trunk.uri, trunk, with_location=True)
                yield dispatcher, agent, happenings, trunk


@needs_kamailio
@needs_baresip
@pytest.mark.parametrize("transport", [Transport.UDP, Transport.TCP])
def test_a_call_arrives_with_its_location_and_both_sides_hear_each_other(
    tmp_path: Path, transport: Transport
) -> None:
    async def test() -> None:
        async with world(tmp_path, Behaviour(), transport) as (dispatcher, agent, happenings, trunk):
            # In any order: sound does not travel through the edge.
            await until(lambda: happenings.of(Established) and happenings.of(FarSound))
            call_id = happenings.of(Established)[0].call_id
            heard = await dispatcher.wait_for_call()
            await dispatcher.wait_for_sound(heard, 0.5)
            invite = heard.message
            assert invite.start.split()[1].startswith(f"sip:112@{trunk.uri.host_port}")
            assert (
                invite.get("geolocation-routing"),
                invite.get("resource-priority"),
                invite.get("priority"),
            ) == (
                "yes",
                "esnet.0",
                "emergency",
            )
            content_id = re.fullmatch(r"<cid:(.+)>", invite.get("geolocation"))
            assert content_id is not None
            assert f"\r\nContent-ID: <{content_id[1]}>\r\n".encode() in heard.invite
            assert heard.part("application/sdp").startswith(b"v=0")
            assert heard.part("application/pidf+xml").strip() == pidf_lo(PAVILION)
            assert "Pavilion 0042" in invite.get("from")
            await hung_up(agent, happenings, call_id)
            await heard.until(lambda: heard.ended == "bye", LIMIT)

    run(test)


@needs_kamailio
@needs_baresip
def test_the_far_end_may_hang_up(tmp_path: Path) -> None:
    async def test() -> None:
        async with world(tmp_path, Behaviour()) as (dispatcher, _, happenings, _):
            await happenings.next(Established)
            heard = await dispatcher.wait_for_call()
            await heard.until(lambda: heard.acknowledged_at is not None, LIMIT)
            await dispatcher.hang_up(heard)
            assert (await happenings.next(Closed)).code is None

    run(test)


@needs_kamailio
@needs_baresip
@pytest.mark.parametrize(
    ("behaviour", "code"),
    [(NO_MULTIPART, 415), (refuse(486), 486), (refuse(503), 503), (refuse(603), 603), (BLACK_HOLE, 408)],
    ids=str,
)
def test_a_refusal_comes_back_as_it_is_and_silence_as_408(tmp_path: Path, behaviour: Behaviour, code: int) -> None:
    async def test() -> None:
        async with world(tmp_path, behaviour) as (_, _, happenings, _):
            assert (await happenings.next(Closed)).code == code

    run(test)


@needs_kamailio
@needs_baresip
def test_a_closed_tcp_port_comes_back_as_a_failure(tmp_path: Path) -> None:
    async def test() -> None:
        async with world(tmp_path, CLOSED, Transport.TCP) as (_, _, happenings, _):
            code = (await happenings.next(Closed)).code
            assert code is not None
            assert code in {408, 477, 478, 500, 503}

    run(test)


@needs_kamailio
@needs_baresip
@pytest.mark.parametrize("behaviour", [RING, TRYING], ids=str)
def test_a_call_that_nobody_took_is_cancelled_at_the_far_end(tmp_path: Path, behaviour: Behaviour) -> None:
    async def test() -> None:
        async with world(tmp_path, behaviour) as (dispatcher, agent, happenings, _):
            await happenings.next(Ringing if behaviour is RING else Trying)
            heard = await dispatcher.wait_for_call()
            await agent.hang_up()
            await heard.until(lambda: heard.ended == "cancelled", LIMIT)

    run(test)


@needs_kamailio
def test_a_killed_and_a_frozen_edge_are_replaced_and_told_once_each(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge_module, "LOOK_EACH", 0.2)
    caplog.set_level("INFO")

    async def test() -> None:
        edge = Edge(plan(tmp_path, trunk_to(SipUri("112", "127.0.0.1", 9))), tmp_path / "edge")
        async with running(edge):
            address = edge.address
            assert (tmp_path / "edge").stat().st_mode & 0o077 == 0
            for number in (signal.SIGKILL, signal.SIGSTOP):
                for process in processes(tmp_path):
                    os.kill(process, number)
                await until(lambda: not edge.alive)
                await until(lambda: edge.alive)
                assert not (await options(address, address)).failure
        assert not edge.alive

        await until(lambda: not processes(tmp_path))

    run(test)
    told = [record.getMessage() for record in caplog.records if record.name.endswith("edge")]
    assert len(told) == 4
    assert "fails: it ended" in told[0]
    assert "does not answer" in told[2]


def processes(folder: Path) -> list[int]:
    return list(edge_module._processes(str(folder / "edge" / "kamailio.cfg")))


@pytest.mark.parametrize("program", ["no-such-kamailio", "false"])
def test_without_a_kamailio_it_is_never_alive_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(edge_module, "BACK_OFF", (0.0,))

    async def test() -> None:
        edge = Edge(plan(tmp_path), tmp_path / "edge", program=program)
        starts: list[object] = []
        live = edge._live

        async def counted() -> bool:
            starts.append(None)
            return await live()

        monkeypatch.setattr(edge, "_live", counted)
        task = asyncio.ensure_future(edge.run())
        await until(lambda: len(starts) > 3)
        assert not edge.alive
        task.cancel()
        await asyncio.wait({task})

    run(test)
    assert len([record for record in caplog.records if "fails" in record.getMessage()]) == 1


@needs_kamailio
def test_it_ends_with_the_agent_even_when_that_is_killed(tmp_path: Path) -> None:
    code = f"""
import asyncio, sys
from pathlib import Path
from kiosk.sos.edge.edge import Edge
from tests.sos.test_edge import plan
async def main():
    edge = Edge(plan(Path({str(tmp_path)!r})), Path({str(tmp_path / "edge")!r}))
    task = asyncio.ensure_future(edge.run())
    while not edge.alive:
        await asyncio.sleep(0.01)
    print("alive", flush=True)
    await task
asyncio.run(main())
"""
    with beside(
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT, text=True)
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "alive\n"
        assert processes(tmp_path)
        owner.kill()

    async def gone() -> None:
        await until(lambda: not processes(tmp_path))

    run(gone)


@needs_kamailio
def test_it_relays_no_call_that_begins_elsewhere(tmp_path: Path) -> None:
    """From 127.0.0.2 it is a stranger's, as from any address but its own."""

    async def test() -> None:
        async with Dispatcher() as dispatcher:
            edge = Edge(plan(tmp_path, trunk_to(dispatcher.uri)), tmp_path / "edge")
            async with running(edge):
                for source, arrives in (("127.0.0.2", False), ("127.0.0.1", True)):
                    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
                        caller.bind((source, 0))
                        caller.sendto(invite(dispatcher.uri, source, caller), ("127.0.0.1", edge.address.port))
                        if not arrives:
                            # It has looked at the one before when it answers the next.
                            assert not (await options(edge.address, edge.address)).failure
                            assert dispatcher.calls == []
                        else:
                            await dispatcher.wait_for_call()
                assert [heard.message.get("call-id") for heard in dispatcher.calls] == ["127.0.0.1"]

    run(test)


def invite(uri: SipUri, source: str, caller: socket.socket) -> bytes:
    place = f"{source}:{caller.getsockname()[1]}"
    lines = (
        f"INVITE {uri} SIP/2.0",
        f"Via: SIP/2.0/UDP {place};branch=z9hG4bK{source}",
        f"From: <sip:x@{place}>;tag=1",
        f"To: <{uri}>",
        f"Call-ID: {source}",
        "CSeq: 1 INVITE",
        f"Contact: <sip:x@{place}>",
        "Max-Forwards: 70",
        "Content-Length: 0",
    )
    return "\r\n".join((*lines, "", "")).encode()


@given(st.text(max_size=100))
@example(HOSTILE)
@example('"); exit; #')
def test_no_name_means_anything_to_kamailio(name: str) -> None:
    """Whatever stands in the location, the file differs in hexadecimal digits only."""

    def bare(text: str) -> str:
        return re.sub(r"[0-9a-f]{16,}", "", kamailio_config(pidf_lo(Pavilion("", Text(text), Text(text))), 5060))

    assert bare(name) == bare("")
    assert bare(name).isascii()


@needs_kamailio
@pytest.mark.parametrize("addresses", [(), ("127.0.0.3", "127.0.0.2")], ids=["loopback", "more"])
def test_kamailio_finds_the_file_right(tmp_path: Path, addresses: tuple[str, ...]) -> None:
    (tmp_path / "a.cfg").write_text(kamailio_config(pidf_lo(PAVILION), 45_060, addresses))
    done = subprocess.run(
        [str(KAMAILIO), "-c", "-f", str(tmp_path / "a.cfg")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr


def test_it_listens_where_the_way_to_a_trunk_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ways: dict[str, str] = {"sip.example.org": "192.0.2.7", "b.example.org": "", "127.0.0.1": "127.0.0.1"}
    monkeypatch.setattr(edge_module, "_way_to", lambda trunk: ways[trunk.uri.host])
    trunks = [replace(trunk_to(SipUri("112", host, 5060), host), pidf_lo=True) for host in ways]
    whole = plan(tmp_path, *trunks)

    def addresses(address: str) -> tuple[str, ...]:
        edge = Edge(replace(whole, user_agent=replace(whole.user_agent, address=address)), tmp_path)
        return asyncio.run(edge._addresses())

    assert addresses("") == ("192.0.2.7",)
    assert addresses("192.0.2.9") == ("192.0.2.9",)
    assert addresses("127.0.0.1") == ()


def test_the_way_to_a_trunk_is_the_systems_own() -> None:
    way: Callable[[Trunk], str] = edge_module._way_to
    assert way(trunk_to(SipUri("112", "127.0.0.1", 5060))) == "127.0.0.1"
    assert way(trunk_to(SipUri("112", "sip.invalid", 5060))) == ""
