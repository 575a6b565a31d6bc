"""The window: one QML scene over the screens, and its end in the right order."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QSize, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickView

from kiosk.domain.frozen import dataclass
from kiosk.screens.alerts import AlertsScreen
from kiosk.screens.arrivals import ArrivalsScreen
from kiosk.screens.call import NOWHERE, CallScreen, Place
from kiosk.screens.hold_area import HoldArea  # noqa: F401  QML makes it
from kiosk.screens.icons import IconProvider
from kiosk.screens.line_map import LineMapScreen
from kiosk.screens.navigation import Navigation, Page
from kiosk.screens.passenger import NO_HABITS, Habits, Passenger
from kiosk.screens.pocket import PocketScreen
from kiosk.screens.qr import QrProvider, prepare
from kiosk.screens.services import ServicesScreen
from kiosk.screens.trip import TripScreen
from kiosk.screens.view import StopView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.domain.board import Board
    from kiosk.domain.timetable import Timetable
    from kiosk.screens.key_sound import KeySound

PORTRAIT = QSize(1080, 1920)
LAZY = {
    Page.SERVICES: "ServicesPage",
    Page.CATEGORY: "CategoryPage",
    Page.SERVICE: "ServicePage",
    Page.POCKET: "PocketPage",
    Page.REPORT: "ReportPage",
}
"""Pages that are made ready after the first picture, and their files."""
PANEL_SHORT_SIDE = 685.0
"""Millimetres: the shorter side of a 55-inch panel, the usual one of a pavilion."""


@dataclass(frozen=True, slots=True)
class Screens:
    """Every screen of the window. They must outlive it."""

    arrivals: ArrivalsScreen
    trip: TripScreen
    map: LineMapScreen
    alerts: AlertsScreen
    call: CallScreen
    services: ServicesScreen
    pocket: PocketScreen
    passenger: Passenger
    navigation: Navigation

    @classmethod
    def made(
        cls,
        translations: Path,
        habits: Habits = NO_HABITS,
        *,
        demo: bool = False,
        reduced: bool = False,
        emergency: bool = False,
        place: Place = NOWHERE,
        services: bool = True,
        pocket: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> Screens:
        """All screens over one passenger; `translations` is the folder of the .qm files. `reduced`: in safe mode.

        `emergency`: there is an agent to call with, in a pavilion at `place`; `monotonic` is its clock.
        `services`: the board leads to the services pages. `pocket`: the operator's page of this stop, or "".
        """
        passenger = Passenger(translations, habits)
        navigation = Navigation(passenger)
        return cls(
            arrivals=ArrivalsScreen(passenger, navigation, demo=demo, reduced=reduced),
            trip=TripScreen(passenger, navigation),
            map=LineMapScreen(passenger, navigation),
            alerts=AlertsScreen(passenger, navigation),
            call=CallScreen(passenger, navigation, place, emergency=emergency, demo=demo, clock=monotonic),
            services=ServicesScreen(passenger, navigation, enabled=services),
            pocket=PocketScreen(passenger, navigation, pocket),
            passenger=passenger,
            navigation=navigation,
        )

    def show(self, board: Board, timetable: Timetable) -> None:
        """Show `board` on every page; called once a second."""
        for screen in (self.arrivals, self.trip, self.map, self.alerts, self.pocket):
            screen.show(board, timetable)
        self.call.show_stop(timetable.stop.stop_name)
        self.call.look_again()


class Window(QObject):
    """Kiosk/Main.qml over `screens`. `qml` is the import path, `resources` the folder of fonts and icons.

    `panel_short_side` is the shorter side of the panel in millimetres: touch targets keep their real size.
    """

    warmed = Signal()

    def __init__(
        self,
        screens: Screens,
        *,
        qml: Path,
        resources: Path,
        size: QSize = PORTRAIT,
        panel_short_side: float = PANEL_SHORT_SIDE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        use_fonts(resources / "fonts")
        self.view = StopView()
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.setTitle(QGuiApplication.applicationDisplayName())
        engine = self.view.engine()
        engine.addImportPath(str(qml))
        engine.addImageProvider("icons", IconProvider(resources / "icons"))
        engine.addImageProvider("qr", QrProvider())
        self._screens = screens
        self._qml, self._resources = qml, resources
        self._cold: list[Callable[[], None]] = []
        self._kept: list[QQmlComponent] = []
        self._passenger = screens.passenger
        self._passenger.languageChanged.connect(self._retranslate)
        self.view.setInitialProperties(
            {
                "arrivals": screens.arrivals,
                "trip": screens.trip,
                "map": screens.map,
                "alerts": screens.alerts,
                "call": screens.call,
                "services": screens.services,
                "pocket": screens.pocket,
                "passenger": screens.passenger,
                "navigation": screens.navigation,
                "panelShortSide": panel_short_side,
            }
        )
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._warm_one)
        self.view.resize(size)
        self.view.loadFromModule("Kiosk", "Main")
        if self.view.status() is not QQuickView.Status.Ready:
            raise RuntimeError("\n".join(error.toString() for error in self.view.errors()))

    @property
    def _scene(self) -> QQuickItem:
        """Asked for anew each time: Qt for Python may forget it together with an item of a page that is closed."""
        return self.view.rootObject()

    def show(self) -> None:
        """Show the window at its size."""
        self.view.show()

    def show_full_screen(self) -> None:
        """Cover the panel, and stay there until `close`."""
        self.view.cover()

    def warm_up(self, sound: KeySound | None = None) -> None:
        """Read what the first picture did without, so that a touch shows it at once; `sound` is that of a key.

        One thing at a time: between them touches and seconds are served. `warmed` comes at the end.
        """
        self._cold = [prepare, partial(self._give_keyboard, sound)]
        self._cold += [partial(self._rehearse, page) for page in LAZY if page is not Page.REPORT]
        self._next.start()

    @Slot()
    def _warm_one(self) -> None:
        self._scene.setProperty("rehearsed", "")
        if self._cold:
            self._cold.pop(0)()
            self._next.start()
        else:
            self.warmed.emit()

    def _give_keyboard(self, sound: KeySound | None) -> None:
        from kiosk.screens.keyboard import KeyboardScreen  # noqa: PLC0415  after the first picture

        keyboard = KeyboardScreen(self._screens.passenger, self._resources / "keyboards", sound, self)
        keyboard.watch(self.view)
        self._screens.services.set_keyboard(keyboard)

    def _rehearse(self, page: Page) -> None:
        """Make one page beside the window, where nobody sees it."""
        file = QUrl.fromLocalFile(str(self._qml / "Kiosk" / f"{LAZY[page]}.qml"))
        # Kept, so that its file and those it names need not be read again.
        self._kept.append(QQmlComponent(self.view.engine(), file, self.view))
        self._scene.setProperty("rehearsed", page.value)

    def give_maintenance(self, menu: QObject) -> None:
        """Let the technician in: `menu` is a MaintenanceScreen, which must outlive the window."""
        self._scene.setProperty("maintenance", menu)

    def show_info(self, text: str) -> None:
        """Show the operator's line on the board, in the passenger's language; "" takes it away."""
        self._scene.setProperty("info", text)

    def darken(self, part: float) -> None:
        """Draw a veil over everything but the emergency bar and a call: 0 none, 1 black."""
        self._scene.setProperty("darkness", part)

    def blacken(self, *, on: bool) -> None:
        """Show nothing but the emergency bar and a call, and obey no touch beside them but tell of it."""
        self._scene.setProperty("black", on)

    def give_notice(self, notice: QObject) -> None:
        """Let the screen be taken out of service: `notice` is a NoticeScreen, which must outlive the window."""
        self._scene.setProperty("notice", notice)

    def give_report(self, report: QObject) -> None:
        """Let passengers report: `report` is a ReportScreen, which must outlive the window."""
        self._scene.setProperty("report", report)
        self._cold.append(partial(self._rehearse, Page.REPORT))
        self._next.start()

    def picture(self) -> QImage:
        """What the window shows now."""
        return self.view.grabWindow()

    def close(self) -> None:
        """Take the scene down before the screens it reads: QML would ask them for their properties once more."""
        self._next.stop()
        self._passenger.languageChanged.disconnect(self._retranslate)
        self.view.end()
        shiboken6.delete(self.view)

    def _retranslate(self) -> None:
        self.view.engine().retranslate()


def use_fonts(folder: Path) -> None:
    """Make the fonts of `folder` known and Inter the font of every text."""
    for file in sorted(folder.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) == -1:
            raise FileNotFoundError(f"the font {file} cannot be read")
    QGuiApplication.setFont(QFont("Inter"))
