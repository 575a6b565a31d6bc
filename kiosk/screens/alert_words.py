"""The words of one alert: what happens, until when, and whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.frozen import dataclass
from kiosk.domain.service_day import local, local_date
from kiosk.screens import words
from kiosk.screens.arrival_row import mode
from kiosk.screens.colour import badge_colours
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.realtime import ActivePeriod, Alert
    from kiosk.domain.service_day import Instant
    from kiosk.domain.text import Text
    from kiosk.domain.timetable import Timetable

LONGEST = 1500
"""Characters of an alert's text that are shown: a page and a half."""

SEVERE = ("SEVERE", "WARNING")
"""Source: GTFS Realtime reference, Alert.severity_level."""


@dataclass(frozen=True, slots=True)
class RouteSign:
    """The badge of one route."""

    route: str
    route_color: str
    route_text_color: str
    mode: str


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert. `routes` are maps for QML with the fields of RouteSign in camelCase."""

    key: str
    header: str
    text: str
    period: str
    severe: bool
    routes: list[dict[str, str]]
    everybody: str
    spoken: str


def alert_row(alert: Alert, timetable: Timetable, now: Instant, language: str) -> AlertRow:
    """The words for `alert` in `language`."""
    header = words.plain(alert.header_text.in_language(language)) or tr("Announcement of the carrier")
    text = _paragraphs(alert.description_text, language)
    when = period(alert.active_periods, now, timetable.zone, language)
    signs = _signs(alert, timetable, language)
    return AlertRow(
        key=alert.alert_id,
        header=header,
        text="" if text == header else text,
        period=when,
        severe=alert.severity_level in SEVERE,
        routes=[
            {
                "route": sign.route,
                "routeColor": sign.route_color,
                "routeTextColor": sign.route_text_color,
                "mode": sign.mode,
            }
            for sign in signs
        ],
        everybody="" if signs else _everybody(alert),
        spoken=". ".join(part for part in (header, text, when) if part),
    )


def _paragraphs(text: Text, language: str) -> str:
    """A feed's text with its paragraphs kept, otherwise as harmless as a line of it."""
    lines = text.in_language(language)[: 2 * LONGEST].splitlines()
    shown = "\n".join(filter(None, (words.plain(line, LONGEST) for line in lines)))
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1].rstrip() + "…"


def _signs(alert: Alert, timetable: Timetable, language: str) -> list[RouteSign]:
    """The routes of this stop that the alert names, each once."""
    named = dict.fromkeys(
        entity.route_id or (entity.trip.route_id if entity.trip else None) or ""
        for entity in alert.informed_entities
    )
    signs = []
    for route in (timetable.routes[route_id] for route_id in named if route_id in timetable.routes):
        background, ink = badge_colours(route.route_color, route.route_text_color)
        name = words.plain(route.route_short_name.in_language(language))
        signs.append(RouteSign(name, background, ink, mode(route.route_type)))
    return signs


def _everybody(alert: Alert) -> str:
    """Whom an alert concerns that names no route of ours."""
    if any(entity.stop_id for entity in alert.informed_entities):
        return tr("This stop")
    return tr("All routes of the carrier")


def period(periods: tuple[ActivePeriod, ...], now: Instant, zone: ZoneInfo, language: str) -> str:
    """ "until 18:00, then again from tomorrow 22:00": the period that holds, and whether another follows.

    No period at all means as long as the feed holds the alert; an open end means the same.
    Source: GTFS Realtime reference, Alert.active_period and TimeRange.
    """
    ahead = sorted((p for p in periods if p.end is None or p.end > now), key=lambda p: p.start or 0)
    if not ahead:
        return "" if periods else tr("until further notice")
    first, later = ahead[0], ahead[1:]
    starts = "" if first.start is None or first.start <= now else tr("from {moment}")
    ends = tr("until further notice") if first.end is None else tr("until {moment}")
    parts = []
    if starts and first.start is not None:
        parts.append(starts.format(moment=_moment(first.start, now, zone, language)))
    parts.append(ends.format(moment=_moment(first.end, now, zone, language)) if first.end is not None else ends)
    said = " ".join(parts)
    if later and later[0].start is not None:
        again = _moment(later[0].start, now, zone, language)
        said = tr("{period}, then again from {moment}").format(period=said, moment=again)
    return said


def _moment(moment: Instant, now: Instant, zone: ZoneInfo, language: str) -> str:
    """ "18:00", "tomorrow 18:00", "Mon 25 November 18:00"; an end at midnight belongs to the day before."""
    clock = words.clock_time(moment, zone)
    if local(moment, zone).date() == local(now, zone).date():
        return clock
    day = local(moment, zone).date()
    named = words.day_name(day, local_date(now, zone), language)
    return tr("{day}, {time}").format(day=named, time=clock)
