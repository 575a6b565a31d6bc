"""What was acknowledged is there: after kill -9 at any moment, at each single sync, and with a failing disk."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.devices.usage_files import entries, gaps, integrity
from tests.devices.usage_loops import acknowledged, can_trace, child, killed, lines, meddling, on_disk, syncs

KILLS = 50
COMMITS = 40

needs_strace = pytest.mark.skipif(not can_trace(), reason="strace is missing, or this system forbids tracing")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "usage.sqlite"


@pytest.mark.timeout(300)
def test_fifty_kills_lose_nothing_acknowledged(file: Path) -> None:
    told = killed(file, KILLS, random.Random(3))
    assert len(told) > KILLS
    assert set(told) <= on_disk(file)
    assert integrity(file) == "ok"
    assert not gaps(file)
    numbers = [entry.seq for entry in entries(file)]
    assert numbers == list(range(1, len(numbers) + 1))


@needs_strace
def test_each_commit_waits_for_the_disk(file: Path, tmp_path: Path) -> None:
    """Killing proves nothing of a power cut: the system still has what was only handed to it."""
    before_each = syncs(file, tmp_path / "trace", COMMITS).before_each
    assert len(before_each) == COMMITS
    assert min(before_each) >= 1
    assert sorted(before_each[5:])[len(before_each) // 2] == 1, "a commit should need no more than one"


@needs_strace
@pytest.mark.parametrize("number", [1, 2, 3, 5, 7, 9, 12, 20])
def test_a_kill_at_a_sync_loses_nothing_acknowledged(file: Path, number: int) -> None:
    with child(file, 1, 100, under=meddling(f"signal=SIGKILL:when={number}")) as process:
        told = [acknowledged(line) for line in lines(process)]
    assert len(told) < 100
    with child(file, 1000, 1000) as process:
        assert any(acknowledged(line) for line in lines(process))
    assert {*told, 1000} <= on_disk(file)
    assert integrity(file) == "ok"


@needs_strace
def test_a_disk_that_fails_for_a_while_loses_nothing(file: Path) -> None:
    with child(file, 1, 20, under=meddling("error=EIO:when=6..9")) as process:
        told = list(lines(process))
        assert process.wait() == 0
    assert [number for line in told if (number := acknowledged(line))] == list(range(1, 21))
    assert "trouble disk-error\n" in told
    seconds = [dict(entry.event.fields)["seconds"] for entry in entries(file)]
    assert seconds == list(range(1, 21)), "once each, though a failed commit may be there after all"
    assert integrity(file) == "ok"
