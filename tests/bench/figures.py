"""One measured figure beside what it must reach, and the table `make bench` prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is a ratio or a number in `unit`; smaller is better. `beside` tells the floor of the same run."""

    name: str
    value: float
    unit: str
    must: float
    aim: float
    beside: str = ""

    @property
    def verdict(self) -> str:
        """Whether the figure is good enough: "aim", "must" or "MISSED"."""
        if self.value <= self.aim:
            return "aim"
        return "must" if self.value <= self.must else "MISSED"
