"""The SIP address of a trunk. Source: RFC 3261, 19.1 (SIP and SIPS Uniform Resource Identifiers)."""

from __future__ import annotations

import re
from enum import StrEnum

from kiosk.domain.frozen import dataclass

SIP_PORT = 5060
SIPS_PORT = 5061

_URI = re.compile(
    r"sip:(?P<user>[A-Za-z0-9_.!~*'()&=+$,;?/%-]+)@"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<parameters>(?:;[A-Za-z0-9_.-]+(?:=[A-Za-z0-9_.:-]+)?)*)"
)


class Transport(StrEnum):
    """What carries the signalling."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class SipUri:
    """`sip:user@host:port;transport=...`; `host` without brackets, `port` always said."""

    user: str
    host: str
    port: int
    transport: Transport = Transport.UDP

    @property
    def host_port(self) -> str:
        """The place as a URI writes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def __str__(self) -> str:
        transport = "" if self.transport is Transport.UDP else f";transport={self.transport}"
        return f"sip:{self.user}@{self.host_port}{transport}"


def parse(text: str) -> SipUri:
    """The address in `text`. Raises ValueError with what is wrong, in words that follow the name of a key."""
    match = _URI.fullmatch(text)
    if match is None:
        raise ValueError("is no SIP address")
    transport = Transport.UDP
    for parameter in match["parameters"].split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.lower() != "transport":
            raise ValueError(f"holds the parameter {name}, which is not used here")
        if value.lower() not in set(Transport):
            raise ValueError(f"names the transport {value}, which is none of udp, tcp, tls")
        transport = Transport(value.lower())
    port = int(match["port"] or (SIPS_PORT if transport is Transport.TLS else SIP_PORT))
    if not 0 < port < 2**16:
        raise ValueError("names a port that does not exist")
    return SipUri(match["user"], match["host"].strip("[]"), port, transport)
