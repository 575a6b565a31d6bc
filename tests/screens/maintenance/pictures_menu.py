"""Pictures of the list of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tests.screens.maintenance.menu_picture import MenuPicture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screens.maintenance.stage import MaintenanceStage


def pictures() -> Iterator[MenuPicture]:
    """The list of pages, with and without the time that is left."""
    yield MenuPicture("list", None, QObject)
    yield MenuPicture("list-last-minute", None, QObject, last_minute)
    yield MenuPicture("list-time-up", None, QObject, time_up)


def last_minute(stage: MaintenanceStage) -> None:
    """Nobody has touched it for long."""
    stage.menu.tell_time(42)


def time_up(stage: MaintenanceStage) -> None:
    """The whole time is nearly over."""
    stage.menu.tell_time(7, stayable=False)
