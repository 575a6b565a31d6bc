"""The words of a trip's page: its stops, and where the bus is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from kiosk.domain.board import Certainty, Due, Row
from kiosk.domain.departure import Departure, Status
from kiosk.domain.frozen import dataclass
from kiosk.domain.journey import Journey, JourneyStop, StopState
from kiosk.screens import words
from kiosk.screens.arrival_row import STRUCK_AFTER
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


SEEN = (Certainty.LIVE, Certainty.AGEING)
"""How sure the board must be of a bus for its page to show where it is."""


@dataclass(frozen=True, slots=True)
class StopRow:
    """One stop of the trip. `time` is large, `struck` the timetable's time where it no longer holds.

    `phase` is one of StopState; `ours` marks the stop of the pavilion.
    """

    key: str
    name: str
    time: str
    struck: str
    note: str
    phase: str
    ours: bool
    spoken: str


def believed(row: Row) -> Departure:
    """The departure with as much of the live feed as the board still believes."""
    if row.certainty in SEEN:
        return row.departure
    if row.certainty is Certainty.OUT_OF_CONTACT:
        return replace(row.departure, vehicle=None)
    return replace(row.departure, vehicle=None, update=None, expected_arrival=None, expected_departure=None)


def stop_rows(page: Journey, zone: ZoneInfo, language: str) -> list[StopRow]:
    """The stops of the trip in `language`."""
    return [_stop_row(page, index, stop, zone, language) for index, stop in enumerate(page.stops)]


def _stop_row(page: Journey, index: int, stop: JourneyStop, zone: ZoneInfo, language: str) -> StopRow:
    name = plain(stop.stop_name.in_language(language))
    time, struck = _times(page, stop, zone)
    note = _note(stop)
    return StopRow(
        key=str(index),
        name=name,
        time=time,
        struck=struck,
        note=note,
        phase=stop.state.value,
        ours=stop.ours,
        spoken=", ".join(part for part in (name, time, note) if part),
    )


def _times(page: Journey, stop: JourneyStop, zone: ZoneInfo) -> tuple[str, str]:
    """The time to show, and the one it replaces. A headway service promises no minutes, so it shows none."""
    planned = None if page.departure.headway_secs is not None else stop.scheduled
    if stop.state is StopState.SKIPPED or page.departure.status is Status.CANCELLED:
        return "", words.clock_time(planned, zone) if planned is not None else ""
    if stop.expected is None:
        return ("≈ " if stop.estimated else "") + words.clock_time(
            planned, zone
        ) if planned is not None else "", ""
    off = planned is not None and abs(stop.expected - planned) > STRUCK_AFTER
    return words.clock_time(stop.expected, zone), words.clock_time(planned, zone) if off and planned else ""


def _note(stop: JourneyStop) -> str:
    parts = (
        tr("you are here") if stop.ours else "",
        tr("does not stop here today") if stop.state is StopState.SKIPPED else "",
    )
    return " · ".join(filter(None, parts))


def whereabouts(row: Row, page: Journey, language: str, *, gone: bool) -> str:
    """One sentence: where the bus is now, or why nobody can say."""
    if gone:
        return tr("This bus has left")
    match row.due:
        case Due.CANCELLED:
            return tr("This trip is cancelled")
        case Due.SKIPPED:
            return tr("This bus does not stop here today")
    if row.certainty is Certainty.OUT_OF_CONTACT:
        return tr("No contact with the bus: the times are its last forecast")
    return _on_its_way(page, language) or tr("Times by the timetable: where the bus is we do not know")


def _on_its_way(page: Journey, language: str) -> str:
    """How far the bus still is, "" where nobody knows."""
    if page.at_stop:
        return tr("The bus is at your stop")
    if page.bus is None or page.stops_away is None or page.stops_away < 0:
        return ""
    away = tr("%n stop(s) away", "", page.stops_away) if page.stops_away else tr("Your stop is its next one")
    if page.distance is not None:
        return f"{away} · {distance(page.distance, language)}"
    return away if page.seen else tr("{away}, by the forecast").format(away=away)


def details(row: Row) -> tuple[str, ...]:
    """What else is known of this bus."""
    age = row.age
    return tuple(
        part
        for part in (
            words.warning(row) if row.certainty in SEEN else "",
            tr("low floor") if row.low_floor else "",
            tr("not for wheelchairs") if row.low_floor is False else "",
            words.crowding(row.occupancy) if row.certainty in SEEN else "",
            heard(age) if age is not None and row.certainty is not Certainty.TIMETABLE else "",
        )
        if part
    )


def heard(age: int) -> str:
    """How long ago the bus was heard of, never parted at a line's end."""
    text = tr("signal %n second(s) ago", "", age) if age < 60 else tr("signal %n minute(s) ago", "", age // 60)
    return text.replace(" ", "\u00a0")


def distance(metres: float, language: str) -> str:
    """ "350 m", "1.2 km", "2 km", never parted at a line's end; as exact as a position is."""
    if metres < 1000:
        text = tr("{metres} m").format(metres=max(round(metres / 50) * 50, 50))
    else:
        tenths = round(metres / 100)
        text = tr("{km} km").format(km=QLocale(language).toString(tenths / 10, "f", 1 if tenths % 10 else 0))
    return text.replace(" ", "\u00a0")
