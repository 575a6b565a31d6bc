"""[night]: the hours in which the screen is darker and the pavilion quieter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from kiosk.config.faults import ConfigFault
from kiosk.config.limits import Between
from kiosk.domain.frozen import dataclass

TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Night:
    """[night]: from `begin` to `end`, "HH:MM" of the stop's own time, over midnight where `end` is earlier.

    Equal times: there is no night. Brightness in percent, None: left as it is. `blank`: what becomes
    of the picture at night while nobody touches it.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    begin: str = "22:00"
    end: str = "06:00"
    brightness_day: Annotated[int, Between(10, 100)] | None = None
    brightness_night: Annotated[int, Between(10, 100)] | None = None
    blank: Literal["never", "dark", "off"] = "never"


def resolve_night(table: dict[str, Any]) -> Iterator[ConfigFault]:
    """Yields what in `table` is no time of the day. Wrong types are left to whoever checks types."""
    for key in ("begin", "end"):
        value = table.get(key)
        if isinstance(value, str) and not TIME_OF_DAY.fullmatch(value):
            yield ConfigFault(f"night.{key}", "is no time of the day", 'Write it like "22:00"')
