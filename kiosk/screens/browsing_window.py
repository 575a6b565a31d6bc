"""The window of a web session: the frame round a page, without the page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QObject, QSize
from PySide6.QtQuick import QQuickItem, QQuickView

from kiosk.domain.frozen import dataclass
from kiosk.screens.browsing import BrowsingScreen
from kiosk.screens.call import NOWHERE, CallScreen, Place
from kiosk.screens.icons import IconProvider
from kiosk.screens.key_sound import KeySound
from kiosk.screens.keyboard import KeyboardScreen
from kiosk.screens.navigation import Navigation
from kiosk.screens.page_state import PageState
from kiosk.screens.passenger import Passenger
from kiosk.screens.window import PANEL_SHORT_SIDE, PORTRAIT, use_fonts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.domain.services.session import Limits
    from kiosk.domain.text import Text
    from kiosk.screens.passenger import Habits


@dataclass(frozen=True, slots=True)
class BrowsingScreens:
    """Every screen of the window. They must outlive it."""

    browsing: BrowsingScreen
    page: PageState
    call: CallScreen
    keyboard: KeyboardScreen
    passenger: Passenger

    @classmethod
    def made(
        cls,
        resources: Path,
        limits: Limits,
        *,
        key_sound: bool = False,
        emergency: bool = False,
        place: Place = NOWHERE,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> BrowsingScreens:
        """All screens over one passenger, with the words and the layouts of `resources`.

        `key_sound`: keys click. `emergency`: there is an agent to call with, in a pavilion at `place`; `monotonic`
        is its clock.
        """
        passenger = Passenger(resources / "translations")
        page = PageState()
        passenger.languageChanged.connect(page.look_again)
        call = CallScreen(passenger, Navigation(passenger, passenger), place, emergency=emergency, clock=monotonic)
        keyboard = KeyboardScreen(passenger, resources / "keyboards", KeySound() if key_sound else None)
        return cls(BrowsingScreen(passenger, limits), page, call, keyboard, passenger)

    def begin(self, title: Text, habits: Habits, now: float) -> None:
        """Open the session of the passenger who chose `habits` on the screen below."""
        self.passenger.settle(habits)
        self.browsing.begin(title, now)
        self.call.look_again()

    def tick(self, now: float) -> None:
        """Let the clock go on; once a second."""
        self.browsing.tick(now)
        self.call.look_again()


class BrowsingWindow(QObject):
    """Kiosk/BrowseMain.qml over `screens`, hidden until it is shown; the page goes into `surface`.

    `qml` is the import path, `resources` the folder of fonts and icons.
    """

    def __init__(
        self,
        screens: BrowsingScreens,
        *,
        qml: Path,
        resources: Path,
        size: QSize = PORTRAIT,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        use_fonts(resources / "fonts")
        self.view = QQuickView()
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        engine = self.view.engine()
        engine.addImportPath(str(qml))
        engine.addImageProvider("icons", IconProvider(resources / "icons"))
        self._passenger = screens.passenger
        self._passenger.languageChanged.connect(self._retranslate)
        self.view.setInitialProperties(
            {
                "browsing": screens.browsing,
                "page": screens.page,
                "call": screens.call,
                "keyboard": screens.keyboard,
                "passenger": screens.passenger,
            }
        )
        self.view.resize(size)
        self.view.loadFromModule("Kiosk", "BrowseMain")
        if self.view.status() is not QQuickView.Status.Ready:
            raise RuntimeError("\n".join(error.toString() for error in self.view.errors()))
        screens.keyboard.watch(self.view, look_often=True)

    @property
    def surface(self) -> QQuickItem:
        """Where the page goes; it shrinks where the keyboard needs the room."""
        return cast("QQuickItem", self.view.rootObject().findChild(QQuickItem, "surface"))

    def measure(self, panel_short_side: float = PANEL_SHORT_SIDE) -> None:
        """Tell the shorter side of the panel in millimetres: touch targets keep their real size."""
        self.view.rootObject().setProperty("panelShortSide", panel_short_side)

    def close(self) -> None:
        """Take the scene down before the screens it reads: QML would ask them for their properties once more."""
        self._passenger.languageChanged.disconnect(self._retranslate)
        self.view.close()
        shiboken6.delete(self.view)

    def _retranslate(self) -> None:
        self.view.engine().retranslate()
