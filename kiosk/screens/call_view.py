"""The words of the call as properties of QML."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.frozen import dataclass
from kiosk.screens.call_bar import BarWords, advice
from kiosk.screens.call_words import NO_CALL, CallWords, phrase_words
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows
from kiosk.screens.translation import tr

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """One tile: `key` is the Phrase. `saying`: it is being spoken into the call."""

    key: str
    icon: str
    text: str
    saying: bool


@QmlElement
@QmlUncreatable("the app makes it")
class CallView(QObject):
    """What is shown now. Whoever derives from it calls `tell` and `tell_place`."""

    changed = Signal()
    placeChanged = Signal()
    armingChanged = Signal()

    def __init__(self, *, demo: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = NO_CALL
        self._bar = advice(demo=demo)
        self._arming = 0.0
        self._place = ("", "", "")
        self._phrases = KeyedRows(PhraseRow, self)

    def tell(self, words: CallWords, bar: BarWords, arming: float) -> None:
        """Show these words; `arming` is how far the physical button is held, 0 to 1."""
        if arming != self._arming:
            self._arming = arming
            self.armingChanged.emit()
        if words.phrases:
            self._phrases.replace([_tile(phrase, words.saying) for phrase in phrase_words()])
        if (words, bar) != (self._words, self._bar):
            self._words, self._bar = words, bar
            self.changed.emit()

    def tell_place(self, stop_name: str, address: str, code: str) -> None:
        """Show where this is."""
        if (stop_name, address, code) != self._place:
            self._place = (stop_name, address, code)
            self.placeChanged.emit()

    @Property(str, notify=changed)
    def look(self) -> str:
        """The colours of the page: a State or "lost"; "" while there is no page."""
        return self._words.look

    @Property(str, notify=changed)
    def icon(self) -> str:
        """The sign of the state."""
        return self._words.icon

    @Property(str, notify=changed)
    def title(self) -> str:
        """The state in giant words."""
        return self._words.title

    @Property(str, notify=changed)
    def more(self) -> str:
        """One sentence more, or ""."""
        return self._words.more

    @Property(int, notify=changed)
    def number(self) -> int:
        """Seconds counted down, 0 where none are."""
        return self._words.number

    @Property(str, notify=changed)
    def ownPhone(self) -> str:
        """How to get help without this pavilion, "" once 112 is on the line."""
        return self._words.own_phone

    @Property(bool, notify=changed)
    def moving(self) -> bool:
        """Whether something goes on that only a moving mark can show."""
        return self._words.moving

    @Property(QObject, notify=changed)
    def phrases(self) -> KeyedRows:
        """The tiles: roles of PhraseRow."""
        return self._phrases

    @Property(bool, notify=changed)
    def offersPhrases(self) -> bool:
        """Whether the tiles stand on the page."""
        return self._words.phrases

    @Property(bool, notify=changed)
    def talking(self) -> bool:
        """Whether somebody is there who would hear them."""
        return self._words.talking

    @Property(bool, notify=changed)
    def speechless(self) -> bool:
        """Whether they cannot be spoken."""
        return self._words.speechless

    @Property(str, notify=changed)
    def wayOut(self) -> str:
        """What ends this: "tap", "hold" or "close"."""
        return self._words.way_out

    @Property(str, notify=changed)
    def wayOutText(self) -> str:
        """The word on that button."""
        return self._words.way_out_text

    @Property(bool, notify=changed)
    def answerable(self) -> bool:
        """Whether a call-back can be taken at once."""
        return self._words.answerable

    @Property(str, notify=changed)
    def barLook(self) -> str:
        """The look of the bar: a BarLook."""
        return self._bar.look.value

    @Property(str, notify=changed)
    def barTitle(self) -> str:
        """The first line of the bar."""
        return self._bar.title

    @Property(str, notify=changed)
    def barAdvice(self) -> str:
        """The second line of the bar."""
        return self._bar.advice

    @Property(str, notify=changed)
    def barNote(self) -> str:
        """The third and quietest line of the bar, or ""."""
        return self._bar.note

    @Property(float, notify=armingChanged)
    def arming(self) -> float:
        """How far the physical button is held, 0 to 1."""
        return self._arming

    @Property(str, notify=placeChanged)
    def stopName(self) -> str:
        """Where this is, as the timetable names it."""
        return self._place[0]

    @Property(str, notify=placeChanged)
    def address(self) -> str:
        """The address of the pavilion, "" where it is not known."""
        return self._place[1]

    @Property(str, notify=placeChanged)
    def code(self) -> str:
        """The code of the pavilion, "" where it has none."""
        return self._place[2]


def _tile(phrase: tuple[str, str, str], saying: str) -> PhraseRow:
    key, icon, text = phrase
    spoken = key == saying
    return PhraseRow(key, "volume" if spoken else icon, tr("Telling the operator…") if spoken else text, spoken)
