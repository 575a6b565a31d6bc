"""The details of a fact as people write them: spans, sizes, moments, and the words of faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.realtime import Fault
from kiosk.domain.service_day import local
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.maintenance.facts import Fact, Value
    from kiosk.domain.service_day import Instant

MINUTE, HOUR, DAY = 60, 3600, 86400
MEGABYTE, GIGABYTE = 2**20, 2**30


class Said(dict[str, str]):
    """Values by their names; one that is not known is a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def said(fact: Fact, zone: ZoneInfo) -> Said:
    """Every detail of a fact, written out."""
    return Said({name: _said(name, value, zone) for name, value in fact.values})


def _said(name: str, value: Value, zone: ZoneInfo) -> str:
    if isinstance(value, str):
        return _word(name, value)
    if name == "at":
        return moment(int(value), zone)
    if name.endswith("_s"):
        return span(abs(int(value)))
    if name.endswith("_bytes"):
        return size(int(value))
    return str(value)


def _word(name: str, value: str) -> str:
    if name == "until":
        return ".".join(reversed(value.split("-")))
    if name == "lacking":
        words = {"microphone": tr("microphone"), "loudspeaker": tr("loudspeaker")}
        return ", ".join(words.get(part, part) for part in value.split(", "))
    if name == "trouble":
        return trouble_word(value)
    return plain(value)


def moment(instant: Instant, zone: ZoneInfo) -> str:
    """Such as "22.11.2027 14:07"; a dash for what lies in no year of the calendar, as a damaged record may."""
    try:
        return f"{local(instant, zone):%d.%m.%Y %H:%M}"
    except (OverflowError, ValueError, OSError):
        return "–"


def span(seconds: int) -> str:
    """Such as "59 s", "3 min", "47 h", "9 d"."""
    if seconds < 2 * MINUTE:
        return tr("{seconds} s").format(seconds=seconds)
    if seconds < 2 * HOUR:
        return tr("{minutes} min").format(minutes=seconds // MINUTE)
    if seconds < 2 * DAY:
        return tr("{hours} h").format(hours=seconds // HOUR)
    return tr("{days} d").format(days=seconds // DAY)


def size(count: int) -> str:
    """Such as "512 MB", "1.5 GB"; powers of two."""
    if count < GIGABYTE:
        return tr("{megabytes} MB").format(megabytes=count // MEGABYTE)
    return tr("{gigabytes} GB").format(gigabytes=f"{count / GIGABYTE:.1f}")


def trouble_word(trouble: str) -> str:
    """What is wrong with the usage log."""
    words = {
        "read-only": tr("the disk can only be read"),
        "disk-full": tr("the disk is full"),
        "disk-error": tr("the disk answers with errors"),
        "locked": tr("another program holds it"),
        "corrupt-put-aside": tr("a broken file was put aside"),
        "newer-put-aside": tr("a file of a newer program was put aside"),
    }
    return words.get(trouble) or plain(trouble)


def fault_word(fault: str) -> str:
    """Why a feed gives nothing new."""
    words = {
        Fault.UNREACHABLE: tr("cannot be reached"),
        Fault.TIMEOUT: tr("takes too long"),
        Fault.TLS: tr("its certificate is not trusted"),
        Fault.REFUSED: tr("refuses us: look at its address and key"),
        Fault.SERVER_ERROR: tr("its server is broken"),
        Fault.REDIRECT: tr("sends us elsewhere"),
        Fault.INCOMPLETE: tr("breaks off"),
        Fault.TOO_LARGE: tr("too large"),
        Fault.CAPTIVE_PORTAL: tr("the network asks for a log-in"),
        Fault.STORAGE: tr("cannot be stored"),
        Fault.NOT_A_FEED: tr("sends no GTFS-Realtime"),
        Fault.EMPTY: tr("sends nothing"),
        Fault.IMPLAUSIBLE_TIME: tr("its time cannot be true"),
        Fault.WENT_BACK: tr("its time goes backwards"),
    }
    return words[Fault(fault)] if fault in set(Fault) else plain(fault)
