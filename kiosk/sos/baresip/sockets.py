"""The sockets of this machine: which are a child's, who is connected to them, and a copy of one. IPv4, Linux only.

A child's socket is copied without any privilege (pidfd_getfd(2)): what is set on the copy holds for the child.
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
from pathlib import Path

SYS_PIDFD_GETFD = 438
"""The same on every architecture. Source: Linux, asm-generic/unistd.h."""

_LISTEN = "0A"

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Connection:
    """One that somebody made to a port of this machine: from which address, and the socket that holds it."""

    peer: str
    inode: str


def bound(port: int) -> list[str]:
    """The UDP sockets on this port."""
    return [line.inode for line in _table("udp") if line.local_port == port]


def listening(port: int) -> list[str]:
    """The TCP sockets that listen on this port."""
    return [line.inode for line in _table("tcp") if line.local_port == port and line.state == _LISTEN]


def connections(ports: Iterable[int]) -> list[Connection]:
    """What is connected to these TCP ports, in whatever state. Raises OSError."""
    wanted = set(ports)
    return [
        Connection(line.peer, line.inode)
        for line in _table("tcp")
        if line.local_port in wanted and line.state != _LISTEN
    ]


def owns_listener(pid: int, port: int) -> bool:
    """Whether it is this process that listens on the TCP port: else we would drive somebody else's user agent."""
    mine = {_inode(pid, descriptor) for descriptor in _descriptors(pid)}
    return any(inode in mine for inode in listening(port))


def copied(pid: int, pidfd: int, inodes: Iterable[str]) -> socket.socket:
    """A copy of the process's socket that is one of `inodes`. Raises OSError."""
    wanted = set(inodes)
    number = next((fd for fd in _descriptors(pid) if _inode(pid, fd) in wanted), None)
    if number is None:
        raise OSError(errno.ENOTSOCK, "the user agent has no such socket")
    copy = _libc.syscall(SYS_PIDFD_GETFD, pidfd, int(number), 0)
    if copy < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return socket.socket(fileno=copy)


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


def _descriptors(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/fd")  # noqa: PTH208 - names, not paths
    except OSError:
        return []


def _inode(pid: int, descriptor: str) -> str:
    try:
        link = os.readlink(f"/proc/{pid}/fd/{descriptor}")  # noqa: PTH115 - a name that is no path
    except OSError:
        return ""
    return link[len("socket:[") : -1] if link.startswith("socket:[") else ""
