"""Pictures of the drill's page in its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk.domain.maintenance.drill import Finding, Step
from kiosk.domain.maintenance.menu import Page
from kiosk.screens.maintenance.drill import DrillScreen
from kiosk.screens.maintenance.drill_view import KEPT
from tests.screens import sample_boards
from tests.screens.maintenance import sample_drills
from tests.screens.maintenance.drill_stage import CODE, made, typing
from tests.screens.maintenance.menu_picture import MenuPicture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screens.maintenance.stage import MaintenanceStage

DAY = 86_400


def pictures() -> Iterator[MenuPicture]:
    """Every step and every end."""
    yield MenuPicture("drill-none", Page.DRILL, made)
    yield MenuPicture("drill-list", Page.DRILL, made, earlier)
    yield MenuPicture("drill-touch", Page.DRILL, made, touch)
    yield MenuPicture("drill-colours", Page.DRILL, made, colours)
    yield MenuPicture("drill-keyboard", Page.DRILL, made, keyboard)
    yield MenuPicture("drill-waiting", Page.DRILL, made, waiting)
    yield MenuPicture("drill-passed", Page.DRILL, made, passed)
    yield MenuPicture("drill-failed", Page.DRILL, made, failed)
    yield MenuPicture("drill-code", Page.DRILL, made, code)


def of(stage: MaintenanceStage) -> DrillScreen:
    """The page's object."""
    screen = stage.menu.part("drill")
    assert isinstance(screen, DrillScreen)
    screen.speak(stage.passenger.language)
    return screen


def earlier(stage: MaintenanceStage) -> None:
    """Some drills before."""
    kinds = (sample_drills.WELL, sample_drills.SOME, sample_drills.ILL)
    results = [sample_drills.result(kinds[n % 3], sample_boards.NOW - n * 30 * DAY) for n in range(9)]
    of(stage).show_earlier(results, sample_boards.TIMETABLE.zone)


def touch(stage: MaintenanceStage) -> None:
    """Half of the fields are touched."""
    screen = of(stage)
    screen.show(sample_drills.at(Step.TOUCH, 100.0))
    QGuiApplication.processEvents()
    for n in range(17):
        screen.touch.mouse(True, (n % 5 + 0.5) / 5, (n // 5 + 0.5) / 7)


def colours(stage: MaintenanceStage) -> None:
    """The first colour."""
    of(stage).show(sample_drills.at(Step.COLOURS, 100.0))


def keyboard(stage: MaintenanceStage) -> None:
    """Something wrong has been typed."""
    typing(stage, of(stage))


def waiting(stage: MaintenanceStage) -> None:
    """The test call still goes on."""
    of(stage).show(sample_drills.at(Step.CALL, 100.0))


def passed(stage: MaintenanceStage) -> None:
    """All is well."""
    _result(stage, sample_drills.WELL)


def failed(stage: MaintenanceStage) -> None:
    """Nearly nothing is."""
    _result(stage, sample_drills.ILL)


def code(stage: MaintenanceStage) -> None:
    """The result as a code."""
    _result(stage, sample_drills.ILL)
    stage.click(stage.item("code"))
    QGuiApplication.processEvents()


def _result(stage: MaintenanceStage, findings: dict[Step, Finding]) -> None:
    screen = of(stage)
    screen.show_earlier((), sample_boards.TIMETABLE.zone)
    screen.show_result(sample_drills.result(findings), CODE, again=True)
    screen.tell(KEPT)
    QGuiApplication.processEvents()
