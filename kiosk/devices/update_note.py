"""What is kept of a version that did not pass its check after an upgrade: written by the package's `roll-back`."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.maintenance.fact_readings import TakenBack

STATE = Path("/var/lib/smart-stop-kiosk")
PENDING, NOTE = "update-pending", "rolled-back"
LONGEST = 4096
"""Bytes that are ever read."""


def taken_back(folder: Path = STATE) -> TakenBack | None:
    """The version that failed last; None where none did, or another one is on trial. Never raises."""
    try:
        if (folder / PENDING).exists():
            return None
        with (folder / NOTE).open("rb") as opened:
            lines = opened.read(LONGEST).decode("utf-8", "replace").splitlines()
    except OSError:
        return None
    values = dict(line.partition("=")[::2] for line in reversed(lines))
    at = values.get("at", "")
    return TakenBack(
        version=values.get("from", ""),
        stays=not values.get("to"),
        at=int(at) if at.isascii() and at.isdigit() else None,
    )
