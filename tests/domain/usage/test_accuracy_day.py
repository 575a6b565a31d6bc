"""A rush hour of the demonstration, whose truth is known: the score must be that of a second, plain reckoning.

The second reckoning knows nothing of sightings: it asks the simulation when each bus really stood at the stop. The
kiosk sees it only as often as buses report, so that its errors may differ by that much, and by no more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from kiosk.demo import feed
from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import read_network
from kiosk.demo.runs import PULSE
from kiosk.demo.simulation import Simulation
from kiosk.domain.board import Certainty, Due, build
from kiosk.domain.departures import departures
from kiosk.domain.realtime import SourceState
from kiosk.domain.service_day import Now, local_date
from kiosk.domain.usage.accuracy import BINS, Stay, bin_of
from kiosk.domain.usage.tracking import NOTHING, SAMPLED_EVERY, give_up, step
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.gtfs_rt import Interest, parse
from kiosk.feeds.timetable_file import TimetableFile
from tests.demo.conftest import SOURCE, moment

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kiosk.demo.network import Network
    from kiosk.demo.runs import Run
    from kiosk.domain.board import Board, Row
    from kiosk.domain.realtime import FeedMessage, StopTimeEvent, TripUpdate
    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.accuracy import Bin
    from kiosk.domain.usage.entries import Scored

STEP = 10
"""Seconds between two boards: that often the demonstration sends news."""
PROMISING = 2700
AWAITING = 2400
"""Seconds in which promises are noted, and those in which the last of them come true or not."""
SKEWS = (0, 150, -420, 420)
"""Seconds that the predictions of a run are moved by, so that some are wrong."""


@dataclass(frozen=True)
class Shown:
    """One promise of the board, and the run it was made of."""

    run: Run
    bin_name: str
    predicted: Instant
    at: Instant

    def stay(self, pavilion: str) -> Stay:
        """When the bus really stood here."""
        index = self.run.index_of(pavilion)
        assert index is not None
        return Stay(self.run.arrivals[index], self.run.departures[index])

    def counts(self, pavilion: str) -> str:
        """Whether this is a promise: not of a bus that stands here; "perhaps" until its next report is heard."""
        came = self.stay(pavilion).came
        return "surely" if self.at < came - PULSE else "perhaps" if self.at <= came + PULSE + STEP else "no"


@dataclass(frozen=True)
class Afternoon:
    """What the kiosk scored, and what it had shown."""

    network: Network
    scored: list[Scored]
    shown: list[Shown]


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Afternoon:
    """A Tuesday from 17:00 on: the rush hour."""
    network = read_network(SOURCE)
    start = moment(network, "2026-11-24T17:00")
    simulation = Simulation(network, start)
    folder: Path = tmp_path_factory.mktemp("afternoon")
    (folder / "demo.zip").write_bytes(gtfs_zip(network, local_date(start, network.zone)))
    import_gtfs(folder / "demo.zip", [network.pavilion], folder / "timetable.sqlite")
    timetable = TimetableFile(folder / "timetable.sqlite").read(start - 86400, start + 86400)
    interest = Interest.of(timetable)
    board: Board | None = None
    tracker = NOTHING
    scored: list[Scored] = []
    shown: list[Shown] = []
    last: dict[str, Instant] = {}
    for now in range(start, start + PROMISING + AWAITING, STEP):
        updates = skewed(parse(feed.trip_updates(simulation, now), interest))
        messages = {"trip_updates": updates, "positions": parse(feed.vehicle_positions(simulation, now), interest)}
        known = departures(timetable, list(messages.values()), now - 3600, now + 3600)
        at = Now(now, float(now - start))
        sources = [SourceState(name, one, at.monotonic) for name, one in messages.items()]
        board = build(timetable, known, sources, at, board)
        if now >= start + PROMISING:
            board = without_promises(board)
        else:
            shown += promised(simulation, board, now, last)
        tracker, found = step(tracker, timetable, board, at)
        scored += found
    return Afternoon(network, [*scored, *give_up(tracker)], shown)


def promised(simulation: Simulation, board: Board, now: Instant, last: dict[str, Instant]) -> list[Shown]:
    """What the board promises at `now`, of each bus every half minute. `last` is when it was noted before."""
    known = [one.run for one in simulation.vehicles(now)]
    runs: dict[tuple[str, date, int | None], Run] = {
        (one.trip.trip_id, one.service_date, one.start_time): one for one in known
    }
    runs |= {(one.trip.trip_id, one.service_date, None): one for one in known if one.trip.headway is None}
    found = []
    for row in board.rows:
        in_bin = bin_of(row.moment - now)
        run = runs.get((row.departure.trip_id, row.departure.service_date, row.departure.start_time))
        if in_bin is None or run is None or not counts(row) or now - last.get(row.key, 0) < SAMPLED_EVERY:
            continue
        last[row.key] = now
        found.append(Shown(run, in_bin.name, row.moment, now))
    return found


def counts(row: Row) -> bool:
    """Whether a row promises a moment by live data."""
    return row.certainty in (Certainty.LIVE, Certainty.AGEING) and row.due not in (Due.AT_STOP, Due.INTERVAL)


def without_promises(board: Board) -> Board:
    """The same board with nothing new to be sampled."""
    return replace(board, rows=())


def skewed(message: FeedMessage) -> FeedMessage:
    """News of an agency that is wrong by minutes for three runs of four."""
    return replace(message, trip_updates=tuple(_wrong(update) for update in message.trip_updates))


def _wrong(update: TripUpdate) -> TripUpdate:
    by = SKEWS[crc32((update.trip.trip_id or "").encode()) % len(SKEWS)]
    calls = tuple(
        call._replace(arrival=_later(call.arrival, by), departure=_later(call.departure, by))
        for call in update.stop_time_updates
    )
    return replace(update, stop_time_updates=calls)


def _later(event: StopTimeEvent | None, by: int) -> StopTimeEvent | None:
    if event is None or event.time is None:
        return event
    return event._replace(time=event.time + by, delay=None)


def test_every_promise_of_the_board_is_counted_once(afternoon: Afternoon) -> None:
    pavilion = afternoon.network.pavilion
    scored: Counter[tuple[str, str]] = Counter()
    for line in afternoon.scored:
        scored[line.route_id, line.bin] += line.shown
    shown: dict[str, Counter[tuple[str, str]]] = {"surely": Counter(), "perhaps": Counter(), "no": Counter()}
    for one in afternoon.shown:
        shown[one.counts(pavilion)][one.run.trip.route.route_id, one.bin_name] += 1
    assert shown["surely"] <= scored <= shown["surely"] + shown["perhaps"]
    assert scored.total() > 500


@pytest.mark.parametrize("one", BINS, ids=lambda one: one.name)
def test_the_score_is_that_of_the_truth(afternoon: Afternoon, one: Bin) -> None:
    """As far as anybody can see it: buses report every twelve seconds."""
    pavilion = afternoon.network.pavilion
    certain, possible, errors = Counter[str](), Counter[str](), 0
    for shown in afternoon.shown:
        promised = shown.counts(pavilion)
        if shown.bin_name != one.name or promised == "no":
            continue
        error = shown.stay(pavilion).error(shown.predicted)
        errors += error if promised == "surely" else 0
        fates = {fate(one, error + by) for by in (-PULSE, 0, PULSE)}
        possible.update(fates)
        certain.update(fates if len(fates) == 1 and promised == "surely" else ())
    lines = [line for line in afternoon.scored if line.bin == one.name]
    sums = {name: sum(getattr(line, name) for line in lines) for name in ("accurate", "early", "late")}
    all_shown = sum(line.shown for line in lines)
    unknown = all_shown - sum(sums.values())
    assert unknown <= 0.2 * all_shown
    for name, count in sums.items():
        assert certain[name] - unknown <= count <= possible[name]
        assert count > 0
    if not unknown:
        assert abs(sum(line.error_seconds for line in lines) - errors) <= PULSE * all_shown


def fate(one: Bin, error: int) -> str:
    """What became of a prediction with this error."""
    return "early" if error <= one.early else "late" if error >= one.late else "accurate"


def test_only_buses_that_fell_silent_are_called_unseen(afternoon: Afternoon) -> None:
    """The demonstration lets few vehicles lose contact; all others come."""
    shown = sum(line.shown for line in afternoon.scored)
    unseen = sum(line.unseen for line in afternoon.scored)
    assert unseen < 0.1 * shown
