"""Pictures of the power page in its states, and of the notice that passengers read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk.domain.maintenance.menu import Page
from kiosk.domain.maintenance.notice import Lasting, Reason, notice
from kiosk.screens.maintenance.notice import NoticeScreen
from kiosk.screens.maintenance.power import PowerScreen
from tests.screens import sample_boards
from tests.screens.maintenance.menu_picture import MenuPicture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screens.maintenance.stage import MaintenanceStage

STANDING = notice(Reason.REPAIR, Lasting.DAY, sample_boards.NOW)


def pictures() -> Iterator[MenuPicture]:
    """Every state of the page."""
    yield MenuPicture("power", Page.POWER, _screen)
    for asking in ("notice", "restart", "reboot", "test-picture"):
        yield MenuPicture(f"power-{asking}", Page.POWER, partial(_screen, asking))
    yield MenuPicture("power-refused", Page.POWER, _screen, set_up=_refuse)
    yield MenuPicture("power-in-call", Page.POWER, partial(_screen, in_call=True))
    yield MenuPicture("power-closed", Page.POWER, _screen, set_up=_stand)
    yield MenuPicture("out-of-service", Page.POWER, _screen, set_up=_leave)


def _screen(asking: str = "", *, in_call: bool = False) -> PowerScreen:
    screen = PowerScreen(reboots=True)
    screen.ask(asking)
    screen.set_in_call(in_call)
    return screen


def _refuse(stage: MaintenanceStage) -> None:
    """The system did not start the machine again; told in the language that is spoken."""
    screen = stage.menu.part("power")
    assert isinstance(screen, PowerScreen)
    screen.tell_trouble("refused")


def _stand(stage: MaintenanceStage) -> None:
    """The notice stands, and the technician sees what passengers read."""
    screen = stage.menu.part("power")
    assert isinstance(screen, PowerScreen)
    zone, language = sample_boards.TIMETABLE.zone, stage.passenger.language
    screen.show_notice(STANDING, sample_boards.NOW, zone, language)


def _leave(stage: MaintenanceStage) -> None:
    """The notice stands, and the technician has gone."""
    shown = NoticeScreen(stage.menu)
    zone, language = sample_boards.TIMETABLE.zone, stage.passenger.language
    shown.show(STANDING, sample_boards.NOW, zone, language)
    stage.window.give_notice(shown)
    stage.menu.close()
    QGuiApplication.processEvents()
