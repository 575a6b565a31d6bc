"""The PIN pad: takes six digits, shows none of them, and says why the door stays shut."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.pin import LENGTH
from kiosk.screens.qml import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

USUAL = "1234567890"
"""The digits of a pad from left to right, row by row; the last one stands alone below."""


class Look(StrEnum):
    """What the pad says."""

    STARTING = "starting"
    """Whether a try may be made is not known yet."""
    READY = "ready"
    CHECKING = "checking"
    WRONG = "wrong"
    LOCKED = "locked"
    UNSET = "unset"
    """No PIN was ever set."""
    BROKEN = "broken"
    """The PIN cannot be read."""


TYPING = (Look.READY, Look.WRONG)


@QmlElement
@QmlUncreatable("the app makes it")
class PadScreen(QObject):
    """`entered` carries six digits, once; they are forgotten here at the same time."""

    changed = Signal()
    orderChanged = Signal()
    entered = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digits = ""
        self._order = USUAL
        self._look = Look.STARTING
        self._seconds_left = 0
        self._key = ""

    @Property(str, notify=changed)
    def look(self) -> str:
        """What is said: a Look."""
        return self._look.value

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many digits are entered."""
        return len(self._digits)

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        """Seconds until the next try, while locked."""
        return self._seconds_left

    @Property(str, notify=orderChanged)
    def order(self) -> str:
        """The digits in the order of the keys."""
        return self._order

    @Property(str, notify=changed)
    def key(self) -> str:
        """What is known of a USB key: "", the role it opens for, or why it opens nothing."""
        return self._key

    def begin(self, order: str = USUAL) -> None:
        """The pad comes up: nothing is entered yet, the digits stand in `order`."""
        self._order = order
        self.orderChanged.emit()
        self.tell(Look.STARTING)

    def tell(self, look: Look, seconds_left: int = 0) -> None:
        """Say what is known; what was entered is forgotten."""
        self._digits = ""
        self._look, self._seconds_left = look, seconds_left
        self.changed.emit()

    def count_down(self, seconds_left: int) -> None:
        """Say how long it stays locked."""
        if self._look is Look.LOCKED and seconds_left != self._seconds_left:
            self._seconds_left = seconds_left
            self.changed.emit()

    def tell_key(self, key: str) -> None:
        """Say what is known of a USB key."""
        self._key = key
        self.changed.emit()

    @Slot(str)
    def press(self, digit: str) -> None:
        """One more digit; the sixth one enters all."""
        if self._look not in TYPING:
            return
        self._look = Look.READY
        self._digits += digit
        if len(self._digits) < LENGTH:
            self.changed.emit()
            return
        digits = self._digits
        self._look, self._digits = Look.CHECKING, ""
        self.changed.emit()
        self.entered.emit(digits)

    @Slot()
    def backspace(self) -> None:
        """The last digit was wrong."""
        self._digits = self._digits[:-1]
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Begin anew."""
        self._digits = ""
        self.changed.emit()
