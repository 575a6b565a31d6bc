"""`kiosk status`: how this pavilion is, as the service menu tells it, without anybody at the screen."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import LONGEST_SENTENCE, plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from kiosk.devices.status_file import Told
    from kiosk.domain.maintenance.facts import Fact
    from kiosk.domain.service_day import Instant

CODES = {"green": 0, "amber": 1, "unknown": 1, "red": 2}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "status",
        help="tell how this pavilion is: screen, feeds, emergency line, machine",
        description="Print one line a thing with its level, as the running screen knows it; without a running "
        "screen, what can be read without it. Exit code 0: all is good; 1: something is to be looked into or not "
        "known; 2: something does not work. docs/status.md lists every name.",
    )
    words.add_argument("--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml")
    words.add_argument("--demo", action="store_true", help="the newest demonstration that runs")
    words.add_argument("--json", action="store_true", help="print one JSON object")
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the facts, the worst first; the worst level is the exit code."""
    from kiosk.clock import Clock
    from kiosk.domain.maintenance.facts import worst, worst_first

    now = Clock().read()
    try:
        told = newest(_files(options))
    except paths.PathError as error:
        raise CommandError(str(error)) from error
    if told is not None and told.is_fresh(*_here()):
        facts, at, zone = told.facts, told.at, told.zone
    elif options.demo:
        raise CommandError("no demonstration runs here; start one with `kiosk run --demo`.")
    else:
        from kiosk.commands.status_alone import facts_alone

        silent = told.age(*_here()) if told else None
        (facts, zone), at = facts_alone(_config(options), now, silent), now.instant
    level = worst(facts)
    if options.json:
        _write_json(facts, level, at, zone)
    else:
        _write_lines(worst_first(facts), at, zone)
    return CODES[level]


def newest(files: Sequence[Path]) -> Told | None:
    """What a screen told last in one of `files`; None where none ever did. Raises CommandError."""
    from kiosk.devices import status_file

    found = []
    for file in files:
        try:
            found.append(status_file.read(file))
        except FileNotFoundError:
            continue
        except status_file.StatusError as error:
            raise CommandError(str(error)) from error
    return min(found, key=_age, default=None)


def _files(options: argparse.Namespace) -> tuple[Path, ...]:
    if options.demo:
        return tuple(paths.runtime_dir().glob(f"demo-*/{paths.STATUS_FILE}"))
    return paths.status_files(_config(options))


def _config(options: argparse.Namespace) -> Path:
    file = options.config or paths.config_file()
    if file is None:
        raise CommandError("there are no settings: name them with --config FILE, or ask for --demo.")
    return Path(file)


def _age(told: Told) -> float:
    age = told.age(*_here())
    return float("inf") if age is None else age


def _here() -> tuple[str, float]:
    """This start of the machine, and the clock that never steps."""
    import time

    from kiosk.devices.life import boot_id

    return boot_id(), time.monotonic()


def _write_lines(facts: Sequence[Fact], at: Instant, zone: ZoneInfo) -> None:
    from kiosk.screens.maintenance import status_words as words

    for one in facts:
        text = ", ".join((words.sentence(one, zone), *words.details(one, zone)))
        moment = words.since(one, at, zone)
        line = f"{words.title(one)}: {text}" + (f" ({moment})" if moment else "")
        sys.stdout.write(f"{one.level:9}{plain(line, LONGEST_SENTENCE)}\n")


def _write_json(facts: Sequence[Fact], level: str, at: Instant, zone: ZoneInfo) -> None:
    from kiosk.devices.status_file import facts_to_json
    from kiosk.screens.maintenance import status_words as words

    lines = [
        {**raw, "text": words.sentence(one, zone)} for one, raw in zip(facts, facts_to_json(facts), strict=True)
    ]
    # Escaped, so that nothing a feed or an agent says moves the cursor.
    sys.stdout.write(json.dumps({"level": level, "at": at, "facts": lines}, indent=2) + "\n")
