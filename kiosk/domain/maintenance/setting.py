"""The settings that the service menu offers, as a page shows and changes them. No secret is in any of these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What belongs together on one page."""

    STOP = "stop"
    FEEDS = "feeds"
    LANGUAGES = "languages"
    SOUND = "sound"
    LIGHT = "light"
    IDLE = "idle"
    INFO = "info"
    EMERGENCY = "emergency"
    PIN = "pin"


class Kind(StrEnum):
    """How a setting is changed."""

    CHOICE = "choice"
    NUMBER = "number"
    TIME = "time"
    TEXT = "text"
    ADDRESS = "address"
    KEY = "key"
    HEADER = "header"
    """A further key, typed as "Name: value"."""
    STOP = "stop"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `key` tells it from the others; `name` is its key in kiosk.toml without what only numbers it.

    `value` is what may be shown, `typed` what an editor begins with: "" where the value may not be shown.
    `choices` are the values of a choice; a number goes from `least` to `most` by `step`; `longest` is the most
    characters of a text. `about`: what it belongs to, such as the name of a trunk.
    """

    key: str
    name: str
    group: Group
    kind: Kind
    value: str
    typed: str = ""
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 100
    step: int = 1
    unit: str = ""
    longest: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a change is refused, or what is doubtful about it."""

    key: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change before it is applied: each key with its old and new value, the lines that go and come, the faults.

    With a fault it cannot be applied. `doubts` do not stop it. `restarts`: the program starts again for it.
    """

    differences: tuple[tuple[str, str, str], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    restarts: bool = False


@dataclass(frozen=True, slots=True)
class FoundStop:
    """A stop to choose, with the lines that call there as (route, headsign); None until they are known."""

    stop_id: str
    name: str
    code: str = ""
    description: str = ""
    lines: tuple[tuple[str, str], ...] | None = None
