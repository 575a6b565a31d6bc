"""What can be set, with defaults and limits. resources/kiosk.toml explains every key to the operator.

Plain values that import nothing heavy: the demonstration uses the defaults without reading a file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import quote

from kiosk.config.emergency import Emergency
from kiosk.config.limits import Between
from kiosk.config.maintenance import Maintenance
from kiosk.config.night import Night
from kiosk.config.services import Services
from kiosk.config.sound import Sound
from kiosk.domain.frozen import dataclass
from kiosk.domain.text import Text

MILLIMETRES_PER_INCH = 25.4
STOP_ID = "{stop_id}"
"""Where an address names the stop."""


@dataclass(frozen=True, slots=True)
class Stop:
    """[stop]: where the pavilion stands. Names and directions are "" where the feed's own are to be used."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    ids: tuple[str, ...]
    name: str = ""
    name_en: str = ""
    direction: str = ""
    direction_en: str = ""
    pocket_url: str = ""

    @property
    def pocket(self) -> str:
        """The operator's page of this stop, its id put in; "" where there is none."""
        return self.pocket_url.replace(STOP_ID, quote(self.ids[0], safe=""))

    def named(self, stop_name: Text) -> Text:
        """The stop's name as it is to be shown: the operator's, else the feed's."""
        return _text(self.name, self.name_en) or stop_name

    @property
    def towards(self) -> Text | None:
        """Where the buses of this side go, None where the operator said nothing."""
        return _text(self.direction, self.direction_en)


@dataclass(frozen=True, slots=True)
class TimetableFeed:
    """[timetable]: `gtfs` is a path or a URL; `headers` may hold keys and stay out of every log."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    gtfs: str
    refresh_minutes: Annotated[int, Between(5, 10_080)] = 60
    ca_file: Path | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Realtime:
    """[realtime]: paths or URLs of GTFS-Realtime messages."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "allow_inf_nan": False}

    trip_updates: tuple[str, ...] = ()
    vehicle_positions: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    poll_seconds: Annotated[float, Between(1, 3600)] = 15.0
    deadline_seconds: Annotated[float, Between(1, 120)] = 10.0
    max_megabytes: Annotated[int, Between(1, 512)] = 8
    ca_file: Path | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def feeds(self) -> tuple[tuple[str, str], ...]:
        """All live feeds as (name for logs and pages, path or URL), each address once."""
        named: dict[str, str] = {}
        for name in ("trip_updates", "vehicle_positions", "alerts"):
            addresses: tuple[str, ...] = getattr(self, name)
            for number, address in enumerate(addresses, 1):
                named.setdefault(address, f"{name}_{number}" if len(addresses) > 1 else name)
        return tuple((name, address) for address, name in named.items())


@dataclass(frozen=True, slots=True)
class Display:
    """[display]: how the screen looks before a passenger touches it. `text_size`: 0 normal, 1 large, 2 largest.

    `language` is one of `languages`, which a passenger may choose from.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "allow_inf_nan": False}

    language: Literal["ru", "en"] = "ru"
    languages: tuple[Literal["ru", "en"], ...] = ("ru", "en")
    theme: Literal["auto", "day", "night", "contrast"] = "auto"
    text_size: Annotated[int, Between(0, 2)] = 0
    idle_seconds: Annotated[int, Between(15, 600)] = 60
    panel_diagonal_inches: Annotated[float, Between(7, 150)] = 55.0
    fullscreen: bool = True
    rotation: Literal[0, 90, 180, 270] = 0
    window: tuple[Annotated[int, Between(320, 16_384)], Annotated[int, Between(320, 16_384)]] = (1080, 1920)
    info_line: str = ""
    info_line_en: str = ""

    @property
    def info(self) -> Text | None:
        """The operator's line on the board, None where there is none."""
        return _text(self.info_line, self.info_line_en)

    def pixels_per_millimetre(self, width: int, height: int) -> float:
        """How many pixels of a panel of this diagonal make a millimetre of glass: the size of a touch target."""
        return math.hypot(width, height) / (self.panel_diagonal_inches * MILLIMETRES_PER_INCH)


@dataclass(frozen=True, slots=True)
class Storage:
    """[storage]: `data_dir` None means the usual place (see kiosk.paths.data_dir)."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    data_dir: Path | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in kiosk.toml."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    stop: Stop
    timetable: TimetableFeed
    realtime: Realtime = Realtime()
    display: Display = Display()
    night: Night = Night()
    sound: Sound = Sound()
    services: Services = Services()
    emergency: Emergency = field(default_factory=Emergency)
    maintenance: Maintenance = Maintenance()
    storage: Storage = Storage()


def _text(russian: str, english: str) -> Text | None:
    if not russian and not english:
        return None
    return Text(russian or english, tuple(pair for pair in (("ru", russian), ("en", english)) if pair[1]))
