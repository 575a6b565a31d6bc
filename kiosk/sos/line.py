"""What the agent tells of the emergency line, as the status of the pavilion wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.maintenance.fact_service import Line
from kiosk.sos.client import AgentError, request
from kiosk.sos.wire import WireError, full_status_from_json

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 3.0
"""Seconds; an agent answers in milliseconds."""


def line(socket: Path) -> Line | None:
    """What the agent at `socket` knows; None where none answers, or one of another version. May take seconds."""
    try:
        full = full_status_from_json(request(socket, "status", limit=PATIENCE))
    except (AgentError, WireError):
        return None
    return Line(full.call.health, full.faults, full.trunks, full.tests, full.call.sound)
