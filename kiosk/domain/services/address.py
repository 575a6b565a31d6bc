"""Which addresses the browser may open: one pure function that every gate of it asks."""

from __future__ import annotations

from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class AllowList:
    """Hosts whose pages may be shown, and hosts that pages may load their parts from; each with its subdomains.

    Names as in DNS, in lower case, without a dot at either end: "gosuslugi.ru" allows "www.gosuslugi.ru" too.
    """

    hosts: tuple[str, ...] = ()
    resource_hosts: tuple[str, ...] = ()
