"""Writes Debian's changelog of the package from CHANGELOG.md.

Usage: debian_changelog.py VERSION SECONDS     (the version that is packaged, and when, in seconds since 1970)

Source of the form: Debian Policy, 4.4.
"""

from __future__ import annotations

import datetime
import re
import sys
import textwrap
from email.utils import format_datetime
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"
CONTROL = Path(__file__).resolve().parent / "debian" / "control"
_RELEASE = re.compile(r"## \[(?P<version>[^]]+)](?: - (?P<day>\d{4}-\d\d-\d\d))?")


def debian(markdown: str, version: str, moment: datetime.datetime, maintainer: str) -> str:
    """The changelog for `version`, made at `moment`; what is not released yet is what this version brings."""
    entries = []
    for release in re.split(r"^(?=## \[)", markdown, flags=re.MULTILINE)[1:]:
        heading = _RELEASE.match(release)
        if heading is None:
            raise ValueError(f"not the heading of a release: {release.splitlines()[0]}")
        day, changes = heading["day"], _changes(release)
        if not changes:
            continue
        day_of = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC) if day else moment
        name = version if heading["version"] in {"Unreleased", version} else heading["version"]
        entries.append(_entry(name, changes, day_of, maintainer))
    return "\n".join(entries)


def _changes(release: str) -> list[str]:
    """Each point of a release, whole, in the order it stands there."""
    points: list[str] = []
    for line in release.splitlines()[1:]:
        if line.startswith("- "):
            points.append(line[2:])
        elif line.startswith("  ") and points:
            points[-1] += " " + line.strip()
    return points


def _entry(version: str, changes: list[str], moment: datetime.datetime, maintainer: str) -> str:
    points = (textwrap.fill(change, 78, initial_indent="  * ", subsequent_indent="    ") for change in changes)
    head = f"smart-stop-kiosk ({version}) stable; urgency=medium"
    return "\n".join([head, "", *points, "", f" -- {maintainer}  {format_datetime(moment)}", ""])


def main() -> int:
    """Write it to the standard output."""
    version, seconds = sys.argv[1:]
    maintainer = re.findall(r"^Maintainer: (.*)$", CONTROL.read_text(encoding="utf-8"), re.MULTILINE)[0]
    moment = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    sys.stdout.write(debian(CHANGELOG.read_text(encoding="utf-8"), version, moment, maintainer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
