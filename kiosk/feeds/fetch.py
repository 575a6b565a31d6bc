"""Fetch bytes from the network or a disk: the one place where the product asks anybody for anything.

Every fetch ends by its deadline, whatever the other side does, and never takes more than its cap. What goes wrong
is one FetchError with one sentence, in which no key of ours can stand.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from kiosk import __version__
from kiosk.domain.realtime import Fault
from kiosk.feeds.errors import FetchError
from kiosk.feeds.line import Line
from kiosk.feeds.source import (
    NO_VALIDATORS,
    Downloaded,
    NotModified,
    Response,
    Source,
    Validators,
    is_web,
    path_of,
    place_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.feeds.transport import Answer

__all__ = ["Downloaded", "FetchError", "NotModified", "Response", "Source", "Validators", "download", "fetch"]

USER_AGENT = f"smart-stop-kiosk/{__version__}"
READ_SIZE = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def fetch(
    source: Source, validators: Validators = NO_VALIDATORS, line: Line | None = None
) -> Response | NotModified:
    """The bytes at `source`, unless `validators` still name them. Raises FetchError.

    Whoever passes `line` may hang it up from another thread, which ends the fetch at once.
    """
    pieces: list[bytes] = []
    found = _receive(source, validators, line or Line(), pieces.append)
    return found if isinstance(found, NotModified) else Response(b"".join(pieces), found)


def download(
    source: Source, to: Path, validators: Validators = NO_VALIDATORS, line: Line | None = None
) -> Downloaded | NotModified:
    """Like `fetch`, into the file `to`, which is replaced whole or not at all. For bodies too big for memory."""
    digest = hashlib.sha256()
    part = to.with_name(f".{to.name}.part")  # always the same, so that power cuts leave one behind and not many
    with _storage(to), _removed(part), part.open("wb") as file:

        def keep(piece: bytes) -> None:
            digest.update(piece)
            file.write(piece)

        found = _receive(source, validators, line or Line(), keep)
        if isinstance(found, NotModified):
            return found
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
        part.replace(to)
        _sync_folder(to.parent)
    return Downloaded(to, found, size, digest.hexdigest())


def _receive(
    source: Source, validators: Validators, line: Line, take: Callable[[bytes], object]
) -> Validators | NotModified:
    """Give the body to `take` piece by piece and return its validators, within all limits. Raises FetchError."""
    if path := path_of(source.url):
        return _read(path, source, validators, take)
    if not is_web(source.url):
        raise FetchError(Fault.UNREACHABLE, f"the address of {source.place} is not one we can fetch from")
    with line.limited(source.deadline), _answer(source, validators, line) as answer:
        if answer.status == HTTPStatus.NOT_MODIFIED and validators != NO_VALIDATORS:
            return NotModified(answer.retry_after)
        if answer.status != HTTPStatus.OK:
            raise _refusal(source.place, answer)
        if (answer.length or 0) > source.max_bytes:
            raise _too_large(source)
        _take_all(answer.pieces(), source, take)
        return Validators(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))


def _take_all(pieces: Iterator[bytes], source: Source, take: Callable[[bytes], object]) -> None:
    size = 0
    for piece in pieces:
        if not size and _is_html(piece):
            raise FetchError(Fault.CAPTIVE_PORTAL, f"a web page came instead of data from {source.place}")
        size += len(piece)
        if size > source.max_bytes:
            raise _too_large(source)
        take(piece)
    if not size:
        raise FetchError(Fault.EMPTY, f"{source.place} sent nothing at all")


@contextlib.contextmanager
def _answer(source: Source, validators: Validators, line: Line) -> Iterator[Answer]:
    """The answer after all redirects. Its connection is closed when left."""
    # Not at the top: `requests` takes a tenth of a second to import, and the first board need not wait for it.
    from kiosk.feeds.transport import Transport  # noqa: PLC0415

    with contextlib.closing(Transport(line, source.ca_file)) as transport:
        url = source.url
        for _ in range(source.max_redirects + 1):
            headers = _headers(source, url, validators)
            with contextlib.closing(transport.get(url, headers, place_of(url), source.deadline)) as answer:
                if answer.status not in REDIRECTS:
                    yield answer
                    return
                url = _redirect(source, url, answer.headers.get("Location", ""))
            line.public_only = line.reached_public
    raise FetchError(Fault.REDIRECT, f"{source.place} redirects more than {source.max_redirects} times")


def _headers(source: Source, url: str, validators: Validators) -> dict[str, str]:
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    if urlsplit(url).netloc == urlsplit(source.url).netloc:  # keys are for the server they were given for
        headers |= source.headers
    return {name: value for name, value in headers.items() if value}


def _redirect(source: Source, url: str, location: str) -> str:
    try:
        target = urljoin(url, location)
    except ValueError:
        target = ""
    if not location or not is_web(target):
        raise FetchError(Fault.REDIRECT, f"{source.place} redirects to no web address")
    if urlsplit(target).scheme != urlsplit(source.url).scheme:
        raise FetchError(Fault.REDIRECT, f"{source.place} redirects from http to https or back: not followed")
    return target


def _refusal(place: str, answer: Answer) -> FetchError:
    """Why an answer other than 200 is no use. The server's own wording is left out: it may be anything."""
    wait = answer.retry_after
    if answer.status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
        return FetchError(Fault.CAPTIVE_PORTAL, f"the network wants a login before it lets us reach {place}", wait)
    fault = Fault.SERVER_ERROR if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR else Fault.REFUSED
    known = {status.value: f" ({status.phrase})" for status in HTTPStatus}
    return FetchError(fault, f"{place} answered {answer.status}{known.get(answer.status, '')}", wait)


def _is_html(start: bytes) -> bool:
    """Whether a body begins like a web page. The Content-Type is not asked: servers label protobuf as HTML too."""
    start = start[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<!--"))


def _too_large(source: Source) -> FetchError:
    return FetchError(Fault.TOO_LARGE, f"{source.place} sends more than {source.max_bytes} bytes")


def _read(
    path: Path, source: Source, validators: Validators, take: Callable[[bytes], object]
) -> Validators | NotModified:
    try:
        if path.exists() and not path.is_file():  # a pipe or a device could keep us for ever
            raise FetchError(Fault.UNREACHABLE, f"{path} is not a file")
        with path.open("rb") as file:
            facts = os.fstat(file.fileno())
            found = Validators(etag=f"{facts.st_dev}-{facts.st_ino}-{facts.st_mtime_ns}-{facts.st_size}")
            if found == validators:
                return NotModified()
            _take_all(iter(lambda: file.read(READ_SIZE), b""), source, take)
            return found
    except OSError as error:
        raise FetchError(Fault.UNREACHABLE, f"{path} cannot be read: {error.strerror}") from error


@contextlib.contextmanager
def _storage(to: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FetchError(Fault.STORAGE, f"{to} cannot be written: {error.strerror}") from error


@contextlib.contextmanager
def _removed(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name as durable as the bytes behind it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
