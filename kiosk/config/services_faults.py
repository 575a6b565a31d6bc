"""What may be wrong in [services] beyond the type of a value. No sentence repeats an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kiosk.config.faults import ConfigFault
from kiosk.config.services import PORTAL
from kiosk.domain.services.address import AllowList, refusal

LONGEST_HOST = 253  # Source: RFC 1035, 2.3.4

_HOST = r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"  # Source: RFC 1123, 2.1
_NAME = 'Write the name of a host alone, such as "example.org"'


def resolve_services(table: dict[str, Any]) -> Iterator[ConfigFault]:
    """Yields what in `table` cannot be used. Wrong types are left to whoever checks types."""
    for key in ("hosts", "resource_hosts"):
        for number, host in enumerate(_listed(table.get(key))):
            if what := _odd(host):
                yield ConfigFault(f"services.{key}.{number}", what, _NAME)
    allowed = AllowList((PORTAL, *_listed(table.get("hosts"))))
    for number, address in enumerate(_listed(table.get("logout_urls"))):
        if why := refusal(address, allowed):
            what = f"may not be opened here ({why})"
            remedy = f"Give an https address at {PORTAL} or at one of hosts"
            yield ConfigFault(f"services.logout_urls.{number}", what, remedy)


def _listed(value: object) -> tuple[str, ...]:
    """The texts of a list; a list that holds anything else is told of by its type."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return ()


def _odd(host: str) -> str:
    """What keeps `host` from being the full name of a host in lower case; "" where nothing does."""
    if not host.strip():
        return "is empty"
    for mark, what in (
        ("*", "holds a wildcard, and what lies below a host is allowed anyway"),
        ("/", "is an address, not the name of a host"),
        (":", "holds a port or is an IP address"),
    ):
        if mark in host:
            return what
    if not host.isascii() or "xn--" in host.lower():
        return "holds letters of other alphabets, by which look-alikes deceive"
    if re.fullmatch(r"([0-9]+|0[xX][0-9a-fA-F]*)", host.rstrip(".").rpartition(".")[2]):
        return "is an IP address"
    if host.lower() != host:
        return "is not in lower case"
    if "." not in host.strip("."):
        return "is a whole top-level domain"
    return "" if len(host) <= LONGEST_HOST and re.fullmatch(_HOST, host) else "is no name of a host"
