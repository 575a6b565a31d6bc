"""All stops of the timetable's feed, fetched when somebody wants to choose one: the kiosk keeps its own alone."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.app.background import Background
from kiosk.app.live import DOWNLOAD_DEADLINE, LARGEST_FEED
from kiosk.domain.maintenance.setting import FoundStop
from kiosk.feeds.errors import FetchError
from kiosk.feeds.fetch import download
from kiosk.feeds.line import Line
from kiosk.feeds.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kiosk.config.settings import TimetableFeed
    from kiosk.feeds.gtfs_stop_list import ListedStop

NAME = "stops.zip"
MOST = 8
"""Stops that are shown for one search: whoever does not see theirs writes more of its name."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a fetch gave; None: it failed."""

    stops: tuple[ListedStop, ...] | None


class StopChoice(QObject):
    """`told` carries "loading", "ready", "none" or "failed", and the stops found, first without their lines.

    The feed lies in `folder` while the page is open, and is gone afterwards.
    """

    told = Signal(str, object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = folder / NAME
        # Of its own: a download may take minutes.
        self._background = Background(self)
        # Of its own too: a search would wait while the feed is read for the lines of the one before.
        self._searching = Background(self)
        self._line = Line()
        self._stops: tuple[ListedStop, ...] | None = None
        self._source: Source | None = None
        self._search = 0

    def open(self, feed: TimetableFeed) -> None:
        """Fetch the list, unless it is here."""
        source = Source(feed.gtfs, feed.headers, feed.ca_file, DOWNLOAD_DEADLINE, LARGEST_FEED)
        if self._stops is not None and source == self._source:
            self.told.emit("ready", ())
            return
        self._source, self._stops, self._line = source, None, Line()
        self._search += 1
        self.told.emit("loading", ())
        self._background.run(partial(self._fetched, source, self._line), partial(self._have, self._search))

    def search(self, words: str) -> None:
        """Look for stops; their lines follow."""
        if self._stops is None:
            return
        self._search += 1
        self._searching.run(partial(_found, self._stops, words), partial(self._have_found, self._search))

    def close(self) -> None:
        """Forget the list, and give the room on the disk back."""
        self._stops = None
        self._search += 1
        self._line.hang_up()
        self._background.run(partial(self._file.unlink, missing_ok=True), _nothing)

    def stop(self) -> None:
        """End a fetch that runs."""
        self._line.hang_up()
        self._searching.stop()
        self._background.stop()

    def _fetched(self, source: Source, line: Line) -> _Listed:
        # Here, because a screen whose stop nobody chooses is spared the readers of a whole feed.
        from kiosk.feeds.gtfs_stop_list import listed_stops  # noqa: PLC0415
        from kiosk.feeds.gtfs_zip import GtfsError  # noqa: PLC0415

        try:
            download(source, self._file, line=line)
            return _Listed(listed_stops(self._file))
        except (FetchError, GtfsError) as error:
            log.warning("the stops cannot be listed: %s", error)
            return _Listed(None)

    def _have(self, number: int, listed: _Listed) -> None:
        if number != self._search:
            return  # the page was closed meanwhile
        self._stops = listed.stops
        self.told.emit("failed" if listed.stops is None else "ready", ())

    def _have_found(self, search_number: int, found: Sequence[ListedStop]) -> None:
        if search_number != self._search:
            return
        self._tell(found, {})
        if found:
            self._background.run(partial(self._lines, found), partial(self._have_lines, search_number, found))

    def _lines(self, found: Sequence[ListedStop]) -> dict[str, tuple[tuple[str, str], ...]]:
        from kiosk.feeds.gtfs_stop_list import lines_calling_at  # noqa: PLC0415  as above
        from kiosk.feeds.gtfs_zip import GtfsError  # noqa: PLC0415

        try:
            known = lines_calling_at(self._file, [stop.stop_id for stop in found])
        except GtfsError as error:
            log.warning("the lines of the stops cannot be read: %s", error)
            return {}
        return {stop: tuple((line.route, line.headsign) for line in lines) for stop, lines in known.items()}

    def _have_lines(
        self, search_number: int, found: Sequence[ListedStop], lines: dict[str, tuple[tuple[str, str], ...]]
    ) -> None:
        if search_number == self._search:
            self._tell(found, lines)

    def _tell(self, found: Sequence[ListedStop], lines: dict[str, tuple[tuple[str, str], ...]]) -> None:
        stops = tuple(
            FoundStop(stop.stop_id, stop.name, stop.code, _side(stop), lines.get(stop.stop_id)) for stop in found
        )
        self.told.emit("ready" if stops else "none", stops)


def _found(stops: Sequence[ListedStop], words: str) -> tuple[ListedStop, ...]:
    """Slow enough to be seen in the picture: 30 ms for the 3,000 stops of a city."""
    from kiosk.feeds.gtfs_stop_search import search  # noqa: PLC0415  see StopChoice._fetched

    return search(stops, words, MOST)


def _side(stop: ListedStop) -> str:
    """What tells it from another of its name."""
    return " · ".join(filter(None, (stop.platform, stop.description)))


def _nothing(_: None) -> None:
    """The file is gone."""
