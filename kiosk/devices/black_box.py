"""The last minutes of pictures of the screen in memory, and frozen copies of them on the disk. No Qt: bytes."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
from collections import Counter, deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kiosk.domain.service_day import Instant, Now

LONGEST = 600.0
"""Seconds that a picture is kept."""
MOST_PICTURES = 130
"""Ten minutes of one each five seconds, and a few."""
MOST_BYTES = 8 * 2**20
KEPT = 5
KEPT_BYTES = 20 * 2**20
LOG = "log.txt"
_PICTURE = re.compile(r"(\d{9})-(\d{1,12})\.(?:jpg|png)")
_FROZEN = re.compile(r"(\d{8}T\d{6}Z)-(crash|emergency|report)")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """One small picture of the screen: `data` of a file named `name`, taken at `at` (POSIX seconds)."""

    name: str
    at: Instant
    data: bytes


@dataclass(frozen=True, slots=True)
class Frozen:
    """One frozen box: its folder's `name`, the moment it was frozen (POSIX seconds), why, and what it holds."""

    name: str
    at: Instant
    why: str
    pictures: int


class Ring:
    """The newest pictures, in `folder`, whose content survives this process; None: in this process alone.

    `folder` lies in memory and is this user's alone. A folder that cannot be written is told once, and the
    pictures stay in this process until it can be again.
    """

    def __init__(
        self, folder: Path | None, most_pictures: int = MOST_PICTURES, most_bytes: int = MOST_BYTES
    ) -> None:
        self._folder = folder
        self._most_pictures, self._most_bytes = most_pictures, most_bytes
        self._pictures: deque[tuple[float, Picture]] = deque()
        self._bytes = 0
        self._number = 0
        self._failing = False

    @property
    def outlives(self) -> bool:
        """Whether the pictures survive the end of this process."""
        return self._folder is not None and not self._failing

    def left(self) -> tuple[Picture, ...]:
        """What an earlier process left, the oldest first."""
        return pictures_in(self._folder) if self._folder else ()

    def add(self, now: Now, data: bytes, suffix: str = "jpg") -> None:
        """Keep one more; those older than `LONGEST` and, where they are too many, the oldest make room."""
        picture = Picture(f"{self._number:09}-{now.instant}.{suffix}", now.instant, data)
        self._number += 1
        self._pictures.append((now.monotonic, picture))
        self._bytes += len(data)
        while self._too_much() or now.monotonic - self._pictures[0][0] > LONGEST:
            self._drop_oldest()
        self._write(picture)

    def pictures(self) -> tuple[Picture, ...]:
        """All that is kept, the oldest first."""
        return tuple(picture for _, picture in self._pictures)

    def clear(self) -> None:
        """Keep nothing, not even of an earlier process, nor the folder itself."""
        self._pictures.clear()
        self._bytes = 0
        if self._folder is not None:
            for file in _files(self._folder):
                self._remove(file)
            with contextlib.suppress(OSError):  # it is not there, or holds what is not ours
                self._folder.rmdir()

    def _too_much(self) -> bool:
        return len(self._pictures) > self._most_pictures or self._bytes > self._most_bytes

    def _drop_oldest(self) -> None:
        _, oldest = self._pictures.popleft()
        self._bytes -= len(oldest.data)
        if self._folder is not None:
            self._remove(self._folder / oldest.name)

    def _write(self, picture: Picture) -> None:
        if self._folder is None:
            return
        new = self._folder / f".{picture.name}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.write_bytes(picture.data)
            new.replace(self._folder / picture.name)
        except OSError as error:
            self._remove(new)
            if not self._failing:
                log.warning("pictures of the screen would not survive a crash: %s", error.strerror)
            self._failing = True
        else:
            if self._failing:
                log.info("pictures of the screen survive a crash again")
            self._failing = False

    def _remove(self, file: Path) -> None:
        try:
            file.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            log.warning("an old picture of the screen stays: %s", error.strerror)


class FrozenBoxes:
    """The frozen boxes in `folder`: at most `kept` of them and `kept_bytes`.

    Where one more must go, it is the oldest of the kind there are most of: many reports never push out a crash.
    """

    def __init__(self, folder: Path, kept: int = KEPT, kept_bytes: int = KEPT_BYTES) -> None:
        self._folder = folder
        self._kept, self._kept_bytes = kept, kept_bytes

    def freeze(self, why: str, at: Instant, pictures: Sequence[Picture], log_end: bytes) -> Frozen:
        """Keep `pictures` and the end of the log; a box is there whole or not at all. Raises OSError."""
        name = f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}-{why}"
        new = self._folder / f".{name}.new"
        self._sweep()
        self._make_room(sum(len(picture.data) for picture in pictures) + len(log_end))
        new.mkdir(mode=0o700, parents=True)
        try:
            for picture in pictures:
                _write_synced(new / picture.name, picture.data)
            _write_synced(new / LOG, log_end)
            _sync_folder(new)
            shutil.rmtree(self._folder / name, ignore_errors=True)
            new.replace(self._folder / name)
            _sync_folder(self._folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        return Frozen(name, at, why, len(pictures))

    def all(self) -> tuple[Frozen, ...]:
        """Every box, the newest first. Raises OSError."""
        try:
            names = sorted((path.name for path in self._folder.iterdir()), reverse=True)
        except FileNotFoundError:
            return ()
        return tuple(
            Frozen(name, at, found[2], len(_files(self._folder / name)))
            for name in names
            if (found := _FROZEN.fullmatch(name)) and (at := _moment(found[1])) is not None
        )

    def pictures(self, name: str) -> tuple[Picture, ...]:
        """The pictures of one box, the oldest first; none where there is no such box. Raises OSError."""
        return pictures_in(self._folder / name) if _FROZEN.fullmatch(name) else ()

    def copy(self, name: str, to: Path) -> Path:
        """Copy one box into the folder `to`, whole or not at all; the folder made. Raises OSError."""
        if not _FROZEN.fullmatch(name):
            raise FileNotFoundError(2, "no such box", name)
        new, made = to / f".{name}.new", to / name
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        try:
            for file in sorted((self._folder / name).iterdir()):
                _write_synced(new / file.name, file.read_bytes())
            shutil.rmtree(made, ignore_errors=True)
            new.replace(made)
            _sync_folder(to)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        return made

    def clear(self) -> None:
        """Remove every box."""
        for box in self.all():
            shutil.rmtree(self._folder / box.name, ignore_errors=True)

    def _make_room(self, more: int) -> None:
        boxes = list(self.all())
        sizes = {box.name: _size(self._folder / box.name) for box in boxes}
        while boxes and (len(boxes) >= self._kept or sum(sizes.values()) + more > self._kept_bytes):
            often = Counter(box.why for box in boxes)
            most = max(often.values())
            goes = [box for box in boxes if often[box.why] == most][-1]
            shutil.rmtree(self._folder / goes.name)
            boxes.remove(goes)
            del sizes[goes.name]

    def _sweep(self) -> None:
        """Remove what a killed process began."""
        for half in self._folder.glob(".*.new"):
            shutil.rmtree(half, ignore_errors=True)


def pictures_in(folder: Path) -> tuple[Picture, ...]:
    """The pictures of a folder, the oldest first; one that cannot be read is left out."""
    found: list[Picture] = []
    for file in _files(folder):
        name = _PICTURE.fullmatch(file.name)
        try:
            if name:
                found.append(Picture(file.name, int(name[2]), file.read_bytes()))
        except OSError as error:
            log.warning("a picture of the black box cannot be read: %s", error.strerror)
    return tuple(found)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if _PICTURE.fullmatch(file.name.removeprefix(".")))
    except OSError:
        return []


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _moment(written: str) -> Instant | None:
    try:
        return int(datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
