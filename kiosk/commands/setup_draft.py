"""The kiosk.toml that `kiosk setup` works on: what it holds now, and what it is going to hold."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kiosk import paths
from kiosk.commands.errors import CommandError
from kiosk.commands.setup_talk import AnswerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kiosk.config.change import Change, Place
    from kiosk.config.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to stand in `file`. `earlier` is its content now, None where it is new."""

    file: Path
    earlier: str | None
    text: str

    @property
    def data(self) -> dict[str, Any]:
        """The values as they are written."""
        return tomllib.loads(self.text)

    def written(self, *place: str | int) -> Any:
        """The value at a place, None where the file has none there."""
        value: Any = self.data
        for step in place:
            try:
                value = value[step]
            except (LookupError, TypeError):
                return None
        return value

    def changed(self, *changes: Change) -> Draft:
        """With these changes. Raises AnswerError where the file would not be right any more."""
        from kiosk.config.edit import edited

        try:
            return self.rewritten(edited(self.text, changes))
        except ValueError as error:
            key = ", ".join(change.key for change in changes)
            raise AnswerError(f"{key} {error}: change {self.file} by hand.") from error

    def rewritten(self, text: str) -> Draft:
        """With another text. Raises AnswerError where that is not right."""
        from kiosk.config.faults import ConfigError

        draft = replace(self, text=text)
        try:
            draft.settings()
        except ConfigError as error:
            raise AnswerError(f"This {error.faults[0].what}. {error.faults[0].remedy}.") from error
        return draft

    def settings(self) -> Settings:
        """What the kiosk would read. Raises ConfigError.

        Of what is still to be asked for, something stands in. What a secret's variable holds does not matter yet:
        the service has it, not the terminal of the technician.
        """
        from kiosk.config.change import Change
        from kiosk.config.edit import checked, edited
        from kiosk.config.secrets import named_in

        needed: tuple[tuple[Place, list[str] | str], ...] = (
            (("stop", "ids"), ["0"]),
            (("timetable", "gtfs"), "0"),
        )
        missing = [Change(place, value) for place, value in needed if self.written(*place) is None]
        environ = dict.fromkeys(named_in(self.data), "0") | os.environ
        return checked(edited(self.text, missing), self.file, environ)


def begun(file: Path) -> Draft:
    """The draft that a conversation about `file` begins with. Raises CommandError where it cannot be used."""
    from kiosk.config.faults import ConfigError
    from kiosk.config.toml_file import loaded

    template = (paths.resources() / "kiosk.toml").read_text(encoding="utf-8")
    try:
        if not _is_there(file):
            return Draft(file, None, template)
        loaded(file, "Mend it, or move it away")
        text = file.read_bytes().decode("utf-8-sig")
        draft = Draft(file, text, text)
        draft.settings()
    except ConfigError as error:
        raise CommandError(*_lines(error.faults, file)) from error
    return draft


def _is_there(file: Path) -> bool:
    try:
        file.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    return True


def _lines(faults: Sequence[object], file: Path) -> list[str]:
    return [f"{file}: {fault}" for fault in faults]
