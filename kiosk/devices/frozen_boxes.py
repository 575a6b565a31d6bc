"""Boxes of pictures frozen on the disk: whole or not at all, few and small."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.devices.black_box import files_in, pictures_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kiosk.devices.black_box import Picture
    from kiosk.domain.service_day import Instant

KEPT = 5
KEPT_BYTES = 20 * 2**20
LOG = "log.txt"
_FROZEN = re.compile(r"(\d{8}T\d{6}Z)-(crash|emergency|report)")


@dataclass(frozen=True, slots=True)
class Frozen:
    """One frozen box: its folder's `name`, the moment it was frozen (POSIX seconds), why, and what it holds."""

    name: str
    at: Instant
    why: str
    pictures: int


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
            Frozen(name, at, found[2], len(files_in(self._folder / name)))
            for name in names
            if (found := _FROZEN.fullmatch(name)) and (at := _moment(found[1])) is not None
        )

    def pictures(self, name: str) -> tuple[Picture, ...]:
        """The pictures of one box, the oldest first; none where there is no such box. Raises OSError."""
        return pictures_in(self._folder / name) if _FROZEN.fullmatch(name) else ()

    def copy(self, name: str, to: Path) -> Path:
        """Copy one box into the folder `to`, whole or not at all; the folder made. Raises OSError.

        `to` is on a stick that anybody may have put in: where it is a link it leads back into this machine.
        """
        if not _FROZEN.fullmatch(name):
            raise FileNotFoundError(errno.ENOENT, "no such box", name)
        if to.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, "a link is no folder", str(to))
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
