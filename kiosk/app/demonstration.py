"""The demonstration: its server as a child process, and the settings that make the kiosk read it like any feed."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.clock import RunningClock
from kiosk.config.demonstrated import demonstrated_emergency, demonstrated_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from kiosk.clock import Clock
    from kiosk.config.settings import Settings

ANNOUNCES = "listening on "
ANSWERS = "dispatcher on "
POLL_SECONDS = 10.0
FASTEST_POLL = 0.5
END_PATIENCE = 5.0


class Demonstration:
    """`kiosk demo` as a child. Its clock and `clock` run together, from the moment it is ready to answer."""

    def __init__(self, clock: Clock) -> None:
        self._start = clock.read().instant
        self._speed = clock.speed
        at = datetime.fromtimestamp(self._start, UTC).isoformat()
        words = [*paths.program(), "demo", "--with-parent", "--at", at, "--speed", str(clock.speed)]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)

    def __enter__(self) -> Demonstration:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(END_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def ready(self) -> tuple[Settings, Clock]:
        """Wait until it answers: the settings that read it, and the clock it lives by.

        Raises RuntimeError where it did not start.
        """
        address = self._said(ANNOUNCES)
        trunks = self._said(ANSWERS).split()
        clock = RunningClock(self._start, self._speed)
        return settings(address, trunks, self._speed), clock

    def _said(self, announcement: str) -> str:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line.startswith(announcement):
            raise RuntimeError(f"the demonstration did not start; it said {line.strip()!r}")
        return line.removeprefix(announcement).strip()


def settings(address: str, trunks: Sequence[str], speed: float) -> Settings:
    """The settings of the demonstrated stop, its feeds at `address`, its emergency calls going to `trunks`."""
    poll_seconds = max(POLL_SECONDS / speed, FASTEST_POLL)
    return replace(demonstrated_settings(address, poll_seconds), emergency=demonstrated_emergency(trunks))
