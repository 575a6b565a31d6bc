"""The wall behind the gate: for Chromium no host outside the allow-list has an address at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.services.address import full_names

if TYPE_CHECKING:
    from kiosk.domain.services.address import AllowList


def resolver_rules(allowed: AllowList) -> str:
    """Chromium's --host-resolver-rules for `allowed`; nothing but names of hosts gets into it from there.

    The interceptor of Qt is not asked about connections made ahead (<link rel=preconnect>), WebTransport and
    WebRTC's servers, by name or by IP address. Source: Chromium, net/dns/mapped_host_resolver.h.
    """
    names = full_names((*allowed.hosts, *allowed.resource_hosts))
    kept = (f"EXCLUDE {name}, EXCLUDE *.{name}" for name in names)
    return ", ".join(("MAP * ~NOTFOUND", *kept))
