"""What goes wrong in the demonstration, and when: something within the first minutes, whenever it is started.

The play has acts of half an hour, counted from the moment the demonstration starts. Each act chooses, among the
runs that will reach the pavilion in it, one for every kind of incident.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.demo.network import Network
from kiosk.demo.runs import Run
from kiosk.domain.service_day import Instant, Seconds

ACT: Seconds = 1800


class Incident(StrEnum):
    """What happens to a run."""

    SILENT = "silent"
    """Its vehicle is heard no more, and the bus never comes."""

    RETURNING = "returning"
    """Its vehicle is silent for some minutes and heard again before it reaches the pavilion."""

    PASSING = "passing"
    """It does not stop at the pavilion, because of the detour."""

    CANCELLED = "cancelled"
    CROWDED = "crowded"


SILENCE: Seconds = 450
"""How long a returning vehicle is not heard: more than six minutes."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: the incident of each run it chose, by run_id, and when its extra bus leaves, None without one."""

    start: Instant
    incidents: Mapping[str, Incident]
    extra_at_pavilion: Instant | None

    def heard(self, run_id: str, moment: Instant) -> Instant:
        """The last moment up to `moment` at which the vehicle of a run was heard."""
        incident = self.incidents.get(run_id)
        if incident is Incident.SILENT:
            return min(moment, self.start - 240)
        if incident is Incident.RETURNING and self.start + 30 <= moment < self.start + 30 + SILENCE:
            return self.start + 30
        return moment


def act(network: Network, start: Instant, runs: Iterable[Run]) -> Act:
    """Cast one act that begins at `start`, from the runs of its day."""
    cast = _Cast(network, runs, start)
    return Act(start, cast.incidents(), start + 420 if cast.any_bus() else None)


class _Cast:
    """The runs that reach the pavilion in one act, each to be chosen once."""

    def __init__(self, network: Network, runs: Iterable[Run], start: Instant) -> None:
        self._start = start
        self._network = network
        reaching = []
        for run in runs:
            home = run.index_of(network.pavilion)
            boarding = home is not None and home < len(run.calls) - 1
            if home is not None and boarding and run.trip.route.tracked and run.trip.headway is None:
                moment = run.arrivals[home]
                if start <= moment < start + ACT:
                    reaching.append((moment, run))
        self._reaching = sorted(reaching, key=lambda one: one[0])

    def any_bus(self) -> bool:
        """Whether buses run at all in this act."""
        return bool(self._reaching)

    def incidents(self) -> dict[str, Incident]:
        """One run for each kind of incident, as far as there are runs that suit."""
        start = self._start
        chosen: dict[str, Incident] = {}
        detour = self._network.detour.routes
        wanted: Sequence[tuple[Incident, tuple[str, ...], Callable[[Instant, Run], bool]]] = (
            # Already silent when the act begins, due when a passenger has begun to wonder.
            (Incident.SILENT, (), lambda at, run: at >= start + 240 and run.departures[0] <= start - 240),
            (Incident.CANCELLED, (), lambda at, run: at >= start + 300 and run.start >= start - 240),
            (Incident.PASSING, detour, lambda at, _: at >= start + 240),
            (Incident.RETURNING, (), lambda at, run: at >= start + SILENCE + 60 and run.start <= start + 60),
            (Incident.CROWDED, (), lambda at, _: at >= start + 60),
        )
        for incident, routes, suits in wanted:
            routes = routes or self._network.incidents[incident.value]
            fitting = [
                (routes.index(run.trip.route.route_id), at, run.run_id)
                for at, run in self._reaching
                if run.trip.route.route_id in routes and run.run_id not in chosen and suits(at, run)
            ]
            if fitting:
                chosen[min(fitting)[2]] = incident
        return chosen
