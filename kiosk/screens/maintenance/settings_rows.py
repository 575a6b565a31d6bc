"""The rows of the settings page, as its lists show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupRow:
    """What belongs together, with its values in short."""

    key: str
    title: str
    icon: str
    about: str


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting and its value."""

    key: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One of the values to choose from."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One key that changes."""

    key: str
    title: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the file: `sign` "-" goes, "+" comes. `key` is its number."""

    key: str
    sign: str
    line: str


@dataclass(frozen=True, slots=True)
class FaultRow:
    """Why a change is refused (`grave`), or what is doubtful about it."""

    key: str
    text: str
    grave: bool


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop to choose; `lines` says which lines call there."""

    key: str
    title: str
    about: str
    lines: str
