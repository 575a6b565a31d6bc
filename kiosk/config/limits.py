"""Limits of the numbers in kiosk.toml, kept with the keys they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Between:
    """The smallest and the largest number that make sense for a key."""

    low: float
    high: float

    def __get_pydantic_core_schema__(self, kind: object, handler: Callable[[object], Any]) -> Any:
        """How pydantic learns of the limits without being imported here. Source: pydantic, "Custom types"."""
        return {**handler(kind), "ge": self.low, "le": self.high}
