"""The keys of kiosk.toml that name something outside: feeds, files, secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.config.display_faults import resolve_display
from kiosk.config.emergency_faults import resolve_emergency
from kiosk.config.faults import ConfigFault
from kiosk.config.maintenance_faults import resolve_maintenance
from kiosk.config.night import resolve_night
from kiosk.config.secrets import secret
from kiosk.config.services_faults import resolve_services
from kiosk.config.settings import STOP_ID
from kiosk.feeds.source import is_web

FEEDS = (
    ("timetable", "gtfs"),
    ("realtime", "trip_updates"),
    ("realtime", "vehicle_positions"),
    ("realtime", "alerts"),
)
PATHS = (
    ("timetable", "ca_file"),
    ("realtime", "ca_file"),
    ("emergency", "ca_file"),
    ("emergency", "button_device"),
    ("services", "catalogue"),
    ("services", "ca_file"),
    ("storage", "data_dir"),
)
SECTIONS = {
    "services": resolve_services,
    "display": resolve_display,
    "night": resolve_night,
    "maintenance": resolve_maintenance,
}
HEADERS = (("timetable", "headers"), ("realtime", "headers"), ("emergency", "notice_headers"))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # Source: RFC 9110, 5.1 and 5.6.2 (token)
_SCANNED = re.compile(r"[!#-;=?-\[\]_a-z~]{1,200}")  # Source: RFC 3986, appendix A: no other one stands in a URI
_HEADER_VALUE = re.compile(r"[\x20-\x7e]*")


def resolve(data: dict[str, Any], folder: Path, environ: Mapping[str, str]) -> Iterator[ConfigFault]:
    """Make the addresses in `data` absolute and put in the secrets; yields what cannot be used.

    A path is relative to the folder of kiosk.toml. Values of a wrong type are left to whoever checks types.
    """
    for section, key in FEEDS:
        table = data.get(section)
        if isinstance(table, dict) and key in table:
            table[key] = _listed(table[key]) if key != "gtfs" else table[key]
            yield from _feeds(table, section, key, folder)
    for section, key in PATHS:
        table = data.get(section)
        if isinstance(table, dict) and isinstance(table.get(key), str):
            table[key] = str(_absolute(table[key], folder)) if table[key] else None
    for section, key in HEADERS:
        table = data.get(section)
        if isinstance(table, dict) and isinstance(table.get(key), dict):
            yield from _headers(table[key], f"{section}.{key}", environ)
    stop = data.get("stop")
    if isinstance(stop, dict) and (fault := _unscannable(stop.get("pocket_url"))):
        yield ConfigFault("stop.pocket_url", fault, f"Give an address like https://example.org/stops/{STOP_ID}")
    yield from _sections(data, environ)


def _sections(data: dict[str, Any], environ: Mapping[str, str]) -> Iterator[ConfigFault]:
    if isinstance(emergency := data.get("emergency"), dict):
        yield from resolve_emergency(emergency, environ)
    for section, resolved in SECTIONS.items():
        if isinstance(table := data.get(section), dict):
            yield from resolved(table)


def _listed(value: object) -> object:
    return ([value] if value else []) if isinstance(value, str) else value


def _feeds(table: dict[str, Any], section: str, key: str, folder: Path) -> Iterator[ConfigFault]:
    value = table[key]
    addresses = value if isinstance(value, list) else [value]
    for number, address in enumerate(addresses):
        if not isinstance(address, str):
            continue
        if fault := _unusable(address):
            yield ConfigFault(
                f"{section}.{key}", fault, "Give a path, or an address like https://example.org/feed"
            )
        elif not _SCHEME.match(address):
            addresses[number] = str(_absolute(address, folder))
    table[key] = value if isinstance(value, list) else addresses[0]


def _unusable(address: str) -> str | None:
    if not address.strip():
        return "is empty"
    if "\0" in address:
        return "holds a NUL character"
    if not _SCHEME.match(address) or address.lower().startswith("file:///"):
        return None
    if is_web(address):
        return None
    scheme = address.partition(":")[0].lower()
    # The address itself stays out of the sentence: it may hold a key.
    return (
        "is not a whole address" if scheme in {"http", "https"} else f"begins with {scheme}:, which is not allowed"
    )


def _unscannable(url: object) -> str | None:
    """Why a telephone could not open this page of the stop; None where it can, or there is none."""
    if not isinstance(url, str) or not url:
        return None
    address = url.replace(STOP_ID, "0")
    if not is_web(address):
        return "is no whole http or https address"
    if not _SCANNED.fullmatch(address):
        return "holds a character that no address has, or is too long for a code"
    return None


def _absolute(path: str, folder: Path) -> Path:
    return folder / (Path.home() / path[2:] if path.startswith("~/") else path)


def _headers(headers: dict[str, Any], key: str, environ: Mapping[str, str]) -> Iterator[ConfigFault]:
    for name, value in headers.items():
        if not isinstance(value, str):
            continue
        known = secret(value, f"{key}.{name}", environ)
        if isinstance(known, ConfigFault):
            yield known
            continue
        headers[name] = known
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(headers[name]):
            yield ConfigFault(
                f"{key}.{name}", "is no HTTP header", "Use letters, digits and - in the name, ASCII in the value"
            )
