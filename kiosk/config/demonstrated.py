"""The settings of the demonstration's pavilion: nothing in it leads to a real operator."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.config.emergency import Emergency, TrunkSettings
from kiosk.config.settings import Display, Realtime, Settings, Stop, TimetableFeed

STOP_ID = "filatova-1"
PAVILION = "0042"


def demonstrated_settings(address: str = "", poll_seconds: float = 10.0) -> Settings:
    """The settings of the demonstrated stop, its feeds at the web server `address`; no trunk, so no call yet."""
    return Settings(
        stop=Stop(ids=(STOP_ID,), name="Проспект Филатова", name_en="Filatova Avenue"),
        timetable=TimetableFeed(gtfs=f"{address}/gtfs.zip"),
        realtime=Realtime(
            trip_updates=(f"{address}/trip-updates.pb",),
            vehicle_positions=(f"{address}/vehicle-positions.pb",),
            alerts=(f"{address}/alerts.pb",),
            poll_seconds=poll_seconds,
        ),
        display=Display(fullscreen=False),
    )


def demonstrated_emergency(uris: Sequence[str]) -> Emergency:
    """The emergency call of the invented pavilion over trunks at `uris`, named dispatcher-1, dispatcher-2 ..."""
    return Emergency(
        trunks=tuple(TrunkSettings(f"dispatcher-{number}", uri) for number, uri in enumerate(uris, 1)),
        pavilion=PAVILION,
        address="Ульяновск, проспект Филатова, 1",
        address_en="1 Filatova Avenue, Ulyanovsk",
    )
