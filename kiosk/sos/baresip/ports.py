"""Free ports for the user agent."""

from __future__ import annotations

import socket
from contextlib import ExitStack

from kiosk.sos.baresip.config_files import Ports
from kiosk.sos.plan import UserAgentPlan

_TRIES = 50


def choose(plan: UserAgentPlan, *, any_free: bool = False) -> Ports:
    """The ports the plan names where they are free, else free ones (`any_free`: in any case). Raises OSError.

    A port that somebody else holds must not keep a pavilion from calling: only call-backs of a trunk that does
    not register depend on it.
    """
    address = plan.address or "0.0.0.0"  # noqa: S104 - looked at, not served
    sip, control = (0, 0) if any_free else (plan.sip_port, plan.control_port)
    if not (sip and _sip_free(address, sip)):
        sip = _free_sip(address)
    if not (control and _free("127.0.0.1", control, socket.SOCK_STREAM)):
        with socket.create_server(("127.0.0.1", 0)) as one:
            control = one.getsockname()[1]
    return Ports(sip, control)


def _free_sip(address: str) -> int:
    for _ in range(_TRIES):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.bind((address, 0))
            port: int = one.getsockname()[1]
        if port < 2**16 - 1 and _sip_free(address, port):
            return port
    raise OSError("no free port for the user agent")


def _sip_free(address: str, port: int) -> bool:
    """UDP and TCP on the port, TCP for TLS on the next."""
    return (
        _free(address, port, socket.SOCK_DGRAM)
        and _free(address, port, socket.SOCK_STREAM)
        and _free(address, port + 1, socket.SOCK_STREAM)
    )


def _free(address: str, port: int, kind: socket.SocketKind) -> bool:
    with ExitStack() as stack:
        one = stack.enter_context(socket.socket(socket.AF_INET, kind))
        if kind is socket.SOCK_STREAM:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as baresip does: TIME_WAIT is free
        try:
            one.bind((address, port))
            if kind is socket.SOCK_STREAM:
                one.listen(1)
        except OSError:
            return False
    return True
