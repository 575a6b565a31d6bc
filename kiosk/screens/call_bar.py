"""What the red bar says: what it does, and before anyone needs it, that it cannot."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.domain.call.status import IN_CALL, CallStatus, Health
from kiosk.domain.frozen import dataclass
from kiosk.screens.call_words import minutes_to_call_back
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from kiosk.domain.call.status import Monotonic


class BarLook(StrEnum):
    """What the bar looks like."""

    ADVICE = "advice"
    """No call can be made from here: it says what to do instead."""
    READY = "ready"
    BROKEN = "broken"
    """A call would probably lead nowhere. Holding it tries all the same."""
    BUSY = "busy"
    """A call goes on, on the page above."""


@dataclass(frozen=True, slots=True)
class BarWords:
    """The bar: its look and its lines; `note` "" where there is nothing more to say."""

    look: BarLook
    title: str
    advice: str
    note: str = ""


def advice(*, demo: bool) -> BarWords:
    """The bar of a pavilion that cannot call."""
    promise = tr("A call button comes here later") if demo else ""
    return BarWords(BarLook.ADVICE, tr("Emergency call"), tr("Dial 112 on your own phone"), promise)


def bar_words(status: CallStatus, now: Monotonic, *, lost: bool) -> BarWords:
    """The bar for `status`; `lost`: the agent has not answered for long."""
    if status.state in IN_CALL and not lost:
        return BarWords(BarLook.BUSY, tr("Emergency call"), tr("the call goes on above"))
    if lost or status.health is Health.BROKEN:
        # The agent may hear us all the same, and a trunk may come back: the bar still tries.
        again = tr("holding for 2 seconds tries all the same")
        return BarWords(BarLook.BROKEN, tr("The call does not work"), tr("Dial 112 on your own phone"), again)
    notes = []
    if minutes := minutes_to_call_back(status, now):
        notes.append(tr("112 may call back for %n more min", "", minutes))
    if not status.sound:
        notes.append(tr("no sound here"))
    return BarWords(BarLook.READY, tr("Emergency call"), tr("hold for 2 seconds"), " · ".join(notes))
