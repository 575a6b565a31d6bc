"""What the frame round a web session says: the time that is left, and what went wrong with a page."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.frozen import dataclass
from kiosk.screens.translation import tr


class Trouble(StrEnum):
    """Why a page is not there."""

    NONE = ""
    NETWORK = "network"
    """No way to the site, or none that answered in time."""
    UNTRUSTED = "untrusted"
    """Whoever answered did not prove to be the site."""
    FAULTY = "faulty"
    """The site answered with an error."""


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


def trouble_words(trouble: Trouble) -> TroubleWords:
    """The sentences of `trouble`."""
    phone = tr("Go back, or end here and open the service on your own phone by its QR code.")
    match trouble:
        case Trouble.NETWORK:
            return TroubleWords(tr("The page does not answer"), phone, "cloud-off")
        case Trouble.UNTRUSTED:
            unproven = tr("Whoever answered could not prove to be this site; nothing was sent.")
            return TroubleWords(tr("This page is not safe"), f"{unproven} {phone}", "shield-exclamation")
        case Trouble.FAULTY:
            return TroubleWords(tr("The site has a fault"), phone, "alert-triangle")
        case Trouble.NONE:
            return TroubleWords()
