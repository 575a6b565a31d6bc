"""`kiosk check`: does this configuration work here, before the technician leaves?"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.errors import CommandError
from kiosk.commands.finding import Finding, Level

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator, Iterator

    from kiosk.clock import Clock
    from kiosk.config.settings import Settings
    from kiosk.domain.service_day import Instant

ROOM = 500 * 2**20
"""Bytes that a timetable, its successor and the logs may need."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "check",
        help="tell whether the settings, the feeds and the stop work here",
        description="Look at the settings, the feeds and the stop, one line each. "
        "Exit code 0: all is well; 1: something is odd; 2: something does not work.",
    )
    words.add_argument("--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml")
    words.add_argument(
        "--gtfs", type=Path, metavar="FEED.zip", help="a copy of the timetable's feed, to save the download"
    )
    words.add_argument(
        "--services",
        action="store_true",
        help="list what has to be verified in the catalogue of services instead, and try its addresses",
    )
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print each finding as it is made; the worst one is the exit code."""
    from kiosk.clock import Clock

    file = options.config or paths.config_file()
    if file is None:
        raise CommandError("there are no settings to check: name them with --config FILE.")
    worst = Level.OK
    clock = Clock()
    for finding in to_verify(file, clock) if options.services else findings(file, clock, options.gtfs):
        worst = max(worst, finding.level)
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
    return worst


def findings(file: Path, clock: Clock, feed: Path | None = None) -> Iterator[Finding]:
    """Everything there is to say about the settings in `file`. `feed`: a copy of the timetable's zip, if any."""
    from kiosk.commands.check_emergency import emergency_call
    from kiosk.commands.check_live import live_feeds
    from kiosk.commands.check_services import services_page
    from kiosk.commands.check_timetable import TimetableCheck

    settings = yield from _settings(file)
    if settings is None:
        return
    yield from _offline(settings)
    yield _storage(settings.storage.data_dir or paths.data_dir())
    now = clock.read().instant
    yield from _clock(now)
    with tempfile.TemporaryDirectory(prefix="kiosk-") as folder:
        check = TimetableCheck(settings, Path(folder), now, feed)
        yield from check.findings()
    yield from live_feeds(settings.realtime, check.timetable, clock)
    yield from emergency_call(settings, paths.sos_socket(file))
    yield from services_page(settings.services)


def to_verify(file: Path, clock: Clock) -> Iterator[Finding]:
    """What has to be verified in the catalogue of services that the settings in `file` name."""
    from kiosk.commands.check_services import verification

    settings = yield from _settings(file)
    if settings is None:
        return
    now = clock.read().instant
    yield from _clock(now)
    yield from verification(settings.services, now)


def _settings(file: Path) -> Generator[Finding, None, Settings | None]:
    """The settings, None where they cannot be used; tells which."""
    from kiosk.config.faults import ConfigError
    from kiosk.config.read import read

    try:
        settings = read(file)
    except ConfigError as error:
        for fault in error.faults:
            yield Finding(Level.FAULT, "settings", f"{file}: {fault}")
        return None
    yield Finding(Level.OK, "settings", f"{file} is right.")
    return settings


def _clock(now: Instant) -> Iterator[Finding]:
    from kiosk.feeds.plausible import CLOCK_SET_AFTER

    if now < CLOCK_SET_AFTER:
        yield Finding(
            Level.FAULT, "clock", "this machine has lost its clock.", "Let it keep time: timedatectl set-ntp true."
        )


def _offline(settings: Settings) -> Iterator[Finding]:
    """What the settings say by themselves, as the service menu asks it too before it applies a change."""
    from kiosk.config.offline import missing_authorities, unencrypted_keys

    for level, found in ((Level.WARNING, unencrypted_keys), (Level.FAULT, missing_authorities)):
        for fault in found(settings):
            section = fault.key.partition(".")[0]
            yield Finding(level, section, f"{fault.what}.", f"{fault.remedy}.")


def _storage(folder: Path) -> Finding:
    """Whether the kiosk can keep its timetable and its log."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".check-") as file:
            file.write(b"can be written")
            file.flush()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding(
            Level.FAULT,
            "storage",
            f"{folder} cannot be written: {error.strerror}.",
            "Give the kiosk's user the folder, or set data_dir in [storage].",
        )
    if free < ROOM:
        return Finding(
            Level.WARNING, "storage", f"{folder} has only {free // 2**20} MB left.", f"Free {ROOM // 2**20} MB."
        )
    return Finding(Level.OK, "storage", f"{folder} can be written.")
