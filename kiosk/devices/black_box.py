"""The last minutes of pictures of the screen, in memory. No Qt: bytes."""

from __future__ import annotations

import contextlib
import logging
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.service_day import Instant, Now

LONGEST = 600.0
"""Seconds that a picture is kept."""
MOST_PICTURES = 130
"""Ten minutes of one each five seconds, and a few."""
MOST_BYTES = 8 * 2**20
_PICTURE = re.compile(r"(\d{9})-(\d{1,12})\.(?:jpg|png)")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """One small picture of the screen: `data` of a file named `name`, taken at `at` (POSIX seconds)."""

    name: str
    at: Instant
    data: bytes


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
            for file in files_in(self._folder):
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


def pictures_in(folder: Path) -> tuple[Picture, ...]:
    """The pictures of a folder, the oldest first; one that cannot be read is left out."""
    found: list[Picture] = []
    for file in files_in(folder):
        name = _PICTURE.fullmatch(file.name)
        try:
            if name:
                found.append(Picture(file.name, int(name[2]), file.read_bytes()))
        except OSError as error:
            log.warning("a picture of the black box cannot be read: %s", error.strerror)
    return tuple(found)


def files_in(folder: Path) -> list[Path]:
    """The files of pictures in a folder, half-written ones too; none where it cannot be read."""
    try:
        return sorted(file for file in folder.iterdir() if _PICTURE.fullmatch(file.name.removeprefix(".")))
    except OSError:
        return []
