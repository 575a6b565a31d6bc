"""Writes docs/usage-events.md from the catalogue of events: `python build_spec/usage_events.py [--update]`.

Plain, it says whether the document is stale (exit code 1). With --update it writes it anew.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # run as a script, Python looks beside the script alone

from kiosk.devices.usage.retention import EMERGENCY_DAYS, KEPT_DAYS, RAW_DAYS, SUMS_DAYS  # noqa: E402
from kiosk.domain.usage.accuracy import BINS  # noqa: E402
from kiosk.domain.usage.catalogue import KINDS, Kind, Purpose  # noqa: E402
from kiosk.domain.usage.fields import Count, Field, Id, Word  # noqa: E402
from kiosk.domain.usage.scores import LEAST  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = ROOT / "docs" / "usage-events.md"
HEAD = """\
# What the usage log may hold

Made by `python build_spec/usage_events.py --update` from `kiosk/domain/usage/catalogue.py`; a test fails when it
is stale.

The kiosk writes down the events below and no others. A field holds a word of a closed list, a whole number, or an
id that the operator's own files and feeds gave. There is no field for text, so no name, no search, no address, no
coordinate and no PIN can get into the log, and nothing links two passengers. A field marked "may be left out" is
absent where it is not known.

Beside the events themselves the log keeps how often each of them happened in each hour, by those fields that hold
a word, a small number, a service or a route, and how right the shown predictions were by day and route: both for
{sums}. Where the disk is full or the file too large, the oldest go first: usage, reports and operation, then the
sums; never the other two. What is deleted is overwritten. A file found broken is kept beside the new one for
{raw}.

`kiosk usage export` and the USB stick write events one purpose after the other. What passengers did has no number
there and is mixed within its hour: neither a minute nor anybody's way through the pages can be found out. In the
file it is mixed once its hour is over; there the numbers still tell how much of it came between two events of the
kiosk itself, but not what.

A prediction was right if the bus was seen here within the window of its minutes before the bus:
{windows}.
The share is that of all predictions of which it is known what became of them; a bus that was never seen counts as
wrong. Fewer than {least} give no share.

"""
PURPOSES = {
    Purpose.USAGE: "What passengers use",
    Purpose.REPORT: "What passengers report",
    Purpose.OPERATION: "What the kiosk and what it depends on did",
    Purpose.AUDIT: "What was done in the service menu",
    Purpose.EMERGENCY: "Emergency calls",
}


def document() -> str:
    """The whole document."""
    return HEAD.format(sums=days(SUMS_DAYS), raw=days(RAW_DAYS), windows=windows(), least=LEAST) + "\n".join(
        _purpose(purpose) for purpose in Purpose
    )


def _purpose(purpose: Purpose) -> str:
    kinds = [kind for kind in KINDS.values() if kind.purpose is purpose]
    lines = [f"## {PURPOSES[purpose]}", "", f"Purpose `{purpose}`. {_time(purpose)} {_kept(purpose)}", ""]
    lines += ["| event | field | may hold |", "|---|---|---|"]
    lines += [line for kind in kinds for line in _rows(kind)]
    return "\n".join(lines) + "\n"


def _time(purpose: Purpose) -> str:
    if purpose.rounded:
        return "Times are rounded down to the hour before they are written."
    return "Times are exact to the second."


def windows() -> str:
    """How far a prediction may be off, by minutes before the bus."""
    return "; ".join(f"{one.name} min {one.early:+}..{one.late:+} s" for one in BINS)


def _kept(purpose: Purpose) -> str:
    if purpose is Purpose.EMERGENCY:
        return f"Kept for {days(EMERGENCY_DAYS)}, in a table of their own."
    return f"Kept for {days(KEPT_DAYS[purpose])}."


def days(count: int) -> str:
    """A span of time as people say it."""
    years, rest = divmod(count, 365)
    if years and rest < years:
        return f"{years} years" if years > 1 else "one year"
    return f"{count} days"


def _rows(kind: Kind) -> Iterator[str]:
    yield f"| **`{kind.name}`** | | {_cell(kind.says)} |"
    for name, field in kind.fields:
        optional = "; may be left out" if name in kind.optional else ""
        yield f"| | `{name}` | {_cell(allowed(field))}{optional} |"


def allowed(field: Field) -> str:
    """What a field may hold, in words."""
    match field:
        case Word(words):
            return ", ".join(f"`{word}`" for word in words)
        case Count(least, most, unit):
            return f"whole number from {least:,} to {most:,}{f' ({unit})' if unit else ''}"
        case Id(what):
            return f"id: {what}; at most 40 letters, digits and `. _ : -`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Say whether it is stale, or write it."""
    if "--update" in sys.argv[1:]:
        DOCUMENT.write_text(document(), encoding="utf-8")
        return 0
    if DOCUMENT.is_file() and DOCUMENT.read_text(encoding="utf-8") == document():
        return 0
    sys.stderr.write(f"{DOCUMENT.relative_to(ROOT)} is stale: python build_spec/usage_events.py --update\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
