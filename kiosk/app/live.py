"""The threads that ask the world: one for each live feed, one that renews the timetable, one that reads it."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk import paths
from kiosk.domain.timetable import Stop, Timetable
from kiosk.feeds.timetable_file import TimetableError

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.clock import Clock
    from kiosk.config.settings import Settings
    from kiosk.domain.realtime import FeedMessage
    from kiosk.domain.service_day import Instant
    from kiosk.feeds.gtfs_rt import Interest
    from kiosk.feeds.poller import Poller
    from kiosk.feeds.timetable_file import TimetableFile
    from kiosk.feeds.timetable_source import TimetableSource, TimetableState
    from kiosk.screens.newest import NewestFacts

ZONE = ZoneInfo("Europe/Ulyanovsk")
"""Where the pavilions stand: the time to show before any timetable has told its own zone."""
REACHES_BACK = 12 * 3600
REACHES_AHEAD = 48 * 3600
DOWNLOAD_DEADLINE = 900.0
"""Seconds for a whole GTFS zip over a mobile line."""
LARGEST_FEED = 4 * 2**30
READ_AGAIN = 1800.0
"""Seconds of the shown time after which the window of the timetable moves on."""
LOOK_AT_CLOCK = 2.0
"""Real seconds between two looks whether the clock was set."""
SET = 60.0
"""Seconds by which the wall clock leaves the one that never steps where somebody has set it."""

log = logging.getLogger(__name__)


def known_timetable(settings: Settings, file: TimetableFile, now: Instant) -> Timetable:
    """The timetable round `now` from `file`; where there is none yet, the stop alone, without a single call.

    Its name is in the feed: so long the address of the pavilion, where that is known, says where people are.
    """
    try:
        timetable = file.read(now - REACHES_BACK, now + REACHES_AHEAD)
    except TimetableError as error:
        log.info("no timetable yet: %s", error)
        first = settings.stop.ids[0]
        stop = Stop(first, settings.stop.named(settings.emergency.here))
        timetable = Timetable(stop, frozenset(settings.stop.ids), ZONE, now, now)
    stop = replace(
        timetable.stop,
        stop_name=settings.stop.named(timetable.stop.stop_name),
        stop_desc=settings.stop.towards or timetable.stop.stop_desc,
    )
    return replace(timetable, stop=stop)


class Live:
    """Starts and stops the threads; what they find rises to `facts`.

    `file` is theirs from the start on: whoever read it before need not keep what is in it twice.
    """

    def __init__(
        self, settings: Settings, folder: Path, file: TimetableFile, clock: Clock, facts: NewestFacts
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._file = file
        self._clock = clock
        self._facts = facts
        self._interest: Interest | None = None
        self._pollers: list[Poller] = []
        self._source: TimetableSource | None = None
        self._renewed = threading.Event()
        self._stopping = False
        self._read_at = clock.read()
        self.timetable_fault = ""
        """Why the last look at the timetable's feed brought nothing, in one sentence; "" where it did."""
        self._reader = threading.Thread(target=self._read_timetable, name="timetable reader", daemon=True)

    def start(self) -> None:
        """Ask the world, once. What this imports is slow to load, so it comes after the first picture."""
        if self._interest:
            return
        from kiosk.feeds.gtfs_rt import Interest  # noqa: PLC0415

        self._interest = Interest.of(self._facts.timetable)
        self._facts.timetable_changed.connect(self._timetable_changed)
        self._source = self._timetable_source()
        self._pollers = [self._poller(name, url) for name, url in self._settings.realtime.feeds]
        self._source.start()
        self._reader.start()
        for poller in self._pollers:
            poller.start()

    def stop(self) -> None:
        """End every thread; none publishes any more."""
        self._stopping = True
        self._renewed.set()
        for poller in self._pollers:
            poller.stop()
        if self._source:
            self._source.stop()
        if self._reader.is_alive():
            self._reader.join()

    @property
    def importing(self) -> bool:
        """Whether a new timetable is being read in at the moment."""
        return self._source is not None and self._source.importing

    def _poller(self, name: str, url: str) -> Poller:
        from kiosk.feeds.poller import Poller  # noqa: PLC0415
        from kiosk.feeds.source import Source  # noqa: PLC0415

        wishes = self._settings.realtime
        source = Source(
            url,
            headers=wishes.headers,
            ca_file=wishes.ca_file,
            deadline=wishes.deadline_seconds,
            max_bytes=wishes.max_megabytes * 2**20,
        )
        publish = self._facts.source_published.emit
        return Poller(name, source, self._parse, publish, interval=wishes.poll_seconds, clocks=self._clock.read)

    def _parse(self, data: bytes) -> FeedMessage:
        from kiosk.feeds.gtfs_rt import parse  # noqa: PLC0415

        return parse(data, self._interest)

    def _timetable_changed(self) -> None:
        from kiosk.feeds.gtfs_rt import Interest  # noqa: PLC0415

        self._interest = Interest.of(self._facts.timetable)
        for poller in self._pollers:
            poller.reread()

    def _timetable_source(self) -> TimetableSource:
        from kiosk.feeds.source import Source  # noqa: PLC0415
        from kiosk.feeds.timetable_source import TimetableSource  # noqa: PLC0415

        wishes = self._settings.timetable
        source = Source(
            wishes.gtfs,
            headers=wishes.headers,
            ca_file=wishes.ca_file,
            deadline=DOWNLOAD_DEADLINE,
            max_bytes=LARGEST_FEED,
        )
        return TimetableSource(
            source,
            self._settings.stop.ids,
            self._folder,
            paths.program(),
            self._timetable_looked_at,
            interval=wishes.refresh_minutes * 60,
        )

    def _timetable_looked_at(self, state: TimetableState) -> None:
        self.timetable_fault = state.fault
        if state.renewed:
            self._renewed.set()

    def _read_timetable(self) -> None:
        while not self._stopping:
            self._wait_for_news()
            self._renewed.clear()
            if not self._stopping:
                self._read_at = self._clock.read()
                now = self._read_at.instant
                self._facts.timetable_published.emit(known_timetable(self._settings, self._file, now))

    def _wait_for_news(self) -> None:
        """Until there is a new timetable, the window has to move on, or the clock was set.

        A kiosk whose clock was wrong looked at the wrong days, and trusted no certificate: it asks again at once.
        """
        while not self._renewed.wait(min(LOOK_AT_CLOCK, READ_AGAIN / self._clock.speed)):
            now = self._clock.read()
            gone = now.monotonic - self._read_at.monotonic
            if abs(now.instant - self._read_at.instant - gone) > SET:
                log.info("the clock was set: the timetable is read anew")
                if self._source:
                    self._source.look_again()
                return
            if gone >= READ_AGAIN:
                return
