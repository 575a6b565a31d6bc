"""Which addresses the trunks have: written in the settings, or asked of the name service again and again."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket

from kiosk.domain.call.trunk import Trunk
from kiosk.sos.baresip.source_guard import Callers, Network
from kiosk.sos.plan import UserAgentPlan

_logger = logging.getLogger(__name__)


class Addresses:
    """The trunks' networks as known now. A name that fails to resolve keeps its last addresses."""

    def __init__(self, plan: UserAgentPlan) -> None:
        hosts = {host for trunk in plan.trunks for host in _hosts(trunk)}
        hosts |= {plan.edge.host} if plan.edge is not None else set()
        self._known: dict[str, tuple[Network, ...]] = {host: _literal(host) for host in hosts}
        self._names = sorted(host for host, networks in self._known.items() if not networks)
        self._failing: set[str] = set()

    @property
    def callers(self) -> Callers:
        """Who may call."""
        networks = {network for known in self._known.values() for network in known}
        return Callers(tuple(sorted(networks)), responses_from_anywhere=bool(self._names))

    async def resolve(self) -> None:
        """Ask for the addresses of the names, all at once; a failure is logged once until it is over."""
        await asyncio.gather(*(self._resolve(name) for name in self._names))

    async def _resolve(self, name: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(name, None, family=socket.AF_INET, type=socket.SOCK_DGRAM)
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that is too long
            if name not in self._failing:
                _logger.warning("a trunk's name is not resolved: %s", error)
            self._failing.add(name)
            return
        self._failing.discard(name)
        self._known[name] = tuple(Network(address[0]) for *_, address in found)


def _hosts(trunk: Trunk) -> tuple[str, ...]:
    registrar = (trunk.account.host,) if trunk.register else ()
    return (trunk.uri.host, *registrar, *trunk.callback_from)


def _literal(host: str) -> tuple[Network, ...]:
    try:
        return (Network(host, strict=False),)
    except (ipaddress.AddressValueError, ipaddress.NetmaskValueError, ValueError):
        return ()
