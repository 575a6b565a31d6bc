"""The network: its routes follow streets, its stops lie beside them, its names are told in both languages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.demo.geometry import Line, Point, round_corners, smooth
from kiosk.demo.network import KERB, Network, read_network
from kiosk.demo.plan import LAYOVER, WEEKDAY, WEEKEND, PlannedTrip, planned_trips
from kiosk.demo.runs import LAST_DELAY
from tests.demo.conftest import SOURCE


def test_every_route_passes_its_stops_in_order(network: Network) -> None:
    for pattern in network.patterns:
        assert list(pattern.metres) == sorted(pattern.metres)
        for metres, call in zip(pattern.metres, pattern.calls, strict=True):
            assert pattern.line.at(metres)[0].distance(call.at) == pytest.approx(KERB, abs=0.5)
        assert min(after - before for before, after in pairwise(pattern.metres)) > 150


def test_routes_drive_along_streets_and_never_turn_on_the_spot(network: Network) -> None:
    for pattern in network.patterns:
        metres = 0.0
        while metres < pattern.line.length - 60:
            turn = abs((pattern.line.at(metres + 60)[1] - pattern.line.at(metres)[1] + 180) % 360 - 180)
            assert turn < 130, f"{pattern.shape_id} after {metres:.0f} m"
            metres += 10


def test_streets_are_curves_not_straight_lines(network: Network) -> None:
    for pattern in network.patterns:
        way = sum(one.distance(other) for one, other in pairwise(call.at for call in pattern.calls))
        # Rounding off a corner shortens the line, bends lengthen it.
        assert len(pattern.line.points) > 3 * len(pattern.calls)
        assert pattern.line.length > way * 0.99


def test_platforms_lie_on_the_right_of_the_direction_of_travel(network: Network) -> None:
    """Traffic in Russia keeps to the right, so the two directions of a route have platforms of their own."""
    for route in network.routes.values():
        there, back = route.patterns
        for platform, opposite in zip(there.calls, reversed(back.calls), strict=True):
            assert platform.station is opposite.station
            assert {platform.side, opposite.side} == {1, 2}
            assert platform.at.distance(opposite.at) == pytest.approx(2 * KERB, abs=1.5)


def test_the_pavilion_is_where_the_routes_run_towards_the_centre(network: Network) -> None:
    calling = [
        route.route_id
        for route in network.routes.values()
        if any(call.stop_id == network.pavilion for call in route.patterns[0].calls)
    ]
    assert network.pavilion == "filatova-1"
    assert calling == ["46", "30", "10t", "2", "65", "78", "25", "122"]


def test_one_route_ends_at_the_pavilion(network: Network) -> None:
    assert network.routes["2"].patterns[0].calls[-1].stop_id == network.pavilion


@pytest.mark.parametrize("service", [WEEKDAY, WEEKEND])
def test_a_vehicle_has_time_to_turn_round_even_when_it_is_late(network: Network, service: str) -> None:
    assert LAYOVER > LAST_DELAY
    blocks: dict[str, list[PlannedTrip]] = {}
    for trip in planned_trips(network, service):
        if trip.block_id:
            blocks.setdefault(trip.block_id, []).append(trip)
    assert len(blocks) > 20
    for trips in blocks.values():
        for before, after in pairwise(trips):
            assert before.end + LAYOVER <= after.start
            assert before.pattern.calls[-1].station is after.pattern.calls[0].station


def test_a_place_that_is_not_on_any_street_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "network.toml"
    text = SOURCE.read_text(encoding="utf-8")
    broken.write_text(
        text.replace('"filatova-pobedy", "ruslan",', '"filatova-pobedy", "nowhere",'), encoding="utf-8"
    )
    with pytest.raises(KeyError, match="nowhere"):
        read_network(broken)


def test_a_smooth_street_goes_through_its_points() -> None:
    points = [Point(0, 0), Point(300, 40), Point(500, 200), Point(900, 180)]
    pieces = smooth(points)
    assert [piece[0] for piece in pieces] == [pytest.approx(point) for point in points[:-1]]
    assert [piece[-1] for piece in pieces] == [pytest.approx(point) for point in points[1:]]


def test_a_corner_is_cut_but_not_far() -> None:
    corner = Point(200, 0)
    line = Line.through(round_corners([Point(0, 0), corner, Point(200, 300)]))
    assert 5 < line.nearest(corner)[1] < 20
    assert line.points[0] == Point(0, 0)
    assert line.points[-1] == Point(200, 300)
