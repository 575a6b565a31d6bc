"""The words of the usage page: what the catalogue of events calls by a word, said to the technician."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from kiosk.domain.usage.scores import LEAST
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from datetime import date

    from kiosk.domain.usage.scores import Accuracy

LONGEST_NAME = 60
"""Characters of a service's or a route's name that are ever laid out."""


def screen(word: str) -> str:
    """A page of the passengers' screen."""
    return {
        "board": tr("board"),
        "later": tr("later departures"),
        "trip": tr("trip by stops"),
        "map": tr("line map"),
        "alerts": tr("announcements"),
        "services": tr("services", "chart of pages"),
        "category": tr("category of services"),
        "service": tr("page of a service"),
        "pocket": tr("board on the phone"),
        "report": tr("report a problem"),
    }.get(word, word)


def ending(word: str) -> str:
    """How an emergency call ended."""
    return {
        "far_end": tr("the operator hung up"),
        "here": tr("hung up here"),
        "cancelled": tr("cancelled before an answer"),
        "missed": tr("a call back was missed"),
        "": tr("not written down"),
    }.get(word, word)


def language(word: str) -> str:
    """A language that passengers choose."""
    return {"ru": tr("Russian"), "en": tr("English")}.get(word, word)


def text_size(word: str) -> str:
    """A size of text that passengers choose."""
    return {"0": tr("normal text"), "1": tr("large text"), "2": tr("largest text")}.get(word, word)


def theme(word: str) -> str:
    """Colours that passengers choose."""
    return {"contrast": tr("high contrast"), "usual": tr("usual colours")}.get(word, word)


def report(word: str) -> str:
    """What a passenger reported."""
    return {
        "no-bus": tr("the bus did not come"),
        "screen-wrong": tr("the screen is wrong"),
        "button-broken": tr("the button does not work"),
        "cold": tr("it is cold"),
    }.get(word, word)


def name(text: str) -> str:
    """A name that a feed or a file gave."""
    return plain(text, LONGEST_NAME)


def day(when: date, *, month: bool) -> str:
    """A day under its bar: "22", or "22.11" where another month begins."""
    return f"{when:%d.%m}" if month else f"{when.day}"


def month(when: date, in_language: str) -> str:
    """A month under its bar, in short."""
    return QLocale(in_language).standaloneMonthName(when.month, QLocale.FormatType.ShortFormat).rstrip(".")


def percent(share: float) -> str:
    """0.853 as 85 %."""
    return tr("{number}%").format(number=round(share * 100))


def share(one: Accuracy) -> str:
    """How many predictions were right."""
    if not one.shown:
        return "–"
    return tr("too few") if one.share is None else percent(one.share)


def share_note(one: Accuracy) -> str:
    """Of how many, and how many of those never came."""
    if not one.shown:
        return ""
    of = tr("of {count}").format(count=one.judged)
    if not one.unseen or one.unseen_share is None:
        return of
    never = tr("{share} did not come").format(share=percent(one.unseen_share))
    return f"{of}, {never}"


def accuracy_note() -> str:
    """What is counted as right."""
    return tr(
        "Right: the bus was seen here within a minute or two of what was shown, or a little more where it was far "
        "away. A bus that did not come counts as wrong. Fewer than {least} predictions give no share"
    ).format(least=LEAST)


def connected(number: int) -> str:
    """How many calls the operator answered."""
    return tr("Answered by the operator: {number}").format(number=number)


def outages(times: int, known: int, minutes: int) -> str:
    """How often and how long there was no live data."""
    return tr("Lost {times} times. How long is known of {known}: {minutes} min in all").format(
        times=times, known=known, minutes=minutes
    )


def others(number: int) -> str:
    """What the bars left out."""
    return tr("Others: {number}").format(number=number)


def stick(how: str) -> str:
    """How writing to the USB stick goes."""
    return {
        "running": tr("Writing to the USB stick. Do not pull it out…"),
        "done": tr("Written to the USB stick, folder {folder}. It can be pulled out"),
        "no-stick": tr("There is no USB stick. Put one in and touch the button again"),
        "read-only": tr("The USB stick can only be read. Slide its lock or take another one"),
        "full": tr("The USB stick is full. Make room or take another one"),
        "failed": tr("The USB stick could not be written, or was pulled out too early. Try again"),
        "unreadable": tr("The usage log cannot be read now. The page of the status tells why"),
    }.get(how, "")
