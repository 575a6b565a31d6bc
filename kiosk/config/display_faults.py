"""What may be wrong in [display] beyond the type of a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kiosk.config.faults import ConfigFault

LONGEST_INFO = 120
"""Characters of the information line: two lines of the board."""


def resolve_display(table: dict[str, Any]) -> Iterator[ConfigFault]:
    """Yields what in `table` cannot be shown. Wrong types are left to whoever checks types."""
    languages, language = table.get("languages"), table.get("language", "ru")
    if isinstance(languages, list):
        if not languages or len(set(map(str, languages))) != len(languages):
            yield ConfigFault("display.languages", "names none, or one twice", 'Write languages = ["ru", "en"]')
        elif language not in languages:
            yield ConfigFault(
                "display.language", "is none of languages", "Add it to languages, or use one of them"
            )
    for key in ("info_line", "info_line_en"):
        value = table.get(key)
        if not isinstance(value, str):
            continue
        if not value.isprintable():
            yield ConfigFault(f"display.{key}", "is more than one line of plain text", "Write it in one line")
        elif len(value) > LONGEST_INFO:
            yield ConfigFault(f"display.{key}", "is too long", f"Use {LONGEST_INFO} characters at the most")
