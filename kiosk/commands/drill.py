"""`kiosk drill`: the readiness drills that were done here, and whether a signed result is genuine."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kiosk import paths
from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import plain

if TYPE_CHECKING:
    import argparse

    from kiosk.devices.drill_file import DrillFiles, Signed
    from kiosk.domain.maintenance.drill import Result

CONFIG = "settings; default /etc/kiosk/kiosk.toml if there"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "drill",
        help="list the readiness drills, verify a signed result, print the kiosk's public key",
        description="The readiness drills that technicians did in the service menu. Their results are signed.",
    )
    actions = words.add_subparsers(title="words", metavar="WORD", required=True)
    listing = actions.add_parser("list", help="list the last drills, the newest first")
    listing.add_argument("--json", action="store_true", help="print one JSON object")
    _add_where(listing)
    listing.set_defaults(run=_list)
    verifying = actions.add_parser(
        "verify",
        help="tell whether a result is genuine",
        description="Tell whether a result is genuine. Exit code: 0 it is, 1 it is not, 2 it cannot be read.",
    )
    verifying.add_argument("file", type=Path, metavar="FILE", help="a result as it was exported or scanned")
    verifying.add_argument(
        "--key", metavar="KEY", help="the public key of the kiosk that is to have signed it; default: this kiosk's"
    )
    _add_where(verifying)
    verifying.set_defaults(run=_verify)
    key = actions.add_parser(
        "key",
        help="print this kiosk's public key",
        description="Print this kiosk's public key in base64. It is made here where there is none yet.",
    )
    _add_where(key)
    key.set_defaults(run=_key)


def _add_where(words: argparse.ArgumentParser) -> None:
    """The words that tell whose drills and whose key are meant."""
    where = words.add_mutually_exclusive_group()
    where.add_argument("--config", type=Path, metavar="FILE", help=CONFIG)
    where.add_argument("--demo", action="store_true", help="drills and key of `kiosk run --demo`")


def _list(options: argparse.Namespace) -> int:
    from kiosk.devices.signing import SigningError

    try:
        kept = _files(options).all()
    except SigningError as error:
        raise CommandError(_sentence(error)) from error
    write = _write_json if options.json else _write_lines
    write(kept, sys.stdout)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from kiosk.devices.drill_file import DrillFileError, read
    from kiosk.devices.signing import is_public_key

    if options.key is not None and not is_public_key(options.key):
        raise CommandError("the key is no Ed25519 public key in base64")
    try:
        signed = read(options.file)
    except DrillFileError as error:
        raise CommandError(_sentence(error)) from error
    key = options.key or _own_key(options, make=False)
    if not signed.is_signed_by(key):
        sys.stdout.write("NOT genuine: it was changed, or another kiosk signed it.\n")
        return 1
    sys.stdout.write(f"Genuine. Pavilion {plain(signed.result.pavilion) or '-'}, ")
    sys.stdout.write(f"stop {plain(signed.result.stop)}, version {plain(signed.result.version)}.\n")
    _write_lines((signed,), sys.stdout)
    return 0


def _key(options: argparse.Namespace) -> int:
    sys.stdout.write(f"{_own_key(options, make=True)}\n")
    return 0


def _own_key(options: argparse.Namespace, *, make: bool) -> str:
    """This kiosk's public key. Another user would make one that the kiosk itself could not read."""
    from kiosk.devices.signing import SigningError

    files = _files(options)
    if not files.key.exists:
        if not make:
            raise CommandError("this kiosk has no key yet; name the one that is to have signed it with --key")
        if not files.own_folder:
            raise CommandError("this kiosk has no key yet, and only the user whose data folder it is may make it")
    try:
        return files.key.public
    except SigningError as error:
        raise CommandError(_sentence(error)) from error


def _files(options: argparse.Namespace) -> DrillFiles:
    from kiosk.commands.run import settings_of
    from kiosk.commands.settings import data_folder
    from kiosk.devices.drill_file import DrillFiles

    file = None if options.demo else options.config or paths.config_file()
    settings = settings_of(file) if file else None
    return DrillFiles(data_folder(settings, demo=options.demo) / "maintenance")


def _write_lines(kept: tuple[Signed, ...], to: TextIO) -> None:
    """A line for each drill, and one below for each step that did not pass."""
    from kiosk.domain.maintenance.drill import Outcome

    for signed in kept:
        result = signed.result
        counts = ", ".join(f"{result.count(outcome)} {outcome}" for outcome in Outcome)
        to.write(f"{_moment(result)}  {result.outcome:<7}  {counts}  ({result.seconds} s, {plain(result.role)})\n")
        for one in result.tried:
            if one.finding.outcome is not Outcome.PASSED:
                why = f"{one.finding.reason} {plain(one.finding.detail)}".rstrip()
                to.write(f"    {one.step} {one.finding.outcome}: {why}\n")
    if not kept:
        to.write("No drill is kept here yet.\n")


def _write_json(kept: tuple[Signed, ...], to: TextIO) -> None:
    drills = [
        {
            "result": json.loads(signed.content),
            "outcome": signed.result.outcome,
            "key": signed.key,
            "signature": signed.signature,
        }
        for signed in kept
    ]
    to.write(json.dumps({"drills": drills}, indent=2) + "\n")


def _moment(result: Result) -> str:
    return f"{datetime.fromtimestamp(result.began, UTC):%Y-%m-%d %H:%M:%S} UTC"


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].lower() + text[1:]
