"""The services pages: what there is, what was looked for, one service, and the browser that may open it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.services.catalogue import EMPTY
from kiosk.domain.text import Text
from kiosk.screens.navigation import Page
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.service_words import (
    NO_END,
    NO_SERVICE,
    NOT_HERE,
    category_row,
    closing_words,
    end_words,
    here_words,
    offline,
    service_row,
    service_words,
)
from kiosk.screens.services_view import ServicesView
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.services.catalogue import Catalogue, Service
    from kiosk.screens.navigation import Navigation
    from kiosk.screens.passenger import Passenger
    from kiosk.screens.service_words import EndWords

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

LONGEST_SEARCH = 64
"""Characters that are ever looked for."""
MOST_FOUND = 30
"""Services that are listed for one search: whoever does not see theirs among them types another letter."""
BUSY = frozenset({"opening", "open", "closing"})
"""States of the browser in which a session is going on: nobody is counted as gone."""
PAGES = frozenset({Page.SERVICES, Page.CATEGORY, Page.SERVICE})


class Finding(Protocol):
    """What looks for services: kiosk.domain.services.search.Finder."""

    def find(self, words: str, language: str) -> tuple[Service, ...]:
        """The services that `words` may mean, the best first."""


@QmlElement
@QmlUncreatable("the app makes it")
class ServicesScreen(ServicesView):
    """Cheap to make; the catalogue and its search are given to it after the first picture.

    `opened` tells that somebody came to these pages, `wanted_here` which service (its service_id) they want in the
    browser of this screen, `session_ended` how (its End) one of its sessions was over.
    """

    opened = Signal()
    wanted_here = Signal(str)
    session_ended = Signal(str)
    wordsChanged = Signal()
    enabledChanged = Signal()
    keyboardChanged = Signal()

    def __init__(
        self, passenger: Passenger, navigation: Navigation, *, enabled: bool = True, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._navigation = navigation
        self._enabled = enabled
        self._catalogue = EMPTY
        self._empty = False  # until it is known
        self._finder: Finding | None = None
        self._openable: Callable[[str], bool] | None = None
        self._minutes = 10
        self._network = "unknown"
        self._browser = "none"
        self._ended = ""
        self._erased = True
        self._words = ""
        self._page = Page.BOARD
        self._keyboard: QObject | None = None
        passenger.languageChanged.connect(self._word)
        navigation.pageChanged.connect(self._turned)

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Offer what is in `catalogue`; the board leads to none that is empty."""
        self._catalogue = catalogue
        if self._empty is bool(catalogue.services):
            self._empty = not catalogue.services
            self.enabledChanged.emit()
        self._word()

    def set_finder(self, finder: Finding) -> None:
        """Look for services with `finder`, made for the catalogue that is shown."""
        self._finder = finder
        self._word()

    def set_keyboard(self, keyboard: QObject) -> None:
        """Type with this KeyboardScreen, which must outlive the window."""
        self._keyboard = keyboard
        self.keyboardChanged.emit()

    def set_openable(self, openable: Callable[[str], bool] | None, minutes: int = 10) -> None:
        """Offer to open addresses here that `openable` is true of, for `minutes`; None: the operator does not."""
        self._openable, self._minutes = openable, minutes
        self._say_state()

    @property
    def network(self) -> str:
        """Whether the portal can be reached: "there", "gone", or "unknown" before the first answer."""
        return self._network

    @property
    def unavailable(self) -> bool:
        """Whether pages cannot be opened on this screen at all, as where the browser's sandbox cannot be had."""
        return self._browser == "unavailable"

    def set_network(self, network: str) -> None:
        """Tell whether the portal can be reached from here: "unknown", "there" or "gone"."""
        self._network = network
        self._say_state()

    def set_browser(self, state: str, how: str = "", *, erased: bool = True) -> None:
        """Tell the state of the browser, and in `how` the End of a session that is over.

        The states are "none", "warming", "ready", "opening", "open", "closing" and "unavailable". `erased` False:
        it was not proven that nothing of the session is left.
        """
        over = self._browser in BUSY and state not in BUSY
        self._browser = state
        if over and how:
            self.session_ended.emit(how)
        if state in ("opening", "open"):
            self._ended = ""
        elif how:
            self._ended, self._erased = how, erased
        self._navigation.stay("browser", wanted=state in BUSY)
        self._say_state()

    @property
    def browsing(self) -> bool:
        """Whether a web session is going on, or its traces are still being erased."""
        return self._browser in BUSY

    @Property(bool, notify=enabledChanged)
    def enabled(self) -> bool:
        """Whether the board leads here."""
        return self._enabled and not self._empty

    @Property(QObject, notify=keyboardChanged)
    def keyboard(self) -> QObject | None:
        """The keyboard on the glass; None until it is ready."""
        return self._keyboard

    @Property(str, notify=wordsChanged)
    def words(self) -> str:
        """What is looked for."""
        return self._words

    @Slot(str)
    def search(self, words: str) -> None:
        """List what `words` may mean; "" shows the categories again."""
        wanted = words[:LONGEST_SEARCH]
        if wanted != self._words:
            self._words = wanted
            self.wordsChanged.emit()
            self._list()

    @Slot()
    def openHere(self) -> None:
        """The passenger wants the open service on this screen."""
        service = self._service_shown()
        if service is not None and self._here.look == "ready":
            self._ended = ""
            self.wanted_here.emit(service.service_id)
            self._say_state()

    @Slot()
    def putEndAway(self) -> None:
        """The passenger has read how the session ended."""
        self._ended = ""
        self._say_state()

    @Slot()
    def _turned(self) -> None:
        """Another page is shown; with the board everything of the last passenger is gone."""
        before, self._page = self._page, Page(self._navigation.page)
        if self._page is Page.BOARD and self._words:
            self._words = ""
            self.wordsChanged.emit()
        if self._page is not Page.SERVICE:
            self._ended = ""
        self._word()
        if self._page in PAGES and before not in PAGES:
            self.opened.emit()

    @Slot()
    def _word(self) -> None:
        """Say everything in the passenger's language."""
        language = self._passenger.language
        self._categories.replace([category_row(one, language) for one in self._catalogue.categories])
        self._list()
        service = self._service_shown()
        self.tell_service(service_words(service, language) if service else NO_SERVICE)
        self._say_state()

    def _list(self) -> None:
        language, wanted = self._passenger.language, self._navigation.subject
        heading = ""
        listed: tuple[Service, ...] = ()
        if self._page is Page.CATEGORY:
            listed = self._catalogue.of(wanted)
            titles = {one.category_id: one.title for one in self._catalogue.categories}
            heading = plain(titles.get(wanted, Text("")).in_language(language))
        elif self._page is Page.SERVICES and self._words.strip() and self._finder:
            listed = self._finder.find(self._words, language)[:MOST_FOUND]
        self.tell_list([service_row(service, language) for service in listed], heading)

    def _service_shown(self) -> Service | None:
        return self._catalogue.service(self._navigation.subject) if self._page is Page.SERVICE else None

    def _end_words(self) -> EndWords:
        if self._browser == "closing":
            return closing_words(self._ended)
        return end_words(self._ended, erased=self._erased)

    def _say_state(self) -> None:
        service = self._service_shown()
        offered = service is not None and self._openable is not None and self._openable(service.address)
        self.tell_state(
            here_words(self._network, self._browser, self._minutes) if offered else NOT_HERE,
            self._end_words() if self._ended else NO_END,
            offline() if self._network == "gone" and self._openable is not None else "",
        )
