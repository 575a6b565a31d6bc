"""Writes down what passengers use and report, what the board showed, and how feeds and the emergency line fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.app.recorder_board import BoardRecorder
from kiosk.app.recorder_emergency import EmergencyRecorder
from kiosk.app.recorder_visits import VisitRecorder
from kiosk.domain.usage.fields import as_id
from kiosk.screens.report import ReportScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.app.maintenance.context import Context
    from kiosk.domain.board import Board
    from kiosk.domain.departure import Departure
    from kiosk.domain.usage.entries import Scored
    from kiosk.screens.report import Report

SAME_REPORT = 60.0
"""Monotonic seconds within which the same report is kept once: a child may press as often as it likes."""


class Recorder(QObject):
    """Listens to every screen and source from `start` to `stop`; `scored` takes sums of how predictions came out.

    `reported` carries "report" for each one kept, the reason for which the last minutes of pictures are worth
    keeping. Everything in the screen's thread, nothing waits.
    """

    reported = Signal(str)

    def __init__(
        self, context: Context, scored: Callable[[Sequence[Scored]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        screens, journal, clock = context.scene.screens, context.journal, context.clock
        self._scene = context.scene
        self._facts = context.facts
        self._journal = journal
        self._clock = clock
        self._report = ReportScreen(screens.passenger, screens.navigation, self)
        self._reports: dict[tuple[str, str], float] = {}
        self._visits = VisitRecorder(screens, journal, clock, self)
        self._board = BoardRecorder(context.facts, journal, clock, scored, self)
        self._emergency = EmergencyRecorder(context.emergency, context, self) if context.emergency else None

    def start(self) -> None:
        """Begin to listen, and offer the page of reports."""
        self._report.reported.connect(self._keep)
        self._scene.ticked.connect(self._tick)
        self._visits.start()
        self._board.start()
        if self._emergency:
            self._emergency.start()
        self._scene.window.give_report(self._report)

    def stop(self) -> None:
        """Write down what is known so far, and listen no more."""
        self._scene.ticked.disconnect(self._tick)
        self._report.reported.disconnect(self._keep)
        if self._emergency:
            self._emergency.stop()
        self._board.stop()
        self._visits.stop()

    @Slot(object)
    def _tick(self, board: Board) -> None:
        self._report.show(board, self._facts.timetable)
        self._board.show(board)
        self._visits.tick()

    @Slot(object)
    def _keep(self, report: Report) -> None:
        """Write a report down, unless it is the one of a moment ago."""
        departure = report.departure
        same = report.about, departure.key if departure else ""
        now = self._clock.read().monotonic
        self._reports = {one: at for one, at in self._reports.items() if now - at < SAME_REPORT}
        if same in self._reports:
            return
        self._reports[same] = now
        self._journal.record(
            "passenger_report",
            about=report.about,
            feed=report.feed,
            route=as_id(departure.route_id) if departure else None,
            vehicle=_vehicle(departure) if departure else None,
            scheduled=_scheduled(departure) if departure else None,
        )
        self.reported.emit("report")


def _vehicle(departure: Departure) -> str | None:
    said = departure.update.vehicle if departure.update else None
    vehicle = said or (departure.vehicle.vehicle if departure.vehicle else None)
    name = vehicle.vehicle_id if vehicle else ""
    return as_id(name) if name else None


def _scheduled(departure: Departure) -> int | None:
    """The timetable's moment, where it is one that can be kept."""
    moment = departure.scheduled_departure
    moment = departure.scheduled_arrival if moment is None else moment
    return moment if moment is not None and 0 <= moment < 2**40 else None
