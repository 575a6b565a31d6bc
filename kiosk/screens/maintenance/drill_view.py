"""What the page of the readiness drill shows, as properties of QML."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.drill import Outcome, Step
from kiosk.domain.maintenance.drill_flow import GUIDED, WHOLE, seconds_left, step_seconds_left
from kiosk.screens.maintenance.drill_guided import ColourStep, TouchStep, TypingStep
from kiosk.screens.maintenance.drill_rows import DrillRow, StepRow, drill_rows, result_rows, running_rows
from kiosk.screens.maintenance.drill_words import counted, title
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from kiosk.domain.call.status import Monotonic
    from kiosk.domain.maintenance.drill import Finding, Result
    from kiosk.domain.maintenance.drill_flow import Drill

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

LIST, WAITING, RESULT = "list", "waiting", "result"
KEPT, NOT_KEPT = "kept", "not-kept"
EXPORTED, NOT_EXPORTED, NO_STICK = "exported", "not-exported", "no-stick"


@QmlElement
@QmlUncreatable("the app makes it")
class DrillView(QObject):
    """What is shown now.

    `look`: "list" of the drills before, a guided step ("touch", "colours", "keyboard"), "waiting", "result".
    """

    changed = Signal()
    tick = Signal()
    keyboardChanged = Signal()

    def __init__(self, clock: Callable[[], Monotonic], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = ""
        self._clock = clock
        self._touch = TouchStep(clock, self)
        self._colours = ColourStep(self)
        self._typing = TypingStep(self)
        self._keyboard: QObject | None = None
        self._drill: Drill | None = None
        self._look = LIST
        self._steps = KeyedRows(StepRow, self)
        self._earlier = KeyedRows(DrillRow, self)
        self._kept: Sequence[Result] = ()
        self._zone: ZoneInfo | None = None
        self._result: Result | None = None
        self._again = False
        self._code = ""
        self._note = ""
        self._seconds = (0, 0)

    # What is shown.

    def speak(self, language: str) -> None:
        """Tell everything anew in this language, which the program has switched to."""
        self._language = language
        self._word()

    def set_keyboard(self, keyboard: QObject | None) -> None:
        """The keyboard on the glass, a KeyboardScreen of the same window."""
        self._keyboard = keyboard
        self.keyboardChanged.emit()

    def show(self, drill: Drill) -> None:
        """Show a drill that runs."""
        self._drill, self._result, self._code, self._note = drill, None, "", ""
        look = (drill.guided or WAITING) if not drill.over else RESULT
        if look != self._look:
            self._look = str(look)
            self._begin_step()
        self._word()
        self.look_again()

    def show_result(self, result: Result, code: str = "", *, again: bool = False) -> None:
        """Show a drill that is over. `code` "": it is not signed; `again`: its steps can be run once more."""
        self._drill, self._result, self._code, self._note = None, result, code, ""
        self._again = again
        self._touch.end()
        self._look = RESULT
        self._word()

    def shows(self, result: Result) -> bool:
        """Whether this is the result that is shown."""
        return self._result is result

    def show_list(self) -> None:
        """Back to the drills before."""
        self._drill = self._result = None
        self._touch.end()
        self._look = LIST
        self._word()

    def show_earlier(self, kept: Sequence[Result], zone: ZoneInfo) -> None:
        """List these drills, the newest first."""
        self._kept, self._zone = kept, zone
        self._word()

    def tell(self, note: str) -> None:
        """Say what became of keeping or exporting: KEPT, NOT_KEPT, EXPORTED, NOT_EXPORTED or NO_STICK."""
        self._note = note
        self.changed.emit()

    def look_again(self) -> None:
        """Let the time be seen; about ten times a second while a drill runs."""
        drill = self._drill
        if drill is None:
            return
        now = self._clock()
        step = drill.guided
        left = step_seconds_left(drill, step, now) if step else seconds_left(drill, now)
        seconds = (math.ceil(seconds_left(drill, now)), math.ceil(left))
        if step is Step.TOUCH:
            self._touch.look()
        if seconds != self._seconds:
            self._seconds = seconds
            self.tick.emit()

    def so_far(self) -> Mapping[Step, Finding]:
        """What the guided step that runs knows already."""
        if self._drill is None:
            return {}
        known = {
            Step.TOUCH: self._touch.so_far(),
            Step.COLOURS: self._colours.so_far(),
            Step.KEYBOARD: self._typing.so_far(),
        }
        return {step: finding for step, finding in known.items() if finding and step is self._drill.guided}

    # What QML reads.

    @Property(str, notify=changed)
    def look(self) -> str:
        """What is shown."""
        return self._look

    @Property(str, notify=changed)
    def stepTitle(self) -> str:
        """The guided step and the how manieth it is, or what is waited for."""
        if self._look not in set(GUIDED):
            return tr("Readiness drill")
        number = GUIDED.index(Step(self._look)) + 1
        return f"{title(Step(self._look))} · {number}/{len(GUIDED)}"

    @Property(QObject, notify=changed)
    def touch(self) -> TouchStep:
        """The touch grid."""
        return self._touch

    @Property(QObject, notify=changed)
    def colours(self) -> ColourStep:
        """The colours."""
        return self._colours

    @Property(QObject, notify=changed)
    def typing(self) -> TypingStep:
        """The word to type."""
        return self._typing

    @Property(QObject, notify=keyboardChanged)
    def keyboard(self) -> QObject | None:
        """The keyboard on the glass; None until it is ready."""
        return self._keyboard

    @Property(QObject, notify=changed)
    def steps(self) -> KeyedRows:
        """All steps of the drill that is shown, in the order of the result."""
        return self._steps

    @Property(QObject, notify=changed)
    def earlier(self) -> KeyedRows:
        """The drills before."""
        return self._earlier

    @Property(int, notify=tick)
    def secondsLeft(self) -> int:
        """How long the whole may still take."""
        return self._seconds[0]

    @Property(int, notify=tick)
    def stepSecondsLeft(self) -> int:
        """How long the guided step may still take."""
        return self._seconds[1]

    @Property(float, notify=tick)
    def progress(self) -> float:
        """How much of the time is used up, 0 to 1."""
        return min(max(1 - self._seconds[0] / WHOLE, 0.0), 1.0)

    @Property(str, notify=changed)
    def outcome(self) -> str:
        """How the drill that is shown ended: "passed", "failed", "skipped", "" while it runs."""
        return self._result.outcome if self._result else ""

    @Property(str, notify=changed)
    def outcomeWord(self) -> str:
        """The same in words."""
        if self._result is None:
            return ""
        sentences = {
            Outcome.PASSED: tr("Ready: everything passed"),
            Outcome.FAILED: tr("Not ready: something failed"),
            Outcome.SKIPPED: tr("Nothing failed, something was skipped"),
        }
        return sentences[self._result.outcome]

    @Property(str, notify=changed)
    def summary(self) -> str:
        """When it was and how many steps ended how."""
        if self._result is None or self._zone is None:
            return ""
        began = datetime.fromtimestamp(self._result.began, self._zone)
        took = tr("%1 s").replace("%1", str(self._result.seconds))
        return f"{began:%d.%m.%Y %H:%M} · {took} · {counted(self._result)}"

    @Property(str, notify=changed)
    def code(self) -> str:
        """The signed result for a telephone; "" where there is none."""
        return self._code

    @Property(str, notify=changed)
    def note(self) -> str:
        """What became of keeping or exporting it."""
        words = {
            KEPT: tr("Signed and kept"),
            NOT_KEPT: tr("It could not be signed and kept; the log says why"),
            EXPORTED: tr("Written to the USB stick"),
            NOT_EXPORTED: tr("The USB stick could not be written"),
            NO_STICK: tr("No USB stick that can be written"),
        }
        return words.get(self._note, "")

    def _begin_step(self) -> None:
        """A guided step begins with nothing done; the grid is begun by its page, which knows its place."""
        self._touch.end()
        self._colours.begin()
        self._typing.begin(self._language)

    def _word(self) -> None:
        if self._drill is not None:
            self._steps.replace(running_rows(self._drill))
        elif self._result is not None:
            self._steps.replace(result_rows(self._result, again=self._again))
        if self._zone is not None:
            self._earlier.replace(drill_rows(self._kept, self._zone))
        self.changed.emit()
