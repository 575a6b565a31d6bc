"""One change of kiosk.toml, as a value: `kiosk.config.edit` makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[str | int, ...]
"""Where a value stands, such as ("display", "theme") or ("emergency", "trunks", 0, "test_uri")."""


@dataclass(frozen=True, slots=True)
class Change:
    """One key and its new value; None takes the key out, so that the default holds again."""

    place: Place
    value: str | int | float | bool | list[str] | dict[str, str] | None

    @property
    def key(self) -> str:
        """The dotted name of the key."""
        return ".".join(map(str, self.place))
