"""What the frame round a web session knows of the page inside: whose it is, whether it comes, what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.screens.browsing_words import Refusal, Trouble, TroubleWords, refusal_words, trouble_words
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.words import plain

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("the window makes it")
class PageState(QObject):
    """Whoever owns the page tells of it by the slots, and goes back where `backWanted` says so."""

    changed = Signal()
    backWanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = ""
        self._painted = False
        self._loading = False
        self._can_go_back = False
        self._trouble = Trouble.NONE
        self._refusal = Refusal.NONE

    @Property(str, notify=changed)
    def host(self) -> str:
        """Whose page is shown."""
        return self._host

    @Property(bool, notify=changed)
    def opening(self) -> bool:
        """Whether nothing of the first page can be seen yet."""
        return not self._painted

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        """Whether a page is on its way."""
        return self._loading

    @Property(bool, notify=changed)
    def canGoBack(self) -> bool:
        """Whether there is a page before this one."""
        return self._can_go_back

    @Property(str, notify=changed)
    def refusal(self) -> str:
        """What the page wanted and does not get, "" while it wants nothing of the kind."""
        return refusal_words(self._refusal)

    @Property(str, notify=changed)
    def troubleTitle(self) -> str:
        """Why there is no page, "" where there is one."""
        return self._words.title

    @Property(str, notify=changed)
    def troubleMore(self) -> str:
        """What to do about it."""
        return self._words.more

    @Property(str, notify=changed)
    def troubleIcon(self) -> str:
        """The sign of it."""
        return self._words.icon

    @Slot()
    def back(self) -> None:
        """To the page before this one."""
        if self._can_go_back:
            self.backWanted.emit()

    @Slot(str)
    def showHost(self, host: str) -> None:
        """Tell whose page is shown."""
        self._host = plain(host)
        self.changed.emit()

    @Slot()
    def showPainted(self) -> None:
        """Tell that the first page can be seen."""
        self._painted = True
        self.changed.emit()

    @Slot(bool)
    def showLoading(self, loading: bool) -> None:
        """Tell whether a page is on its way."""
        self._loading = loading
        self.changed.emit()

    @Slot(bool)
    def showCanGoBack(self, can: bool) -> None:
        """Tell whether there is a page before this one."""
        self._can_go_back = can
        self.changed.emit()

    @Slot(str)
    def showTrouble(self, trouble: str) -> None:
        """Tell why there is no page: a Trouble, "" once there is one again."""
        self._trouble = Trouble(trouble)
        self.changed.emit()

    @Slot(str)
    def showRefusal(self, refusal: str) -> None:
        """Tell what the page wanted and does not get: a Refusal, "" once it was read."""
        self._refusal = Refusal(refusal)
        self.changed.emit()

    @Slot()
    def look_again(self) -> None:
        """Say everything in the passenger's new language."""
        self.changed.emit()

    @property
    def _words(self) -> TroubleWords:
        return trouble_words(self._trouble, can_go_back=self._can_go_back)
