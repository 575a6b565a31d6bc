"""Where bytes come from, within which limits, and what a fetch brings back."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kiosk.domain.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Source:
    """Where to fetch from, and the limits. `url` is http, https, file, or a plain path.

    `ca_file` adds authorities to those of the system. `deadline` is wall-clock seconds for everything together,
    `max_bytes` counts the body unpacked. URL and headers may hold keys, so neither is in the `repr`.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    ca_file: Path | None = None
    deadline: float = 10.0
    max_bytes: int = 8 * 2**20
    max_redirects: int = 3

    @property
    def place(self) -> str:
        """Host and port, or the path of a file: what a log may say of it."""
        return str(path) if (path := path_of(self.url)) else place_of(self.url)


@dataclass(frozen=True, slots=True)
class Validators:
    """What names the version we have, in the server's own words (RFC 9110, 8.8). Empty where it gave none."""

    etag: str = ""
    last_modified: str = ""


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Response:
    """A whole body."""

    body: bytes
    validators: Validators
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """What we have is what there is."""

    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A whole body, on the disk."""

    path: Path
    validators: Validators
    size: int
    sha256: str


def path_of(url: str) -> Path | None:
    """The file that `url` names, None if it names no file."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return Path(url)
    return Path(unquote("/" + rest.partition("/")[2])) if scheme.lower() == "file" else None


def place_of(url: str) -> str:
    """Host and port of `url`, fit for a log: whoever redirects us chooses this text."""
    try:
        parts = urlsplit(url)
        place = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        place = ""
    return re.sub(r"[^\w.:-]", "?", place)[:100] or "the server"


def is_web(url: str) -> bool:
    """Whether `url` is a well-formed http or https address."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
