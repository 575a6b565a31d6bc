"""The agent's place in the file system is taken from it, and it takes it again."""

from __future__ import annotations

from contextlib import suppress

from kiosk.domain.call.status import State
from kiosk.sos.client import AgentError
from kiosk.sos.own_socket import TAKEN
from tests.e2e.pavilion import Desk, Pavilion, until


def test_an_agent_whose_socket_is_removed_in_a_call_is_reached_again_and_alone() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri) as pavilion:
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            pavilion.socket.unlink()
            pavilion.socket.with_name("sos.sock.lock").unlink()

            def answers() -> str:
                with suppress(AgentError):
                    return str(pavilion.status()["state"])
                return ""

            assert until(answers) == "connected"
            second = pavilion.program("sos", "--config", str(pavilion.config), "--socket", str(pavilion.socket))
            assert second.returncode == TAKEN
            assert f"already (pid {pavilion.pid})" in second.stderr
            pavilion.wait_for(State.CONNECTED, heard=True, attempt=1)
            assert pavilion.starts == len(operator.calls) == 1
