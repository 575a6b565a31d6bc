"""`kiosk browse`: the browser of state services; and would it open this address?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    import argparse

    from kiosk.config.services import Services

REFUSED = 1


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "browse",
        help="tell whether the browser of state services would open an address",
        description="Tell whether the browser of state services would open an address, by the rules and the "
        "allow-list that it goes by itself. Exit code with --check: 0 allowed, 1 refused.",
    )
    words.add_argument("url", metavar="URL", help="the address of a page")
    words.add_argument(
        "--check", action="store_true", required=True, help="only tell: allowed, or refused and why"
    )
    words.add_argument("--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml")
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    return check(options.url, services_of(options.config or paths.config_file()))


def check(url: str, services: Services) -> int:
    """Print whether the browser may open `url`."""
    from kiosk.domain.services.address import refusal

    reason = refusal(url, services.allowed)
    sys.stdout.write(f"refused: {reason}\n" if reason else "allowed\n")
    return REFUSED if reason else 0


def services_of(file: Path | None) -> Services:
    """[services] of the settings in `file`; the defaults where there are none. Raises CommandError."""
    from kiosk.config.services import Services

    if file is None:
        return Services()
    from kiosk.config.faults import ConfigError
    from kiosk.config.read import read

    try:
        return read(file).services
    except ConfigError as error:
        raise CommandError(*str(error).splitlines()) from error
