"""A change of kiosk.toml that nobody has confirmed yet undoes itself: after a minute, and after anything worse.

The earlier content stands beside the file, in `kiosk.toml.unconfirmed`, from before the change until it is
confirmed or undone. So whatever ends the program in between, its next start finds it before it reads the settings:
`undo_expired`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.atomic_file import replacing
from kiosk.domain.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WINDOW = 60.0
"""Seconds in which somebody has to say that the kiosk can still be used."""
SUFFIX = ".unconfirmed"
UNDONE = ".undone"
"""Names what was undone at a start, until the log has it."""
PATIENCE = 10.0
"""Seconds more that a screen gets to undo it by itself."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A change that waits. `keys` are the dotted names of what changed; `began` is of the monotonic clock.

    `starts` counts how often the program may still start with it: a start more means that one of them failed.
    `earlier` and `applied` are the file's content before it and the digest of that after it.
    """

    keys: tuple[str, ...]
    boot_id: str
    began: float
    starts: int
    earlier: str
    applied: str

    def seconds_left(self, monotonic: float, boot_id: str) -> float:
        """Until it undoes itself; 0 after the machine was started anew, whose clock counts from another moment."""
        gone = monotonic - self.began
        return WINDOW - gone if boot_id == self.boot_id and 0 <= gone < WINDOW else 0.0


def apply(
    file: Path,
    new: str,
    keys: Sequence[str],
    *,
    restarts: bool,
    monotonic: float,
    boot_id: str,
    written: Callable[[], None] = lambda: None,
) -> Unconfirmed:
    """Make `new` the content of `file` until it is confirmed; `restarts`: the program starts again for it.

    The file keeps its owner and mode, a symbolic link stays one. While another change waits, undoing this one
    undoes both. Raises OSError; then the file is as it was.
    `written` is called between the two steps, for tests.
    """
    target = file.resolve()
    first = pending(file)
    earlier = first.earlier if first else target.read_bytes().decode()
    waiting = Unconfirmed(tuple(keys), boot_id, monotonic, int(restarts), earlier, _digest(new.encode()))
    _note(target, waiting)
    written()
    try:
        _replace(target, new.encode())
    except OSError:
        _forget(target)
        raise
    return waiting


def confirm(file: Path) -> None:
    """The change stays. Raises OSError."""
    _forget(file.resolve())


def undo(file: Path) -> bool:
    """Put the earlier content back; False where there is nothing to undo, or somebody else wrote the file since.

    Raises OSError.
    """
    target = file.resolve()
    waiting = pending(file)
    if waiting is None:
        return False
    ours = target.is_file() and _digest(target.read_bytes()) == waiting.applied
    if ours or not target.is_file():
        _replace(target, waiting.earlier.encode())
    _forget(target)
    return ours


def pending(file: Path) -> Unconfirmed | None:
    """The change that waits; None where there is none. One that cannot be read is none, and told."""
    beside = _beside(file.resolve())
    try:
        beside.lstat()
    except OSError:
        return None
    try:
        return _read(json.loads(_content(beside)))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        log.warning("%s cannot be read: the settings stay as they are", beside)
        return None


def waits(file: Path) -> bool:
    """Whether a change waits, also one that another user made and alone may read."""
    beside = _beside(file.resolve())
    return (beside.exists() and not os.access(beside, os.R_OK)) or pending(file) is not None


def undo_expired(file: Path, *, monotonic: float | None = None, boot_id: str | None = None) -> tuple[str, ...]:
    """To be called once at each start, before `file` is read: the keys of a change that was undone, else ().

    Undone is what was not confirmed in its time, what was waiting when the machine was started anew, and what the
    program has already failed to live with. A disk that cannot be written is told, and nothing is stopped by it.
    """
    waiting = pending(file)
    if waiting is None:
        return ()
    now = time.monotonic() if monotonic is None else monotonic
    left = waiting.seconds_left(now, this_boot() if boot_id is None else boot_id)
    try:
        if left > 0 and waiting.starts > 0:
            _note(file.resolve(), _once_less(waiting))
            return ()
        undone = undo(file)
    except OSError as error:
        log.warning("settings that nobody confirmed cannot be undone: %s", error.strerror or error)
        return ()
    if undone:
        _note_undone(file.resolve(), waiting.keys)
    return waiting.keys if undone else ()


def undone_at_start(file: Path) -> tuple[str, ...]:
    """The keys of a change that `undo_expired` undid, told once. For the log."""
    beside = file.resolve().with_name(file.resolve().name + UNDONE)
    try:
        keys = json.loads(beside.read_bytes())
        beside.unlink()
    except (OSError, ValueError, RecursionError):
        return ()
    return tuple(map(str, keys)) if isinstance(keys, list) else ()


def guard(file: Path, again: Callable[[], object], *, wait: Callable[[float], object] | None = None) -> None:
    """Where a change waits, be there for a screen that hangs and cannot undo it: undo it then, and start `again`.

    To be called before anything of the screen is made. It costs a thread, for a minute, after a change alone.
    """
    waiting = pending(file)
    if waiting is not None:
        left = waiting.seconds_left(time.monotonic(), this_boot())
        work = (file, waiting, left + PATIENCE, again, wait or threading.Event().wait)
        threading.Thread(target=_guard, args=work, name="unconfirmed settings", daemon=True).start()


def _guard(
    file: Path,
    waiting: Unconfirmed,
    seconds: float,
    again: Callable[[], object],
    wait: Callable[[float], object],
) -> None:
    wait(seconds)
    now = pending(file)
    if now is None or now.began != waiting.began:
        return
    log.error("the screen hangs with settings that nobody confirmed: they are undone, and it starts again")
    try:
        if undo(file):
            _note_undone(file.resolve(), waiting.keys)
    except OSError as error:
        log.warning("settings that nobody confirmed cannot be undone: %s", error.strerror or error)
        return
    again()


def this_boot() -> str:
    """The id of this start of the machine; "" where the system tells none."""
    from kiosk.devices.life import boot_id  # noqa: PLC0415  asked where a change waits: else the start need not load it

    return boot_id()


def _once_less(waiting: Unconfirmed) -> Unconfirmed:
    return Unconfirmed(
        waiting.keys, waiting.boot_id, waiting.began, waiting.starts - 1, waiting.earlier, waiting.applied
    )


def _beside(target: Path) -> Path:
    return target.with_name(target.name + SUFFIX)


def _note(target: Path, waiting: Unconfirmed) -> None:
    """For this user's eyes alone, since the earlier file may hold keys."""
    known = {name: getattr(waiting, name) for name in Unconfirmed.__slots__}
    with replacing(_beside(target)) as new:
        new.touch(0o600)
        new.write_text(json.dumps(known))


def _note_undone(target: Path, keys: Sequence[str]) -> None:
    """A log without this line is no reason to go on with the wrong settings."""
    try:
        with replacing(target.with_name(target.name + UNDONE)) as new:
            new.write_text(json.dumps(keys))
    except OSError as error:
        log.warning("that settings were undone cannot be noted: %s", error.strerror or error)


def _content(beside: Path) -> bytes:
    if not beside.is_file():  # a pipe would keep the program from starting for ever
        raise OSError(errno.EINVAL, "it is no file")
    return beside.read_bytes()


def _read(known: Any) -> Unconfirmed:
    if not isinstance(known["earlier"], str) or not isinstance(known["applied"], str):
        raise TypeError("no content")
    known["earlier"].encode()  # half of a character could not be written back
    return Unconfirmed(
        tuple(map(str, known["keys"])),
        str(known["boot_id"]),
        float(known["began"]),
        int(known["starts"]),
        known["earlier"],
        known["applied"],
    )


def _forget(target: Path) -> None:
    _beside(target).unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _replace(target: Path, content: bytes) -> None:
    """With the owner and the mode it has, and with its group where this user may give a file to it."""
    known = target.stat() if target.exists() else None
    with replacing(target) as new:
        new.touch(0o600)
        new.write_bytes(content)
        if known is not None:
            new.chmod(known.st_mode & _belonging(new, known))


def _belonging(new: Path, known: os.stat_result) -> int:
    """Give `new` to the owner and the group of the `known` file; which bits of its mode are right then."""
    made = new.stat()
    if (known.st_uid, known.st_gid) == (made.st_uid, made.st_gid):
        return 0o7777
    try:
        os.chown(new, known.st_uid, known.st_gid)
    except PermissionError:
        # Only root may give a file to any group. What root's group may do is not for the group of this user.
        if known.st_uid != made.st_uid:
            raise
        return 0o0707
    return 0o7777


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
