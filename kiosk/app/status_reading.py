"""Reading what this machine and its emergency agent tell: by the screen, and by `kiosk status`."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.devices.machine import HERE, Roots, machine
from kiosk.domain.maintenance.fact_list import Read, Wishes
from kiosk.domain.maintenance.fact_service import Line
from kiosk.sos.client import AgentError, request
from kiosk.sos.wire import WireError, full_status_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.config.settings import Settings

AGENT_PATIENCE = 3.0
"""Seconds; an agent answers in milliseconds."""
USAGE_LOG = "usage.sqlite"
PIN = "maintenance/pin"


def wishes(settings: Settings) -> Wishes:
    """What the settings want of this pavilion; without a trunk nobody needs a microphone."""
    emergency, services = settings.emergency, settings.services
    wanted = bool(emergency.trunks)
    return Wishes(
        emergency=wanted,
        microphone=emergency.microphone if wanted else "",
        loudspeaker=emergency.loudspeaker if wanted else "",
        feeds=tuple(name for name, _ in settings.realtime.feeds),
        portal=services.enabled and services.open_here,
    )


def read(folder: Path, socket: Path | None, roots: Roots = HERE) -> Read:
    """Everything there is to read, which may take seconds; `socket` None: no agent is wanted."""
    return Read(
        machine=machine(folder, roots),
        line=line(socket) if socket else None,
        imported=_written(folder / paths.TIMETABLE),
        pin=_is_there(folder / PIN),
        log_bytes=_size(folder / USAGE_LOG),
    )


def line(socket: Path) -> Line | None:
    """What the emergency agent at `socket` tells of itself; None where none answers."""
    try:
        full = full_status_from_json(request(socket, "status", limit=AGENT_PATIENCE))
    except (AgentError, WireError):
        return None
    return Line(full.call.health, full.faults, full.trunks, full.tests)


def _written(file: Path) -> int | None:
    with contextlib.suppress(OSError):
        return int(file.stat().st_mtime)
    return None


def _size(file: Path) -> int | None:
    with contextlib.suppress(OSError):
        return file.stat().st_size
    return None


def _is_there(file: Path) -> bool | None:
    try:
        return file.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # as for another user
        return None
