"""What the settings page does with kiosk.toml: read it, work out a change, apply it. Slow work, all of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk import paths
from kiosk.config.difference import changed_lines, differences
from kiosk.config.faults import ConfigError, ConfigFault
from kiosk.config.last_good import keep
from kiosk.config.offered import changes, offered, restarts
from kiosk.config.offline import missing_authorities, unencrypted_keys
from kiosk.config.read import read
from kiosk.config.toml_file import loaded
from kiosk.config.unconfirmed import Unconfirmed, apply, confirm, pending, undo
from kiosk.domain.maintenance.setting import Fault, Proposal, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kiosk.config.settings import Settings

NOT_WRITTEN = "cannot be written"
SAYS_NOTHING = "says nothing"


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the file: the settings offered, and why they may not be changed (see SettingsScreen.show)."""

    settings: Settings
    offered: tuple[Setting, ...]
    locked: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change that was worked out: of `old`, the file's content, `new`; both "" where there are faults."""

    proposal: Proposal
    old: str = ""
    new: str = ""
    settings: Settings | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of applying: `waiting` is in force, or `instead` is to be looked at first."""

    waiting: Unconfirmed | None = None
    instead: Prepared | None = None


def known(file: Path | None, running: Settings) -> Known:
    """What the page shows; `running`: the settings in force."""
    if file is None:
        return Known(running, offered(running, {}), "demonstration")
    try:
        settings, data = read(file), loaded(file, "")[0]
    except ConfigError:
        return Known(running, offered(running, {}), "broken")
    target = file.resolve()
    # A file is replaced by another one: it is its folder that must be writable.
    locked = "" if os.access(target.parent, os.W_OK | os.X_OK) and _keeps_owner(target) else "read-only"
    return Known(settings, offered(settings, data), locked)


def prepared(file: Path, setting: Setting, typed: str) -> Prepared:
    """What `typed` for a setting would change, checked as `kiosk check` does it."""
    # Here, because a screen whose settings nobody changes is spared the 4 MB of tomlkit.
    from kiosk.config.edit import changed  # noqa: PLC0415

    try:
        text = file.read_bytes().decode()
        wanted = changes(setting, typed, loaded(file, "")[0])
        new, settings = changed(file, wanted)
    except ConfigError as error:
        return Prepared(Proposal(faults=tuple(_fault(fault) for fault in error.faults)))
    except (OSError, ValueError):
        return Prepared(Proposal(faults=(Fault(setting.key, SAYS_NOTHING, ""),)))
    grave = _faults(missing_authorities(settings))
    proposal = Proposal(
        tuple((one.key, one.old or "", one.new or "") for one in differences(text, new)),
        tuple((line.sign, line.text) for line in changed_lines(text, new)),
        grave,
        _faults(unencrypted_keys(settings)),
        restarts(wanted),
    )
    return Prepared(proposal, text, new, settings)


def applied(file: Path, wanted: Prepared, monotonic: float, boot_id: str) -> Applied:
    """Write it, to be confirmed; a file that somebody changed meanwhile is not written over."""
    proposal = wanted.proposal
    try:
        if file.read_bytes().decode() != wanted.old:
            return Applied(instead=Prepared(Proposal(faults=(Fault("", "was changed", "Look at it again"),))))
        keys = [key for key, _, _ in proposal.differences]
        waiting = apply(file, wanted.new, keys, restarts=proposal.restarts, monotonic=monotonic, boot_id=boot_id)
    except (OSError, ValueError) as error:
        why = Fault("", NOT_WRITTEN, str(getattr(error, "strerror", None) or error))
        return Applied(instead=Prepared(Proposal(faults=(why,))))
    return Applied(waiting)


def confirmed(file: Path) -> str:
    """Let the change stay, also for the time when the file is spoilt by hand; why that failed, or ""."""
    try:
        confirm(file)
    except OSError as error:
        return error.strerror or str(error)
    keep(file, paths.data_dir())
    return ""


def taken_back(file: Path) -> str | Settings | None:
    """The settings that hold again, None where they cannot be read; or why it failed, as a text."""
    try:
        undo(file)
    except OSError as error:
        return error.strerror or str(error)
    try:
        return read(file)
    except ConfigError:
        return None


def waiting_change(file: Path) -> tuple[Unconfirmed, Proposal] | None:
    """The change that waits since before this start, and what it changed."""
    waiting = pending(file)
    if waiting is None:
        return None
    try:
        now = file.read_bytes().decode()
        found = differences(waiting.earlier, now)
        lines = changed_lines(waiting.earlier, now)
    except (OSError, ValueError):
        return waiting, Proposal(restarts=True)
    return waiting, Proposal(
        tuple((one.key, one.old or "", one.new or "") for one in found),
        tuple((line.sign, line.text) for line in lines),
        restarts=True,
    )


def _keeps_owner(target: Path) -> bool:
    """Whether a new file can be given the owner of the old one."""
    return os.geteuid() in (0, target.stat().st_uid)


def _faults(found: Iterable[ConfigFault]) -> tuple[Fault, ...]:
    return tuple(map(_fault, found))


def _fault(fault: ConfigFault) -> Fault:
    return Fault(fault.key, fault.what, fault.remedy)


def audited(key: Any) -> str:
    """A key as the log names it: of a header only that it is one."""
    first, *rest = str(key).split(".")
    return f"{first}.headers" if rest and rest[0] == "headers" else str(key)
