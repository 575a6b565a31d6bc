"""Years of a busy stop, written through the log's own code in large commits."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk.devices.usage.opening import opened
from kiosk.devices.usage.rows import noted
from kiosk.devices.usage.store import Store, Writer
from kiosk.domain.usage.catalogue import KINDS, event
from kiosk.domain.usage.entries import Scored
from kiosk.domain.usage.fields import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.domain.usage.catalogue import Event

DAY = 24 * 3600
BEGAN = 1_795_305_600
"""Midnight UTC, 2026-11-22."""
FIRST_DAY = date(2026, 11, 22)
YEARS_DAYS = 3 * 365
RAW_DAYS = 30
A_DAY = 2_000
ROUTES = tuple(f"{number}" for number in range(1, 21))
BINS = ("0-3", "3-6", "6-12", "12-30")
SERVICES = ("gosuslugi", "mfc", "clinic", "tax", "pension", "transport", "weather", "jobs", "school", "housing")
SCREENS = ("later", "trip", "map", "alerts", "services", "category", "service", "pocket", "report", "board")
BY_HOUR = (1, 0, 0, 0, 1, 6, 14, 20, 18, 12, 10, 10, 11, 11, 11, 13, 16, 19, 17, 12, 8, 5, 3, 2)
"""How busy a stop is through the day."""


def some_events(dice: random.Random, count: int) -> list[Event]:
    """Events of a stop, as often as they come beside each other."""
    makers, weights = zip(*_OFTEN, strict=True)
    return [make(dice) for make in dice.choices(makers, weights, k=count)]


def _screen(dice: random.Random) -> str:
    return dice.choices(SCREENS, (30, 20, 12, 6, 10, 8, 6, 3, 1, 4))[0]


def _words(name: str, field: str) -> tuple[str, ...]:
    words = dict(KINDS[name].fields)[field]
    assert isinstance(words, Word)
    return words.words


_OFTEN: tuple[tuple[Callable[[random.Random], Event], int], ...] = (
    (lambda dice: event("screen_opened", screen=_screen(dice)), 45),
    (
        lambda dice: event(
            "visit_ended", how=dice.choice(("idle", "board")), length=dice.choice(_words("visit_ended", "length"))
        ),
        25,
    ),
    (lambda dice: event("service_opened", service=dice.choice(SERVICES), how=dice.choice(("here", "code"))), 5),
    (lambda dice: event("session_ended", how=dice.choice(_words("session_ended", "how"))), 3),
    (lambda dice: event("language_chosen", language=dice.choice(("ru", "en"))), 5),
    (lambda dice: event("text_size_chosen", size=dice.randrange(3)), 5),
    (lambda dice: event("read_aloud", screen=_screen(dice)), 4),
    (lambda dice: event("alert_shown", severity=dice.choice(("info", "warning"))), 1),
    (
        lambda dice: event(
            "passenger_report",
            about=dice.choice(_words("passenger_report", "about")),
            feed="live",
            route=dice.choice(ROUTES),
            vehicle="73-114",
        ),
        1,
    ),
    (lambda _: event("feed_lost", feed="trip_updates", fault="timeout"), 1),
    (lambda dice: event("feed_back", feed="trip_updates", seconds=dice.randrange(600)), 1),
    (lambda dice: event("board_feed", state=dice.choice(("live", "ageing", "lost"))), 2),
    (lambda _: event("self_test", test="trunks", passed=1, trunk="city"), 2),
)
"""What comes at a stop, and how many of a hundred it is."""


def fill(
    file: Path, days: int = YEARS_DAYS, *, raw_days: int = RAW_DAYS, a_day: int = A_DAY, alike: int = YEARS_DAYS
) -> int:
    """Write `days` that end at BEGAN, the last `raw_days` of them event by event; how many events there were.

    The sums of a day are those of the day `alike` days before: a file for a test is made sooner.
    """
    dice = random.Random(1)
    kinds = some_events(dice, 20 * a_day)
    with closing(opened(file, Writer("b", "1.0"), look_through=False)) as store:
        store.connection.execute("PRAGMA synchronous = OFF")
        for number in range(days):
            began = BEGAN - (days - number) * DAY
            if alike <= number < days - raw_days:
                _repeat(store, began, alike * DAY)
            elif number < days - raw_days:
                _count(store, dice, kinds, began, a_day)
            else:
                store.write([noted(dice.choice(kinds), began + at) for at in _moments(dice, a_day)])
            with store.connection:
                store.connection.execute("BEGIN IMMEDIATE")
                store.add(_scores(dice, FIRST_DAY - timedelta(days=days - number)))
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return days * a_day


def _count(store: Store, dice: random.Random, kinds: list[Event], began: int, a_day: int) -> None:
    """A day of which only the sums are left."""
    with store.connection:
        store.connection.execute("BEGIN IMMEDIATE")
        store.count((dice.choice(kinds), began + at) for at in _moments(dice, a_day))


def _repeat(store: Store, began: int, before: int) -> None:
    """A day with the sums of an earlier one."""
    hour, shift = (began - before) // 3600, before // 3600
    words = "SELECT hour, kind, count FROM hours WHERE kind IN (SELECT kind FROM kinds) AND hour >= ? AND hour < ?"
    rows = store.connection.execute(words, (hour, hour + 24)).fetchall()
    with store.connection:
        store.connection.execute("BEGIN IMMEDIATE")
        store.add_hours({(hour + shift, kind): count for hour, kind, count in rows})


def _moments(dice: random.Random, a_day: int) -> Iterator[int]:
    for hour in sorted(dice.choices(range(24), BY_HOUR, k=a_day)):
        yield hour * 3600 + dice.randrange(3600)


def _scores(dice: random.Random, day: date) -> Iterator[Scored]:
    for route in ROUTES:
        for name in BINS:
            shown = dice.randrange(20, 120)
            yield Scored(day, route, name, shown, shown // 2, shown // 5, shown // 5, 1, 60 * shown, 9000 * shown)
