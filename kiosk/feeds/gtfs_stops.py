"""Which stops count as here: the named ones, a station's platforms, a platform's boarding areas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from kiosk.feeds.gtfs_table import Table
from kiosk.feeds.gtfs_values import plain
from kiosk.feeds.gtfs_zip import FeedZip, GtfsError

_BOARDING_AREA = "4"
_MOST_MATCHES = 5
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Here:
    """The ids that count as here, the one the kiosk stands at first, and its name."""

    stop_ids: tuple[str, ...]
    stop_name: str


def stops_here(feed: FeedZip, stop_ids: Sequence[str]) -> Here:
    """The named stops and every stop inside them.

    A boarding area stands for its platform as well, because stop_times.txt may name only the platform.
    Source: GTFS reference, stops.txt, location_type and parent_station.
    Raises GtfsError with near matches when a stop is unknown.
    """
    columns = ("stop_id", "stop_name", "location_type", "parent_station", "stop_code")
    rows = list(Table(feed, "stops.txt", ("stop_id",)).records(columns))
    names = {stop_id: plain(name) for stop_id, name, *_ in rows}
    inside: dict[str, list[str]] = {}
    found = dict.fromkeys(stop_ids)
    for stop_id, _, location_type, parent, _ in rows:
        inside.setdefault(parent, []).append(stop_id)
        if location_type == _BOARDING_AREA and stop_id in found and parent in names:
            found[parent] = None
    for stop_id in stop_ids:
        if stop_id not in names:
            raise _unknown(feed, stop_id, rows)
    waiting = list(found)
    while waiting:
        for child in inside.get(waiting.pop(), ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return Here(tuple(found), names[stop_ids[0]])


def _unknown(feed: FeedZip, wanted: str, rows: Iterable[Sequence[str]]) -> GtfsError:
    likeness: dict[tuple[str, str], float] = {}
    wanted_text = wanted.casefold()
    matcher = SequenceMatcher(b=wanted_text, autojunk=False)
    for stop_id, name, _, _, code in rows:
        likeness[stop_id, plain(name)] = max(
            _likeness(matcher, wanted_text, text.casefold()) for text in (stop_id, name, code)
        )
    near = [
        match for match in nlargest(_MOST_MATCHES, likeness, key=lambda match: likeness[match]) if likeness[match]
    ]
    listed = ", ".join(f"{stop_id} «{name}»" for stop_id, name in near)
    hint = f" Near matches: {listed}." if near else ""
    return GtfsError(f"There is no stop {wanted} in {feed.name}.{hint}", tuple(near))


def _likeness(matcher: SequenceMatcher[str], wanted: str, text: str) -> float:
    """How alike the texts are, 0 when not worth a hint; a part of a name is a good hint."""
    if wanted and wanted in text:
        return _ALIKE + (1 - _ALIKE) * len(wanted) / len(text)
    matcher.set_seq1(text)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0
