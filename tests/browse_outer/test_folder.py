"""Folders of sessions: private, held by their supervisor, removed whole, swept when nobody holds them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kiosk.browse import folder as folders
from kiosk.browse import sweep, tree, verify
from kiosk.browse.folder import FolderError, SessionFolder, alone
from tests.beside import beside


def test_a_folder_is_private_and_new(tmp_path: Path) -> None:
    with alone(tmp_path):
        made = [SessionFolder.made(tmp_path) for _ in range(2)]
    assert made[0].path != made[1].path
    for folder in made:
        assert {path.stat().st_mode & 0o777 for path in (folder.path, *folder.path.iterdir())} == {0o700}
        assert sorted(path.name for path in folder.path.iterdir()) == sorted(folders.INNER)
        assert folder.remove()
    assert list(tmp_path.iterdir()) == [tmp_path / folders.LOCK]


def test_only_forsaken_folders_are_swept(tmp_path: Path) -> None:
    """Held ones stay, and so does what is no session's."""
    with alone(tmp_path):
        held = SessionFolder.made(tmp_path)
        (tmp_path / "session-dead").mkdir()
        (tmp_path / "session-dead" / "secret").write_text("canary")
        (tmp_path / "something").mkdir()
        assert sweep.sweep(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([folders.LOCK, held.path.name, "something"])
    assert held.remove()


def test_a_window_that_is_noted_is_found_by_its_session(tmp_path: Path) -> None:
    """Its number given to another process meanwhile is no proof of anything."""
    with beside(subprocess.Popen(["cat"], stdin=subprocess.PIPE, start_new_session=True)) as child:
        window = tree.process(child.pid)
        assert window is not None
        (tmp_path / folders.WINDOW).write_text(f"{window.pid} {window.started + 1}\n")
        assert sweep.orphans(tmp_path) == []
        sweep.note_window(tmp_path, child.pid)
        assert sweep.orphans(tmp_path) == [child.pid]
    (tmp_path / folders.WINDOW).write_text("nobody")
    assert sweep.orphans(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into every folder")
def test_a_place_where_no_folder_can_be_made_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FolderError), alone(tmp_path):
        pass
    with pytest.raises(FolderError):
        SessionFolder.made(tmp_path)


def test_a_place_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError), alone(tmp_path / "missing"):
        pass
    with pytest.raises(FolderError):
        SessionFolder.made(tmp_path / "missing")


def test_what_chromium_and_qt_leave_is_known_by_its_name(tmp_path: Path) -> None:
    """In the folders that programs share, and those of this user's own."""
    for name in ("org.chromium.Chromium.x", ".org.chromium.y", "qtwebengine-1", "mail.txt", "systemd-private"):
        (tmp_path / name).touch()
    found = verify.names([tmp_path, tmp_path / "missing"])
    assert {path.name for path in found} == {"org.chromium.Chromium.x", ".org.chromium.y", "qtwebengine-1"}
    assert tmp_path in verify.places({"XDG_RUNTIME_DIR": str(tmp_path)})
    assert Path("/dev/shm") in verify.places({})  # noqa: S108  only looked at


def test_the_memory_of_processes_is_told_from_more(tmp_path: Path) -> None:
    """Ours is more than a byte and less than a terabyte; a process that is gone has none."""
    assert tree.takes_more([os.getpid()], 1)
    assert not tree.takes_more([os.getpid()], 2**40)
    assert not tree.takes_more([2**22], 0)
