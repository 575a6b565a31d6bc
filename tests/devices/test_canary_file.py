"""Storage tried for real: on filesystems that are well, full, read-only, slow, and that lie."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.devices import canary_file
from kiosk.devices.canary_file import NAME, SIZE, SLOW, Canary, Fault, try_storage
from tests.conftest import ROOT

TRY = "from pathlib import Path; from kiosk.devices.canary_file import try_storage; "
SHOW = "print(try_storage(Path({!r})).fault)"


def _can_mount() -> bool:
    """Whether this user may have a filesystem of its own."""
    if shutil.which("unshare") is None:
        return False
    done = subprocess.run([*UNSHARE, "mount -t tmpfs none /mnt"], capture_output=True, check=False, timeout=30)
    return done.returncode == 0


UNSHARE = ("unshare", "--mount", "--map-root-user", "sh", "-c")
own_filesystems = pytest.mark.skipif(not _can_mount(), reason="this user may mount nothing of its own here")


def fault_on(folder: Path, *mounts: str) -> str:
    """What a process finds that sees these mounts."""
    words = [sys.executable, "-c", TRY + SHOW.format(str(folder))]
    script = " && ".join((*mounts, 'exec "$@"'))
    done = subprocess.run(
        [*UNSHARE, script, "sh", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_was_written_comes_back_and_nothing_is_left(tmp_path: Path) -> None:
    canary = try_storage(tmp_path / "data")
    assert canary.fault is None
    assert canary.seconds >= 0
    assert list((tmp_path / "data").iterdir()) == []


def test_what_a_killed_one_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"old")
    assert try_storage(tmp_path).fault is None
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / NAME).symlink_to(target)
    assert try_storage(tmp_path).fault is None
    assert target.read_text() == "precious"


def test_it_is_synced_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, read = os.fsync, canary_file._read

    def synced(descriptor: int) -> None:
        done.append("fsync")
        sync(descriptor)

    def looked(file: Path) -> bytes:
        done.append("read")
        return read(file)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(canary_file, "_read", looked)
    assert try_storage(tmp_path).fault is None
    assert done == ["fsync", "read"]


def test_a_disk_that_gives_back_something_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canary_file, "_read", lambda _: b"\0" * SIZE)
    assert try_storage(tmp_path).fault is Fault.DIFFERS
    assert list(tmp_path.iterdir()) == []


def test_a_slow_disk_is_told_with_its_time(tmp_path: Path) -> None:
    times = iter([100.0, 100.0 + SLOW + 1.5])
    assert try_storage(tmp_path, monotonic=lambda: next(times)) == Canary(Fault.SLOW, SLOW + 1.5)


@pytest.mark.parametrize(
    ("number", "fault"),
    [(5, Fault.DISK_ERROR), (28, Fault.FULL), (122, Fault.FULL), (30, Fault.READ_ONLY), (13, Fault.NOT_WRITABLE)],
)
def test_every_refusal_of_the_disk_has_its_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fault: Fault
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    assert try_storage(tmp_path).fault is fault
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert try_storage(tmp_path / "data").fault is Fault.DISK_ERROR


@own_filesystems
def test_a_read_only_disk(tmp_path: Path) -> None:
    mounts = (f"mount --bind {tmp_path} {tmp_path}", f"mount -o remount,bind,ro {tmp_path}")
    assert fault_on(tmp_path, *mounts) == "read-only"


@own_filesystems
def test_a_full_disk(tmp_path: Path) -> None:
    fill = f"dd if=/dev/zero of={tmp_path}/ballast bs=4096 2>/dev/null || true"
    assert fault_on(tmp_path, f"mount -t tmpfs -o size=64k none {tmp_path}", fill) == "full"


@own_filesystems
def test_a_disk_without_inodes(tmp_path: Path) -> None:
    assert fault_on(tmp_path, f"mount -t tmpfs -o nr_inodes=1 none {tmp_path}") == "full"


@own_filesystems
def test_a_small_disk_in_memory_is_well(tmp_path: Path) -> None:
    """Where the system cannot read past its own memory, it is asked to forget what it keeps."""
    assert fault_on(tmp_path, f"mount -t tmpfs -o size=64k none {tmp_path}") == "None"
