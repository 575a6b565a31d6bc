"""A GTFS zip as members of whole lines: inflated as they are read, never extracted, bounded, checked."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeAlias, cast

from isal import isal_zlib

_COMPRESSED = 1 << 15
_INFLATED = 1 << 17
_LONGEST_FIELD = 1 << 17
"""What the csv module reads as one field at most."""
_LONGEST_LINE = 4 << 20
_ENCRYPTED = 0x1
_IsalError = cast(type[Exception], isal_zlib.IsalError)  # the stub takes the class for an instance of it
_LOCAL_HEADER = struct.Struct("<4s22x2H")


Progress: TypeAlias = Callable[[str, float], None]
"""Told which table is being read and which part of it, 0 to 1, is behind us."""


class GtfsError(Exception):
    """A feed that cannot be imported; the text is one sentence for the operator.

    `near_matches`: what may have been meant, as (stop_id, stop_name), when a stop is unknown.
    """

    def __init__(self, sentence: str, near_matches: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.near_matches = near_matches


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes a member may inflate to, against zip bombs."""

    stop_times: int = 8 << 30
    other: int = 512 << 20


class FeedZip:
    """The tables of one GTFS zip, at its root or in one folder of it.

    Raises GtfsError when the file is no zip, or holds no feed, or more than one.
    """

    def __init__(self, path: Path, limits: Limits | None = None, progress: Progress | None = None) -> None:
        self._path = path
        self._progress = progress or (lambda _table, _part: None)
        self._limits = limits or Limits()
        try:
            with zipfile.ZipFile(path) as archive:
                self._members = _one_feed(archive.infolist(), path.name)
        except zipfile.BadZipFile:
            raise GtfsError(f"{path.name} is not a zip file, or only a part of one: fetch it again.") from None
        except OSError as error:
            raise GtfsError(f"{path.name} cannot be read: {error.strerror or error}.") from None

    @property
    def name(self) -> str:
        """The file's name, for sentences."""
        return self._path.name

    def __contains__(self, table: str) -> bool:
        return table in self._members

    def blocks(self, table: str) -> Iterator[bytes]:
        """The bytes of a table in blocks of about 1 MiB that end at the end of a record.

        Each block ends with a newline outside quotes. Raises GtfsError for a missing, damaged or too big member.
        """
        try:
            yield from _whole_records(self._chunks(table), table)
        except (_IsalError, zipfile.BadZipFile, EOFError, struct.error) as error:
            raise GtfsError(f"{table} in {self.name} is damaged ({error}): fetch the feed again.") from None
        except OSError as error:
            raise GtfsError(f"{self.name} cannot be read: {error.strerror or error}.") from None

    def _chunks(self, table: str) -> Iterator[bytes]:
        info = self._members.get(table)
        if info is None:
            raise GtfsError(f"{self.name} has no {table}.")
        limit = self._limits.stop_times if table == "stop_times.txt" else self._limits.other
        if info.file_size > limit:
            raise GtfsError(f"{table} in {self.name} is too big: {info.file_size} bytes, at most {limit}.")
        if info.flag_bits & _ENCRYPTED:
            raise GtfsError(f"{self.name} is encrypted.")
        return self._inflate(info)

    def _inflate(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        size = crc = 0
        with self._path.open("rb") as file:
            for chunk in _member(file, info):
                size += len(chunk)
                if size > info.file_size:
                    break
                crc = isal_zlib.crc32(chunk, crc)
                self._progress(info.filename, size / info.file_size)
                yield chunk
        if size != info.file_size or crc != info.CRC:
            raise zipfile.BadZipFile("wrong length or checksum")


def _one_feed(members: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    """The tables of the only feed: at the root, else in one folder. macOS's shadow files are no tables."""
    folders: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for info in members:
        path = PurePosixPath(info.filename)
        if len(path.parts) <= 2 and path.parts[:1] != ("__MACOSX",) and not info.is_dir():
            folders.setdefault(str(path.parent), {})[path.name] = info
    feeds = {folder: tables for folder, tables in folders.items() if "stop_times.txt" in tables}
    if "." in feeds or not feeds:
        return feeds.get(".") or folders.get(".", {})
    if len(feeds) > 1:
        raise GtfsError(f"{name} holds more than one feed: {', '.join(sorted(feeds))}.")
    return next(iter(feeds.values()))


def _member(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The inflated bytes of one member, read from the archive's own file."""
    file.seek(info.header_offset)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile("no member where the directory says")
    file.seek(name_length + extra_length, 1)
    if info.compress_type == zipfile.ZIP_STORED:
        return _stored(file, info.compress_size)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        return _deflated(file, info.compress_size)
    raise zipfile.BadZipFile(f"compression method {info.compress_type} is not known")


def _stored(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (chunk := file.read(min(left, _INFLATED))):
        left -= len(chunk)
        yield chunk


def _deflated(file: BinaryIO, left: int) -> Iterator[bytes]:
    inflater = isal_zlib.decompressobj(-15)
    data = b""
    while not inflater.eof:
        if len(data) < _COMPRESSED:
            more = file.read(min(left, _COMPRESSED))
            left -= len(more)
            data += more
        chunk = inflater.decompress(data, _INFLATED)
        data = inflater.unconsumed_tail
        if not chunk and not left and not data and not inflater.eof:
            raise EOFError("it ends too early")
        if chunk:
            yield chunk


def _whole_records(chunks: Iterator[bytes], table: str) -> Iterator[bytes]:
    tail = b""
    for chunk in chunks:
        if b'"' in chunk or b'"' in tail:
            chunk, tail = tail + chunk, b""  # noqa: PLW2901 - quotes are counted over the whole
            cut = _last_record_end(chunk)
        else:
            cut = chunk.rfind(b"\n") + 1
        if cut:
            yield b"".join((tail, memoryview(chunk)[:cut]))
            tail = b""
        tail += chunk[cut:]
        if len(tail) > _LONGEST_LINE:
            raise GtfsError(f"{table} is not a table: it has a line of more than {_LONGEST_LINE} bytes.")
    if tail:
        yield tail + b"\n"


def _last_record_end(block: bytes) -> int:
    """Where the last whole record ends: behind a newline with an even number of quotes before it (RFC 4180).

    Quotes that stay odd for longer than any field can be are stray ones, and every line is a record.
    """
    last = cut = block.rfind(b"\n") + 1
    odd = block.count(b'"', 0, cut) & 1
    while odd and cut and last - cut < _LONGEST_FIELD:
        earlier = block.rfind(b"\n", 0, cut - 1) + 1
        odd ^= block.count(b'"', earlier, cut) & 1
        cut = earlier
    return last if odd or (not cut and len(block) > _LONGEST_FIELD) else cut
