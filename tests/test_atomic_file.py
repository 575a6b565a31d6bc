"""A file that is replaced whole: a second writer of the folder is refused, or waits its turn."""

from __future__ import annotations

import fcntl
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kiosk.atomic_file import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def another_writer(folder: Path) -> Iterator[None]:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def test_a_second_writer_is_refused_and_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    with another_writer(tmp_path), pytest.raises(BlockingIOError, match="another process"), replacing(file) as new:
        new.write_text("new")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_patience_ends(tmp_path: Path) -> None:
    with another_writer(tmp_path), pytest.raises(BlockingIOError), replacing(tmp_path / "file", 0.01) as new:
        new.write_text("new")
    assert list(tmp_path.iterdir()) == []


def test_one_with_patience_comes_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = threading.Event()
    lock = fcntl.flock

    def watched(number: int, how: int) -> None:
        try:
            lock(number, how)
        except BlockingIOError:
            refused.set()
            raise

    def write() -> None:
        with replacing(tmp_path / "file", 60.0) as new:
            new.write_text("new")

    monkeypatch.setattr("kiosk.atomic_file.fcntl.flock", watched)
    writer = threading.Thread(target=write)
    with another_writer(tmp_path):
        writer.start()
        assert refused.wait(60)
        assert not (tmp_path / "file").exists()
    writer.join()
    assert (tmp_path / "file").read_text() == "new"
