"""The gate of one user agent: its ports are guarded, and whoever calls is told from a stranger."""

from __future__ import annotations

import asyncio

from kiosk.sos.baresip import sockets, source_guard
from kiosk.sos.baresip.callers import Addresses
from kiosk.sos.baresip.config_files import Ports
from kiosk.sos.baresip.process import Process
from kiosk.sos.baresip.source_guard import Callers
from kiosk.sos.baresip.trace import Traced

_SETTLING = 0.5
"""Seconds for what reached the socket before the filter did: until then every caller is a stranger."""

_STRANGER_REMEMBERED = 5.0
"""Seconds that a stranger's request over TCP, whose connection may be gone again, makes callers strangers."""


class Gate:
    """Lets the trunks' addresses through to `process`, nobody else. `own`: the address it is bound to, if any."""

    def __init__(self, process: Process, ports: Ports, own: str, addresses: Addresses) -> None:
        self._process = process
        self._ports = ports
        self._own = own
        self._addresses = addresses
        self._loop = asyncio.get_running_loop()
        self._guarded: tuple[Callers, float] | None = None
        self._stranger_at = float("-inf")
        self.fault = ""
        """Why callers cannot be known by their address, "" where they are."""
        self.door_fault = ""
        """Why strangers can connect over TCP, and so keep callers away, "" where they cannot."""

    @property
    def guarded(self) -> bool:
        """Whether the filter is in place."""
        return self._guarded is not None

    def guard(self) -> None:
        """Let only the trunks' present addresses through; a kernel that does not let us is noted as a fault."""
        callers = self._addresses.callers
        if self._guarded is not None and self._guarded[0] == callers:
            return
        pid, pidfd = self._process.pid, self._process.pidfd
        try:
            source_guard.attach(pid, pidfd, self._ports.sip, callers)
        except OSError as error:
            self.fault = str(error)
            return
        before, since = (None, self._loop.time()) if self._guarded is None else self._guarded
        self._guarded = (callers, since)
        try:
            for port in self._sip_over_tcp:
                source_guard.close_door(pid, pidfd, port, callers, before)
        except OSError as error:  # then a stranger's connection is seen, and makes callers strangers
            self.door_fault = str(error)

    def close_behind_us(self) -> None:
        """Let nobody else to the control port, where we are connected, and end what strangers began before."""
        pid, pidfd = self._process.pid, self._process.pidfd
        try:
            # It asks for no password, and drops us for whoever connects next.
            source_guard.close_door(pid, pidfd, self._ports.control, Callers())
            source_guard.throw_out_strangers(pid, pidfd, self._sip_over_tcp, self._addresses.callers)
        except OSError as error:
            self.door_fault = str(error)

    def saw(self, traced: Traced) -> None:
        """Take note of a message that came or went."""
        if traced.code is None and traced.transport != "UDP" and not self._is_known(traced.source):
            self._stranger_at = self._loop.time()

    def stranger_may_call(self) -> bool:
        """Whether somebody who is no trunk could have placed a call that arrives now."""
        now = self._loop.time()
        if self._guarded is None or now - self._guarded[1] < _SETTLING:
            return True
        self._process.read()  # the trace of the request was written before the event
        if now - self._stranger_at < _STRANGER_REMEMBERED:
            return True
        try:
            return source_guard.strangers_connected(self._sip_over_tcp, self._guarded[0])
        except OSError:
            return True

    @property
    def _sip_over_tcp(self) -> tuple[int, int]:
        return (self._ports.sip, self._ports.sip + 1)

    def _is_known(self, place: str) -> bool:
        """Whether a request comes from a trunk, or from ourselves."""
        address = place.rpartition(":")[0]
        if address == self._own or self._addresses.callers.allow(address):
            return True
        return not self._own and sockets.is_ours(address)
