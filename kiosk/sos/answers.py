"""What a client may ask of the agent, and what it is answered. Every refusal is one sentence."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kiosk.domain.call.events import CallWanted, GivenUp, PhraseWanted
from kiosk.domain.call.status import IN_CALL, Phrase, SelfTest, State
from kiosk.sos.wire import WireError, status_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.domain.call.events import Event
    from kiosk.domain.call.status import CallStatus, Monotonic, SelfTestResult

Word = TypeVar("Word", bound=StrEnum)

MOST_HISTORY = 200
USUAL_HISTORY = 50
BEGUN = IN_CALL | {State.ARMING}
"""What `cancel` and `hang_up` can bring to an end."""

_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class Calls(Protocol):
    """What clients ask about. Only `test` and `history` may take their time; neither delays anything else."""

    def status(self) -> CallStatus:
        """The call at this moment."""

    def full_status(self) -> dict[str, Any]:
        """Everything a technician may know, in the shape of wire.full_status_to_json."""

    def place(self) -> dict[str, Any]:
        """Where callers are, in the shape of wire.place_to_json."""

    def happened(self, event: Event) -> None:
        """Take an event; `status` tells what came of it."""

    async def test(self, which: SelfTest) -> tuple[SelfTestResult, ...]:
        """Run a self-test now."""

    async def history(self, limit: int) -> dict[str, Any]:
        """What was recorded: {"tests": [...], "events": [...]}, the newest first, at most `limit` of each.

        Raises WireError with a sentence where the record cannot be read.
        """

    def speak_language(self, language: str) -> None:
        """Speak to people here in this language."""


def answer(calls: Calls, request: Mapping[str, Any], now: Monotonic) -> dict[str, Any]:
    """What to answer, once it is done. Raises WireError where it cannot be done or understood.

    `until` in a request is the moment after which nobody wants it any more: an agent that was stopped meanwhile
    must not make a call minutes later.
    """
    answers: dict[str, Callable[[Calls, Mapping[str, Any]], dict[str, Any]]] = {
        "call": _call,
        "cancel": _give_up,
        "hang_up": _give_up,
        "say": _say,
        "status": _status,
        "place": _place,
        "language": _language,
    }
    do = request.get("do")
    if not isinstance(do, str) or do not in answers:
        raise WireError(f'"do" is none of {", ".join(answers)}, history, test, watch.')
    until = request.get("until", now)
    if isinstance(until, bool) or not isinstance(until, int | float):
        raise WireError('"until" is no number.')
    if not now <= until:
        raise WireError("The request came too late, and nothing was done.")
    return answers[do](calls, request)


def tests_wanted(request: Mapping[str, Any]) -> tuple[SelfTest, ...]:
    """The self-tests that a request names. Raises WireError."""
    which = request.get("which", "all")
    if which == "all":
        return tuple(SelfTest)
    return (_member(SelfTest, which, "which"),)


def history_wanted(request: Mapping[str, Any]) -> int:
    """How many of each a request for the history wants. Raises WireError."""
    count = request.get("count", USUAL_HISTORY)
    if type(count) is not int or not 0 < count <= MOST_HISTORY:
        raise WireError(f'"count" is no whole number from 1 to {MOST_HISTORY}.')
    return count


def _call(calls: Calls, _: Mapping[str, Any]) -> dict[str, Any]:
    calls.happened(CallWanted())
    return {"call": status_to_json(calls.status())}


def _give_up(calls: Calls, _: Mapping[str, Any]) -> dict[str, Any]:
    begun = calls.status().state in BEGUN
    calls.happened(GivenUp())
    status = calls.status()
    return {"call": status_to_json(status), "ended": begun and status.state not in BEGUN}


def _say(calls: Calls, request: Mapping[str, Any]) -> dict[str, Any]:
    calls.happened(PhraseWanted(_member(Phrase, request.get("phrase"), "phrase")))
    return {"call": status_to_json(calls.status())}


def _status(calls: Calls, _: Mapping[str, Any]) -> dict[str, Any]:
    return calls.full_status()


def _place(calls: Calls, _: Mapping[str, Any]) -> dict[str, Any]:
    return calls.place()


def _language(calls: Calls, request: Mapping[str, Any]) -> dict[str, Any]:
    language = request.get("language")
    if not isinstance(language, str) or len(language) > 20 or not _LANGUAGE.fullmatch(language):
        raise WireError('"language" is no language such as ru.')
    calls.speak_language(language)
    return {}


def _member(kind: type[Word], raw: object, name: str) -> Word:
    for member in kind:
        if member.value == raw:
            return member
    raise WireError(f'"{name}" is none of {", ".join(kind)}.')
