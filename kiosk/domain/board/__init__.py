"""The board: what a waiting person may know now, decided in one place.

A pure function of the departures, the state of the live sources, the time, and the board of a second ago (a
countdown must not bounce). Words, colours and languages belong to the screen; here are the facts it may show.
"""

from kiosk.domain.board.assembly import build
from kiosk.domain.board.values import (
    Board,
    Certainty,
    Clock,
    Due,
    Fate,
    Feed,
    Ghost,
    Past,
    Row,
    Service,
)

__all__ = ["Board", "Certainty", "Clock", "Due", "Fate", "Feed", "Ghost", "Past", "Row", "Service", "build"]
