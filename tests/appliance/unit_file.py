"""Unit files as systemd reads them, as far as the kiosk's own need it. Source: systemd.unit(5)."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PLACES = ("etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system", "lib/systemd/system")
_SPAN = re.compile(r"([\d.]+)\s*(us|ms|s|sec|min|h)?")
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "sec": 1.0, "": 1.0, "min": 60.0, "h": 3600.0}


def seconds(span: str) -> float:
    """A time span such as "200ms" or "1min 30s"."""
    return sum(float(number) * _UNITS[unit] for number, unit in _SPAN.findall(span))


@dataclass(frozen=True)
class Unit:
    """The assignments of a unit file and its drop-ins, in their order: (section, key, value)."""

    name: str
    lines: tuple[tuple[str, str, str], ...]

    def all(self, section: str, key: str) -> list[str]:
        """Every value of a list; an empty assignment begins it anew."""
        found: list[str] = []
        for where, name, value in self.lines:
            if (where, name) == (section, key):
                found = [*found, value] if value else []
        return found

    def words(self, section: str, key: str) -> list[str]:
        """Every word of a list of words."""
        return [word for value in self.all(section, key) for word in shlex.split(value)]

    def last(self, section: str, key: str, default: str = "") -> str:
        """The value of what has one."""
        return (self.all(section, key) or [default])[-1]

    def seconds(self, key: str, default: float | None = None) -> float:
        """A time span of the service. Raises KeyError where there is none and no default."""
        if value := self.last("Service", key):
            return seconds(value)
        if default is None:
            raise KeyError(key)
        return default


def unit(root: Path, name: str) -> Unit | None:
    """The unit `name` below `root`; None where there is none, or it is masked."""
    for place in PLACES:
        file = root / place / name
        if file.is_symlink() and str(file.readlink()) == "/dev/null":
            return None
        if file.is_file():
            folders = [root / place / f"{name}.d" for place in reversed(PLACES)]
            files = [file, *(part for folder in folders for part in sorted(folder.glob("*.conf")))]
            return unit_of(*files)
    return None


def unit_of(*files: Path) -> Unit:
    """The unit that stands in these files; what is said last holds."""
    return Unit(files[0].name, tuple(line for one in files for line in _lines(one.read_text(encoding="utf-8"))))


def _lines(text: str) -> list[tuple[str, str, str]]:
    found, section = [], ""
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif "=" in line and not line.startswith(("#", ";")):
            key, _, value = line.partition("=")
            found.append((section, key.strip(), value.strip()))
    return found
