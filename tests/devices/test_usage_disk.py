"""Disks that fail, seen from a log whose thread runs: nothing is raised, events wait, and all of it is told."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kiosk.devices.usage import store
from kiosk.devices.usage.faults import Trouble
from tests.conftest import ROOT
from tests.devices.usage_disk import running, until
from tests.devices.usage_files import BACK, LOST, NOW, PATIENCE, PIN_SET, entries, gaps, integrity, keep, names
from tests.devices.usage_loops import acknowledged, lines, on_disk
from tests.ordinary_user import ordinary_user


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "usage.sqlite"


@cache
def own_mounts() -> tuple[str, ...]:
    """The words that run a program which may mount what it likes; none where this system allows it to nobody."""
    for words in (("unshare", "-m"), ("unshare", "-Urm")):
        tried = subprocess.run([*words, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
        if tried.returncode == 0:
            return words
    return ()


def played(scenario: str, folder: Path) -> dict[str, Any]:
    if not own_mounts():
        pytest.skip("this system lets nobody mount, not even in a namespace of its own")
    words = [*own_mounts(), sys.executable, "-m", "tests.devices.usage_disk", scenario, str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found.pop("integrity") == "ok"
    return found


def test_read_only_disk(tmp_path: Path) -> None:
    found = played("read_only", tmp_path)
    assert found["first"]
    assert found["refused"]
    assert found["flushed"]
    assert (found["trouble"], found["after"]) == ("read-only", "")
    assert found["names"] == ["feed_back", "feed_lost"]
    assert found["gaps"] == []


def test_full_disk_costs_the_oldest(tmp_path: Path) -> None:
    found = played("full", tmp_path)
    assert found["had"]
    assert found["gone"]
    assert found["back"]
    assert found["flushed"]
    assert found["trouble"] == "disk-full"
    assert found["audit"] == 1, "what was done in the service menu is not cut back"
    assert {"feed_back", "feed_lost", "log_gap"} <= set(found["names"])
    assert {why for why, _ in found["gaps"]} == {"cut-back"}
    cut = sum(events for _, events in found["gaps"])
    assert cut >= 500
    assert cut <= found["last"] - found["events"], "more was told than was cut back"


def test_full_disk_at_the_first_start(tmp_path: Path) -> None:
    found = played("full_at_start", tmp_path)
    assert (found["trouble"], found["refused"], found["flushed"]) == ("disk-full", True, True)
    assert found["names"] == ["pin_set"]


def test_a_disk_without_names_for_new_files(tmp_path: Path) -> None:
    found = played("no_names", tmp_path)
    assert (found["trouble"], found["flushed"]) == ("disk-full", True)
    assert found["names"] == ["feed_back", "feed_lost"]


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_limit_to_the_size_of_files(file: Path) -> None:
    keep(file, LOST)
    with running(file) as log:
        log.record(LOST, NOW)
        assert log.flush(PATIENCE)
        with largest_file(40_000):
            for _ in range(2000):
                log.record(BACK, NOW)
            until(lambda: log.trouble != "")
            assert str(log.trouble) == "disk-error"
        assert log.flush(PATIENCE)
        assert str(log.trouble) == ""
    assert len(entries(file)) == 2002
    assert integrity(file) == "ok"


def test_a_file_of_somebody_else() -> None:
    """As root the log is an ordinary user's process, and the file is root's."""
    with ordinary_user() as user:
        folder = user.folder("log")
        file = folder / "usage.sqlite"
        keep(file, LOST)
        before = {path: path.stat() for path in (*folder.iterdir(), folder)}
        for path, found in before.items():
            path.chmod(found.st_mode & 0o555)
            os.chown(path, os.getuid(), -1)
        words = [sys.executable, "-m", "tests.devices.usage_child", str(file), "1", "3"]
        with user.start(words, stdout=subprocess.PIPE, text=True) as process:
            told = iter(lines(process))
            assert next(told) == "trouble read-only\n"
            for path, found in before.items():
                path.chmod(found.st_mode | 0o644)
                os.chown(path, user.uid, -1)
            rest = list(told)
        assert [number for line in rest if (number := acknowledged(line))] == [1, 2, 3]
        assert "trouble none\n" in rest
        assert on_disk(file) == {1, 2, 3}


def test_another_process_holds_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.02)
    keep(file, LOST)
    caplog.set_level(logging.INFO, "kiosk.devices.usage")
    with running(file) as log:
        log.record(LOST, NOW)
        assert log.flush(PATIENCE)
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            log.record(BACK, NOW)
            log.record(PIN_SET, NOW)
            until(lambda: log.trouble == Trouble.LOCKED)
            assert not log.flush(0.2)
            other.execute("COMMIT")
        assert log.flush(PATIENCE)
        assert log.trouble == ""
    assert names(file) == ["feed_lost", "feed_lost", "feed_back", "pin_set"]
    assert not gaps(file)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"], "told once, and once when well"


def test_events_beyond_what_may_wait_are_told_as_lost(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.02)
    keep(file, LOST)
    with running(file) as log, contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(10_003):
            log.record(BACK, NOW)
        log.record(PIN_SET, NOW)
        assert not log.flush(0)
        until(lambda: log._waiting.dropped > 0)  # what was being tried waits again: only now it is too much
        other.execute("COMMIT")
        assert log.flush(PATIENCE)
    assert gaps(file) == [("overflow", 4)]
    assert names(file).count("feed_back") == 9_999
    assert names(file)[-1] == "pin_set"


def test_a_stop_does_not_wait_for_a_lost_disk(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with running(tmp_path / "file" / "usage.sqlite") as log:
        log.record(PIN_SET, NOW)
        until(lambda: log.trouble != "")
    assert log.trouble == Trouble.DISK_ERROR
