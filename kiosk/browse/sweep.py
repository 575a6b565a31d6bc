"""Ends what a supervisor left behind that was killed: folders nobody holds, and processes of their sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.browse import folder as folders
from kiosk.browse import tree

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.browse.tree import Process

PATIENCE = 0.6
"""Seconds in which the kernel has to let go of what is killed."""


def note_window(folder: Path, pid: int) -> None:
    """Write down which process the window is, for whoever sweeps here later. Raises OSError."""
    window = tree.process(pid)
    if window is not None:
        (folder / folders.WINDOW).write_text(f"{window.pid} {window.started}\n")


def sweep(sessions: Path) -> list[str]:
    """Remove the folders of dead supervisors and kill their windows' processes; what would not go.

    Call it under `kiosk.browse.folder.alone`.
    """
    left: list[str] = []
    for folder in folders.forsaken(sessions):
        tree.end(orphans(folder), PATIENCE)
        if not folders.remove(folder):
            left.append(f"folder {folder.name}")
    return left


def orphans(folder: Path) -> list[int]:
    """Processes of a dead supervisor's session.

    Those that live in its folder; those in the session of its window, where that number was not given to another
    process meanwhile; and whatever came from either. A sandboxed process hides its environment from us.
    """
    window, started = _window(folder)
    running = {one.pid: one for one in tree.processes()}
    leader = running.get(window)
    reused = leader is not None and leader.started != started
    found = {
        one.pid for one in running.values() if _lives_in(one, folder) or (one.session == window and not reused)
    }
    return sorted(found | {pid for one in found for pid in tree.descendants(one)})


def _window(folder: Path) -> tuple[int, int]:
    """The pid of a session's window and when it was started; -1 where nobody wrote it down."""
    try:
        pid, started = map(int, (folder / folders.WINDOW).read_text().split())
    except (OSError, ValueError):
        return -1, -1
    return pid, started


def _lives_in(process: Process, folder: Path) -> bool:
    try:
        environ = (tree.PROC / str(process.pid) / "environ").read_bytes()
    except OSError:  # another user's, or gone
        return False
    return f"\0HOME={folder}/".encode() in b"\0" + environ
