"""Takes the departures one by one and keeps what is still to come, what has left, and what was not believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kiosk.domain.board.claims import Sight, by_timetable, look, scheduled_moment, vanished
from kiosk.domain.board.intervals import intervals
from kiosk.domain.board.listing import Listing
from kiosk.domain.board.memory import Claim, Gone, Memory
from kiosk.domain.board.rows import Scene, Shown, interval_row, live_row, off_row, past, shown, timetable_row
from kiosk.domain.board.stand_ins import bus_of
from kiosk.domain.board.strip import MISSED_AFTER, missed, remembered, returns
from kiosk.domain.board.values import Certainty, Due, Fate, Feed, Ghost, Row
from kiosk.domain.departure import Departure, Status
from kiosk.domain.service_day import Instant

HORIZON = 3 * 3600
"""Seconds ahead for which every departure is shown."""

AT_LEAST = 10
"""Departures shown however far away they are, within a day. Source of the need: umts/BusInfoBoard#23 and #2."""

AT_MOST_OFF = 2
"""Cancelled and skipped rows at once: on a strike day they must not push out the buses that run.
Source of the need: deg0nz/MMM-PublicTransportBerlin#204.
"""

LEAVES_AFTER = 60
"""A row of the timetable stays for the minute it names: nobody saw the bus leave."""

APPROACHING_FOR = 1800
"""Seconds past its scheduled time for which a bus that is seen on its way to us keeps its row."""

SAME_RUN = 180
"""Seconds within which a prediction under a new name is taken for the one that vanished."""

_OFF = {Status.CANCELLED: Due.CANCELLED, Status.SKIPPED: Due.SKIPPED}


@dataclass(slots=True)
class Upcoming:
    """The board in the making. `before` are the rows of a second ago by key."""

    scene: Scene
    listing: Listing
    memory: Memory
    before: Mapping[str, Row]
    claims: dict[str, Claim] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    live_routes: dict[str, float] = field(default_factory=dict)
    ghosts: Counter[Ghost] = field(default_factory=Counter)
    off_hidden: int = 0
    _rows: dict[str, Row] = field(default_factory=dict)
    _off: list[tuple[Instant, str, Departure]] = field(default_factory=list)
    _runs: list[Departure] = field(default_factory=list)

    def take_all(self) -> None:
        """Takes the departures in order of time, as far as the board reaches, then what the feed dropped."""
        data, listing = self.scene.data, self.listing
        self.gone = remembered(self.memory.gone, data.monotonic)
        self.live_routes = dict(self.memory.live_routes)
        horizon = data.since + HORIZON
        self.ghosts[Ghost.DUPLICATE] += listing.duplicates
        for moment, key, departure in listing.ordered:
            if moment > horizon and len(self._rows) + len(self._runs) >= AT_LEAST:
                break
            self._take(moment, key, departure)
        for key, claim in self.memory.claims.items():
            if key not in listing.calls and not self._renamed(claim):
                self._keep(key, claim.departure, vanished(claim, data), claim)

    def rows(self) -> tuple[Row, ...]:
        """The rows in order of the moment they show, then of the route."""
        since = self.scene.data.since
        found = intervals(self._runs, self.listing.runs, since)
        rows = sorted([*self._rows.values(), *(interval_row(self.scene, one) for one in found)], key=_order)
        near = [row for row in rows if row.moment <= since + HORIZON]
        if len(near) < AT_LEAST:
            near = [row for row in rows[:AT_LEAST] if row.moment <= since + 86_400]
        off = self._off_rows()
        return tuple(sorted([*near, *off], key=_order)) if off else tuple(near)

    def _take(self, moment: Instant, key: str, departure: Departure) -> None:
        claim = self._claimed(key)
        if departure.status in _OFF:
            self._take_off(key, departure)
        elif departure.realtime or departure.vehicle or claim:
            self._keep(key, departure, look(self.scene.timetable, departure, self.scene.data, claim), claim)
        elif self._still_there(key):
            self._rows[key] = self.before[key]
        elif moment > self.scene.data.since - MISSED_AFTER or key in self.before:
            self._keep(key, departure, by_timetable(departure), None)

    def _claimed(self, key: str) -> Claim | None:
        """What was claimed a second ago, if not by a bus that has gone over to another call."""
        claim = self.memory.claims.get(key)
        left = self.listing.joined.left.get(key)
        return None if claim and left and left == bus_of(claim.departure) else claim

    def _renamed(self, claim: Claim) -> bool:
        """Whether a prediction that vanished goes on under another key: another platform, another id."""
        old = claim.departure
        return any(
            row.departure.realtime
            and row.departure.route_id == old.route_id
            and (row.departure.trip_id == old.trip_id or abs(row.departure.moment - old.moment) <= SAME_RUN)
            for row in self._rows.values()
        )

    def _still_there(self, key: str) -> bool:
        """Whether the row of a second ago still says it all, as most rows of a board do.

        A departure of which nothing live is known changes with the list, with the day, and when its time has come.
        """
        if self.memory.listing is not self.listing:
            return False
        old = self.before.get(key)
        return old is not None and old.certainty is Certainty.TIMETABLE and old.moment > self.scene.data.since

    def _take_off(self, key: str, departure: Departure) -> None:
        scheduled = scheduled_moment(departure)
        if scheduled is None or departure.headway_secs:
            return
        since = self.scene.data.since
        if since - LEAVES_AFTER < scheduled <= since + HORIZON:
            self._off.append((scheduled, key, departure))

    def _keep(self, key: str, departure: Departure, sight: Sight | None, claim: Claim | None) -> None:
        if sight is None:
            return
        if sight.ghost:
            self.ghosts[sight.ghost] += 1
            self.claims[key] = self._claim(sight)
        left = self.gone.get(key)
        if left and not returns(left, sight, self.scene.data):
            return
        self.gone.pop(key, None)
        if sight.fate:
            self._leave(key, sight, sight.fate)
        elif sight.certainty is Certainty.TIMETABLE:
            self._keep_by_timetable(key, departure, sight, claim)
        else:
            self._keep_live(key, sight, claim)

    def _keep_live(self, key: str, sight: Sight, claim: Claim | None) -> None:
        column = shown(sight, self.scene.data, claim)
        self._rows[key] = live_row(self.scene, sight, column)
        if sight.claimed:
            self.claims[key] = self._claim(sight, column)
            self.live_routes[sight.departure.route_id] = self.scene.data.monotonic
        elif claim:
            self.claims[key] = replace(claim, minutes=column.counted, rising_since=column.rising_since)

    def _keep_by_timetable(self, key: str, departure: Departure, sight: Sight, claim: Claim | None) -> None:
        scheduled = scheduled_moment(departure)
        if scheduled is None:
            return
        if departure.headway_secs:
            self._runs.append(departure)
            return
        late = self.scene.data.since - scheduled
        waited_for = late >= LEAVES_AFTER and self._waited_for(key, departure, scheduled, claim)
        stays = MISSED_AFTER if waited_for else LEAVES_AFTER
        if late < (APPROACHING_FOR if sight.progress else stays):
            self._rows[key] = self._timetable_row(sight)
        elif waited_for:
            self._leave(key, sight, Fate.NOT_SEEN)

    def _timetable_row(self, sight: Sight) -> Row:
        if sight.progress:
            return live_row(self.scene, sight, shown(sight, self.scene.data, None))
        return timetable_row(self.scene, sight.departure, sight.moment)

    def _waited_for(self, key: str, departure: Departure, scheduled: Instant, claim: Claim | None) -> bool:
        """Whether somebody waits for this bus because the board named it, and the feed should have told of it."""
        data = self.scene.data
        if key not in self.before or data.feed is not Feed.LIVE:
            return False
        route_live = data.monotonic if claim else self.live_routes.get(departure.route_id)
        return missed(scheduled, route_live, self.memory.watching_since, data)

    def _leave(self, key: str, sight: Sight, fate: Fate) -> None:
        told = past(self.scene.timetable, sight.departure, fate, sight.moment) if key in self.before else None
        self.gone[key] = Gone(told, self.scene.data.monotonic, sight.stamp, sight.observed)

    def _claim(self, sight: Sight, column: Shown | None = None) -> Claim:
        data, departure = self.scene.data, sight.departure
        left = departure.moment - data.since
        minutes, rising_since = (column.counted, column.rising_since) if column else (None, None)
        return Claim(departure, data.monotonic, left, sight.stamp, sight.certainty, minutes, rising_since)

    def _off_rows(self) -> list[Row]:
        off = sorted(self._off, key=lambda one: (one[0], one[1]))
        self.off_hidden = max(0, len(off) - AT_MOST_OFF)
        return [
            off_row(self.scene, departure, scheduled, _OFF[departure.status])
            for scheduled, _, departure in off[:AT_MOST_OFF]
        ]


def _order(row: Row) -> tuple[Instant, str, str]:
    return (row.moment, row.route_short_name.default, row.key)
