"""What `kiosk setup` asks for: how each answer gets into the draft, by a word of the command line or by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.errors import CommandError
from kiosk.commands.setup_talk import AnswerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from kiosk.commands.setup_draft import Draft
    from kiosk.commands.setup_talk import Talk
    from kiosk.config.change import Place

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Question:
    """A key of kiosk.toml that is asked for.

    `flag` is its word on the command line. `meant` turns what was typed into the value that is written, and raises
    AnswerError; `shown` turns the value that is there into what the question shows of it.
    """

    words: str
    flag: str
    place: Place
    meant: Callable[[str], Any] = str
    shown: Callable[[Any], str] = str
    required: bool = False

    def given(self, options: argparse.Namespace) -> str | None:
        """Its word on the command line, None where that is silent."""
        word: str | None = getattr(options, self.flag.removeprefix("--").replace("-", "_"))
        return word

    def answered(self, draft: Draft, typed: str) -> Draft:
        """The draft with what was typed. Raises AnswerError."""
        from kiosk.config.change import Change

        if self.required and not typed:
            raise AnswerError("The kiosk cannot do without it.")
        return draft.changed(Change(self.place, self.meant(typed)))

    def present(self, draft: Draft) -> str:
        """What is there now, "" where nothing is."""
        value = draft.written(*self.place)
        return "" if value in (None, "", []) else self.shown(value)


def settled(question: Question, draft: Draft, talk: Talk | None, given: str | None) -> Draft:
    """The draft with the answer: `given` on the command line, else typed, else what is there.

    Raises CommandError for a word that will not do, and where nobody may be asked for what is needed.
    """
    if given is not None:
        try:
            return question.answered(draft, given)
        except AnswerError as refusal:
            raise CommandError(f"{question.flag}: {refusal}") from refusal
    if talk is None:
        if question.required and not question.present(draft):
            raise CommandError(f"{question.flag} is missing, and the kiosk cannot do without it.")
        return draft
    return _asked(question, draft, talk)


def _asked(question: Question, draft: Draft, talk: Talk) -> Draft:
    while True:
        present = question.present(draft)
        typed = talk.ask(question.words, present)
        if typed is None and (present or not question.required):
            return draft
        try:
            return question.answered(draft, typed or "")
        except AnswerError as refusal:
            talk.say(str(refusal))


def place_of_feed(typed: str) -> str:
    """An address as it is; a path as it is seen from here, because kiosk.toml lies elsewhere."""
    if not typed or _SCHEME.match(typed):
        return typed
    try:
        return str(Path(typed).expanduser().absolute())
    except (RuntimeError, ValueError):  # the home of somebody unknown; a NUL is for the settings to refuse
        return typed


def places_of_feeds(typed: str) -> list[str]:
    """The same for several, parted by spaces."""
    return [place_of_feed(one) for one in typed.split()]


def _inches(typed: str) -> float:
    try:
        return float(typed.replace(",", ".").rstrip('"″'))
    except ValueError:
        raise AnswerError("This is no number of inches, such as 43 or 31.5.") from None


def _degrees(typed: str) -> int:
    try:
        return int(typed.rstrip("°"))
    except ValueError:
        raise AnswerError("This is no number of degrees. Use 0, 90, 180 or 270.") from None


def _address_shown(value: Any) -> str:
    """Addresses without the keys in them."""
    from kiosk.config.difference import address_shown

    several: Sequence[Any] = value if isinstance(value, list) else [value]
    return " ".join(address_shown(str(one)) for one in several)


GTFS = Question(
    "GTFS timetable, its address or path",
    "--gtfs",
    ("timetable", "gtfs"),
    place_of_feed,
    _address_shown,
    required=True,
)
TRIP_UPDATES = Question(
    "GTFS-Realtime trip updates",
    "--trip-updates",
    ("realtime", "trip_updates"),
    places_of_feeds,
    _address_shown,
)
VEHICLE_POSITIONS = Question(
    "GTFS-Realtime vehicle positions",
    "--vehicle-positions",
    ("realtime", "vehicle_positions"),
    places_of_feeds,
    _address_shown,
)
ALERTS = Question("GTFS-Realtime alerts", "--alerts", ("realtime", "alerts"), places_of_feeds, _address_shown)
LIVE = (TRIP_UPDATES, VEHICLE_POSITIONS, ALERTS)
PAVILION = Question("Code of the pavilion, as it is painted on it", "--pavilion", ("emergency", "pavilion"))
ADDRESS = Question("Its address, in Russian", "--address", ("emergency", "address"))
ADDRESS_EN = Question("Its address, in English", "--address-en", ("emergency", "address_en"))
PLACE = (PAVILION, ADDRESS, ADDRESS_EN)
DIAGONAL = Question(
    "Diagonal of the panel, in inches", "--panel", ("display", "panel_diagonal_inches"), _inches, "{:g}".format
)
ROTATION = Question(
    "How far the panel hangs turned clockwise: 0, 90, 180 or 270 degrees",
    "--rotation",
    ("display", "rotation"),
    _degrees,
)
PANEL = (DIAGONAL, ROTATION)
