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
_NUMBER = r"[0-9]+|0[xX][0-9a-fA-F]*"  # Source: URL Standard, 3.5: a last label like this makes an IPv4 address
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
    kinds = (
        (not host.strip(), "is empty"),
        ("*" in host, "holds a wildcard, and what lies below a host is allowed anyway"),
        ("/" in host, "is an address, not the name of a host"),
        (":" in host, "holds a port or is an IP address"),
        (
            not host.isascii() or "xn--" in host.lower(),
            "holds letters of other alphabets, by which look-alikes deceive",
        ),
        (re.fullmatch(_NUMBER, host.rstrip(".").rpartition(".")[2]), "is an IP address"),
        (host.lower() != host, "is not in lower case"),
        ("." not in host.strip("."), "is a whole top-level domain"),
        (len(host) > LONGEST_HOST or not re.fullmatch(_HOST, host), "is no name of a host"),
    )
    return next((what for wrong, what in kinds if wrong), "")
