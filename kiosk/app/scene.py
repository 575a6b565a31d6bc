"""What is on the screen: every screen's object, the window over them, and the tick that moves them each second."""

from __future__ import annotations

import logging
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot

from kiosk import paths
from kiosk.config.settings import MILLIMETRES_PER_INCH
from kiosk.domain.daylight import is_day
from kiosk.screens.call import Place
from kiosk.screens.passenger import Habits
from kiosk.screens.printed import Printed
from kiosk.screens.window import Screens, Window

if TYPE_CHECKING:
    from kiosk.browse.plan import Look
    from kiosk.clock import Clock
    from kiosk.config.settings import Settings
    from kiosk.domain.service_day import Instant
    from kiosk.screens.newest import NewestFacts

log = logging.getLogger(__name__)

TICK_MS = 1000
SUN_EVERY = 60
"""Seconds between two looks at the sun."""
PICTURE = Path("build/screen.png")


class Scene(QObject):
    """The screens and their window, fed from `facts` once a second; `painted` tells of the first picture.

    `ticked` carries the Board of each second, once it is shown.
    """

    painted = Signal()
    ticked = Signal(object)

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        facts: NewestFacts,
        *,
        size: tuple[int, int],
        demo: bool = False,
        printed: bool = False,
        reduced: bool = False,
    ) -> None:
        super().__init__()
        emergency = settings.emergency
        self._clock = clock
        self._facts = facts
        self._looked_at_sun: Instant | None = None
        wishes = settings.display
        habits = Habits(
            wishes.language, wishes.theme, wishes.text_size, wishes.idle_seconds, languages=wishes.languages
        )
        self.screens = Screens.made(
            paths.resources() / "translations",
            habits,
            demo=demo,
            reduced=reduced,
            emergency=bool(emergency.trunks),
            place=Place(emergency.here, emergency.pavilion),
            services=settings.services.enabled,
            pocket=settings.stop.pocket,
        )
        self._printed: Printed | None = None
        self.tick()
        self._short_side = _short_side(wishes.panel_diagonal_inches, size)
        self.window = Window(
            self.screens,
            qml=paths.qml(),
            resources=paths.resources(),
            size=QSize(*size),
            panel_short_side=self._short_side,
        )
        if printed:
            self._printed = Printed(self.window, PICTURE, sys.stdout)
        self.window.view.frameSwapped.connect(self._first_frame)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    def show(self, *, fullscreen: bool) -> None:
        """Show the window and let the time run."""
        if fullscreen:
            self.window.show_full_screen()
        else:
            self.window.show()
        self._timer.start()
        QTimer.singleShot(0, self.tick)

    def look(self) -> Look:
        """How the window stands, for another one that is to cover it."""
        from kiosk.browse.plan import Look  # noqa: PLC0415  the first picture does without

        view, passenger = self.window.view, self.screens.passenger
        full = view.covers
        return Look(
            language=passenger.language,
            theme=passenger.theme,
            text_size=passenger.textSize,
            size=view.size().toTuple(),
            position=None if full else view.position().toTuple(),
            fullscreen=full,
            panel_short_side=self._short_side,
        )

    def close(self) -> None:
        """Stop the time and take the window down, before the screens it reads."""
        self._timer.stop()
        self.window.close()

    @Slot()
    def _first_frame(self) -> None:
        """In this thread, whichever thread draws: this is a QObject."""
        if not self._timer.isActive():
            return
        self.window.view.frameSwapped.disconnect(self._first_frame)
        log.info("the board is painted")
        self.painted.emit()

    @Slot()
    def tick(self) -> None:
        """Show the board of this second."""
        now = self._clock.read()
        board = self._facts.board(now)
        self._look_at_sun(now.instant)
        self.screens.show(board, self._facts.timetable)
        self.screens.navigation.tick(now)
        if self._printed:
            self._printed.show(board, self._facts.timetable, str(self.screens.passenger.language))
        self.ticked.emit(board)

    def _look_at_sun(self, now: Instant) -> None:
        """Tell the theme whether it is day, where the place is known."""
        stop = self._facts.timetable.stop
        if stop.stop_lat is None or stop.stop_lon is None:
            return
        if self._looked_at_sun is None or not 0 <= now - self._looked_at_sun < SUN_EVERY:
            self._looked_at_sun = now
            self.screens.passenger.set_daylight(is_day(stop.stop_lat, stop.stop_lon, now))


def _short_side(diagonal_inches: float, size: tuple[int, int]) -> float:
    """The shorter side in millimetres of a panel of this diagonal with the proportions of `size`."""
    width, height = size
    return diagonal_inches * MILLIMETRES_PER_INCH * min(size) / math.hypot(width, height)
