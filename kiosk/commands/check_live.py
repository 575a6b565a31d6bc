"""Do the live feeds answer, are they fresh, and do they speak of this stop?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.commands.finding import Finding, Level
from kiosk.feeds.plausible import FRESH, TOLERATED_AHEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.clock import Clock
    from kiosk.config.settings import Realtime
    from kiosk.domain.realtime import FeedMessage
    from kiosk.domain.service_day import Instant
    from kiosk.domain.timetable import Timetable

SOON = 2 * 3600
"""Which of our runs the feed could be expected to know: those of the next two hours."""

FURTHER_CA = "Name the agency's certificate authority as ca_file in [realtime]."


def live_feeds(settings: Realtime, timetable: Timetable | None, clock: Clock) -> Iterator[Finding]:
    """A line for each live feed, and one more for a clock that none of them agrees with."""
    if not settings.feeds:
        yield Finding(Level.OK, "live feeds", "none is set: the board shows the timetable and says so.")
    ages: list[int] = []
    for name, address in settings.feeds:
        message = _fetched(name, address, settings)
        if isinstance(message, Finding):
            yield message
            continue
        now = clock.read().instant
        yield _contents(name, message, timetable, now)
        if message.timestamp is not None:
            ages.append(now - message.timestamp)
            yield from _age(name, now - message.timestamp)
        else:
            yield Finding(Level.WARNING, name, "the message has no timestamp: nobody can tell how old it is.")
    if ages:
        yield _clock(ages)


def _clock(ages: list[int]) -> Finding:
    """What the ages of all live feeds together tell of our own clock."""
    if max(ages) < -TOLERATED_AHEAD:
        behind = f"this machine is {-max(ages)} s behind every live feed."
        return Finding(Level.FAULT, "clock", behind, "Let it keep time by NTP: timedatectl set-ntp true.")
    if min(ages) > FRESH:
        ahead = f"this machine is at least {min(ages)} s ahead of every live feed, or they all stand still."
        return Finding(Level.WARNING, "clock", ahead, "Compare this machine's time with a watch.")
    newest = max(0, min(ages))
    return Finding(Level.OK, "clock", f"agrees with the live feeds: the newest was made {newest} s ago.")


def _fetched(name: str, address: str, settings: Realtime) -> FeedMessage | Finding:
    from kiosk.domain.realtime import Fault
    from kiosk.feeds.errors import FeedError, FetchError
    from kiosk.feeds.fetch import NotModified, Source, fetch
    from kiosk.feeds.gtfs_rt import parse

    source = Source(
        address,
        headers=settings.headers,
        ca_file=settings.ca_file,
        deadline=settings.deadline_seconds,
        max_bytes=settings.max_megabytes * 2**20,
    )
    try:
        response = fetch(source)
        if isinstance(response, NotModified):
            return Finding(Level.FAULT, name, "the server says that we have it already, which we have not.")
        return parse(response.body)
    except (FetchError, FeedError) as error:
        remedy = FURTHER_CA if error.fault is Fault.TLS else f"Look at {name} in [realtime], or ask the agency."
        return Finding(Level.FAULT, name, error.sentence.rstrip(".") + ".", remedy)


def _contents(name: str, message: FeedMessage, timetable: Timetable | None, now: Instant) -> Finding:
    dropped = f" ({message.dropped} not understood)" if message.dropped else ""
    said = f"entities: {message.entity_count}{dropped}"
    if not message.entity_count:
        return Finding(Level.WARNING, name, "the message holds nothing; at night that may be right.")
    if timetable is None or not (message.trip_updates or message.vehicle_positions):
        return Finding(Level.OK, name, f"{said}.")
    known, expected = _matched(message, timetable, now)
    told = f"{said}; knows {known} of the {expected} departures of the next two hours here."
    if known or not expected:
        return Finding(Level.OK, name, told)
    return Finding(
        Level.WARNING,
        name,
        told,
        "Compare the trip_id and route_id of the feed with those of the timetable: both must be of one agency.",
    )


def _matched(message: FeedMessage, timetable: Timetable, now: Instant) -> tuple[int, int]:
    """How many of the departures here in the next two hours the message speaks of, and how many there are."""
    from kiosk.domain.departures import departures

    soon = departures(timetable, (message,), now, now + SOON)
    return sum(1 for departure in soon if departure.update or departure.vehicle), len(soon)


def _age(name: str, age: int) -> Iterator[Finding]:
    if age > FRESH:
        yield Finding(
            Level.WARNING, name, f"the message was made {age} s ago, more than {FRESH} s.", "Ask the agency why."
        )
    elif age < -TOLERATED_AHEAD:
        yield Finding(
            Level.WARNING, name, f"the message comes from {-age} s in the future.", "Look at the clocks."
        )
