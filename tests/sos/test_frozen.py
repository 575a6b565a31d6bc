"""Ending an agent that holds its place and does nothing: that one, and no other process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.sos.frozen import end_holder
from kiosk.sos.own_socket import OwnSocket, lock_of

HOLD = """
import signal, sys
from pathlib import Path
from kiosk.sos.own_socket import OwnSocket
listening = OwnSocket(Path(sys.argv[1])).open()
print("open", flush=True)
signal.pause()
"""
LIMIT = 30.0


@contextmanager
def holding(path: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A process with these words that holds the place and does nothing else."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path, *words], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            process.kill()


def test_an_agent_is_killed_though_it_is_stopped_and_its_place_is_free(tmp_path: Path) -> None:
    path = tmp_path / "sos.sock"
    with holding(path, "sos") as agent:
        agent.send_signal(signal.SIGSTOP)
        assert end_holder(path)
        assert agent.wait(LIMIT) == -signal.SIGKILL
    place = OwnSocket(path)
    place.open().close()
    place.close()


def test_what_is_no_agent_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "sos.sock"
    with holding(path, "something-else") as process:
        assert not end_holder(path)
        lock_of(path).write_text("nobody\n")
        assert not end_holder(path)
        assert process.poll() is None


def test_a_number_in_a_lock_that_nobody_holds_is_nobodys(tmp_path: Path) -> None:
    path = tmp_path / "sos.sock"
    assert not end_holder(path)
    with holding(tmp_path / "other.sock", "sos") as agent:
        lock_of(path).write_text(f"{agent.pid}\n")
        assert end_holder(path)
        assert agent.poll() is None
    lock_of(path).unlink()
    lock_of(path).symlink_to(os.devnull)
    assert not end_holder(path)
