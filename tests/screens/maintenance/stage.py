"""The service menu as a test plays it: the whole screen, with one page of the menu over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk.domain.maintenance.menu import Page, Role
from kiosk.screens.maintenance.menu import MaintenanceScreen
from tests.screens import sample_boards
from tests.screens.stage import PORTRAIT, Stage

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QSize


class MaintenanceStage(Stage):
    """The menu open at `page`, which shows `screen`; None is the list of pages, each of which is there."""

    def __init__(
        self,
        page: Page | None,
        screen: QObject | None = None,
        size: QSize = PORTRAIT,
        *,
        emergency: bool = False,
    ) -> None:
        super().__init__(size, emergency=emergency)
        self.menu = MaintenanceScreen(self.navigation)
        self.menu.set_parts({} if screen is None else dict.fromkeys([page] if page else Page, screen))
        self.show(sample_boards.LIVE)
        self.window.give_maintenance(self.menu)
        self.menu.let_in(Role.TECHNICIAN, page.value if page else "")
        QGuiApplication.processEvents()
        self.lay_out()
