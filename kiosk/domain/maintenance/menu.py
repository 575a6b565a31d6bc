"""Who stands in the service menu, and what it holds. Roles, not people: a name is never asked for."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What the log of the service menu calls somebody."""

    TECHNICIAN = "technician"
    """Knows the kiosk's PIN."""
    OPERATOR = "operator"
    """Brought a token that the operator signed for this role, and knows the PIN."""
    COMMAND_LINE = "command-line"
    """Works on this machine by `kiosk ...`."""


class Page(StrEnum):
    """Every page of the service menu."""

    STATUS = "status"
    DRILL = "drill"
    USAGE = "usage"
    SETTINGS = "settings"
    EVENTS = "events"
    POWER = "power"
