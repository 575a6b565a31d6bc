"""One run of a demonstration trip: when it really calls where, which the timetable and the passengers only guess.

Everything is drawn from the trip's name and the day, so that any moment can be asked for in any order.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kiosk.demo.network import Platform
from kiosk.demo.plan import Call, PlannedTrip
from kiosk.domain.service_day import Instant, Seconds

ORDINARY_DELAY: Seconds = 240
LATE_DELAY: Seconds = 540
LATE_SHARE = 0.15
"""The share of runs that may become as late as LATE_DELAY on the way."""

LAST_DELAY: Seconds = 240
"""The delay that is aimed at for the last stop, well under the layover there."""

EARLY: Seconds = 45
"""A driver does not leave a stop earlier than this before the timetable."""

HORIZON: Seconds = 1200
"""How far ahead a prediction has its full error."""

PULSE: Seconds = 12
"""Seconds between two reports of a vehicle."""

MINIMUM_STAND: Seconds = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a vehicle is: `index` of the call it goes to or stands at, metres along the shape, speed in m/s."""

    index: int
    standing: bool
    metres: float
    speed: float


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One run of a trip on one service day. `start_time` in seconds of the service day, `start` as a moment.

    `arrivals` and `departures` are the true moments at each call; `bias` is by how many seconds a prediction made
    twenty minutes ahead is wrong; `fill` is by how much it is fuller than others; `vehicle_id` names the vehicle,
    which reports at moments that leave the remainder `phase` when divided by PULSE.
    """

    run_id: str
    trip: PlannedTrip
    service_date: date
    start_time: Seconds
    start: Instant
    arrivals: tuple[Instant, ...]
    departures: tuple[Instant, ...]
    bias: float
    fill: float
    phase: Seconds
    vehicle_id: str
    label: str
    license_plate: str

    @property
    def calls(self) -> tuple[Platform, ...]:
        """Where it calls."""
        return self.trip.pattern.calls

    def index_of(self, stop_id: str) -> int | None:
        """At which call it stops there, None where it does not."""
        return next((index for index, call in enumerate(self.calls) if call.stop_id == stop_id), None)

    def reported(self, moment: Instant) -> Instant:
        """When its vehicle last reported, at `moment`."""
        return moment - (moment - self.phase) % PULSE

    def predicted(self, moment: Instant, as_of: Instant) -> Instant:
        """What a fair predictor says at `as_of` about the future `moment`: the error melts as the bus comes near.

        It keeps the order of the calls and never lies before `as_of`, because `bias` is small against the horizon.
        """
        ahead = moment - as_of
        return moment if ahead <= 0 else moment + round(self.bias * min(ahead / HORIZON, 1.0))

    def place(self, moment: Instant) -> Place:
        """Where the vehicle is; before its start it stands at the first stop, after its end at the last."""
        metres = self.trip.pattern.metres
        index = bisect_right(self.departures, moment)
        if index in {0, len(metres)} or moment >= self.arrivals[index]:
            index = min(index, len(metres) - 1)
            return Place(index, True, metres[index], 0.0)
        begin, end = self.departures[index - 1], self.arrivals[index]
        share = (moment - begin) / (end - begin)
        length = metres[index] - metres[index - 1]
        # Smoothstep: the bus pulls away, rolls and brakes.
        eased = share * share * (3 - 2 * share)
        return Place(
            index, False, metres[index - 1] + length * eased, length * 6 * share * (1 - share) / (end - begin)
        )


def chance(*seed: object) -> random.Random:
    """Random numbers that are the same for the same seed, on every machine."""
    return random.Random("|".join(map(str, seed)))  # noqa: S311 - a repeatable play, not a secret


def make_run(trip: PlannedTrip, service_date: date, start_time: Seconds, start: Instant) -> Run:
    """The run as it happens; `start` is the moment of `start_time`."""
    run_id = f"{trip.trip_id}|{service_date}|{start_time}"
    dice = chance(run_id)
    arrivals, departures = _true_times(trip.calls, start, dice)
    block_id = trip.block_id or f"{trip.route.route_id}-{trip.pattern.direction_id}-{start_time // 60}"
    number = chance(block_id).randrange(100, 1000)
    return Run(
        run_id=run_id,
        trip=trip,
        service_date=service_date,
        start_time=start_time,
        start=start,
        arrivals=arrivals,
        departures=departures,
        bias=dice.uniform(-100, 160),
        fill=dice.uniform(-0.6, 0.9),
        phase=chance("pulse", block_id).randrange(PULSE),
        vehicle_id=f"demo-{block_id}",
        label=str(number),
        license_plate=_license_plate(block_id),
    )


def _license_plate(block_id: str) -> str:
    """A plate of the Ulyanovsk region in the form of GOST R 50577 for buses: two letters, three digits."""
    dice = chance("plate", block_id)
    letters = "".join(dice.choices("АВЕКМНОРСТУХ", k=2))
    return f"{letters} {dice.randrange(1, 1000):03d} 73"


def _true_times(
    calls: Sequence[Call], start: Instant, dice: random.Random
) -> tuple[tuple[Instant, ...], tuple[Instant, ...]]:
    most = LATE_DELAY if dice.random() < LATE_SHARE else ORDINARY_DELAY
    traffic = dice.uniform(-0.06, 0.16) + (0.12 if most == LATE_DELAY else 0.0)
    leave = start + max(round(dice.gauss(15, 20)), 0)
    arrivals, departures = [leave - 60], [leave]
    for number, (before, call) in enumerate(pairwise(calls), start=1):
        running = call.arrival - before.departure
        lateness = departures[-1] - start - before.departure
        wanted = lateness + running * (traffic + dice.uniform(-0.12, 0.18))
        allowed = most + (LAST_DELAY - most) * number / (len(calls) - 1) if most > LAST_DELAY else most
        delay = min(max(wanted, -EARLY, lateness - 0.28 * running), allowed)
        fastest = departures[-1] + max(round(running * 0.7), 1)
        arrival = max(start + call.arrival + round(delay), fastest)
        stand = max(call.departure - call.arrival + round(dice.gauss(2, 7)), MINIMUM_STAND)
        if arrival - start - call.arrival > LAST_DELAY:
            stand = MINIMUM_STAND
        arrivals.append(arrival)
        departures.append(max(arrival + stand, start + call.departure - EARLY))
    return tuple(arrivals), tuple(departures)
