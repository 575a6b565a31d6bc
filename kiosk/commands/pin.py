"""`kiosk pin set`: the technician's PIN of this kiosk."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    import argparse


LONGEST_LINE = 64
REASONS = {
    "shape": "a PIN has six digits",
    "repeated": "this PIN repeats itself, and such are tried first",
    "sequence": "the digits of this PIN follow each other, and such are tried first",
    "mirrored": "the second half of this PIN is its first half backwards, and such are tried first",
    "date": "this PIN is a date, and dates are tried first",
    "code": "this PIN holds the pavilion's code or the id of the stop, which everybody can read here",
    "popular": "this PIN is one of those that are tried first",
}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "pin", help="set the PIN of the service menu", description="The PIN of this kiosk."
    )
    parts = words.add_subparsers(title="commands", metavar="COMMAND", required=True)
    setting = parts.add_parser(
        "set",
        help="set the PIN, or another one",
        description="Ask for six digits twice, refuse what is tried first, and keep what argon2 makes of them. "
        "A pad that is locked is free again. To be run by the user that the kiosk runs as.",
    )
    setting.add_argument(
        "--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml if there"
    )
    setting.add_argument(
        "--stdin", action="store_true", help="read the PIN from one line, as an installation does"
    )
    setting.add_argument("--demo", action="store_true", help="the PIN of `kiosk run --demo`")
    setting.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Set the PIN."""
    from kiosk.commands.settings import data_folder, settings_in
    from kiosk.devices.lockout_file import LockoutFile
    from kiosk.devices.pin_file import PinError, PinFile
    from kiosk.domain.maintenance.pin import POSSIBLE, weakness

    file = None if options.demo else options.config or paths.config_file()
    settings = settings_in(file) if file else None
    folder = data_folder(settings, demo=options.demo)
    _refuse_another_user(folder)
    pin = _line() if options.stdin else _asked()
    codes = (settings.emergency.pavilion, *settings.stop.ids) if settings else ()
    if found := weakness(pin, codes):
        raise CommandError(f"{REASONS[found]}.")
    maintenance = folder / "maintenance"
    try:
        PinFile(maintenance).set(pin)
        LockoutFile(maintenance).remove()
    except PinError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"the count of wrong tries stays: {error.strerror}.") from error
    sys.stdout.write(f"The PIN is set. It is one of {POSSIBLE:,} that may be.\n")
    _audit(folder / paths.USAGE)
    return 0


def _asked() -> str:
    if not sys.stdin.isatty():
        raise CommandError("there is no terminal to ask at; give the PIN with --stdin.")
    try:
        pin = getpass.getpass("New PIN, six digits: ")
        again = getpass.getpass("Once more: ")
    except EOFError:
        raise CommandError("no PIN was given.") from None
    if pin != again:
        raise CommandError("these were two different PINs; none is set.")
    return pin


def _line() -> str:
    line = sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")
    if not line:
        raise CommandError("no PIN was given.")
    return line


def _refuse_another_user(folder: Path) -> None:
    """What root writes here the kiosk could not read."""
    try:
        owner = folder.stat().st_uid
    except FileNotFoundError:
        return
    except OSError as error:
        raise CommandError(f"the folder {folder} cannot be used: {error.strerror}.") from error
    if os.geteuid() != owner:
        raise CommandError(f"the folder {folder} belongs to {_name(owner)}: run this as that user.")


def _name(user: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"the user {user}"


def _audit(file: Path) -> None:
    """Write down that it was set, never which. Without the log the PIN counts all the same."""
    from kiosk import __version__
    from kiosk.clock import Clock
    from kiosk.devices.life import boot_id
    from kiosk.devices.usage.one import write_one
    from kiosk.devices.usage.reader import UsageError
    from kiosk.domain.maintenance.menu import Role
    from kiosk.domain.usage.catalogue import event

    what = event("pin_set", role=Role.COMMAND_LINE)
    try:
        write_one(file, what, Clock().read().instant, boot_id=boot_id(), version=__version__)
    except UsageError as error:
        sys.stderr.write(f"kiosk: that it was set could not be written down: {error}.\n")
