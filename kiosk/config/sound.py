"""[sound]: how loud the pavilion speaks."""

from __future__ import annotations

from typing import Annotated, ClassVar

from kiosk.config.limits import Between
from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Sound:
    """[sound]: percent of the loudspeaker's own range, by day and in the hours of [night]. None: left as it is."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    volume_day: Annotated[int, Between(0, 100)] | None = None
    volume_night: Annotated[int, Between(0, 100)] | None = None
