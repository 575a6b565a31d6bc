"""What this program tells the supervisor that started it: systemd's notification protocol, by a datagram each.

Source: sd_notify(3), systemd.service(5) on Type=notify and WatchdogSec=.
"""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Notify:
    """Tells the socket at `address`; nobody where it is "". A supervisor that does not listen stops nothing."""

    def __init__(self, address: str = "") -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Notify:
        """The supervisor that $NOTIFY_SOCKET names."""
        return cls(environ.get("NOTIFY_SOCKET", ""))

    def tell(self, *words: str) -> bool:
        """Send assignments such as "READY=1", in one datagram; whether somebody was told."""
        if not self._address:
            return False
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as way:
            try:
                way.sendto("\n".join(words).encode(), self._address)
            except OSError:  # nobody listens any more, or its queue is full: the next beat may arrive
                return False
        return True
