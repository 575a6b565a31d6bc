"""The frozen program, run by an ordinary user as at a stop; and every line that it may print."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ordinary_user import OrdinaryUser

KNOWN_LINES = tuple(
    re.compile(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d,\d{{3}} {said}")
    for said in (
        r"INFO kiosk\.app\.live: no timetable yet: There is no timetable at \S+: import a GTFS feed first\.",
        r"INFO kiosk\.app\.scene: the board is painted",
        r"INFO kiosk\.feeds\.timetable_source: there is a new timetable",
        r"INFO kiosk\.sos\.baresip\.user_agent: user agent \S+ started in \d+ ms, pid \d+",
        r"INFO kiosk\.sos\.speech: all phrases can be spoken into a call",
        # A machine without a sound card, and one without the internet.
        r"WARNING kiosk\.sos\.wellbeing: .*degraded\. There is no microphone or no loudspeaker\.",
        r"WARNING kiosk\.feeds\.reach: the portal of state services cannot be reached: \w+",
    )
)
"""What a demonstration prints that begins, runs and ends as it should: no other line, of Qt or of whom ever."""
QUIET = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "PYTHONWARNINGS": "",
    "LC_ALL": "C.UTF-8",
}


def bundle_folder() -> Path:
    """The bundle to test: $KIOSK_BUNDLE, else what build_spec/bundle.sh made."""
    folder = Path(os.environ.get("KIOSK_BUNDLE", ROOT / "build" / "bundle" / "kiosk")).absolute()
    assert (folder / "kiosk").is_file(), f"there is no bundle in {folder}: make it with build_spec/bundle.sh"
    return folder


def unknown(lines: list[str]) -> list[str]:
    """Those of the lines that nobody expects."""
    return [line for line in lines if not any(known.fullmatch(line) for known in KNOWN_LINES)]


class Frozen:
    """A frozen program that runs: what it says on its error stream, read line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []

    @property
    def _said(self) -> IO[str]:
        return cast("IO[str]", self.process.stderr)

    def until(self, *marks: str) -> None:
        """Listen until each mark stands in some line."""
        missing = {mark for mark in marks if not any(mark in line for line in self.lines)}
        while missing:
            line = self._said.readline()
            assert line, f"it ended before it said {missing}; it said {self.lines}"
            self.lines.append(line.rstrip("\n"))
            missing = {mark for mark in missing if mark not in line}

    def rest(self, seconds: float) -> tuple[int, str]:
        """Wait until it has ended: its exit code, and its whole output; what it still says joins `lines`."""
        out, error = self.process.communicate(timeout=seconds)
        self.lines += error.splitlines()
        return self.process.returncode, out


@contextlib.contextmanager
def started(user: OrdinaryUser, *words: str | Path) -> Iterator[Frozen]:
    """The frozen program with these words; killed at the end of the block."""
    pipe = subprocess.PIPE
    program = [bundle_folder() / "kiosk", *words]
    with user.start(program, QUIET, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield Frozen(process)
        finally:
            process.kill()
