"""Whether the compositor answers that the screen is to be a client of. Without it Qt ends the program at once."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def wanted(environ: Mapping[str, str] = os.environ) -> str:
    """The path of the Wayland socket this program is to use; "" where it uses none, or Qt looks for it.

    Source: the manual of libwayland-client, wl_display_connect (WAYLAND_DISPLAY, XDG_RUNTIME_DIR).
    """
    name = environ.get("WAYLAND_DISPLAY", "")
    if not name or not environ.get("QT_QPA_PLATFORM", "wayland").startswith("wayland"):
        return ""
    return os.path.join(environ.get("XDG_RUNTIME_DIR", ""), name)  # noqa: PTH118  an absolute name stands alone


def answers(path: str) -> bool:
    """Whether somebody listens at this socket; one that hangs, and lets others queue up, does not."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as way:
        try:
            way.connect(path)
        except OSError:
            return False
    return True
