"""The service menu: its door, its pages, and who hears of what is done in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.app.maintenance.power import PowerPart
from kiosk.domain.maintenance.menu import Page

if TYPE_CHECKING:
    from kiosk.app.maintenance.context import Context, Part


class Maintenance(QObject):
    """The menu of a running screen: made, started once, stopped once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._parts: dict[Page, Part] = {
            Page.POWER: PowerPart(context),
        }

    def start(self) -> None:
        """Let technicians in."""
        context = self._context
        for part in self._parts.values():
            part.start()
        context.menu.set_parts({page: part.screen for page, part in self._parts.items()})
        context.menu.pageOpened.connect(self._note_page)
        context.scene.window.give_maintenance(context.menu)

    def stop(self) -> None:
        """Close the menu and end what stands behind it."""
        self._context.menu.close("stopped")
        for part in reversed(list(self._parts.values())):
            part.stop()

    @Slot(str)
    def _note_page(self, page: str) -> None:
        self._context.journal.record("page_opened", role=self._context.menu.role, page=page)
