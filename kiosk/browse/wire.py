"""What screen, supervisor and window of a web session say to each other: JSON, one object a line.

All three are of one version, so nothing is read that is not exactly what this version writes.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.browse.plan import BrowsePlan, Request
from kiosk.domain.services.session import End
from kiosk.sos.wire import LONGEST_LINE, WireError, decode, encode, value_from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Lines",
    "State",
    "WireError",
    "encode",
    "end_from_json",
    "first_line",
    "plan_from_json",
    "plan_to_json",
    "request_from_json",
    "request_to_json",
]

_Value = TypeVar("_Value", BrowsePlan, Request)


class State(StrEnum):
    """How far a session has come, as its window and then its supervisor say."""

    READY = "ready"
    """It waits for a request."""
    OPENED = "opened"
    """Its window is on the screen."""
    PAINTED = "painted"
    """The first page is."""
    CLOSING = "closing"
    """The window is hidden; everything is being wiped."""
    ENDED = "ended"
    """Nothing is left of it, but what is told with this word."""


def plan_to_json(plan: BrowsePlan) -> dict[str, Any]:
    """A plan as an object of JSON."""
    return _to_json(plan)


def plan_from_json(raw: object) -> BrowsePlan:
    """The plan that an object of JSON stands for. Raises WireError."""
    return _from_json(BrowsePlan, raw, "plan")


def request_to_json(request: Request) -> dict[str, Any]:
    """A request as an object of JSON."""
    return _to_json(request)


def request_from_json(raw: object) -> Request:
    """The request that an object of JSON stands for. Raises WireError."""
    return _from_json(Request, raw, "open")


def end_from_json(raw: object) -> End:
    """The end that is told by its name. Raises WireError."""
    if isinstance(raw, str) and raw in list(End):
        return End(raw)
    raise WireError("A session ends in no such way.")


def first_line(descriptor: int) -> dict[str, Any]:
    """The object of the first line, waited for. Raises WireError, also where there is no whole line.

    Read byte by byte, so that what follows is left to the loop.
    """
    line = bytearray()
    while not line.endswith(b"\n") and len(line) < LONGEST_LINE:
        if not (byte := os.read(descriptor, 1)):
            break
        line += byte
    return decode(bytes(line))


class Lines:
    """Objects out of a stream of bytes that comes in pieces, for a loop of any kind."""

    def __init__(self) -> None:
        self._rest = b""

    def objects(self, piece: bytes) -> Iterator[dict[str, Any]]:
        """The objects that `piece` completes. Raises WireError, after which the stream is of no use any more."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for line in lines:
            yield decode(line)
        if len(self._rest) > LONGEST_LINE:
            raise WireError(f"A line is longer than {LONGEST_LINE} bytes.")


def _to_json(value: BrowsePlan | Request) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(value), default=os.fspath))
    return plain


def _from_json(cls: type[_Value], raw: object, name: str) -> _Value:
    value = value_from_json(cls, raw, name)
    if _to_json(value) != raw:
        raise WireError(f"The {name} holds what this version does not know.")
    return value
