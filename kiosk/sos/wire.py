"""What is said over the agent's Unix socket: JSON, one object a line, and the values it stands for.

Monotonic moments go as they are: all processes of one machine share that clock. Fields nobody knows are ignored,
so that a screen and an agent of neighbouring versions understand each other.
"""

from __future__ import annotations

import json
import os
import types
import typing
from dataclasses import MISSING, asdict, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.domain.call.status import CallStatus, SelfTestResult, TrunkReport
from kiosk.sos.full_status import FullStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.sos.plan import Pavilion

Value = TypeVar("Value")

LONGEST_LINE = 64 * 1024
"""Bytes, with the line's end."""

LONGEST_PATH = 107
"""Bytes of a socket's path. Source: unix(7), sockaddr_un.sun_path holds 108 with the closing zero."""

_LARGEST = 2**53
"""Beyond it a number is no longer the same in every program that reads JSON (RFC 8259, 6)."""


class WireError(Exception):
    """What was said, or is to be said, breaks the rules; one sentence."""


def encode(message: Mapping[str, object]) -> bytes:
    """One line. Raises WireError where it would be longer than a line may be."""
    line = json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"
    if len(line) > LONGEST_LINE:
        raise WireError(f"The answer would be longer than {LONGEST_LINE} bytes; ask for less.")
    return line


def decode(line: bytes) -> dict[str, Any]:
    """The object on one line, of any content. Raises WireError."""
    if len(line) > LONGEST_LINE:
        raise WireError(f"A line is longer than {LONGEST_LINE} bytes.")
    try:
        message = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):  # ValueError: no UTF-8, no JSON, an integer of thousands of digits
        raise WireError("A line is no JSON object.") from None
    if not isinstance(message, dict):
        raise WireError("A line is no JSON object.")
    return message


def status_to_json(status: CallStatus) -> dict[str, Any]:
    """The call as an object of JSON."""
    return asdict(status)


def status_from_json(raw: object) -> CallStatus:
    """The call that an object of JSON stands for. Raises WireError."""
    return _read(CallStatus, raw, "call")


def report_to_json(report: TrunkReport) -> dict[str, Any]:
    """What is known of a trunk as an object of JSON."""
    return asdict(report)


def report_from_json(raw: object) -> TrunkReport:
    """The report that an object of JSON stands for. Raises WireError."""
    return _read(TrunkReport, raw, "trunk")


def result_to_json(result: SelfTestResult) -> dict[str, Any]:
    """A self-test as an object of JSON."""
    return asdict(result)


def result_from_json(raw: object) -> SelfTestResult:
    """The self-test that an object of JSON stands for. Raises WireError."""
    return _read(SelfTestResult, raw, "test")


def full_status_to_json(full: FullStatus) -> dict[str, Any]:
    """Everything as an object of JSON; what most readers look for stands in front once more."""
    call = full.call
    return {"state": call.state, "health": call.health, "sound": call.sound, **asdict(full)}


def full_status_from_json(raw: object) -> FullStatus:
    """Everything, from an object of JSON. Raises WireError."""
    return _read(FullStatus, raw, "status")


def place_to_json(pavilion: Pavilion) -> dict[str, Any]:
    """Where a call comes from as an object of JSON."""
    return {"place": asdict(pavilion)}


def place_from_json(raw: Mapping[str, Any]) -> Pavilion:
    """Where a call comes from, from an object of JSON. Raises WireError."""
    from kiosk.sos.plan import Pavilion  # noqa: PLC0415  the screen does without but when it knows no settings

    return _read(Pavilion, raw.get("place"), "place")


def socket_address(path: Path) -> str:
    """The path as the system takes it. Raises WireError where it is longer than a socket's address can be."""
    if len(os.fsencode(path)) > LONGEST_PATH:
        raise WireError(f"The socket's path {path} is longer than {LONGEST_PATH} bytes; choose a shorter one.")
    return str(path)


def value_from_json(cls: type[Value], raw: object, name: str) -> Value:
    """The dataclass that `raw` stands for; `name` is how a refusal calls it. Raises WireError."""
    return _read(cls, raw, name)


def _no_number(name: str) -> float:
    raise ValueError(name)


def _read(cls: type[Value], raw: object, name: str) -> Value:
    """The dataclass that `raw` stands for."""
    if not isinstance(raw, dict):
        raise WireError(f"The field {name} is no object.")
    kinds = typing.get_type_hints(cls)
    values: dict[str, Any] = {}
    for field in fields(cls):  # type: ignore[arg-type]  # every cls here is a dataclass
        if field.name in raw:
            values[field.name] = _value(kinds[field.name], raw[field.name], f"{name}.{field.name}")
        elif field.default is MISSING:
            raise WireError(f"The field {name}.{field.name} is missing.")
    return cls(**values)


def _value(kind: Any, raw: object, name: str) -> object:
    """`raw` as a field of type `kind` takes it."""
    if typing.get_origin(kind) in {types.UnionType, typing.Union}:
        if raw is None:
            return None
        (kind,) = (one for one in typing.get_args(kind) if one is not types.NoneType)
    if typing.get_origin(kind) is tuple:
        return _values(typing.get_args(kind), raw, name)
    if kind is Path:
        return Path(typing.cast("str", _plain(str, raw, name)))
    if is_dataclass(kind):
        return _read(typing.cast("type[object]", kind), raw, name)
    if issubclass(kind, StrEnum):
        return _member(kind, raw, name)
    return _plain(kind, raw, name)


def _values(kinds: tuple[Any, ...], raw: object, name: str) -> tuple[object, ...]:
    """A tuple of one kind and any length, or with a kind for each place."""
    if not isinstance(raw, list):
        raise WireError(f"The field {name} is no list.")
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], one, name) for one in raw)
    if len(raw) != len(kinds):
        raise WireError(f"The field {name} is no list of {len(kinds)}.")
    return tuple(_value(kind, one, name) for kind, one in zip(kinds, raw, strict=True))


def _member(kind: type[StrEnum], raw: object, name: str) -> StrEnum:
    if isinstance(raw, str):
        for member in kind:
            if member.value == raw:
                return member
    raise WireError(f"The field {name} is none of {', '.join(kind)}.")


def _plain(kind: type, raw: object, name: str) -> object:
    """A text, a truth or a number; True is no number, and no number is infinite."""
    if kind in {int, float} and isinstance(raw, int | float) and not isinstance(raw, bool):
        if not abs(raw) <= _LARGEST:  # so written, NaN is refused too
            raise WireError(f"The number in the field {name} is too large.")
        if kind is float:
            return float(raw)
    if type(raw) is not kind:
        raise WireError(f"The field {name} is no {_WORDS[kind]}.")
    return raw


_WORDS = {str: "text", bool: "truth value", int: "whole number", float: "number"}
