"""The simulated vehicles: they move as buses do, predictions come true, and something goes wrong at once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.demo.network import Network, read_network
from kiosk.demo.plan import LAYOVER
from kiosk.demo.runs import LAST_DELAY, Run
from kiosk.demo.script import ACT, SILENCE, Act, Incident, cast_act
from kiosk.demo.simulation import ON_SHOW, Simulation, Vehicle
from kiosk.domain.service_day import Instant
from tests.demo.conftest import SOURCE, moment

NETWORK = read_network(SOURCE)
MOMENTS = st.integers(moment(NETWORK, "2026-01-01T00:00"), moment(NETWORK, "2028-12-31T23:59"))


def runs_reaching(simulation: Simulation, act: Act) -> dict[str, Run]:
    """The runs an act may choose from."""
    return {run.run_id: run for run in simulation._runs_between(act.start - ACT, act.start + ACT)}


@given(start=MOMENTS, later=st.integers(0, 7200), step=st.integers(1, 120))
@settings(max_examples=60, deadline=None)
def test_vehicles_move_forward_along_their_shape_and_never_jump(start: Instant, later: int, step: int) -> None:
    simulation = Simulation(NETWORK, start)
    before = {vehicle.run.run_id: vehicle for vehicle in simulation.vehicles(start + later)}
    for vehicle in simulation.vehicles(start + later + step):
        earlier = before.get(vehicle.run.run_id)
        if earlier is None or earlier.place is None or vehicle.place is None:
            continue
        driven = vehicle.place.metres - earlier.place.metres
        assert vehicle.heard >= earlier.heard
        assert 0 <= driven <= 40 * (vehicle.heard - earlier.heard)
        assert 0 <= vehicle.place.speed < 40


@given(start=MOMENTS, later=st.integers(0, 7200))
@settings(max_examples=60, deadline=None)
def test_predictions_keep_order_lie_ahead_and_come_true(start: Instant, later: int) -> None:
    """The nearer the bus, the better: within 10 s in the last minute, within 3 minutes further ahead."""
    for vehicle in Simulation(NETWORK, start).vehicles(start + later):
        run, heard = vehicle.run, vehicle.heard
        ahead = [at for pair in zip(run.arrivals, run.departures, strict=True) for at in pair if at > heard]
        predicted = [run.predicted(at, heard) for at in ahead]
        assert predicted == sorted(predicted)
        for said, true in zip(predicted, ahead, strict=True):
            assert said > heard
            assert abs(said - true) <= (10 if true - heard <= 60 else 180)


@given(start=MOMENTS, later=st.integers(0, 7200))
@settings(max_examples=60, deadline=None)
def test_no_vehicle_is_in_two_places(start: Instant, later: int) -> None:
    seen = [
        vehicle.run.vehicle_id for vehicle in Simulation(NETWORK, start).vehicles(start + later) if vehicle.place
    ]
    assert len(seen) == len(set(seen))


@given(start=MOMENTS, later=st.integers(0, 3 * 86400))
@settings(max_examples=60, deadline=None)
def test_there_is_always_news_of_some_vehicle(start: Instant, later: int) -> None:
    """A feed without any entity would look like a broken one."""
    vehicles = Simulation(NETWORK, start).vehicles(start + later)
    assert any(vehicle.place for vehicle in vehicles)


@given(start=MOMENTS)
@settings(max_examples=30, deadline=None)
def test_real_times_ascend_and_stay_near_the_timetable(start: Instant) -> None:
    for vehicle in Simulation(NETWORK, start).vehicles(start):
        run = vehicle.run
        times = [at for pair in zip(run.arrivals, run.departures, strict=True) for at in pair]
        assert all(one < next_one for one, next_one in pairwise(times))
        lateness = [at - run.start - call.arrival for at, call in zip(run.arrivals, run.trip.calls, strict=True)]
        assert min(lateness) >= -120
        assert max(lateness) < 700
        # Late by less than the layover, so that the vehicle can leave again on time.
        assert lateness[-1] <= LAST_DELAY + 60 <= LAYOVER - 2 * ON_SHOW


def test_the_same_moment_shows_the_same_vehicles_in_whatever_order_it_is_asked(network: Network) -> None:
    start = moment(network, "2026-11-24T17:30")
    one, other = Simulation(network, start), Simulation(network, start)
    for later in (0, 30, 3000):
        one.vehicles(start + later)

    def told(simulation: Simulation) -> list[tuple[object, ...]]:
        vehicles = simulation.vehicles(start + 600)
        return [(v.run.run_id, v.heard, v.place, v.occupancy, v.cancelled, v.skipped) for v in vehicles]

    assert told(one) == told(other)


def test_some_buses_are_late_and_some_are_early(network: Network) -> None:
    start = moment(network, "2026-11-24T12:00")
    lateness = []
    for vehicle in Simulation(network, start).vehicles(start):
        if vehicle.place and vehicle.run.trip.headway is None:
            index = vehicle.place.index
            lateness.append(
                vehicle.run.arrivals[index] - vehicle.run.start - vehicle.run.trip.calls[index].arrival
            )
    assert min(lateness) < 0
    assert max(lateness) > 180


def test_a_service_day_reaches_past_midnight(network: Network) -> None:
    now = moment(network, "2026-11-25T00:10")
    vehicles = Simulation(network, now).vehicles(now)
    on_the_road = [vehicle.run for vehicle in vehicles if vehicle.place and not vehicle.extra]
    assert on_the_road
    assert {str(run.service_date) for run in on_the_road} == {"2026-11-24"}


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-28", "2026-11-04"], ids=["weekday", "saturday", "holiday"])
@pytest.mark.parametrize("clock", ["08:03", "12:00", "14:41", "17:30", "20:15"])
def test_in_the_first_act_everything_goes_wrong(network: Network, day: str, clock: str) -> None:
    start = moment(network, f"{day}T{clock}")
    simulation = Simulation(network, start)
    act = cast_act(network, start, simulation._runs_between(start - ACT, start + ACT))
    chosen = set(act.incidents.values())
    # On a quiet day too few buses come for all of them at once; the next act makes up for it.
    assert {Incident.CANCELLED, Incident.SILENT} <= chosen
    assert len(chosen) >= 3
    assert act.extra_at_pavilion is not None
    for run_id in act.incidents:
        run = runs_reaching(simulation, act)[run_id]
        home = run.index_of(network.pavilion)
        assert home is not None
        assert start < run.arrivals[home] < start + ACT


def find(simulation: Simulation, incident: Incident, network: Network) -> Run:
    start = simulation.start
    act = cast_act(network, start, simulation._runs_between(start - ACT, start + ACT))
    run_id = next(run_id for run_id, what in act.incidents.items() if what is incident)
    return runs_reaching(simulation, act)[run_id]


def shown(simulation: Simulation, run: Run, at: Instant) -> Vehicle | None:
    return next((vehicle for vehicle in simulation.vehicles(at) if vehicle.run.run_id == run.run_id), None)


@pytest.fixture
def rush_hour(network: Network) -> Simulation:
    return Simulation(network, moment(network, "2026-11-24T17:30"))


def test_a_silent_vehicle_is_frozen_while_the_others_drive_and_is_given_up(
    rush_hour: Simulation, network: Network
) -> None:
    run = find(rush_hour, Incident.SILENT, network)
    first, later = (shown(rush_hour, run, rush_hour.start + after) for after in (0, 600))
    assert first is not None
    assert later is not None
    assert first.place == later.place
    assert first.heard == later.heard
    assert rush_hour.start + 180 - later.heard > 360  # over six minutes old within three minutes of the start
    assert shown(rush_hour, run, rush_hour.start + 1800) is None


def test_a_returning_vehicle_is_silent_for_more_than_six_minutes_and_still_comes(
    rush_hour: Simulation, network: Network
) -> None:
    run = find(rush_hour, Incident.RETURNING, network)
    home = run.index_of(network.pavilion)
    assert home is not None
    ages = []
    for at in range(rush_hour.start, run.arrivals[home], 10):
        vehicle = shown(rush_hour, run, at)
        assert vehicle is not None
        ages.append(at - vehicle.heard)
    assert SILENCE - 10 <= max(ages) <= SILENCE + 20
    assert ages[-1] < 30


def test_a_cancelled_run_has_no_vehicle(rush_hour: Simulation, network: Network) -> None:
    vehicle = shown(rush_hour, find(rush_hour, Incident.CANCELLED, network), rush_hour.start + 60)
    assert vehicle is not None
    assert vehicle.cancelled
    assert vehicle.place is None


def test_on_the_detour_stops_are_skipped_and_one_bus_skips_the_pavilion(
    rush_hour: Simulation, network: Network
) -> None:
    passing = find(rush_hour, Incident.PASSING, network)
    diverted = [v for v in rush_hour.vehicles(rush_hour.start + 60) if v.run.trip.route.route_id == "30"]
    assert len(diverted) > 3
    assert passing.run_id in [vehicle.run.run_id for vehicle in diverted]
    for vehicle in diverted:
        skipped = {vehicle.run.calls[index].station.stop_id for index in vehicle.skipped}
        assert {"aviastroiteley", "zvezda"} <= skipped
        if vehicle.run.run_id == passing.run_id:
            assert "filatova" in skipped


def test_an_extra_bus_comes_within_ten_minutes(rush_hour: Simulation, network: Network) -> None:
    extra = [vehicle for vehicle in rush_hour.vehicles(rush_hour.start + 30) if vehicle.extra]
    assert len(extra) == 1
    home = extra[0].run.index_of(network.pavilion)
    assert home is not None
    assert rush_hour.start + 240 < extra[0].run.arrivals[home] < rush_hour.start + 720


def test_the_next_act_begins_without_a_break(rush_hour: Simulation) -> None:
    """What happened to a run in the act before stays so; the new act only adds to it."""
    change = rush_hour.start + ACT
    before = {vehicle.run.run_id: vehicle for vehicle in rush_hour.vehicles(change - 1)}
    for vehicle in rush_hour.vehicles(change):
        if earlier := before.get(vehicle.run.run_id):
            assert vehicle.heard >= earlier.heard
            assert vehicle.cancelled >= earlier.cancelled
            assert vehicle.skipped >= earlier.skipped
