"""Whether there is a way out: interfaces, kinds of addresses, the default route. Never an address itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.machine_files import listed, text
from kiosk.domain.maintenance.fact_readings import Network

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOOPBACK = "lo"
UP = 0x0001
REJECT = 0x0200
"""RTF_UP, RTF_REJECT. Source: Linux, <linux/route.h>."""
LINK_LOCAL = "fe80"
NOWHERE_4, NOWHERE_6 = "0" * 8, "0" * 32


def network(proc: Path, sys: Path) -> Network | None:
    """What the kernel knows; None where it tells nothing at all."""
    interfaces = [place.name for place in listed(sys / "class/net", "*")]
    if not interfaces:
        return None
    up = [name for name in interfaces if name != LOOPBACK and _state(sys, name) == "up"]
    reached_4, out_4 = _routes_4(text(proc / "net/route"))
    reached_6, out_6 = _routes_6(text(proc / "net/ipv6_route"))
    # An interface that cannot tell its state (a modem, a tunnel) is up where a route leads over it.
    over = {name for name in (reached_4 | reached_6) - {LOOPBACK} if _state(sys, name) == "unknown"}
    links = tuple(sorted(over.union(up)))
    families = tuple(
        family for family, reached in (("IPv4", reached_4), ("IPv6", reached_6)) if reached.intersection(links)
    )
    return Network(links, families, default_route=bool((out_4 | out_6).intersection(links)))


def _state(sys: Path, name: str) -> str:
    """Source: Linux, Documentation/ABI/testing/sysfs-class-net, operstate."""
    return text(sys / "class/net" / name / "operstate").strip()


def _routes_4(table: str) -> tuple[set[str], set[str]]:
    """The interfaces that any route of IPv4 leads over, and those of default routes.

    Source: Linux, net/ipv4/fib_trie.c, fib_route_seq_show.
    """
    rows = [line.split() for line in table.splitlines()[1:]]
    usable = [row for row in rows if len(row) >= 8 and _hexadecimal(row[3]) & UP]
    return {row[0] for row in usable}, {row[0] for row in usable if row[1] == row[7] == NOWHERE_4}


def _routes_6(table: str) -> tuple[set[str], set[str]]:
    """The same for IPv6; an address that holds on its own wire only is none."""
    usable = list(_usable_6(table))
    outer = {name for network, _, name in usable if not network.startswith(LINK_LOCAL)}
    return outer, {name for network, length, name in usable if (network, length) == (NOWHERE_6, "00")}


def _usable_6(table: str) -> Iterator[tuple[str, str, str]]:
    for line in table.splitlines():
        row = (
            line.split()
        )  # destination, length, source, length, gateway, metric, references, use, flags, interface
        if len(row) == 10:
            flags = _hexadecimal(row[8])
            multicast = row[0].startswith("ff")
            if flags & UP and not flags & REJECT and not multicast and row[9] != LOOPBACK:
                yield row[0], row[1], row[9]


def _hexadecimal(word: str) -> int:
    try:
        return int(word, 16)
    except ValueError:
        return 0
