"""`kiosk token`: the operator's key, and the tokens on USB keys that open the way to the PIN pad."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk import paths
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    import argparse

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from kiosk.config.settings import Settings
    from kiosk.devices.token import Token

LONGEST = timedelta(days=366)
"""A stick that is lost opens doors until its last day."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "token",
        help="make and check the USB keys of the service menu",
        description="The operator's key, and the tokens that it signs for USB keys.",
    )
    parts = words.add_subparsers(title="commands", metavar="COMMAND", required=True)
    key = parts.add_parser("key", help="make the operator's key", description="Make the operator's key pair.")
    key.add_argument("--out", type=Path, required=True, metavar="FILE", help="the private key, to be kept secret")
    key.set_defaults(run=make_key)
    make = parts.add_parser("make", help="make a token", description="Sign a token and write it onto a stick.")
    make.add_argument("--key", type=Path, required=True, metavar="FILE", help="the operator's private key")
    make.add_argument("--role", choices=("operator", "technician"), required=True, help="who carries it")
    make.add_argument(
        "--kiosk",
        action="append",
        required=True,
        metavar="CODE",
        help="the code of a pavilion, may be repeated; '*' is every one",
    )
    make.add_argument("--until", required=True, metavar="DATE", help="its last day, YYYY-MM-DD; a year at most")
    make.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the stick is mounted")
    make.set_defaults(run=make_token)
    check = parts.add_parser("check", help="check a token", description="Tell whether a token opens this kiosk.")
    check.add_argument("file", type=Path, metavar="FILE", help="the token")
    check.add_argument(
        "--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml if there"
    )
    check.set_defaults(run=check_token)


def make_key(options: argparse.Namespace) -> int:
    """Make the operator's key pair and print the public one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    from kiosk.devices.token import written

    made = Ed25519PrivateKey.generate()
    text = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        number = os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(number)
    except FileExistsError:
        raise CommandError(f"there is a file {options.out} already; it is left as it is.") from None
    except OSError as error:
        raise CommandError(f"{options.out} cannot be written: {error.strerror}.") from error
    sys.stdout.write(f'operator_key = "{written(made.public_key())}"\n')
    sys.stderr.write(
        f"Put this line under [maintenance] in kiosk.toml of each kiosk; keep {options.out} away from them.\n"
    )
    return 0


def make_token(options: argparse.Namespace) -> int:
    """Sign a token."""
    import secrets

    from kiosk.atomic_file import replacing
    from kiosk.devices import token
    from kiosk.domain.maintenance.menu import Role

    until = _day(options.until)
    made = token.Token(Role(options.role), tuple(options.kiosk), until, secrets.token_hex(4))
    data = token.signed(made, _private_key(options.key))
    if len(data) > token.LARGEST:
        raise CommandError("a token cannot name so many kiosks; make several, or one for '*'.")
    file = options.out / token.NAME
    if not options.out.is_dir():
        raise CommandError(f"{options.out} is no folder.")
    try:
        with replacing(file) as new:
            new.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror or error}.") from error
    sys.stdout.write(f"{file}: {_described(made)}.\n")
    return 0


def check_token(options: argparse.Namespace) -> int:
    """Tell whether a token opens the kiosk of the settings today."""
    from kiosk.devices import token

    settings = _settings(options.config or paths.config_file())
    if not settings.maintenance.operator_key:
        raise CommandError("these settings have no operator_key in [maintenance]: no token opens this kiosk.")
    try:
        found = token.opened(token.read(options.file), token.public_key(settings.maintenance.operator_key))
        token.check(found, settings.emergency.pavilion, _today())
    except token.TokenError as error:
        raise CommandError(f"the token does not open this kiosk: {error}.") from error
    except OSError as error:
        raise CommandError(f"{options.file} cannot be read: {error.strerror}.") from error
    sys.stdout.write(f"{options.file}: {_described(found)}.\nIt opens this kiosk.\n")
    return 0


def _described(made: Token) -> str:
    from kiosk.devices.token import EVERY

    kiosks = "every kiosk" if EVERY in made.kiosks else ", ".join(made.kiosks)
    return f"{made.role.value}, {kiosks}, until {made.not_after.isoformat()}, serial {made.serial}"


def _day(text: str) -> date:
    try:
        until = date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is no date; write it like 2027-05-31.") from None
    today = _today()
    if until < today:
        raise CommandError(f"{until.isoformat()} is over.")
    if until > today + LONGEST:
        raise CommandError("a token is good for a year at most: one that is lost opens doors until its last day.")
    return until


def _today() -> date:
    from kiosk.clock import Clock
    from kiosk.domain.service_day import local_date

    return local_date(Clock().read().instant, ZoneInfo("Europe/Ulyanovsk"))


def _private_key(file: Path) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        with file.open("rb") as opened:
            found = load_pem_private_key(opened.read(4096), None)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise CommandError(f"{file} holds no key that `kiosk token key` made.")
    return found


def _settings(file: Path | None) -> Settings:
    from kiosk.commands.settings import settings_in

    if file is None:
        raise CommandError("there are no settings: name them with --config FILE.")
    return settings_in(file)
