"""What goes wrong in the demonstration, and when: something within the first minutes, whenever it is started.

The play has acts of half an hour, counted from the moment the demonstration starts. Each act chooses, among the
runs that reach the pavilion in it, one for every kind of incident, as far as there are any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


EXTRA: Seconds = 420
"""When in its act an extra bus is due at the pavilion, but never before the first bus of the day."""

ALREADY: Seconds = 240
"""A vehicle may have fallen silent for good this long before its act."""

SILENCE: Seconds = 450
"""How long a returning vehicle is not heard: more than six minutes."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: the incident of each run it chose, by run_id, when its extra bus is due, if any."""

    start: Instant
    incidents: Mapping[str, Incident]
    extra_at_pavilion: Instant | None

    def heard(self, run: Run, moment: Instant) -> Instant:
        """The last moment up to `moment` at which the vehicle of a run was heard."""
        incident = self.incidents.get(run.run_id)
        if incident is Incident.SILENT:
            return min(moment, _falls_silent(run, self.start - ALREADY))
        silent = _falls_silent(run, self.start + 30)
        if incident is Incident.RETURNING and silent <= moment < silent + SILENCE:
            return silent
        return moment


def _falls_silent(run: Run, earliest: Instant) -> Instant:
    """When the vehicle of a run is heard for the last time: on its way, and not before `earliest`."""
    return max(earliest, run.departures[0] + 30)


def cast_act(network: Network, start: Instant, runs: Iterable[Run]) -> Act:
    """Cast the act that begins at `start`, from the runs of its time."""
    reaching = sorted(_reaching(network, start, runs), key=lambda one: one[0])
    extra = max(start + EXTRA, reaching[0][0] + 120) if reaching else None
    return Act(start, _incidents(network, start, reaching), extra)


def _reaching(network: Network, start: Instant, runs: Iterable[Run]) -> Iterator[tuple[Instant, Run]]:
    """The runs of a timetable that passengers may board at the pavilion during the act, and when they reach it."""
    for run in runs:
        home = run.index_of(network.pavilion)
        if home is None or home == len(run.calls) - 1 or run.trip.headway is not None:
            continue
        if start <= run.arrivals[home] < start + ACT:
            yield run.arrivals[home], run


def _incidents(network: Network, start: Instant, reaching: Sequence[tuple[Instant, Run]]) -> dict[str, Incident]:
    """For each kind of incident the first run that suits and has none yet; the rarest to suit choose first."""
    on = network.incidents
    wanted: Sequence[tuple[Incident, tuple[str, ...], Callable[[Instant, Run], bool]]] = (
        (
            Incident.SILENT,
            on["silent"],
            lambda at, run: at > max(start, _falls_silent(run, start - ALREADY)) + 240,
        ),
        (Incident.PASSING, network.detour.routes, lambda at, _: at >= start + 240),
        (Incident.CANCELLED, on["cancelled"], lambda at, run: at >= start + 300 and run.start >= start - 240),
        (Incident.RETURNING, on["returning"], lambda at, run: at > _falls_silent(run, start + 30) + SILENCE + 30),
        (Incident.CROWDED, on["crowded"], lambda at, _: at >= start + 60),
    )
    chosen: dict[str, Incident] = {}
    for incident, routes, suits in wanted:
        for at, run in reaching:
            if run.trip.route.route_id in routes and run.run_id not in chosen and suits(at, run):
                chosen[run.run_id] = incident
                break
    return chosen
