"""Where the usage log of this kiosk lies, and what the stop, its clock, its routes and services are called."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk import paths
from kiosk.atomic_file import replacing
from kiosk.clock import Clock
from kiosk.commands.errors import CommandError
from kiosk.commands.settings import data_folder, settings_in
from kiosk.commands.terminal import plain
from kiosk.devices.usage.reader import UsageError
from kiosk.devices.usage.sums import SumsReader
from kiosk.domain.service_day import local_date

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path
    from typing import TextIO

    from kiosk.config.settings import Settings
    from kiosk.domain.text import Text
    from kiosk.domain.timetable import Timetable

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Source:
    """The log and what it is read with. `zone` is UTC where no timetable tells the clock of the stop."""

    folder: Path
    zone: ZoneInfo = UTC
    stop: Text | None = None
    routes: Mapping[str, Text] = field(default_factory=dict)
    services: Mapping[str, Text] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day at the stop."""
        return local_date(Clock().read().instant, self.zone)

    @contextmanager
    def reader(self) -> Iterator[SumsReader]:
        """The log, open. Turns its errors into one sentence."""
        try:
            with SumsReader(self.folder / paths.USAGE) as reader:
                yield reader
        except UsageError as error:
            raise CommandError(sentence(str(error))) from error


def source(options: argparse.Namespace) -> Source:
    """What the settings asked for lead to; without settings that of the machine."""
    file = None if options.demo else options.config or paths.config_file()
    settings = settings_in(file) if file else None
    folder = data_folder(settings, demo=options.demo)
    services = _services(settings)
    timetable = _timetable(folder)
    if timetable is None:
        sys.stderr.write("kiosk: no timetable tells the clock of the stop: days and hours are those of UTC.\n")
        return Source(folder, services=services)
    name = timetable.stop.stop_name
    return Source(
        folder,
        timetable.zone,
        settings.stop.named(name) if settings else name,
        {route.route_id: route.route_short_name for route in timetable.routes.values()},
        services,
    )


def _services(settings: Settings | None) -> dict[str, Text]:
    """The names of the services; none where the catalogue cannot be read: their ids say enough."""
    from kiosk.commands.services import catalogue_file
    from kiosk.config.catalogue import CatalogueError, read
    from kiosk.config.services import Services

    try:
        catalogue = read(catalogue_file(settings.services if settings else Services()))
    except CatalogueError:
        return {}
    return {service.service_id: service.title for service in catalogue.services}


def _timetable(folder: Path) -> Timetable | None:
    from kiosk.feeds.timetable_file import TimetableError, TimetableFile

    try:
        return TimetableFile(folder / paths.TIMETABLE).read(0, 1)
    except TimetableError:
        return None


@contextmanager
def output(file: Path | None) -> Iterator[TextIO]:
    """Where to write: UTF-8, line ends as they are. A file is whole afterwards, or as it was."""
    if file is None:
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as to:
            yield to
        return
    try:
        with replacing(file) as new, new.open("w", encoding="utf-8", newline="") as to:
            yield to
    except OSError as error:
        raise CommandError(f"{plain(str(file))} cannot be written: {error.strerror or error}.") from error


def sentence(text: str) -> str:
    """`text` as a sentence with one full stop."""
    return f"{text.rstrip('.')}."
