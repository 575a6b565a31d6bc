"""The panel's own light, where this machine may set it."""

from __future__ import annotations

from pathlib import Path

BACKLIGHTS = Path("/sys/class/backlight")
"""Source: Linux, Documentation/ABI/stable/sysfs-class-backlight."""


class Backlight:
    """Every light below `root`, one folder each."""

    def __init__(self, root: Path = BACKLIGHTS) -> None:
        self._root = root

    def set(self, percent: int) -> bool:
        """Make every light so bright, never dark; whether there was one that could be set."""
        done = [_set(folder, percent) for folder in sorted(self._folders())]
        return any(done)

    def _folders(self) -> list[Path]:
        try:
            return list(self._root.iterdir())
        except OSError:
            return []


def _set(folder: Path, percent: int) -> bool:
    try:
        most = int((folder / "max_brightness").read_text())
        (folder / "brightness").write_text(str(max(round(most * percent / 100), 1)))
    except (OSError, ValueError):
        return False
    return True
