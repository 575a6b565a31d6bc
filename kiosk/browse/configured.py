"""The settings as a web session wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.browse.plan import BrowsePlan
from kiosk.browse.resolver import resolver_rules

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.config.emergency import Emergency
    from kiosk.config.services import Services
    from kiosk.config.settings import Settings


def browse_plan(settings: Settings, sos_socket: Path | None) -> BrowsePlan:
    """What holds for every session; `sos_socket` is the emergency agent's where the pavilion has one."""
    return plan_of(settings.services, settings.emergency, sos_socket)


def plan_of(services: Services, emergency: Emergency, sos_socket: Path | None) -> BrowsePlan:
    """The same from the parts of the settings that matter."""
    return BrowsePlan(
        allowed=services.allowed,
        limits=services.limits,
        memory_megabytes=services.memory_megabytes,
        unresponsive_seconds=float(services.unresponsive_seconds),
        ca_file=services.ca_file,
        logout_urls=services.logout_urls,
        sos_socket=sos_socket,
        place_address=emergency.here,
        pavilion=emergency.pavilion,
        key_sound=services.key_sound,
        resolver_rules=resolver_rules(services.allowed),
    )
