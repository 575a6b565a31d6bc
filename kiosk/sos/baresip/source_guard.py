"""Who may reach the user agent: the trunks, nobody else.

For UDP a filter in the kernel sits on baresip's own socket: requests pass only from the trunks' addresses. It
needs no privilege, for baresip is our child (pidfd_getfd(2)). For TCP the kernel refuses us that, so the owner
looks at who is connected when a call comes in. IPv4 only, as the user agent is started (-4).
"""

from __future__ import annotations

import ctypes
import errno
import ipaddress
import os
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Network = ipaddress.IPv4Network

SYS_PIDFD_GETFD = 438
"""The same on every architecture. Source: Linux, asm-generic/unistd.h."""

SO_ATTACH_FILTER = 26
"""Source: Linux, asm-generic/socket.h; socket(7)."""

_LISTEN = "0A"
_LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_AND = 0x54  # BPF_ALU | BPF_AND | BPF_K
_JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
_SOURCE_ADDRESS = 0xFFF0_0000 + 12  # SKF_NET_OFF and the place in the IPv4 header (RFC 791)
_UDP_PAYLOAD = 8  # a UDP socket's filter sees the UDP header first (RFC 768)
_RESPONSE = int.from_bytes(b"SIP/")
_WHOLE = 0xFFFF_FFFF

_libc = ctypes.CDLL(None, use_errno=True)


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


def attach(pid: int, pidfd: int, port: int, callers: Callers) -> None:
    """Let only `callers` through to the child's UDP socket on `port`. Raises OSError where that cannot be done."""
    _filter(pid, pidfd, _inodes("udp", port), program(callers))


def close_door(pid: int, pidfd: int, port: int) -> None:
    """Let nobody else connect to the child's TCP socket that listens on `port`; who is connected stays.

    Raises OSError where that cannot be done.
    """
    _filter(pid, pidfd, _inodes("tcp", port, _LISTEN), program(Callers()))


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


def owns_listener(pid: int, port: int) -> bool:
    """Whether it is this process that listens on the TCP port: else we would drive somebody else's user agent."""
    mine = {_inode(pid, descriptor) for descriptor in _descriptors(pid)}
    return any(inode in mine for inode in _inodes("tcp", port, _LISTEN))


def strangers_connected(ports: Iterable[int], callers: Callers) -> bool:
    """Whether anybody but the callers holds a TCP connection to one of our ports. Raises OSError."""
    wanted = set(ports)
    return any(
        line.local_port in wanted and line.state != _LISTEN and not callers.allow(line.peer)
        for line in _table("tcp")
    )


def is_ours(address: str) -> bool:
    """Whether the address is one of this machine's own, other than loopback's."""
    try:
        if ipaddress.IPv4Address(address).is_loopback:
            return False
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.bind((address, 0))
    except (ValueError, OSError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Line:
    local_port: int
    peer: str
    state: str
    inode: str


def _table(protocol: str) -> Iterable[_Line]:
    """Source: Linux, proc_net_tcp(5): addresses in the machine's byte order, ports in hexadecimal."""
    for text in Path(f"/proc/net/{protocol}").read_text().splitlines()[1:]:
        words = text.split()
        peer = socket.inet_ntoa(struct.pack("=I", int(words[2].partition(":")[0], 16)))
        yield _Line(int(words[1].partition(":")[2], 16), peer, words[3], words[9])


def _inodes(protocol: str, port: int, state: str | None = None) -> list[str]:
    return [line.inode for line in _table(protocol) if line.local_port == port and state in {None, line.state}]


def _descriptors(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/fd")  # noqa: PTH208 - names, not paths
    except OSError:
        return []


def _filter(pid: int, pidfd: int, inodes: list[str], machine_code: bytes) -> None:
    """Attach a filter to the child's socket that is one of `inodes`. Raises OSError."""
    number = next((fd for fd in _descriptors(pid) if _inode(pid, fd) in inodes), None)
    if number is None:
        raise OSError(errno.ENOTSOCK, "the user agent has no such socket")
    copy = _libc.syscall(SYS_PIDFD_GETFD, pidfd, int(number), 0)
    if copy < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    with socket.socket(fileno=copy) as theirs:
        buffer = ctypes.create_string_buffer(machine_code)
        theirs.setsockopt(
            socket.SOL_SOCKET,
            SO_ATTACH_FILTER,
            struct.pack("@HxxxxxxP", len(machine_code) // 8, ctypes.addressof(buffer)),
        )


def _inode(pid: int, descriptor: str) -> str:
    try:
        link = os.readlink(f"/proc/{pid}/fd/{descriptor}")  # noqa: PTH115 - a name that is no path
    except OSError:
        return ""
    return link[len("socket:[") : -1] if link.startswith("socket:[") else ""


@cache
def _word(code: int, value: int, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, when_true, when_false, value)
