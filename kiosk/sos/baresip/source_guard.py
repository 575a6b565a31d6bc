"""Who may reach the user agent: the trunks, nobody else.

A filter in the kernel sits on baresip's own sockets: requests and connections pass only from the trunks'
addresses. For UDP it needs no privilege. On a TCP socket new kernels refuse it to an ordinary user, so there the
others are kept out by asking them for a signature that nobody has. IPv4 only, as the user agent is started (-4).
"""

from __future__ import annotations

import contextlib
import ctypes
import ipaddress
import os
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from kiosk.sos.baresip import sockets

Network = ipaddress.IPv4Network

SO_ATTACH_FILTER = 26
"""Source: Linux, asm-generic/socket.h; socket(7)."""

TCP_MD5SIG_EXT = 32
"""Source: Linux, linux/tcp.h; the signatures themselves are RFC 2385's."""

_LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_AND = 0x54  # BPF_ALU | BPF_AND | BPF_K
_JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
_SOURCE_ADDRESS = 0xFFF0_0000 + 12  # SKF_NET_OFF and the place in the IPv4 header (RFC 791)
_UDP_PAYLOAD = 8  # a UDP socket's filter sees the UDP header first (RFC 768)
_RESPONSE = int.from_bytes(b"SIP/")
_WHOLE = 0xFFFF_FFFF

_PREFIX = 1  # TCP_MD5SIG_FLAG_PREFIX
_KEY_BYTES = 80
_ANYBODY = Network("0.0.0.0/0")


@dataclass(frozen=True, slots=True)
class Callers:
    """The networks that requests may come from. `responses_from_anywhere`: some trunk is known by name only, and
    the user agent may find another address of it than we did; its answers then have to pass.
    """

    networks: tuple[Network, ...] = ()
    responses_from_anywhere: bool = False

    def allow(self, address: str) -> bool:
        """Whether a call may come from this address, an IPv4 one."""
        try:
            one = ipaddress.IPv4Address(address)
        except ValueError:
            return False
        return any(one in network for network in self.networks)

    @property
    def others(self) -> frozenset[Network]:
        """The networks that nothing may come from: all the rest."""
        rest = [_ANYBODY]
        for network in ipaddress.collapse_addresses(self.networks):
            rest = [
                piece
                for one in rest
                for piece in (one.address_exclude(network) if network.subnet_of(one) else (one,))
            ]
        return frozenset(rest)


def attach(pid: int, pidfd: int, port: int, callers: Callers) -> None:
    """Let only `callers` through to the child's UDP socket on `port`. Raises OSError where that cannot be done."""
    with sockets.copied(pid, pidfd, sockets.bound(port)) as theirs:
        _filter(theirs, program(callers))


def close_door(pid: int, pidfd: int, port: int, callers: Callers, before: Callers | None = None) -> None:
    """Let only `callers` connect to the child's TCP socket that listens on `port`; who is connected stays.

    `before` are those who were let in by the last such call. Raises OSError where that cannot be done.
    """
    with sockets.copied(pid, pidfd, sockets.listening(port)) as theirs:
        try:
            _filter(theirs, program(replace(callers, responses_from_anywhere=False)))
        except PermissionError:
            _ask_for_signatures(theirs, callers.others, frozenset() if before is None else before.others)


def throw_out_strangers(pid: int, pidfd: int, ports: Iterable[int], callers: Callers) -> None:
    """End the connections that others made before the door was closed. Raises OSError."""
    for connection in _strangers(ports, callers):
        with (
            contextlib.suppress(OSError),  # it has gone by itself
            sockets.copied(pid, pidfd, [connection.inode]) as theirs,
        ):
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("=ii", 1, 0))  # it leaves no trace
            theirs.shutdown(socket.SHUT_RDWR)


def strangers_connected(ports: Iterable[int], callers: Callers) -> bool:
    """Whether anybody but the callers holds a TCP connection to one of our ports. Raises OSError."""
    return bool(_strangers(ports, callers))


def program(callers: Callers) -> bytes:
    """The filter in the machine language of the kernel (classic BPF; Linux, networking/filter.rst)."""
    words = []
    if callers.responses_from_anywhere:
        words += [_word(_LOAD_WORD, _UDP_PAYLOAD), _word(_JUMP_EQUAL, _RESPONSE, 0, 1), _word(_RETURN, _WHOLE)]
    for network in callers.networks:
        words += [
            _word(_LOAD_WORD, _SOURCE_ADDRESS),
            _word(_AND, int(network.netmask)),
            _word(_JUMP_EQUAL, int(network.network_address), 0, 1),
            _word(_RETURN, _WHOLE),
        ]
    return b"".join([*words, _word(_RETURN, 0)])


def _strangers(ports: Iterable[int], callers: Callers) -> list[sockets.Connection]:
    return [connection for connection in sockets.connections(ports) if not callers.allow(connection.peer)]


def _filter(theirs: socket.socket, machine_code: bytes) -> None:
    buffer = ctypes.create_string_buffer(machine_code)
    theirs.setsockopt(
        socket.SOL_SOCKET,
        SO_ATTACH_FILTER,
        struct.pack("@HxxxxxxP", len(machine_code) // 8, ctypes.addressof(buffer)),
    )


def _ask_for_signatures(theirs: socket.socket, of: frozenset[Network], before: frozenset[Network]) -> None:
    """Make the kernel drop every unsigned segment from these networks, no longer those from `before`."""
    secret = os.urandom(_KEY_BYTES)
    for network in of - before:
        theirs.setsockopt(socket.IPPROTO_TCP, TCP_MD5SIG_EXT, _key(network, secret))
    for network in before - of:
        with contextlib.suppress(FileNotFoundError):  # never asked for: that call failed half-way
            theirs.setsockopt(socket.IPPROTO_TCP, TCP_MD5SIG_EXT, _key(network, b""))


def _key(network: Network, secret: bytes) -> bytes:
    """A struct tcp_md5sig; without a secret it takes the key away."""
    address = struct.pack("=H2x4s120x", socket.AF_INET, network.network_address.packed)
    return address + struct.pack("=BBHi80s", _PREFIX, network.prefixlen, len(secret), 0, secret)


@cache
def _word(code: int, value: int, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, when_true, when_false, value)
