"""The user agent and the agent are killed and frozen, idle and in a call: the call comes up again, and once."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket

import psutil
import pytest

from kiosk.demo.dispatcher.behaviour import ANSWER, RING
from kiosk.domain.call.status import State
from kiosk.domain.call.tone import tone_share
from kiosk.sos.client import AgentError, request
from kiosk.sos.conversation import connected
from tests.e2e.pavilion import LIMIT, MICROPHONE_HZ, Desk, Operator, Pavilion, until

BLOWS = [pytest.param(signal.SIGKILL, id="killed"), pytest.param(signal.SIGSTOP, id="frozen")]


HOSTILE = (
    b"\n" * 1000,
    b"\x00\xff\xfe\n",
    b'{"do": "hang_up", "until": "never"}\n',
    b'{"do": ["hang_up"]}\n{"do": {"do": "cancel"}}\n',
    b"[" * 60_000 + b"\n",
    b'{"do": "say", "phrase": "' + b"x" * 70_000,
    b'{"do": "watch"}\n' * 2000,
)
"""What may come from a program that is broken or means harm; none of it is a request to end a call."""


@pytest.mark.parametrize("blow", BLOWS)
def test_a_user_agent_that_is_gone_before_the_press_is_replaced(blow: signal.Signals) -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            before = pavilion.user_agent
            os.kill(before, blow)
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            assert pavilion.user_agent != before
            assert not psutil.pid_exists(before)
            assert len(operator.calls) == 1


@pytest.mark.parametrize("blow", BLOWS)
def test_a_user_agent_that_is_gone_while_ringing_dials_again(blow: signal.Signals) -> None:
    with Desk() as desk:
        operator = desk.operator(RING)
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.RINGING)
            operator.behave(ANSWER)
            os.kill(pavilion.user_agent, blow)
            pavilion.wait_for(State.CONNECTED, heard=True)
            assert len(operator.calls) == 2
            assert len(references(pavilion)) == 1


@pytest.mark.parametrize("blow", BLOWS)
def test_a_user_agent_that_is_gone_in_the_call_dials_again(blow: signal.Signals) -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            os.kill(pavilion.user_agent, blow)
            operator.wait_for_call(2)
            pavilion.wait_for(State.CONNECTED, heard=True, attempt=2)
            speaks_in_the_last_call_alone(operator)
            assert len(operator.calls) == 2
            assert len(references(pavilion)) == 1
            assert pavilion.starts == 1


def test_a_killed_agent_is_ready_again_and_leaves_nobody_behind() -> None:
    """Neither the user agent nor the player of the ringing tone; ALSA's "null" is a loudspeaker of no hardware."""
    with Desk() as desk:
        operator = desk.operator(RING)
        with Pavilion(operator.uri, loudspeaker="null") as pavilion:
            agent = psutil.Process(pavilion.pid)
            pavilion.call()
            pavilion.wait_for(State.RINGING)
            operator.behave(ANSWER)
            family = until(lambda: with_a_player(agent), what="a tone to be played")
            pavilion.kill()
            until(lambda: all(is_gone(one) for one in (agent, *family)))
            pavilion.wait_for_silence()
            pavilion.wait_until_ready()
            assert pavilion.starts == 2
            pavilion.wait_for(State.CONNECTED, heard=True)
            assert len(operator.calls) == 2


def with_a_player(agent: psutil.Process) -> list[psutil.Process]:
    """The agent's children while aplay is one of them, and baresip another; else none."""
    children = agent.children(recursive=True)
    names = [name_of(child) for child in children]
    return children if "aplay" in names and "baresip" in names else []


def name_of(process: psutil.Process) -> str:
    """What it is called, "" where it ended meanwhile."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.name()
    return ""


def is_gone(process: psutil.Process) -> bool:
    """Whether it runs no more; its parent may not have taken note of that yet."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() == psutil.STATUS_ZOMBIE
    return True


@pytest.mark.parametrize("state", [State.COUNTDOWN, State.RINGING, State.CONNECTED])
def test_a_killed_agent_brings_the_call_up_again(state: State) -> None:
    with Desk() as desk:
        operator = desk.operator(RING if state is State.RINGING else ANSWER)
        with Pavilion(operator.uri, countdown_seconds=3 if state is State.COUNTDOWN else 0) as pavilion:
            pavilion.call()
            pavilion.wait_for(state, heard=state is State.CONNECTED)
            operator.behave(ANSWER)
            pavilion.kill()
            pavilion.wait_for_silence()
            pavilion.wait_for(State.CONNECTED, heard=True)
            speaks_in_the_last_call_alone(operator)
            assert len(operator.calls) == (1 if state is State.COUNTDOWN else 2)
            assert len(references(pavilion)) == 1


def test_a_call_that_is_over_does_not_come_up_again() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            pavilion.hang_up()
            pavilion.wait_for(State.ENDED)
            pavilion.kill()
            pavilion.wait_for_silence()
            pavilion.wait_until_ready()
            # It would dial as soon as it is ready; a new press is the second call and no third comes before it.
            assert pavilion.wait_for(State.ENDED, State.IDLE).callback_until is not None
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            assert len(operator.calls) == 2


def test_a_frozen_agent_is_silent_for_whoever_watches_and_makes_no_call_later() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            os.kill(pavilion.pid, signal.SIGSTOP)
            pavilion.wait_for_silence()
            with pytest.raises(AgentError):
                request(pavilion.socket, "call", limit=0.5)
            os.kill(pavilion.pid, signal.SIGCONT)
            pavilion.wait_for(State.IDLE)
            pavilion.status()  # answered after all that came before it
            assert operator.invites() == 0


def test_a_call_goes_on_while_its_agent_is_frozen_and_after_that() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            call = operator.wait_for_call()
            os.kill(pavilion.pid, signal.SIGSTOP)
            pavilion.wait_for_silence()
            operator.wait_for_sound(call, 0.5)
            os.kill(pavilion.pid, signal.SIGCONT)
            pavilion.wait_for(State.CONNECTED, heard=True, attempt=1)
            operator.wait_for_sound(call, 1.0)
            assert call.lost == 0
            assert pavilion.status()["user_agent"]["restarts"] == 0
            assert operator.calls == [call]


def test_hostile_bytes_at_the_agents_socket_disturb_no_call() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            for noise in HOSTILE:
                with connected(pavilion.socket, LIMIT) as client:
                    shout(client, noise)
            pavilion.wait_for(State.CONNECTED, heard=True, attempt=1)
            assert pavilion.status()["user_agent"]["restarts"] == 0
            assert operator.calls[0].lost == 0
            assert pavilion.starts == len(operator.calls) == 1


def test_a_call_is_up_whoever_tries_the_user_agents_control_port() -> None:
    """It asks for no password. Where the kernel lets a stranger in, baresip gives up its owner for him: then the
    call has to come up again.
    """
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            for noise in (b"", b"\xff" * 70_000, b'34:{"command":"hangup","params":"1"},'):
                with (
                    contextlib.suppress(OSError),
                    socket.create_connection(("127.0.0.1", control_port(pavilion)), 0.5) as client,
                ):
                    shout(client, noise)
            until(lambda: flows(operator))
            pavilion.wait_for(State.CONNECTED, heard=True)
            speaks_in_the_last_call_alone(operator)
            assert len(references(pavilion)) == 1
            assert pavilion.starts == 1


def flows(operator: Operator) -> bool:
    """Whether the pavilion speaks in the call it made last."""
    last = operator.calls[-1]
    before = last.packets
    until(lambda: last.packets > before + 5 or operator.calls[-1] is not last)
    return operator.calls[-1] is last


def references(pavilion: Pavilion) -> set[str]:
    """How many calls the pavilion says it made."""
    return {status.reference for status in pavilion.told if status.reference}


def speaks_in_the_last_call_alone(operator: Operator) -> None:
    """The dispatcher hears the pavilion in one call; those it was torn out of are silent."""
    *dead, alive = operator.calls
    packets = [call.packets for call in dead]
    assert tone_share(operator.wait_for_sound(alive, 0.5), 8000, MICROPHONE_HZ) >= 0.9
    assert [call.packets for call in dead] == packets


def control_port(pavilion: Pavilion) -> int:
    """Where the user agent takes commands."""
    found = re.search(r"ctrl_tcp_listen 127\.0\.0\.1:(\d+)", (pavilion.folder / "baresip" / "config").read_text())
    assert found is not None
    return int(found[1])


def shout(client: socket.socket, noise: bytes) -> None:
    """Say all of it and listen until the other end has had enough, or has said nothing for a while."""
    client.settimeout(0.5)
    with contextlib.suppress(OSError):
        client.sendall(noise)
        while client.recv(2**16):
            pass
