"""Settings that nobody confirmed undo themselves, whatever happens to the program meanwhile."""

from __future__ import annotations

import fcntl
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config import unconfirmed
from kiosk.config.unconfirmed import (
    PATIENCE,
    WINDOW,
    apply,
    confirm,
    guard,
    pending,
    this_boot,
    undo,
    undo_expired,
    undone_at_start,
)
from tests.ordinary_user import ordinary_user

OLD = '[stop]\nids = ["S1"]  # ours\n'
NEW = OLD.replace("S1", "S2")
BOOT = "boot-1"
KEYS = ("stop.ids",)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "etc" / "kiosk.toml"
    file.parent.mkdir()
    file.write_text(OLD)
    file.chmod(0o640)
    return file


def applied(file: Path, *, restarts: bool = True) -> None:
    apply(file, NEW, KEYS, restarts=restarts, monotonic=100.0, boot_id=BOOT)


def start(file: Path, seconds: float, boot_id: str = BOOT) -> tuple[str, ...]:
    """The program starts so many seconds after the change."""
    return undo_expired(file, monotonic=100.0 + seconds, boot_id=boot_id)


def beside(file: Path) -> list[str]:
    return sorted(other.name for other in file.parent.iterdir() if other != file)


def test_a_change_is_applied_and_confirmed(file: Path) -> None:
    applied(file)
    assert file.read_text() == NEW
    assert pending(file) is not None
    confirm(file)
    assert (file.read_text(), beside(file)) == (NEW, [])
    assert start(file, 1000) == ()
    assert file.read_text() == NEW


def test_a_change_is_undone_to_the_byte(file: Path) -> None:
    content = b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode()
    file.write_bytes(content)
    applied(file)
    assert undo(file)
    assert (file.read_bytes(), beside(file)) == (content, [])
    assert not undo(file)


@pytest.mark.parametrize("seconds", [0.0, 5.0, WINDOW - 0.1])
def test_the_start_it_needs_finds_it_in_force(file: Path, seconds: float) -> None:
    applied(file)
    assert start(file, seconds) == ()
    assert file.read_text() == NEW


@pytest.mark.parametrize(("seconds", "boot_id"), [(WINDOW, BOOT), (1e9, BOOT), (-1.0, BOOT), (5.0, "boot-2")])
def test_a_start_too_late_or_of_the_machine_undoes_it(file: Path, seconds: float, boot_id: str) -> None:
    applied(file)
    assert start(file, seconds, boot_id) == KEYS
    assert file.read_text() == OLD
    assert undone_at_start(file) == KEYS
    assert undone_at_start(file) == ()
    assert beside(file) == []


def test_a_program_that_fails_with_it_is_started_without_it(file: Path) -> None:
    """A crash at the start, a kill, a screen that was never painted: a start more than the change needs."""
    applied(file)
    assert start(file, 2.0) == ()
    assert start(file, 4.0) == KEYS
    assert file.read_text() == OLD


def test_a_change_that_needs_no_start_is_undone_at_any(file: Path) -> None:
    applied(file, restarts=False)
    assert start(file, 1.0) == KEYS
    assert file.read_text() == OLD


def test_two_changes_are_undone_together(file: Path) -> None:
    applied(file)
    apply(file, NEW + "# more\n", KEYS, restarts=False, monotonic=110.0, boot_id=BOOT)
    assert undo(file)
    assert file.read_text() == OLD


def test_what_somebody_else_wrote_meanwhile_stays(file: Path) -> None:
    applied(file)
    file.write_text("# by hand\n")
    assert start(file, 100.0) == ()
    assert (file.read_text(), beside(file)) == ("# by hand\n", [])


def test_a_file_that_is_gone_comes_back(file: Path) -> None:
    applied(file)
    file.unlink()
    start(file, 100.0)
    assert file.read_text() == OLD


def test_owner_mode_and_a_link_stay(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    if os.geteuid() == 0:
        os.chown(file, 65534, 65534)
    before = file.stat()
    applied(link)
    assert link.is_symlink()
    assert file.read_text() == NEW
    after = file.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    kept = file.with_name("kiosk.toml.unconfirmed").stat()
    assert stat.S_IMODE(kept.st_mode) == 0o600
    assert undo(link)
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (OLD, 0o640)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a file of a group that is not its user's")
def test_a_group_that_this_user_may_not_give_loses_its_rights_and_stops_nothing(file: Path) -> None:
    words = textwrap.dedent("""
        import sys
        from pathlib import Path
        from kiosk.config.unconfirmed import apply
        apply(Path(sys.argv[1]), sys.argv[2], ("stop.ids",), restarts=True, monotonic=0.0, boot_id="boot")
    """)
    with ordinary_user() as user:
        theirs = user.folder("etc") / file.name
        theirs.write_bytes(file.read_bytes())
        theirs.chmod(0o664)
        os.chown(theirs, user.uid, 0)
        done = user.run([sys.executable, "-c", words, theirs, NEW])
        assert done.returncode == 0, done.stderr
        assert (theirs.read_text(), stat.S_IMODE(theirs.stat().st_mode)) == (NEW, 0o604)


WHOLE = '{"keys": ["a"], "boot_id": "b", "began": %s, "starts": %s, "earlier": "%s", "applied": ""}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 200_000,
        b"\xff",
        b'{"earlier": 1}',
        b'{"earlier": "x", "applied": "y"}',
        (WHOLE % (1, "1e999", "x")).encode(),
        (WHOLE % (1, 1, "\\ud800")).encode(),
    ],
)
def test_a_note_that_is_broken_changes_nothing(file: Path, content: bytes) -> None:
    file.with_name("kiosk.toml.unconfirmed").write_bytes(content)
    assert start(file, 100.0) == ()
    assert file.read_text() == OLD


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path.name)])
def test_a_note_that_is_no_file_keeps_no_start_waiting(file: Path, make: Callable[[Path], None]) -> None:
    make(file.with_name("kiosk.toml.unconfirmed"))
    assert start(file, 100.0) == ()
    assert file.read_text() == OLD


def guarded(file: Path, meanwhile: Callable[[float], object]) -> list[bool]:
    """The screen hangs for as long as it was given; whether it was started again."""
    started: list[bool] = []
    known = set(threading.enumerate())
    guard(file, lambda: started.append(True), wait=meanwhile)
    for thread in set(threading.enumerate()) - known:
        thread.join(30)
    return started


def test_a_screen_that_hangs_is_started_without_it(file: Path) -> None:
    waits: list[float] = []
    apply(file, NEW, KEYS, restarts=True, monotonic=time.monotonic(), boot_id=this_boot())
    assert guarded(file, waits.append) == [True]
    assert file.read_text() == OLD
    assert undone_at_start(file) == KEYS
    assert WINDOW < waits[0] <= WINDOW + PATIENCE


def test_a_screen_that_lives_is_left_alone(file: Path) -> None:
    assert guarded(file, lambda _: None) == []
    applied(file)
    assert guarded(file, lambda _: confirm(file)) == []
    assert file.read_text() == NEW


def test_nothing_pending_costs_one_look(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unconfirmed, "this_boot", None)
    monkeypatch.setattr("builtins.open", None)
    assert undo_expired(file) == ()


def test_a_folder_that_another_writes_in_refuses_and_leaves_the_file(file: Path) -> None:
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        with pytest.raises(OSError, match="another process"):
            applied(file)
    finally:
        os.close(folder)
    assert (file.read_text(), beside(file)) == (OLD, [])


DYING = """
    import os, signal, sys
    from pathlib import Path
    from kiosk import atomic_file
    from kiosk.config.unconfirmed import apply, this_boot
    import time

    file, when = Path(sys.argv[1]), int(sys.argv[2])
    steps = 0

    def step(*_):
        global steps
        steps += 1
        if steps == when:
            os.kill(os.getpid(), signal.SIGKILL)

    rename = Path.replace
    def replace(self, target):
        step()
        found = rename(self, target)
        step()
        return found

    Path.replace = replace
    apply(file, sys.argv[3], ("stop.ids",), restarts=True, monotonic=time.monotonic(), boot_id=this_boot(),
          written=step)
    step()
"""


@pytest.mark.parametrize("when", [1, 2, 3, 4, 5, 6])
def test_a_kill_at_any_step_leaves_a_whole_file_that_is_undone(file: Path, when: int) -> None:
    """Before and after each of the two renamings, between them, and after both."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(DYING), str(file), str(when), NEW], timeout=30, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert file.read_text() == (OLD if when < 5 else NEW)
    assert unconfirmed.undo_expired(file, monotonic=1e12, boot_id=this_boot()) == (KEYS if when >= 5 else ())
    assert file.read_text() == OLD
    assert undone_at_start(file) == (KEYS if when >= 5 else ())
    assert beside(file) in ([], [".kiosk.toml.unconfirmed.new"], [".kiosk.toml.new"])
    applied(file)
    assert (file.read_text(), beside(file)) == (NEW, ["kiosk.toml.unconfirmed"])
