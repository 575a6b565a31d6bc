"""The demonstration: its server as a child process, and the settings that make the kiosk read it like any feed."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.clock import RunningClock
from kiosk.config.settings import Display, Realtime, Settings, Stop, TimetableFeed

if TYPE_CHECKING:
    from types import TracebackType

    from kiosk.clock import Clock

PAVILION = "filatova-1"
ANNOUNCES = "listening on "
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
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line.startswith(ANNOUNCES):
            raise RuntimeError(f"the demonstration did not start; it said {line.strip()!r}")
        clock = RunningClock(self._start, self._speed)
        return settings(line.removeprefix(ANNOUNCES).strip(), self._speed), clock


def settings(address: str, speed: float) -> Settings:
    """The settings of the demonstrated stop, its feeds at `address`."""
    return Settings(
        stop=Stop(ids=(PAVILION,)),
        timetable=TimetableFeed(gtfs=f"{address}/gtfs.zip"),
        realtime=Realtime(
            trip_updates=(f"{address}/trip-updates.pb",),
            vehicle_positions=(f"{address}/vehicle-positions.pb",),
            alerts=(f"{address}/alerts.pb",),
            poll_seconds=max(POLL_SECONDS / speed, FASTEST_POLL),
        ),
        display=Display(fullscreen=False),
    )
