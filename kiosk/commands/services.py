"""`kiosk services`: what the services page offers."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kiosk import paths
from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kiosk.config.services import Services
    from kiosk.domain.services.address import AllowList
    from kiosk.domain.services.catalogue import Catalogue, Service
    from kiosk.domain.text import Text

COLUMNS = 120
"""Of the table where the output is no terminal that could tell."""

LONGEST_TITLE, LONGEST_ADDRESS = 34, 40
"""Characters of a line of the table; a longer title is elided, a longer address goes on in the next line."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "services",
        help="list the state services that passengers are offered",
        description="List the catalogue of services: the operator's, else the one that comes with the program.",
    )
    words.add_argument(
        "--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml if there"
    )
    words.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the catalogue."""
    from kiosk.config.catalogue import CatalogueError, read

    settings = _settings(options.config or paths.config_file())
    try:
        catalogue = read(catalogue_file(settings))
    except CatalogueError as error:
        raise CommandError(*str(error).splitlines()) from error
    write = write_json if options.json else write_table
    write(catalogue, settings.allowed if settings.open_here else None, sys.stdout)
    return 0


def catalogue_file(settings: Services) -> Path:
    """The operator's catalogue, else the one that comes with the program."""
    return settings.catalogue or paths.resources() / "services.toml"


def write_json(catalogue: Catalogue, allowed: AllowList | None, to: TextIO) -> None:
    """One object: the categories and the services in their order, every key of the file and `opens_here`."""
    report = {
        "categories": [
            {"id": category.category_id, **_both("title", category.title), "icon": category.icon}
            for category in catalogue.categories
        ],
        "services": [_fields(service, allowed) for service in catalogue.services],
    }
    # Escaped, so that the same bytes come out whatever the terminal's encoding is.
    to.write(json.dumps(report, indent=2) + "\n")


def _fields(service: Service, allowed: AllowList | None) -> dict[str, object]:
    ready = service.have_ready
    return {
        "id": service.service_id,
        "categories": list(service.categories),
        **_both("title", service.title),
        **_both("sentence", service.sentence),
        "have_ready": [thing.in_language("ru") for thing in ready],
        "have_ready_en": [thing.in_language("en") for thing in ready],
        "address": service.address,
        "keywords": list(service.keywords),
        **_both("offered_by", service.offered_by),
        "checked_on": service.checked_on and service.checked_on.isoformat(),
        "opens_here": opens_here(service, allowed),
    }


def _both(key: str, text: Text) -> dict[str, str]:
    return {key: text.in_language("ru"), f"{key}_en": text.in_language("en")}


def opens_here(service: Service, allowed: AllowList | None) -> bool:
    """Whether its address may be opened on this screen; None allows nothing."""
    from kiosk.domain.services.address import refusal

    return allowed is not None and not refusal(service.address, allowed)


def write_table(catalogue: Catalogue, allowed: AllowList | None, to: TextIO) -> None:
    """A table for a person: a line for each service, under the title of the first category it is in."""
    import io

    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text as Cell

    # Not straight to `to`: when its reader goes away, rich would end the program in its own way.
    width = shutil.get_terminal_size().columns if to.isatty() else COLUMNS
    console = Console(file=io.StringIO(), width=width, highlight=False)
    columns = (
        Column("service", no_wrap=True),
        Column("title", no_wrap=True, max_width=LONGEST_TITLE),
        Column("address", max_width=LONGEST_ADDRESS, overflow="fold"),
        Column("here", no_wrap=True),
        Column("checked", no_wrap=True),
    )
    table = Table(*columns, box=None, pad_edge=False)
    for cells in _rows(catalogue, allowed):
        table.add_row(*map(Cell, cells))
    with console.capture() as shown:
        console.print(table)
    to.writelines(f"{line.rstrip()}\n" for line in shown.get().splitlines())


def _rows(catalogue: Catalogue, allowed: AllowList | None) -> Iterator[tuple[str, ...]]:
    for category in catalogue.categories:
        services = [service for service in catalogue.services if service.categories[0] == category.category_id]
        if services:
            yield ("", plain(category.title.in_language("ru")).upper())
        for service in services:
            yield (
                service.service_id,
                plain(service.title.in_language("ru")),
                service.address.removeprefix("https://"),
                "yes" if opens_here(service, allowed) else "no",
                service.checked_on.isoformat() if service.checked_on else "never",
            )


def _settings(file: Path | None) -> Services:
    from kiosk.commands.settings import settings_in
    from kiosk.config.services import Services

    return settings_in(file).services if file else Services()
