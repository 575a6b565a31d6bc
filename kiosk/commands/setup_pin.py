"""Question 4 of `kiosk setup`: the PIN of the service menu, which no command line and no screen ever shows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.errors import CommandError
from kiosk.commands.pin import LONGEST_LINE, REASONS
from kiosk.commands.setup_talk import NONE

if TYPE_CHECKING:
    from kiosk.commands.setup_draft import Draft
    from kiosk.commands.setup_talk import Talk

STANDARD_INPUT = Path("-")


def pin_settled(draft: Draft, talk: Talk | None, file: Path | None, *, is_set: bool) -> str:
    """The new PIN, "" where none is wanted. Raises CommandError where the one in `file` will not do."""
    codes = _codes(draft)
    if file is not None:
        pin = _in(file)
        if reason := _weakness(pin, codes):
            raise CommandError(f"--pin-file: {reason}.")
        return pin
    return _asked(talk, codes, is_set=is_set) if talk else ""


def _asked(talk: Talk, codes: tuple[str, ...], *, is_set: bool) -> str:
    while True:
        pin = talk.hidden("Six digits, nothing is shown" + (" [unchanged]" if is_set else ""))
        if pin == NONE or (not pin and is_set):
            return ""
        if reason := _weakness(pin, codes):
            talk.say(f"{reason[:1].upper()}{reason[1:]}.")
        elif talk.hidden("Once more") == pin:
            return pin
        else:
            talk.say("These were two different PINs.")


def _weakness(pin: str, codes: tuple[str, ...]) -> str:
    from kiosk.domain.maintenance.pin import weakness

    found = weakness(pin, codes)
    return REASONS[found] if found else ""


def _codes(draft: Draft) -> tuple[str, ...]:
    settings = draft.settings()
    return (settings.emergency.pavilion, *settings.stop.ids)


def _in(file: Path) -> str:
    try:
        if file == STANDARD_INPUT:
            return sys.stdin.readline(LONGEST_LINE).strip()
        with file.open(encoding="utf-8", errors="replace") as opened:
            return opened.readline(LONGEST_LINE).strip()
    except OSError as error:
        raise CommandError(f"--pin-file: {file} cannot be read: {error.strerror}.") from error
