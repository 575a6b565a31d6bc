"""When an emergency agent that the system runs is to start anew: its settings changed, or what the stop is."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from kiosk.config.emergency_plan import pavilion_of
from kiosk.sos.aside import aside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.config.settings import Settings
    from kiosk.sos.plan import Pavilion

log = logging.getLogger(__name__)

LOOK_EACH = 5.0
"""Seconds between two looks at the files."""


class Sources:
    """What an agent was started from: `file` with its `settings`, and the place of the stop in `timetable`."""

    def __init__(self, file: Path, settings: Settings, timetable: Path) -> None:
        self._file = file
        self._settings = settings
        self._timetable = timetable
        self._seen = self._stamps()
        self._content = self._read()
        self._pavilion = self._place()
        self._unknown = pavilion_of(settings, None)

    def have_changed(self) -> bool:
        """Whether an agent that starts now would be told something else.

        An unreadable file tells nothing, and neither does a timetable without the stop: a screen in safe mode puts
        its timetable aside, and callers are still where they were.
        """
        stamps = self._stamps()
        if stamps == self._seen:
            return False
        self._seen = stamps
        content = self._read()
        moved = self._place() not in (self._pavilion, self._unknown)
        return moved or (content is not None and content != self._content)

    def _stamps(self) -> tuple[tuple[int, int, int] | None, ...]:
        return tuple(map(_stamp, (self._file, self._timetable)))

    def _read(self) -> bytes | None:
        try:
            return self._file.read_bytes()
        except OSError:
            return None

    def _place(self) -> Pavilion:
        return pavilion_of(self._settings, self._timetable)


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """What a new content changes of a file; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


async def until_renewal(sources: Sources, is_idle: Callable[[], bool], look_each: float = LOOK_EACH) -> None:
    """Wait until the sources have changed, and then until nobody needs the agent.

    A disk that hangs holds up the look, and not the call.
    """
    while not await aside(sources.have_changed, "settings"):
        await asyncio.sleep(look_each)
    log.info("the settings have changed: the emergency agent starts anew as soon as nobody needs it")
    while not is_idle():
        await asyncio.sleep(look_each)
