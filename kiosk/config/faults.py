"""What is wrong with a kiosk.toml, in words a technician can act on."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ConfigFault:
    """One thing that is wrong. `key` is dotted, "" for the file as a whole; `line` None where it is missing."""

    key: str
    what: str
    remedy: str
    line: int | None = None

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}: "
        return f"{place}{self.key + ' ' if self.key else ''}{self.what}. {self.remedy}."


class ConfigError(Exception):
    """kiosk.toml cannot be used; `faults` holds every reason, in order of their lines."""

    def __init__(self, file: Path, faults: tuple[ConfigFault, ...]) -> None:
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))
        self.file = file
        self.faults = faults
