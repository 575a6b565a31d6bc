"""What the frame round a web session says: the time that is left, and what went wrong with a page."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.frozen import dataclass
from kiosk.screens.translation import tr


class Trouble(StrEnum):
    """Why a page is not there."""

    NONE = ""
    FAILED = "failed"
    """The site does not answer, answers with an error, or did not prove to be the site."""
    REFUSED = "refused"
    """It led to an address that is not opened here."""


class Refusal(StrEnum):
    """What a page wanted and does not get."""

    NONE = ""
    ADDRESS = "address"
    FILE = "file"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The ring of the time: "9" "min", and the same as a sentence."""

    number: str
    unit: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TroubleWords:
    """What is said in place of a page, "" where there is one."""

    title: str = ""
    more: str = ""
    icon: str = ""


def time_words(seconds_left: int) -> TimeWords:
    """The whole minutes that are left, below one the seconds."""
    if seconds_left < 60:
        return TimeWords(str(seconds_left), tr("s"), tr("%n second(s) left", "", seconds_left))
    minutes = seconds_left // 60
    return TimeWords(str(minutes), tr("min"), tr("%n minute(s) left", "", minutes))


def trouble_words(trouble: Trouble, *, can_go_back: bool) -> TroubleWords:
    """The sentences of `trouble`; the way back is named only where there is one."""
    phone = tr("End here and open the service on your own phone by its QR code.")
    if can_go_back:
        phone = tr("Go back, or end here and open the service on your own phone by its QR code.")
    match trouble:
        case Trouble.FAILED:
            return TroubleWords(tr("The page did not open"), phone, "cloud-off")
        case Trouble.REFUSED:
            return TroubleWords(tr("This address is not opened here"), phone, "shield-exclamation")
        case Trouble.NONE:
            return TroubleWords()


def refusal_words(refusal: Refusal) -> str:
    """What is said for a moment of `refusal`; never the address."""
    match refusal:
        case Refusal.ADDRESS:
            return tr("This address is not opened here")
        case Refusal.FILE:
            return tr("There are no files on this screen: nothing is saved or sent from it")
        case Refusal.PRINT:
            return tr("There is no printer here")
        case Refusal.NONE:
            return ""
