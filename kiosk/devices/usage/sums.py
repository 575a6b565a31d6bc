"""Sums over long times, made by SQLite itself: a year of the usage log is summed up in a tenth of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.usage.reader import Reader, told
from kiosk.devices.usage.rows import fields_of
from kiosk.domain.usage.catalogue import HOUR
from kiosk.domain.usage.entries import HourlyCount
from kiosk.domain.usage.scores import Accuracy

if TYPE_CHECKING:
    from datetime import date

    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.statistics import Key

_TOTALS = """
SELECT name, fields, sum(count) FROM kinds CROSS JOIN hours USING (kind)
WHERE hour >= ? AND hour < ? GROUP BY kind
"""
_HOURS = """
SELECT hour, sum(count) FROM hours WHERE hour >= ? AND hour < ?
AND kind IN (SELECT kind FROM kinds WHERE name = ?) GROUP BY hour
"""
_SCORES = """
SELECT route, bin, sum(shown), sum(accurate), sum(early), sum(late), sum(unseen), sum(error_seconds),
sum(error_squares) FROM scores WHERE day >= ? AND day < ? GROUP BY route, bin
"""


class SumsReader(Reader):
    """Reads the log as sums of a whole time. Every method raises UsageError."""

    def __enter__(self) -> SumsReader:
        return self

    def totals(self, since: Instant, until: Instant) -> dict[Key, int]:
        """How often each event with the same counted fields happened, from `since` to before `until`."""
        with told(self._file):
            rows = self._connection.execute(_TOTALS, (-(-since // HOUR), -(-until // HOUR)))
            return {(name, fields_of(fields)): total for name, fields, total in rows}

    def by_hour(self, name: str, since: Instant, until: Instant) -> tuple[HourlyCount, ...]:
        """How often an event happened in each hour, whatever its fields; these are left out."""
        with told(self._file):
            rows = self._connection.execute(_HOURS, (-(-since // HOUR), -(-until // HOUR), name))
            return tuple(HourlyCount(hour * HOUR, name, (), count) for hour, count in rows)

    def accuracy(self, since: date, until: date) -> tuple[tuple[str, Accuracy], ...]:
        """Predictions of the service days from `since` to before `until`, by route and bin."""
        with told(self._file):
            rows = self._connection.execute(_SCORES, (since.toordinal(), until.toordinal()))
            return tuple((route, Accuracy(window, *sums)) for route, window, *sums in rows)
