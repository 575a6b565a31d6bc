"""What the settings want of a pavilion, as its status compares it with what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.maintenance.fact_list import Wishes

if TYPE_CHECKING:
    from kiosk.config.settings import Settings


def wishes(settings: Settings) -> Wishes:
    """The wishes of `settings`; without a trunk nobody needs a microphone."""
    emergency, services = settings.emergency, settings.services
    wanted = bool(emergency.trunks)
    return Wishes(
        emergency=wanted,
        microphone=emergency.microphone if wanted else "",
        loudspeaker=emergency.loudspeaker if wanted else "",
        feeds=tuple(name for name, _ in settings.realtime.feeds),
        portal=services.enabled and services.open_here,
    )
