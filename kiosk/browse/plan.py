"""What one session must know: a value that travels to its window as one line of JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.services.address import AllowList
from kiosk.domain.services.session import Limits
from kiosk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Look:
    """How the window appears: as the screen it covers. `position` None: wherever the desktop puts it."""

    language: str = "ru"
    theme: str = "day"
    text_size: int = 0
    size: tuple[int, int] = (1080, 1920)
    position: tuple[int, int] | None = None
    fullscreen: bool = True
    panel_short_side: float = 685.0


@dataclass(frozen=True, slots=True)
class BrowsePlan:
    """What holds for every session of a kiosk.

    `sos_socket` None: this pavilion has no emergency agent. `place_address`, `pavilion`: where the caller is.
    `ca_file` holds further authorities (PEM) for this browser alone; `authorities` are the same themselves, for a
    session whose user may not read that file. `logout_urls` are called at the end where the
    passenger was on such a host. `resolver_rules` (Chromium's --host-resolver-rules) decides which names have an
    address.
    """

    allowed: AllowList
    limits: Limits = Limits()
    memory_megabytes: int = 700
    unresponsive_seconds: float = 1.5
    ca_file: Path | None = None
    authorities: str = ""
    logout_urls: tuple[str, ...] = ()
    sos_socket: Path | None = None
    place_address: Text = Text("")
    pavilion: str = ""
    key_sound: bool = False
    resolver_rules: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a passenger asked for: the address, what it is called, and how the screen looks at the moment."""

    url: str
    title: Text = Text("")
    look: Look = Look()
