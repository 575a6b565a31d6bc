"""Fetch bytes from the network or a disk: the one place where the product asks anybody for anything.

Every fetch ends by its deadline, whatever the other side does, and never takes more than its cap. What goes wrong
is one FetchError with one sentence, in which no key of ours can stand.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from kiosk import __version__
from kiosk.atomic_file import replacing
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
    from pathlib import Path
    from typing import BinaryIO

    from kiosk.feeds.transport import Answer

__all__ = [
    "Downloaded",
    "FetchError",
    "NotModified",
    "Response",
    "Source",
    "Validators",
    "Visit",
    "download",
    "fetch",
    "visit",
]

USER_AGENT = f"smart-stop-kiosk/{__version__}"
READ_SIZE = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def fetch(
    source: Source, validators: Validators = NO_VALIDATORS, line: Line | None = None
) -> Response | NotModified:
    """The bytes at `source`, unless `validators` still name them. Raises FetchError.

    Whoever passes `line` may hang it up from another thread, which ends the fetch at once.
    """
    with _opened(source, validators, line or Line()) as found:
        return found if isinstance(found, NotModified) else Response(b"".join(found.pieces), found.validators)


def download(
    source: Source,
    to: Path,
    validators: Validators = NO_VALIDATORS,
    line: Line | None = None,
    tell: Callable[[float], object] = lambda _part: None,
) -> Downloaded | NotModified:
    """Like `fetch`, into the file `to`, which is replaced whole or not at all. For bodies too big for memory.

    `tell` is called with the part, 0 to 1, that is here; with 0 where the server did not say how much comes.
    """
    digest = hashlib.sha256()
    size = 0
    with _opened(source, validators, line or Line()) as found:
        if isinstance(found, NotModified):
            return found
        with _storage(to), replacing(to) as part, part.open("wb") as file:
            for piece in found.pieces:
                digest.update(piece)
                size += file.write(piece)
                tell(min(size / found.length, 1.0) if found.length else 0.0)
    return Downloaded(to, found.validators, size, digest.hexdigest())


def visit(source: Source, follows: Callable[[str], bool], line: Line | None = None) -> Visit:
    """What answers at the address of a web page, whose body is not read. Raises FetchError where nothing does.

    A redirect to an address that `follows` denies is not followed, and is the answer.
    """
    line = line or Line()
    with line.limited(source.deadline), _answer(source, NO_VALIDATORS, line, follows) as answer:
        sent_to = place_of(answer.headers.get("Location", "")) if answer.status in REDIRECTS else ""
        return Visit(answer.status, sent_to)


@dataclass(frozen=True, slots=True)
class Visit:
    """The status of the last answer; of a redirect that was not followed also the host it leads to."""

    status: int
    sent_to: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """A body not yet read, of `length` bytes where that is known. Reading `pieces` raises FetchError."""

    validators: Validators
    pieces: Iterator[bytes]
    length: int | None = None


@contextlib.contextmanager
def _opened(source: Source, validators: Validators, line: Line) -> Iterator[_Found | NotModified]:
    """What is at `source`, to be read within all limits before it is left. Raises FetchError."""
    if path := path_of(source.url):
        with _file(path) as file:
            found = Validators(etag=_version(file))
            yield NotModified() if found == validators else _Found(found, _checked(_pieces(file, path), source))
        return
    if not is_web(source.url):
        raise FetchError(Fault.UNREACHABLE, f"the address of {source.place} is not one we can fetch from")
    with line.limited(source.deadline), _answer(source, validators, line) as answer:
        if answer.status == HTTPStatus.NOT_MODIFIED and validators != NO_VALIDATORS:
            yield NotModified(answer.retry_after)
            return
        if answer.status != HTTPStatus.OK:
            raise _refusal(source.place, answer)
        if (answer.length or 0) > source.max_bytes:
            raise _too_large(source)
        found = Validators(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
        yield _Found(found, _checked(answer.pieces(), source), answer.length)


def _checked(pieces: Iterator[bytes], source: Source) -> Iterator[bytes]:
    """The same pieces, as long as they are data and within the cap."""
    size = 0
    for piece in pieces:
        if not size and _is_html(piece):
            raise FetchError(Fault.CAPTIVE_PORTAL, f"a web page came instead of data from {source.place}")
        size += len(piece)
        if size > source.max_bytes:
            raise _too_large(source)
        yield piece
    if not size:
        raise FetchError(Fault.EMPTY, f"{source.place} sent nothing at all")


@contextlib.contextmanager
def _answer(
    source: Source, validators: Validators, line: Line, follows: Callable[[str], bool] = is_web
) -> Iterator[Answer]:
    """The answer after all redirects that `follows` allows. Its connection is closed when left."""
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
                if not follows(url):
                    yield answer
                    return
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


@contextlib.contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    if path.exists() and not path.is_file():  # a pipe or a device could keep us for ever
        raise FetchError(Fault.UNREACHABLE, f"{path} is not a file")
    try:
        file = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error
    with file:
        yield file


def _version(file: BinaryIO) -> str:
    facts = os.fstat(file.fileno())
    return f"{facts.st_dev}-{facts.st_ino}-{facts.st_mtime_ns}-{facts.st_size}"


def _pieces(file: BinaryIO, path: Path) -> Iterator[bytes]:
    try:
        while piece := file.read(READ_SIZE):
            yield piece
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> FetchError:
    return FetchError(Fault.UNREACHABLE, f"{path} cannot be read: {error.strerror}")


@contextlib.contextmanager
def _storage(to: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FetchError(Fault.STORAGE, f"{to} cannot be written: {error.strerror or error}") from error
