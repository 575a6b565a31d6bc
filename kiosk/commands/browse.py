"""`kiosk browse`: the browser of state services, one session; and would it open this address?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands import moments
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    from kiosk.config.services import Services
    from kiosk.config.settings import Settings

REFUSED = 1


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "browse",
        help="open a page of state services in the locked browser, or tell whether it would be opened",
        description="Open a page in the locked browser, for one session as at the stop, by the allow-list of the "
        "settings. Exit code: 0 it was ended as usual (with --check: allowed), 1 refused, or it ended in another "
        "way, 2 it cannot be started here.",
    )
    words.add_argument("url", metavar="URL", nargs="?", help="the address of a page")
    words.add_argument("--check", action="store_true", help="only tell: allowed, or refused and why")
    words.add_argument("--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml")
    words.add_argument(
        "--window", type=moments.window, metavar="WxH", help="size of the window, in place of the whole screen"
    )
    words.add_argument("--language", choices=("ru", "en"), help="of our own words; default: that of the settings")
    words.add_argument("--theme", choices=("day", "night", "contrast"), help="default: that of the settings")
    # What the program itself starts for a session.
    words.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    words.add_argument("--window-of-session", action="store_true", help=argparse.SUPPRESS)
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    from kiosk.commands import browse_session

    if options.window_of_session:
        return browse_session.window()
    if options.serve:
        return browse_session.serve()
    if options.url is None:
        raise CommandError("name the address of a page.")
    if options.check:
        return check(options.url, settings_of(options.config or paths.config_file()).services)
    return browse_session.run(options)


def check(url: str, services: Services) -> int:
    """Print whether the browser may open `url`."""
    from kiosk.domain.services.address import refusal

    reason = refusal(url, services.allowed)
    sys.stdout.write(f"refused: {reason}\n" if reason else "allowed\n")
    return REFUSED if reason else 0


def settings_of(file: Path | None) -> Settings:
    """The settings in `file`, the defaults where there is none. Raises CommandError."""
    from kiosk.config.settings import Settings, Stop, TimetableFeed

    if file is None:
        return Settings(Stop(()), TimetableFeed(""))
    from kiosk.commands.settings import settings_in

    return settings_in(file)
