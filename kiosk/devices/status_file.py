"""The file in memory in which a running screen tells how it is, for whoever asks from another process."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.atomic_file import replacing
from kiosk.domain.maintenance.fact_program import answers
from kiosk.domain.maintenance.facts import STATES, Fact, Name, fact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kiosk.domain.service_day import Instant

FORMAT = 1
LONGEST = 256 * 1024
"""Bytes of a file that are ever read."""


class StatusError(Exception):
    """The file holds no facts; one sentence."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a screen told: its `facts` at the moment `at`, at a stop in `zone`.

    `boot_id` and `monotonic` say when by the clock that never steps; it tells anew each `interval` seconds.
    """

    facts: tuple[Fact, ...]
    at: Instant
    zone: ZoneInfo
    boot_id: str
    monotonic: float
    interval: float

    def age(self, boot_id: str, monotonic: float) -> float | None:
        """Seconds since it was told; None where the machine has been started again since."""
        return monotonic - self.monotonic if boot_id == self.boot_id else None

    def is_fresh(self, boot_id: str, monotonic: float) -> bool:
        """Whether the screen that told it still runs."""
        age = self.age(boot_id, monotonic)
        return age is not None and answers(age, self.interval)


def facts_to_json(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Facts as objects of JSON, by the names of docs/status.md."""
    return [
        {
            "name": one.name,
            "part": one.part,
            "state": one.state,
            "level": one.level,
            "since": one.since,
            "values": dict(one.values),
        }
        for one in facts
    ]


def to_text(told: Told) -> str:
    """The content of the file."""
    return json.dumps(
        {
            "format": FORMAT,
            "at": told.at,
            "zone": told.zone.key,
            "boot_id": told.boot_id,
            "monotonic": told.monotonic,
            "interval_s": told.interval,
            "facts": facts_to_json(told.facts),
        }
    )


def write(file: Path, text: str) -> None:
    """Put `text` in the place of the file at once. Raises OSError."""
    with replacing(file) as new:
        new.write_text(text, encoding="utf-8")


def read(file: Path) -> Told:
    """What the screen told in `file`. Raises FileNotFoundError, and StatusError for anything that is not right."""
    try:
        with file.open("rb") as opened:
            return _told(json.loads(opened.read(LONGEST).decode("utf-8")))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StatusError(f"The status of the screen at {file} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise StatusError(f"The status at {file} is broken or of another version of the program.") from error


def _told(raw: dict[str, Any]) -> Told:
    """Raises many an error where it is not what `to_text` writes."""
    if raw["format"] != FORMAT:
        raise ValueError(raw["format"])
    zone = ZoneInfo(raw["zone"])
    facts = tuple(_fact(one) for one in raw["facts"])
    interval = float(raw["interval_s"])
    return Told(facts, int(raw["at"]), zone, str(raw["boot_id"]), float(raw["monotonic"]), interval)


def _fact(raw: dict[str, Any]) -> Fact:
    name, since = Name(raw["name"]), raw["since"]
    if raw["state"] not in STATES[name] or not (since is None or isinstance(since, int)):
        raise ValueError(name)
    values = {key: value for key, value in raw["values"].items() if _is_value(value)}
    return fact(name, raw["state"], str(raw["part"]), since, **values)


def _is_value(value: object) -> bool:
    """A text, or a number that is one."""
    return isinstance(value, str) or (isinstance(value, int | float) and math.isfinite(value))
