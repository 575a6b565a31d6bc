"""Trunks that are alive and take no call of ours: a wrong password, a blocked number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.call.events import Closed, Event
from kiosk.domain.call.status import CallStatus, State

REFUSING = frozenset({401, 403, 404, 407})
"""Statuses that the next call gets too, unlike those of a busy or overloaded trunk. Source: RFC 3261, 21.4."""

REMEMBERED = 24 * 3600
"""Seconds; the operator may have put it right without a word."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The last call over a trunk was refused with `code`. `at` in POSIX seconds."""

    code: int
    at: int


def learned(
    refusals: Mapping[str, Refusal], before: CallStatus, event: Event, after: CallStatus, now: int
) -> Mapping[str, Refusal]:
    """The refusals by the trunk's name, once `event` has led from `before` to `after`; `now` in POSIX seconds."""
    if after.state is State.CONNECTED and not after.callback:
        return {name: refusal for name, refusal in refusals.items() if name != after.trunk}
    attempt_is_over = after.state is State.RETRYING or after.attempt != before.attempt
    if isinstance(event, Closed) and event.code in REFUSING and before.trunk and attempt_is_over:
        return {**refusals, before.trunk: Refusal(event.code, now)}
    return refusals
