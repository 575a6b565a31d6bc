"""`kiosk usage`: what the usage log tells, as a file, as figures in the terminal, as a page for a month."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.usage.catalogue import Purpose

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIG = "settings; default /etc/kiosk/kiosk.toml if there"
TABLES = ("events", "hours", "accuracy")
FORMATS = ("csv", "jsonl")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "usage",
        help="tell what happened at the stop, from the usage log",
        description="Tell what happened at the stop, from the usage log. Days are those of the stop's own clock, "
        "both named ones included.",
    )
    whats = words.add_subparsers(title="what to tell", metavar="WHAT", required=True)
    _export(whats)
    _stats(whats)
    _report(whats)


def _export(whats: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    words = _word(whats, "export", _run_export, "write the log out, a line for each event or sum")
    _days(words, "the oldest that is kept")
    words.add_argument(
        "--table",
        choices=TABLES,
        default="events",
        help="each event, as long as it is kept; the sums of each hour; how right the predictions were "
        "(default: events)",
    )
    words.add_argument("--format", choices=FORMATS, default="csv", help="default: csv")
    words.add_argument("--out", type=Path, metavar="FILE", help="default: the standard output")
    words.add_argument(
        "--purpose",
        action="append",
        choices=[str(purpose) for purpose in Purpose],
        help="only events kept for this; may be repeated (default: all)",
    )


def _stats(whats: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    words = _word(whats, "stats", _run_stats, "print the figures of the usage page of the service menu")
    _days(words, "29 days before the last one")
    words.add_argument("--json", action="store_true", help="print one JSON object instead of tables")


def _report(whats: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    words = _word(whats, "report", _run_report, "make the page about a month, for a screen and for paper")
    words.add_argument("--month", type=month, metavar="YYYY-MM", help="default: this month so far")
    words.add_argument("--language", choices=("ru", "en"), default="ru", help="default: ru")
    words.add_argument("--out", type=Path, metavar="FILE", help="default: the standard output")


def _word(
    whats: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
) -> argparse.ArgumentParser:
    words = whats.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
    words.add_argument("--config", type=Path, metavar="FILE", help=CONFIG)
    words.add_argument("--demo", action="store_true", help="the log of `kiosk run --demo`")
    words.set_defaults(run=run)
    return words


def _days(words: argparse.ArgumentParser, first: str) -> None:
    words.add_argument("--from", dest="since", type=day, metavar="DATE", help=f"the first day (default: {first})")
    words.add_argument("--until", type=day, metavar="DATE", help="the last day (default: today)")


def day(word: str) -> date:
    """A day like 2026-11-22."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
            found = date.fromisoformat(word)
            if 1970 < found.year < 9000:  # far enough from both ends for any zone
                return found
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{word!r} is not a day like 2026-11-22 of the years 1971 to 8999")


def month(word: str) -> date:
    """The first day of a month like 2026-11."""
    try:
        return day(f"{word}-01")
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            f"{word!r} is not a month like 2026-11 of the years 1971 to 8999"
        ) from None


def _run_export(options: argparse.Namespace) -> int:
    from kiosk.commands.usage_export import export

    return export(options)


def _run_stats(options: argparse.Namespace) -> int:
    from kiosk.commands.usage_figures import print_figures

    return print_figures(options)


def _run_report(options: argparse.Namespace) -> int:
    from kiosk.commands.usage_report import make_report

    return make_report(options)
