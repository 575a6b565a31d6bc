"""The simulation as GTFS-Realtime, read by the kiosk's own parser and matched with its own timetable."""

from __future__ import annotations

from pathlib import Path

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from kiosk.demo import feed
from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import Network
from kiosk.demo.simulation import Simulation
from kiosk.domain.departures import Departure, Status, departures
from kiosk.domain.realtime import TripRelationship
from kiosk.domain.service_day import local_date
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.gtfs_rt import parse
from kiosk.feeds.timetable_file import TimetableFile
from tests.demo.conftest import moment


@pytest.fixture(scope="module")
def rush_hour(network: Network) -> Simulation:
    return Simulation(network, moment(network, "2026-11-24T17:30"))


def message(data: bytes) -> gtfs.FeedMessage:
    parsed = gtfs.FeedMessage()
    parsed.ParseFromString(data)
    assert parsed.IsInitialized()
    return parsed


def test_headers_follow_the_simulated_clock(rush_hour: Simulation) -> None:
    for make in (feed.trip_updates, feed.vehicle_positions, feed.alerts):
        made = [feed.made_at(rush_hour.start + later) for later in (0, 9, 10, 600)]
        stamps = [message(make(rush_hour, at)).header.timestamp for at in made]
        assert stamps == [rush_hour.start, rush_hour.start, rush_hour.start + 10, rush_hour.start + 600]


def test_the_same_moment_makes_the_same_bytes(rush_hour: Simulation, network: Network) -> None:
    again = Simulation(network, rush_hour.start)
    assert feed.trip_updates(again, rush_hour.start) == feed.trip_updates(rush_hour, rush_hour.start)


def test_nothing_is_dropped_by_a_strict_reader(rush_hour: Simulation) -> None:
    for make in (feed.trip_updates, feed.vehicle_positions, feed.alerts):
        parsed = parse(make(rush_hour, rush_hour.start))
        assert parsed.dropped == 0
        assert parsed.entity_count > 0


def test_headway_runs_are_unscheduled_and_have_no_delay(rush_hour: Simulation) -> None:
    """frequencies.txt with exact_times=0: no delay, UNSCHEDULED (GTFS Realtime reference, TripDescriptor)."""
    parsed = parse(feed.trip_updates(rush_hour, rush_hour.start))
    updates = [update for update in parsed.trip_updates if update.trip.route_id == "65"]
    assert updates
    for update in updates:
        assert update.trip.schedule_relationship is TripRelationship.UNSCHEDULED
        for call in update.stop_time_updates:
            assert call.departure is None or call.departure.delay is None


def test_the_suburban_route_reports_nothing(rush_hour: Simulation) -> None:
    for make in (feed.trip_updates, feed.vehicle_positions):
        entities = message(make(rush_hour, rush_hour.start)).entity
        assert "122" not in {
            entity.trip_update.trip.route_id or entity.vehicle.trip.route_id for entity in entities
        }


def test_alerts_tell_of_the_detour_in_two_languages(rush_hour: Simulation) -> None:
    parsed = parse(feed.alerts(rush_hour, rush_hour.start))
    detour = next(alert for alert in parsed.alerts if alert.effect == "DETOUR")
    assert detour.header_text.in_language("ru") == "Маршрут 30 идёт в объезд"
    assert detour.header_text.in_language("en") == "Route 30 is diverted"
    assert "Демонстрационное сообщение" in detour.description_text.in_language("ru")
    assert detour.active_periods[0].start is not None
    assert detour.active_periods[0].start < rush_hour.start
    delays = next(alert for alert in parsed.alerts if alert.effect == "SIGNIFICANT_DELAYS")
    assert delays.active_periods[0].start == rush_hour.start + 120


def kiosk_sees(network: Network, simulation: Simulation, later: int, folder: Path) -> tuple[Departure, ...]:
    """What the kiosk makes of timetable and live feeds in the hour after a moment."""
    now = simulation.start + later
    (folder / "demo.zip").write_bytes(gtfs_zip(network, local_date(now, network.zone)))
    import_gtfs(folder / "demo.zip", [network.pavilion], folder / "timetable.sqlite")
    timetable = TimetableFile(folder / "timetable.sqlite").read(now - 86400, now + 86400)
    messages = [parse(make(simulation, now)) for make in (feed.trip_updates, feed.vehicle_positions)]
    return departures(timetable, messages, now - 600, now + 3600)


def test_the_kiosk_sees_every_kind_of_departure(rush_hour: Simulation, network: Network, tmp_path: Path) -> None:
    seen = kiosk_sees(network, rush_hour, 30, tmp_path)
    assert {Status.SCHEDULED, Status.UPDATED, Status.CANCELLED, Status.SKIPPED, Status.ADDED} <= {
        departure.status for departure in seen
    }
    assert any(departure.vehicle for departure in seen)
    extra = next(departure for departure in seen if departure.status is Status.ADDED)
    assert extra.headsign.default == "Вокзал Центральный"
    ending = [departure for departure in seen if departure.route_id == "2"]
    assert ending
    assert not any(departure.boarding for departure in ending)


def test_live_times_belong_to_the_timetables_runs(rush_hour: Simulation, network: Network, tmp_path: Path) -> None:
    """A matched run lies within minutes of its schedule; a wrong day or trip would be hours away."""
    live = [
        departure
        for departure in kiosk_sees(network, rush_hour, 30, tmp_path)
        if departure.realtime and departure.headway_secs is None and departure.expected_arrival
    ]
    assert len(live) > 10
    for departure in live:
        if departure.scheduled_arrival is not None and departure.expected_arrival is not None:
            assert abs(departure.expected_arrival - departure.scheduled_arrival) < 900


def test_at_night_the_first_bus_of_the_morning_is_known(network: Network, tmp_path: Path) -> None:
    night = Simulation(network, moment(network, "2026-11-25T02:30"))
    assert kiosk_sees(network, night, 0, tmp_path) == ()
    morning = kiosk_sees(network, night, 10800, tmp_path)
    assert morning[0].scheduled_departure == moment(network, "2026-11-25T05:40:10")
    assert morning[0].realtime
