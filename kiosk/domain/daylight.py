"""Whether the sun is up at the stop: the day or the night theme."""

from __future__ import annotations

from datetime import UTC, datetime

from astral import Observer
from astral.sun import elevation

from kiosk.domain.service_day import Instant

SUNRISE = -0.833
"""Degrees of the sun's centre at sunrise and sunset: its upper limb touches the horizon, lifted by refraction.
Source: NOAA solar calculator; astral.
"""


def is_day(lat: float, lon: float, instant: Instant) -> bool:
    """Whether the sun is above the horizon at `lat`, `lon` in degrees WGS84.

    Asks for the height of the sun, not for the time of sunrise: beyond the polar circles there may be none.
    """
    moment = datetime.fromtimestamp(instant, UTC)
    return elevation(Observer(lat, lon), moment, with_refraction=False) > SUNRISE
