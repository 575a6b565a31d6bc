"""What `kiosk status` can tell by itself where no screen runs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk import __version__, paths
from kiosk.commands.settings import data_folder, settings_in
from kiosk.config.wishes import wishes
from kiosk.devices.machine_read import read
from kiosk.domain.maintenance.fact_list import facts_without_screen
from kiosk.domain.maintenance.facts import Fact
from kiosk.domain.service_day import local_date
from kiosk.feeds.timetable_file import TimetableError, TimetableFile
from kiosk.sos.line import line

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kiosk.domain.service_day import Now

ZONE = ZoneInfo("Europe/Ulyanovsk")
"""Where the pavilions stand, as long as no timetable tells a zone."""


def facts_alone(file: Path, now: Now, silent: float | None) -> tuple[tuple[Fact, ...], ZoneInfo]:
    """The facts for the settings in `file`, and the zone of the stop. Raises CommandError.

    `silent`: seconds since a screen was last heard of, None where there is no trace of one.
    """
    settings = settings_in(file)
    folder = data_folder(settings)
    wanted = wishes(settings)
    told = line(paths.sos_socket(file)) if wanted.emergency else None
    last_day, zone = _calendar(folder / paths.TIMETABLE, now)
    found = facts_without_screen(
        read(folder, paths.TIMETABLE, paths.USAGE, told),
        wanted,
        now,
        version=__version__,
        last_day=last_day,
        today=local_date(now.instant, zone),
        silent=silent,
    )
    return tuple(found), zone


def _calendar(file: Path, now: Now) -> tuple[date | None, ZoneInfo]:
    """The last day of the timetable in `file`, and its zone; what cannot be read lasts no day."""
    try:
        timetable = TimetableFile(file).read(now.instant, now.instant + 1)
    except TimetableError:
        return None, ZONE
    return timetable.feed_info.last_service_date, timetable.zone
