"""What the agent leaves where others could read it."""

from __future__ import annotations

import stat

import psutil
import pytest

from kiosk.domain.call.status import State
from tests.e2e.pavilion import Desk, Pavilion


def test_what_the_agent_writes_is_for_its_user_and_group_alone() -> None:
    with Desk() as desk, Pavilion(desk.operator().uri) as pavilion:
        pavilion.call()
        pavilion.wait_for(State.CONNECTED, heard=True)
        pavilion.do("history")
        written = {file.name: stat.S_IMODE(file.stat().st_mode) for file in pavilion.data.rglob("*")}
        written |= {file.name: stat.S_IMODE(file.stat().st_mode) for file in pavilion.folder.glob("*.json")}
        assert {"sos.log", "sos.sqlite", "sos.sqlite-wal", "sos.sqlite-shm", "call.json"} <= set(written)
        assert {name: oct(mode) for name, mode in written.items() if mode & 0o027} == {}
        assert written["sos.log"] == 0o640
        assert stat.S_IMODE(pavilion.socket.stat().st_mode) == 0o660
        assert stat.S_IMODE(pavilion.data.stat().st_mode) == 0o750


def test_a_secret_of_the_environment_reaches_no_program_that_the_agent_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAVILION_PASSWORD", "not-for-everybody")
    with Desk() as desk:
        trunk = {
            "uri": desk.operator().uri,
            "auth_user": "pavilion",
            "auth_password": "env:PAVILION_PASSWORD",
        }
        with Pavilion(trunk) as pavilion:
            user_agent = psutil.Process(pavilion.user_agent)
            assert "not-for-everybody" in (pavilion.folder / "baresip" / "accounts").read_text()
            assert "PAVILION_PASSWORD" in psutil.Process(pavilion.pid).environ()  # what it was started with
            assert "not-for-everybody" not in "".join(user_agent.environ().values())
            assert "PATH" in user_agent.environ()
