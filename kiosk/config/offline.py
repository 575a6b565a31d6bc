"""What can be said of settings that are right in themselves, without asking the network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.config.faults import ConfigFault

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.config.settings import Settings


def missing_authorities(settings: Settings) -> Iterator[ConfigFault]:
    """The files of further authorities that are not there: nothing could be fetched."""
    for section, file in (("timetable", settings.timetable.ca_file), ("realtime", settings.realtime.ca_file)):
        if file is not None and not _is_file(file):
            remedy = f"Correct ca_file in [{section}] or put the file there"
            yield ConfigFault(f"{section}.ca_file", f"there is no file {file}", remedy)


def _is_file(file: Path) -> bool:
    """Whether it can be used as one; not so in a folder that this user may not enter."""
    try:
        return file.is_file()
    except OSError:
        return False


def unencrypted_keys(settings: Settings) -> Iterator[ConfigFault]:
    """Sections whose keys travel over plain HTTP: anybody on the way can read them."""
    feeds = (
        ("timetable", settings.timetable.headers, [settings.timetable.gtfs]),
        ("realtime", settings.realtime.headers, [address for _, address in settings.realtime.feeds]),
    )
    for section, headers, addresses in feeds:
        if headers and any(address.lower().startswith("http://") for address in addresses):
            what, remedy = "its headers travel unencrypted", "Use an https:// address if there is one"
            yield ConfigFault(f"{section}.headers", what, remedy)
