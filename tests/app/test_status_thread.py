"""The thread of the status ends, and gives nothing to a screen that is gone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kiosk.app.status_thread import StatusThread
from kiosk.domain.maintenance.fact_list import Read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_an_agent_that_hangs_holds_up_no_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("kiosk.app.status_thread.STOP_PATIENCE", 0.01)
    asked, answers = threading.Event(), threading.Event()
    given: list[Read] = []
    file = tmp_path / "status.json"
    file.write_text("{}")

    def read() -> Read:
        asked.set()
        answers.wait()
        return Read()

    before = set(threading.enumerate())
    status = StatusThread(read, given.append, file)
    status.start()
    asked.wait()
    (thread,) = set(threading.enumerate()) - before
    status.stop()
    assert "left behind" in caplog.text
    assert thread.daemon
    assert not file.exists()
    answers.set()
    thread.join()
    assert given == []


def test_it_reads_again_for_whoever_begins_to_look() -> None:
    given: list[Read] = []
    first, second = threading.Event(), threading.Event()

    def give(read: Read) -> None:
        given.append(read)
        (second if first.is_set() else first).set()

    status = StatusThread(Read, give, None)
    status.start()
    assert first.wait(30)
    status.watch(watched=True)
    assert second.wait(30)
    status.stop()
