"""Pictures of the PIN pad in every state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.screens.maintenance.pad import USUAL, Look, PadScreen
from tests.screens.maintenance.menu_picture import MenuPicture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject

    from tests.screens.maintenance.stage import MaintenanceStage


def pictures() -> Iterator[MenuPicture]:
    """Every state, what is known of a USB key, and digits in another order."""
    for look in Look:
        yield _picture(look.value, partial(pad, look))
    yield _picture("digits", partial(pad, Look.READY, digits="12"))
    yield _picture("shuffled", partial(pad, Look.READY, order="7402951836"))
    yield _picture("locked-long", partial(pad, Look.LOCKED, seconds=3599))
    for key in ("operator", "expired", "kiosk", "clock", "signature"):
        yield _picture(f"key-{key}", partial(pad, Look.READY, key=key))


def pad(look: Look, *, seconds: int = 28, digits: str = "", order: str = "", key: str = "") -> PadScreen:
    """A pad that says `look`."""
    screen = PadScreen()
    screen.begin(order or USUAL)
    screen.tell(look, seconds if look is Look.LOCKED else 0)
    screen.tell_key(key)
    for digit in digits:
        screen.press(digit)
    return screen


def _picture(name: str, made: partial[PadScreen]) -> MenuPicture:
    screens: list[QObject] = []

    def screen() -> QObject:
        screens[:] = [made()]
        return screens[0]

    def ask(stage: MaintenanceStage) -> None:
        stage.menu.close()
        stage.menu.set_parts({}, screens[0])
        stage.menu.ask_pin()

    return MenuPicture(f"pad-{name}", None, screen, ask)
