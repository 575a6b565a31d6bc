"""One departure as QML draws it: words and colours, nothing left to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.board import Certainty, Due, Past, Row
from kiosk.domain.frozen import dataclass
from kiosk.screens import words
from kiosk.screens.colour import badge_colours
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant

STRUCK_AFTER = 120
"""Seconds of deviation from which the timetable's time is struck out. Source: Entur Tavla, ExpectedTime.tsx."""

ICONS = {0: "train", 1: "train", 2: "train", 4: "ship", 5: "train", 6: "aerial-lift", 7: "train", 12: "train"}
"""By GTFS route_type; buses, trolleybuses and whatever is new look like a bus."""
EXTENDED = {1: "train", 4: "train", 5: "train", 6: "train", 9: "train", 10: "ship", 12: "ship", 13: "aerial-lift"}
"""By the hundreds of Google's extended route types."""


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """The words of one departure.

    `due` is large, `due_unit` smaller beside it, `below` small beneath it and struck out if `below_struck`.
    `warning` is amber, `remarks` quiet. `look` is "live", "ageing", "timetable", "interval" or "cancelled".
    `after_gap`: rows were left out between the one above and this one.
    `pattern`: which dashes its line on the map has in a theme without the colours of routes.
    """

    key: str
    route: str
    route_color: str
    route_text_color: str
    mode: str
    icon: str
    headsign: str
    due: str
    due_unit: str
    below: str
    below_struck: bool
    warning: str
    remarks: str
    look: str
    low_floor: bool
    spoken: str
    after_gap: bool = False
    pattern: int = 0


def arrival_row(row: Row, now: Instant, zone: ZoneInfo, language: str) -> ArrivalRow:
    """The words for `row` in `language`."""
    background, text = badge_colours(row.route_color, row.route_text_color)
    route = words.plain(row.route_short_name.in_language(language))
    headsign = words.plain(row.headsign.in_language(language)) or tr("destination unknown")
    due, unit = words.due(row, zone)
    below, struck = _below(row, now, zone, language)
    warning = words.warning(row)
    remarks = words.remarks(row, language)
    return ArrivalRow(
        key=row.key,
        route=route,
        route_color=background,
        route_text_color=text,
        mode=mode(row.route_type),
        icon=icon(row.route_type),
        headsign=headsign,
        due=due,
        due_unit=unit,
        below=below,
        below_struck=struck,
        warning=warning,
        remarks=" · ".join(remarks),
        look=_look(row),
        low_floor=bool(row.low_floor),
        spoken=", ".join(part for part in (route, headsign, f"{due} {unit}".strip(), warning, *remarks) if part),
    )


def _below(row: Row, now: Instant, zone: ZoneInfo, language: str) -> tuple[str, bool]:
    """The line under the time: the timetable's time where it no longer holds, or the day."""
    if row.day is not None:
        return words.day_of_bus(row, now, zone, language), False
    gone = row.due in (Due.CANCELLED, Due.SKIPPED)
    late = row.due in (Due.CLOCK, Due.MINUTES) and abs(row.deviation or 0) > STRUCK_AFTER
    if row.scheduled is not None and (gone or late):
        return words.clock_time(row.scheduled, zone), True
    return "", False


def _look(row: Row) -> str:
    if row.due in (Due.CANCELLED, Due.SKIPPED):
        return "cancelled"
    if row.certainty in (Certainty.AGEING, Certainty.OUT_OF_CONTACT):
        return "ageing"
    return row.certainty.value


def mode(route_type: int) -> str:
    """The colour family of a route that has no colour: "bus", "trolleybus", "tram" or "rail"."""
    family = route_type // 100
    if route_type == 11 or family == 8:
        return "trolleybus"
    if route_type in (0, 5) or family == 9:
        return "tram"
    if route_type in (1, 2, 7, 12) or family in (1, 4, 5, 6):
        return "rail"
    return "bus"


def icon(route_type: int) -> str:
    """The name of the icon of a GTFS route_type, plain or extended."""
    return ICONS.get(route_type) or EXTENDED.get(route_type // 100, "bus")


@dataclass(frozen=True, slots=True)
class PastRow:
    """What became of one departure of the last minutes."""

    key: str
    route: str
    route_color: str
    route_text_color: str
    mode: str
    fate: str
    seen: bool


def past_row(gone: Past, now: Instant, zone: ZoneInfo, language: str) -> PastRow:
    """The words for `gone` in `language`."""
    background, text = badge_colours(gone.route_color, gone.route_text_color)
    return PastRow(
        key=gone.key,
        route=words.plain(gone.route_short_name.in_language(language)),
        route_color=background,
        route_text_color=text,
        mode="bus",
        fate=words.past(gone, now, zone),
        seen=gone.fate.value == "passed",
    )
