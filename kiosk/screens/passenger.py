"""What the person in front of the screen chose: language, text size, contrast. Gone when they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTranslator, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.frozen import dataclass
from kiosk.screens.qml import Property, QmlUncreatable

if TYPE_CHECKING:
    from pathlib import Path

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

LANGUAGES = ("ru", "en")
TEXT_SIZES = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """What the place wants every passenger to find, and how long it waits for them.

    `theme`: "auto" (day or night by the sun), "day", "night" or "contrast". `text_size`: 0, 1, 2. `languages` are
    those to choose from, `language` among them.
    `idle_seconds` without a touch and the next passenger is assumed.
    """

    language: str = LANGUAGES[0]
    theme: str = "auto"
    text_size: int = 0
    idle_seconds: float = 60.0
    languages: tuple[str, ...] = LANGUAGES


NO_HABITS = Habits()


@QmlElement
@QmlUncreatable("the app makes it")
class Passenger(QObject):
    """The choices of the present passenger over the habits of the place.

    `chosen` tells that a touch chose a "language", a "text_size" or a "theme".
    """

    chosen = Signal(str)
    languageChanged = Signal()
    languagesChanged = Signal()
    textSizeChanged = Signal()
    themeChanged = Signal()

    def __init__(self, translations: Path, habits: Habits = NO_HABITS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.habits = habits
        self._translators = {language: self._load(translations, language) for language in LANGUAGES}
        self._language = habits.language
        self._text_size = habits.text_size
        self._high_contrast = habits.theme == "contrast"
        self._daylight = True
        QCoreApplication.installTranslator(self._translators[self._language])

    def _load(self, translations: Path, language: str) -> QTranslator:
        file = translations / f"kiosk_{language}.qm"
        translator = QTranslator(self)
        if not translator.load(str(file)):
            raise FileNotFoundError(f"the translation {file} is missing or broken; `make run` builds it")
        return translator

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        """The language of every word on the screen, as BCP 47."""
        return self._language

    @Property(bool, notify=languagesChanged)
    def choosesLanguage(self) -> bool:
        """Whether there is another language to choose."""
        return len(self.habits.languages) > 1

    @Property(int, notify=textSizeChanged)
    def textSize(self) -> int:
        """0 normal, 1 large, 2 very large."""
        return self._text_size

    @Property(bool, notify=themeChanged)
    def highContrast(self) -> bool:
        """Whether the passenger asked for black and yellow."""
        return self._high_contrast

    @Property(str, notify=themeChanged)
    def theme(self) -> str:
        """The colours to use: "contrast", "day" or "night"."""
        if self._high_contrast:
            return "contrast"
        if self.habits.theme in ("day", "night"):
            return self.habits.theme
        return "day" if self._daylight else "night"

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the next passenger should find."""
        chosen = (self._language, self._text_size, self._high_contrast)
        return chosen != (self.habits.language, self.habits.text_size, self.habits.theme == "contrast")

    def set_daylight(self, daylight: bool) -> None:
        """Tell whether the sun is up at the stop."""
        if daylight != self._daylight:
            self._daylight = daylight
            self.themeChanged.emit()

    def settle(self, habits: Habits) -> None:
        """Find other habits here: what the same passenger chose in front of another window."""
        self.habits = habits
        self.reset()
        self.themeChanged.emit()
        self.languagesChanged.emit()

    @Slot()
    def nextLanguage(self) -> None:
        """Speak the next language."""
        offered = self.habits.languages
        at = offered.index(self._language) + 1 if self._language in offered else 0
        self._speak(offered[at % len(offered)])
        self.chosen.emit("language")

    @Slot()
    def nextTextSize(self) -> None:
        """Larger text; after the largest the normal one again."""
        self._set_text_size((self._text_size + 1) % TEXT_SIZES)
        self.chosen.emit("text_size")

    @Slot()
    def toggleContrast(self) -> None:
        """Black and yellow, or the usual colours again."""
        self._set_high_contrast(not self._high_contrast)
        self.chosen.emit("theme")

    @Slot()
    def reset(self) -> None:
        """Leave the screen as the next passenger should find it."""
        self._speak(self.habits.language)
        self._set_text_size(self.habits.text_size)
        self._set_high_contrast(self.habits.theme == "contrast")

    def _speak(self, language: str) -> None:
        if language != self._language:
            QCoreApplication.removeTranslator(self._translators[self._language])
            self._language = language
            QCoreApplication.installTranslator(self._translators[language])
            self.languageChanged.emit()

    def _set_text_size(self, size: int) -> None:
        if size != self._text_size:
            self._text_size = size
            self.textSizeChanged.emit()

    def _set_high_contrast(self, wanted: bool) -> None:
        if wanted != self._high_contrast:
            self._high_contrast = wanted
            self.themeChanged.emit()
