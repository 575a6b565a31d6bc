"""Whose agent goes on while the screen starts anew in the same process."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from kiosk.app.emergency import Emergency

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("changed", "left"), [("as before", True), ("other", False), (None, False)])
def test_an_agent_is_left_where_its_settings_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object, changed: str | None, left: bool
) -> None:
    file, done = tmp_path / "kiosk.toml", []
    file.write_text("as before")
    for name in ("start", "stop", "leave"):
        monkeypatch.setattr(f"kiosk.app.agent_process.AgentProcess.{name}", lambda _, name=name: done.append(name))
    emergency = Emergency([tmp_path / "sos.sock"], ["false"], file=file)
    emergency.start()
    file.unlink()
    if changed is not None:
        file.write_text(changed)
    emergency.leave()
    emergency.stop()
    assert done == ["start", *(["leave"] if left else []), "stop"]


def test_a_pipe_in_the_place_of_its_settings_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    """Safe mode has settings of its own: what became of these must not keep its screen from its next picture."""
    os.mkfifo(file := tmp_path / "kiosk.toml")
    for name in ("start", "stop"):
        monkeypatch.setattr(f"kiosk.app.agent_process.AgentProcess.{name}", lambda _: None)
    emergency = Emergency([tmp_path / "sos.sock"], ["false"], file=file)
    began = threading.Thread(target=emergency.start, daemon=True)
    began.start()
    began.join(10)
    assert not began.is_alive()
    emergency.stop()
