"""The program itself, judged: its log, its PIN, its version, how its last life ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.ladder import Rung
from kiosk.domain.maintenance.facts import STATES, Fact, Name, fact

if TYPE_CHECKING:
    from kiosk.domain.maintenance.fact_readings import TakenBack
    from kiosk.domain.service_day import Instant

FAILING = frozenset({"read-only", "disk-full", "disk-error", "locked"})
"""Troubles of the usage log in which nothing new reaches the disk."""
INTERVALS = 3
"""A screen that has told nothing for so many of its intervals answers no more."""


_SCREEN = {
    Rung.USUAL: "runs",
    Rung.SAFE: "safe_mode",
    Rung.PLAIN: "plain_mode",
    Rung.BARE: "bare_mode",
    Rung.ALONE: "alone_mode",
}


def screen(uptime: float | None, rung: Rung = Rung.USUAL) -> Fact:
    """The screen as it tells of itself; `rung`: how much of it was started."""
    return fact(Name.SCREEN, _SCREEN[rung], uptime_s=None if uptime is None else int(uptime))


def silent_screen(age: float | None) -> Fact:
    """The screen as somebody else finds it: last heard of `age` seconds ago; None: nothing tells of one."""
    if age is None:
        return fact(Name.SCREEN, "not_running")
    return fact(Name.SCREEN, "silent", age_s=int(age))


def answers(age: float, interval: float) -> bool:
    """Whether a screen that wrote its facts `age` seconds ago, and does so each `interval`, still runs."""
    return 0 <= age <= INTERVALS * interval


def usage_log(size: int | None, trouble: str) -> Fact:
    """The usage log: its bytes (None: there is no file) and its trouble, "" for none."""
    if trouble:
        return fact(
            Name.USAGE_LOG, "failing" if trouble in FAILING else "repaired", trouble=trouble, size_bytes=size
        )
    if size is None:
        return fact(Name.USAGE_LOG, "no_file")
    return fact(Name.USAGE_LOG, "kept", size_bytes=size)


def pin(known: bool | None) -> Fact:
    """Whether a PIN closes the service menu; None: one may not look."""
    return fact(Name.PIN, "not_readable" if known is None else "set" if known else "not_set")


def version(number: str, taken_back: TakenBack | None = None) -> Fact:
    """What runs, and the upgrade that failed before it."""
    if taken_back is None:
        return fact(Name.VERSION, "runs", version=number)
    state = "not_healthy" if taken_back.stays else "rolled_back"
    return fact(Name.VERSION, state, version=number, failed=taken_back.version, at=taken_back.at)


def restart(why: str, ended: Instant | None) -> Fact:
    """How the last life of the program ended."""
    return fact(Name.RESTART, why if why in STATES[Name.RESTART] else "not_known", at=ended)
