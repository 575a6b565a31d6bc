"""Signed results of drills as files: kept, read back, verified, written to a stick.

A file holds three lines: the result as canonical JSON, the kiosk's public key, the signature of the first line.
The same text stands in the code for a telephone, so what was scanned can be verified too.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.atomic_file import replacing
from kiosk.devices.signing import SigningKey, verify
from kiosk.domain.maintenance.drill import NoResultError, Result, from_text, to_text

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "drills"
KEY = "key"
KEPT = 50
LARGEST = 16 * 1024
"""Bytes; a result has one thousand."""

log = logging.getLogger(__name__)


class DrillFileError(Exception):
    """A result cannot be kept, read or believed; one sentence."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A result with its signature; `text` is all of it, as it is kept and shown as a code."""

    result: Result
    content: str
    key: str
    signature: str

    @property
    def text(self) -> str:
        """The three lines."""
        return f"{self.content}\n{self.key}\n{self.signature}"

    @property
    def name(self) -> str:
        """The name of its file: when the drill began, by the clock of Greenwich."""
        began = datetime.fromtimestamp(self.result.began, UTC)
        return f"drill-{began:%Y%m%d-%H%M%S}.txt"

    def is_signed_by(self, key: str) -> bool:
        """Whether the signature is that of the result by this public key, whatever key it claims itself."""
        return verify(key, self.content.encode(), self.signature)


def sign(result: Result, key: SigningKey) -> Signed:
    """The result signed. Raises SigningError."""
    content = to_text(result)
    return Signed(result, content, key.public, key.sign(content.encode()))


def unpack(text: str) -> Signed:
    """What `Signed.text` gave; not verified. Raises DrillFileError."""
    lines = text.strip().split("\n")
    if len(lines) != len(("content", "key", "signature")):
        raise DrillFileError("This is no signed result: it has not three lines.")
    try:
        return Signed(from_text(lines[0]), *lines)
    except NoResultError as error:
        raise DrillFileError(str(error)) from None


def read(file: Path) -> Signed:
    """The signed result in a file; not verified. Raises DrillFileError."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError as error:
        raise DrillFileError(f"{file} cannot be read: {error.strerror}.") from error
    if len(raw) > LARGEST:
        raise DrillFileError(f"{file} is too large for a result.")
    try:
        return unpack(raw.decode())
    except UnicodeDecodeError:
        raise DrillFileError(f"{file} is no text.") from None


class DrillFiles:
    """The last results in `folder`, the service menu's own; signed with the key beside them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self.key = SigningKey(folder / KEY)

    @property
    def own_folder(self) -> bool:
        """Whether this user owns the nearest folder that there is: a key made by another could not be read."""
        try:
            folder = next(place for place in (self._folder, *self._folder.parents) if place.exists())
            return folder.stat().st_uid == os.geteuid()
        except PermissionError:
            return False

    def keep(self, result: Result) -> Signed:
        """Sign and keep it; one of the same drill is replaced. Raises SigningError, DrillFileError."""
        signed = sign(result, self.key)
        write(signed, self._folder)
        self._forget_oldest()
        return signed

    def all(self) -> tuple[Signed, ...]:
        """What is kept and was signed here, the newest first; what is damaged or foreign is left out and logged.

        Raises SigningError.
        """
        found = []
        for file in sorted(self._folder.glob("drill-*.txt"), reverse=True):
            try:
                signed = read(file)
            except DrillFileError as error:
                log.warning("a drill's result is left out: %s", error)
                continue
            if signed.is_signed_by(self.key.public):
                found.append(signed)
            else:
                log.warning("a drill's result is left out: %s is not signed by this kiosk", file.name)
        return tuple(found)

    def _forget_oldest(self) -> None:
        for file in sorted(self._folder.glob("drill-*.txt"), reverse=True)[KEPT:]:
            try:
                file.unlink()
            except OSError as error:
                log.warning("an old result cannot be removed: %s", error.strerror)


def write(signed: Signed, folder: Path) -> Path:
    """Write it whole into `folder`, as on a stick. Raises DrillFileError."""
    file = folder / signed.name
    try:
        with replacing(file) as new:
            new.write_text(signed.text + "\n", encoding="utf-8")
    except OSError as error:
        raise DrillFileError(f"The result cannot be written: {error.strerror or error}.") from error
    return file
