"""The streets of the demonstration network, and the shortest way along them from stop to stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from kiosk.demo.geometry import Line, Point, smooth


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a street between two named places, driven in one direction."""

    to: str
    points: tuple[Point, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Way:
    """A drive past several stops: its points, and at each stop the seconds since the last."""

    points: tuple[Point, ...]
    seconds: tuple[float, ...]


class Streets:
    """A graph of the named places (crossings and stops), joined by pieces of streets."""

    def __init__(self, places: Mapping[str, Point]) -> None:
        self._places = places
        self._bearings: dict[str, float] = {}
        self._pieces: dict[str, list[Piece]] = defaultdict(list)

    def add(self, through: Sequence[str | Point], speed: float) -> None:
        """Draw a street through named places and bends; `speed` in m/s. It is driven in both directions."""
        bends = smooth([self._places[place] if isinstance(place, str) else place for place in through])
        begin, points = through[0], [bends[0][0]]
        for place, curve in zip(through, [*bends, bends[-1]], strict=True):
            if isinstance(place, str):
                self._bearings.setdefault(place, Line.through(curve).at(0.0)[1])
        if not isinstance(begin, str):
            raise TypeError("a street begins at a named place")
        for place, curve in zip(through[1:], bends, strict=True):
            points.extend(curve[1:])
            if isinstance(place, str):
                seconds = Line.through(points).length / speed
                self._pieces[begin].append(Piece(place, tuple(points), seconds))
                self._pieces[place].append(Piece(begin, tuple(reversed(points)), seconds))
                begin, points = place, [points[-1]]

    def side(self, place: str, bearing: float) -> int:
        """The platform of who drives past a place towards `bearing`: 2 along the street drawn first, else 1."""
        turned = abs((bearing - self._bearings[place] + 180) % 360 - 180)
        return 2 if turned < 90 else 1

    def way(self, stops: Sequence[str]) -> Way:
        """The quickest way past `stops` in their order. Raises ValueError where streets do not connect them."""
        points: list[Point] = [self._places[stops[0]]]
        seconds = [0.0]
        for one, next_one in pairwise(stops):
            pieces = self._quickest(one, next_one)
            for piece in pieces:
                points.extend(piece.points[1:])
            seconds.append(sum(piece.seconds for piece in pieces))
        return Way(tuple(points), tuple(seconds))

    def _quickest(self, start: str, goal: str) -> list[Piece]:
        """Dijkstra's way from one place to another."""
        queue: list[tuple[float, int, str, tuple[Piece, ...]]] = [(0.0, 0, start, ())]
        seen: set[str] = set()
        tie = 0
        while queue:
            seconds, _, place, pieces = heappop(queue)
            if place == goal:
                return list(pieces)
            if place in seen:
                continue
            seen.add(place)
            for piece in self._pieces[place]:
                tie += 1
                heappush(queue, (seconds + piece.seconds, tie, piece.to, (*pieces, piece)))
        raise ValueError(f"no street leads from {start} to {goal}")
