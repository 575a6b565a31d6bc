"""The user agent is killed, frozen, deprived of its port and its owner: it is back at once, or gone for good."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from kiosk.domain.call.events import Established, Ringing, UserAgentDied
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.baresip import ports, sockets, source_guard
from kiosk.sos.baresip.config_files import Ports
from kiosk.sos.baresip.user_agent import UserAgent, UserAgentError
from kiosk.sos.plan import UserAgentPlan
from tests.beside import beside
from tests.sos.far_end import HERE, FarEnd, Happenings, hung_up, plan_for, run, trunk_to, user_agent

NOWHERE = Trunk("first", SipUri("112", HERE, 9), SipUri("kiosk", HERE, 9))


def pid_of(agent: UserAgent) -> int:
    pid = agent.facts.pid
    assert pid is not None
    return pid


async def call_works(agent: UserAgent, happenings: Happenings, trunk: Trunk) -> None:
    await agent.dial(trunk.uri, trunk)
    await hung_up(agent, happenings, (await happenings.next(Established)).call_id)


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_struck_before_a_call(tmp_path: Path, blow: signal.Signals) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                pid = pid_of(agent)
                os.kill(pid, blow)
                await call_works(agent, happenings, trunk)
                assert pid_of(agent) != pid
                assert agent.facts.restarts == 1
                assert not happenings.of(UserAgentDied)

    run(test)


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
@pytest.mark.parametrize("answered", [False, True])
def test_struck_in_a_call(tmp_path: Path, blow: signal.Signals, answered: bool) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far", auto=answered).running() as far, FarEnd(tmp_path / "b").running() as b:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                await happenings.next(Established if answered else Ringing)
                os.kill(pid_of(agent), blow)
                await happenings.next(UserAgentDied)
                await call_works(agent, happenings, replace(trunk, uri=b.uri))

    run(test)


def test_silent_without_being_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen process whose state tells nothing is found by its silence."""
    monkeypatch.setattr("kiosk.sos.baresip.process.Process.stopped", False)

    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                os.kill(pid_of(agent), signal.SIGSTOP)
                await call_works(agent, happenings, trunk)

    run(test)


def test_dialling_without_a_user_agent_fails_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    async def test() -> None:
        agent = UserAgent(plan_for(tmp_path / "ua", NOWHERE), Happenings())
        task = asyncio.create_task(agent.run())
        with pytest.raises(UserAgentError, match="not running"):
            await agent.dial(NOWHERE.uri, NOWHERE)
        task.cancel()
        await asyncio.wait([task])

    run(test)


def test_a_missing_program_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("kiosk.sos.baresip.user_agent.BACK_OFF", (0.0,))
    tries = []
    choose = ports.choose

    def counted(plan: UserAgentPlan, *, any_free: bool = False) -> Ports:
        tries.append(any_free)
        if len(tries) == 5:
            monkeypatch.setenv("PATH", path)
        return choose(plan, any_free=any_free)

    monkeypatch.setattr("kiosk.sos.baresip.ports.choose", counted)

    async def test() -> None:
        with caplog.at_level(logging.INFO):
            async with user_agent(plan_for(tmp_path / "ua", NOWHERE)):
                pass
        said = [record.getMessage() for record in caplog.records if "cannot be started" in record.getMessage()]
        assert len(said) == 2
        assert said[1].startswith("no longer so")

    run(test)


def test_a_stale_process_on_the_ports_is_left_alone(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far, FarEnd(tmp_path / "stale").running() as stale:
            trunk = trunk_to(far.uri)
            plan = plan_for(tmp_path / "ua", trunk)
            plan = replace(plan, sip_port=stale.ports.sip, control_port=stale.ports.control)
            async with user_agent(plan) as (agent, happenings):
                await call_works(agent, happenings, trunk)
            assert "Active calls (0)" in await stale.do("listcalls")
            assert not stale.events

    run(test)


def test_the_owner_of_a_port_is_known(tmp_path: Path) -> None:
    async def test() -> None:
        with socket.create_server((HERE, 0)) as server:
            port = server.getsockname()[1]
            assert sockets.owns_listener(os.getpid(), port)
            async with user_agent(plan_for(tmp_path / "ua", NOWHERE)) as (agent, _):
                assert not sockets.owns_listener(pid_of(agent), port)

    run(test)


OWNER = """
import asyncio, pathlib, sys
from tests.sos.far_end import plan_for, user_agent
from tests.sos.test_baresip_supervision import NOWHERE

async def main():
    async with user_agent(plan_for(pathlib.Path(sys.argv[1]), NOWHERE)) as (agent, _):
        print(agent.facts.pid, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


def test_it_dies_with_its_owner(tmp_path: Path) -> None:
    with beside(
        subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path / "ua")], stdout=subprocess.PIPE, text=True)
    ) as owner:
        assert owner.stdout is not None
        child = psutil.Process(int(owner.stdout.readline()))
        owner.kill()
        gone, alive = psutil.wait_procs([child], timeout=20)
        assert gone
        assert not alive


def test_its_crash_leaves_no_core(tmp_path: Path) -> None:
    """It holds the trunks' passwords and what people say."""

    async def test() -> None:
        async with user_agent(plan_for(tmp_path / "ua", NOWHERE)) as (agent, _):
            assert resource.prlimit(pid_of(agent), resource.RLIMIT_CORE) == (0, 0)

    run(test)


async def control_port(agent: UserAgent, plan: UserAgentPlan) -> int:
    text = (plan.folder / "config").read_text()
    return int(text.partition("ctrl_tcp_listen 127.0.0.1:")[2].split()[0])


HOSTILE = (
    b"99999999:",
    b"5:hello,",
    b"2:{},",
    b'17:{"command":"quit"},',
    b"\x00\xff" * 5000,
    b'9:{"a":1e9},',
    b'19:{"command":12345678},',
    b"0:,",
    b"00:,,",
    b"-1:,",
)


def refuse_filters_on_tcp(monkeypatch: pytest.MonkeyPatch) -> None:
    """As new kernels do to an ordinary user."""
    usual = source_guard._filter

    def refused(theirs: socket.socket, machine_code: bytes) -> None:
        if theirs.type is socket.SOCK_STREAM:
            raise PermissionError(errno.EPERM, "Operation not permitted")
        usual(theirs, machine_code)

    monkeypatch.setattr(source_guard, "_filter", refused)


@pytest.mark.parametrize("privileged", [True, False])
def test_nobody_else_may_command_it(tmp_path: Path, privileged: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows no password and drops its owner for whoever connects next, such as a page in a browser."""
    if not privileged:
        refuse_filters_on_tcp(monkeypatch)

    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            plan = plan_for(tmp_path / "ua", trunk)
            async with user_agent(plan) as (agent, happenings):
                pid = pid_of(agent)
                await agent.dial(trunk.uri, trunk)
                call = await happenings.next(Established)
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.3):
                        await asyncio.open_connection(HERE, await control_port(agent, plan))
                await hung_up(agent, happenings, call.call_id)
                assert pid_of(agent) == pid
                assert not happenings.of(UserAgentDied)

    run(test)


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_bytes_on_the_control_port(tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the kernel cannot keep strangers out."""
    monkeypatch.setattr(source_guard, "close_door", lambda *_: None)

    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            plan = plan_for(tmp_path / "ua", trunk)
            async with user_agent(plan) as (agent, happenings):
                await spoken_to(await control_port(agent, plan), data)
                await called(agent, happenings, trunk)

    run(test)


async def spoken_to(port: int, data: bytes) -> None:
    reader, writer = await asyncio.open_connection(HERE, port)
    writer.write(data)
    with contextlib.suppress(OSError, TimeoutError):
        await writer.drain()
        writer.write_eof()
        async with asyncio.timeout(2):
            await reader.read()
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def called(agent: UserAgent, happenings: Happenings, trunk: Trunk) -> None:
    """A call works now, or after the replacement of a user agent that broke in the middle of it."""
    for _ in range(3):
        try:
            await agent.dial(trunk.uri, trunk)
            await hung_up(agent, happenings, (await happenings.next(Established, limit=5)).call_id)
        except (UserAgentError, TimeoutError):
            continue
        return
    pytest.fail("no call any more")


GARBAGE = (
    b"",
    b"\r\n\r\n",
    b"\x00" * 1400,
    b"INVITE sip:x SIP/2.0\r\n\r\n",
    b"INVITE sip:kiosk@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bK1\r\n"
    b"Content-Length: 99999\r\n\r\n",
    b"SIP/2.0 100 Trying\r\nCall-ID: \x1b[36;1m#\nUDP a -> b\n\r\n\r\n",
    b"SIP/2.0 999999999999 X\r\nVia: \xff\r\n\r\n",
    b"OPTIONS sip:" + b"a" * 30_000 + b" SIP/2.0\r\n\r\n",
)


def test_garbage_on_the_sip_port(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            plan = plan_for(tmp_path / "ua", trunk)
            async with user_agent(plan) as (agent, happenings):
                port = ports_of(plan)
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                    for data in GARBAGE:
                        sender.sendto(data, (HERE, port))
                for data in GARBAGE:
                    await spoken_to(port, data)
                await called(agent, happenings, trunk)

    run(test)


def ports_of(plan: UserAgentPlan) -> int:
    text = (plan.folder / "config").read_text()
    return int(text.partition(f"sip_listen {HERE}:")[2].split()[0])


def test_another_plan(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            plan = plan_for(tmp_path / "ua", trunk)
            async with user_agent(plan) as (agent, happenings):
                await agent.restart(replace(plan, record_to=tmp_path / "heard"))
                await agent.dial(trunk.uri, trunk)
                established = await happenings.next(Established)
                with pytest.raises(UserAgentError, match="has a call"):
                    await agent.restart(plan)
                await hung_up(agent, happenings, established.call_id)
                assert list((tmp_path / "heard").glob("*.wav"))

    run(test)


def run_and_cancel_at(tmp_path: Path, moment: Callable[[asyncio.Task[None]], Awaitable[None]]) -> None:
    async def test() -> None:
        before = set(psutil.Process().children())
        agent = UserAgent(plan_for(tmp_path / "ua", NOWHERE), Happenings())
        task = asyncio.create_task(agent.run())
        await moment(task)
        task.cancel()
        await asyncio.wait([task])
        assert set(psutil.Process().children()) <= before

    run(test)


@pytest.mark.parametrize("turns", [1, 2, 3, 5, 10])
def test_ended_while_starting(tmp_path: Path, turns: int) -> None:
    async def moment(task: asyncio.Task[None]) -> None:
        for _ in range(turns):
            await asyncio.sleep(0)

    run_and_cancel_at(tmp_path, moment)
