"""The rows of the map for QML: places and sizes in pixels, words in the passenger's language."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One stroke; `tail`: it leads away from our stop and is drawn faintly. `pattern` counts the routes from 0."""

    key: str
    path: list[QPointF]
    route_color: str
    mode: str
    tail: bool
    pattern: int


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """A stop across its lanes: `across` pixels long, turned by `heading` degrees."""

    key: str
    middle_x: float
    middle_y: float
    across: float
    heading: float
    ours: bool


@dataclass(frozen=True, slots=True)
class DrawnName:
    """The name of a stop and its box."""

    key: str
    box_x: float
    box_y: float
    box_width: float
    name: str
    ours: bool


@dataclass(frozen=True, slots=True)
class DrawnVehicle:
    """A badge round `middle_x`, `middle_y` for a vehicle at `at_x`, `at_y`.

    `pointer_x`, `pointer_y` is where its pointer stands, from the middle of the badge, turned by `heading`;
    `pointed` is False where the direction is unknown or the badge had to step aside. `note` says what makes its
    place doubtful: its age, or that it is somewhere between two stops.
    """

    key: str
    middle_x: float
    middle_y: float
    at_x: float
    at_y: float
    pointed: bool
    pointer_x: float
    pointer_y: float
    heading: float
    route: str
    route_color: str
    route_text_color: str
    mode: str
    note: str
    spoken: str
