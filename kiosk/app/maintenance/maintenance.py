"""The service menu: its door, its pages, and who hears of what is done in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.app.maintenance.door import Door
from kiosk.app.maintenance.power import PowerPart
from kiosk.app.maintenance.settings import SettingsPart
from kiosk.app.maintenance.status import StatusPart
from kiosk.domain.maintenance.menu import Page

if TYPE_CHECKING:
    from kiosk.app.black_box import BlackBox
    from kiosk.app.maintenance.context import Context, Part


class Maintenance(QObject):
    """The menu of a running screen: made, started once, stopped once.

    What runs all the time is made at once; the other pages when the PIN pad comes up for the first time. Most days
    nobody comes, and the screen is spared what they need.
    """

    def __init__(self, context: Context, black_box: BlackBox | None) -> None:
        super().__init__()
        self._context = context
        self._black_box = black_box
        self._door = Door(context)
        self._parts: dict[Page, Part] = {
            Page.STATUS: StatusPart(context),
            Page.SETTINGS: SettingsPart(context),
            Page.POWER: PowerPart(context),
        }
        self._whole = False

    def start(self) -> None:
        """Let technicians in."""
        menu = self._context.menu
        for part in self._parts.values():
            part.start()
        menu.set_parts({}, self._door.screen)
        menu.lookChanged.connect(self._make_whole)
        menu.pageOpened.connect(self._note_page)
        self._context.scene.window.give_maintenance(menu)
        self._door.start()

    def close(self) -> None:
        """Close the menu: whoever is in it is out."""
        self._context.menu.close("stopped")

    def stop(self) -> None:
        """End what stands behind the menu, which is closed."""
        self._door.stop()
        for part in reversed(list(self._parts.values())):
            part.stop()

    @Slot()
    def _make_whole(self) -> None:
        """Make the pages that nobody needed before."""
        if self._whole:
            return
        self._whole = True
        from kiosk.app.maintenance.drill import DrillPart  # noqa: PLC0415
        from kiosk.app.maintenance.events import EventsPart  # noqa: PLC0415
        from kiosk.app.maintenance.usage import UsagePart  # noqa: PLC0415

        context = self._context
        made: dict[Page, Part] = {
            Page.DRILL: DrillPart(context),
            Page.USAGE: UsagePart(context),
            Page.EVENTS: EventsPart(context, self._black_box),
        }
        for part in made.values():
            part.start()
        self._parts |= made
        context.menu.set_parts({page: part.screen for page, part in self._parts.items()}, self._door.screen)

    @Slot(str)
    def _note_page(self, page: str) -> None:
        self._context.journal.record("page_opened", role=self._context.menu.role, page=page)
