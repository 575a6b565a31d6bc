"""Where a technician reads what may be set: in a checkout, and where the package has put it."""

from __future__ import annotations

import sys

INSTALLED = {
    "resources/kiosk.toml": "/usr/share/doc/smart-stop-kiosk/examples/kiosk.toml",
    "docs/services.md": "/usr/share/doc/smart-stop-kiosk/services.md",
}
"""What a checkout has, and its place at a stop."""


def manual(file: str, *, frozen: bool = getattr(sys, "frozen", False)) -> str:
    """A file of a checkout as whoever runs this program, from there or `frozen` in the package, can open it."""
    return INSTALLED[file] if frozen else file


KEYS = f"{manual('resources/kiosk.toml')} explains every key"
SERVICES = f"{manual('docs/services.md')} explains the file"
