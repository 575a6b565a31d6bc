"""services.toml -> Catalogue. A broken file is refused whole; the last good one stays.

Plain checks, no pydantic: the screen reads this after its first picture, and its first touch must not wait.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.atomic_file import replacing
from kiosk.config.catalogue_faults import CatalogueError, faults
from kiosk.config.faults import ConfigError
from kiosk.config.lines import line_of, lines
from kiosk.config.manuals import SERVICES
from kiosk.config.toml_file import loaded
from kiosk.domain.services.catalogue import ALL, EMPTY, Catalogue, Category, Service
from kiosk.domain.text import Text

__all__ = ["CatalogueError", "read", "read_or_last_good"]

NAME = "services.toml.last-good"

EVERYTHING = Category(ALL, Text("Все услуги", (("ru", "Все услуги"), ("en", "All services"))), "list-details")

log = logging.getLogger(__name__)


def read(file: Path) -> Catalogue:
    """The catalogue in `file`. Raises CatalogueError with every fault, in order of their lines.

    Whether the browser here may open an address, and whether anything answers there, is not looked at.
    """
    try:
        data, text = loaded(file, SERVICES)
    except ConfigError as error:
        raise CatalogueError(file, error.faults) from None
    if found := faults(data):
        known = lines(text)
        placed = (replace(fault, line=line_of(path, known)) for path, fault in found)
        raise CatalogueError(file, tuple(sorted(placed, key=lambda fault: (fault.line or 0, fault.key))))
    categories = (*(_category(table) for table in data["category"]), EVERYTHING)
    return Catalogue(categories, tuple(_service(table) for table in data["service"]))


def read_or_last_good(file: Path, data_dir: Path, shipped: Path) -> tuple[Catalogue, CatalogueError | None]:
    """The catalogue in `file`; else the one kept in `data_dir` when it last was right, else the `shipped` one.

    With one of the latter, or with none at all where they are broken too, comes what is wrong with `file`. A good
    file is kept for the next time, the shipped one too: that is where an operator may edit.
    """
    try:
        catalogue = read(file)
    except CatalogueError as error:
        return _earlier(data_dir / NAME, shipped), error
    _keep(file, data_dir)
    return catalogue, None


def _earlier(*files: Path) -> Catalogue:
    """The first of these that is right."""
    for file in files:
        with contextlib.suppress(CatalogueError):  # what is told is the fault of the one that was wanted
            return read(file)
    return EMPTY


def _keep(file: Path, data_dir: Path) -> None:
    """A disk that is full stops nothing."""
    kept = data_dir / NAME
    try:
        content = file.read_bytes()
        data_dir.mkdir(parents=True, exist_ok=True)
        if not (kept.is_file() and kept.read_bytes() == content):
            with replacing(kept) as new:
                new.write_bytes(content)
    except OSError as error:
        log.warning("the services could not be kept for another time: %s", error.strerror)


def _category(table: Mapping[str, Any]) -> Category:
    return Category(table["id"], _text(table, "title"), table["icon"])


def _service(table: Mapping[str, Any]) -> Service:
    russian = table.get("have_ready", [])
    english = table.get("have_ready_en") or [""] * len(russian)
    return Service(
        service_id=table["id"],
        categories=tuple(table["categories"]),
        title=_text(table, "title"),
        sentence=_text(table, "sentence"),
        have_ready=tuple(_of(*pair) for pair in zip(russian, english, strict=True)),
        address=table["address"],
        keywords=tuple(table.get("keywords", ())),
        offered_by=_text(table, "offered_by"),
        checked_on=table.get("checked_on"),
    )


def _text(table: Mapping[str, Any], key: str) -> Text:
    return _of(table[key], table.get(f"{key}_en", ""))


def _of(russian: str, english: str) -> Text:
    return Text(russian, tuple(pair for pair in (("ru", russian), ("en", english)) if pair[1]))
