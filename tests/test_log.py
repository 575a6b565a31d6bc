"""The log: what stands in it, what does not, and how a process with a bug ends."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.log import CRASHED, FILE, SAME_AT_MOST, SAME_SECONDS, Line, Repeats, redacted
from tests.conftest import ROOT


def record(message: str, at: float = 0.0, level: int = logging.WARNING) -> logging.LogRecord:
    made = logging.LogRecord("kiosk.feeds", level, __file__, 1, message, None, None)
    made.created = at
    return made


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A program with our log set up in `folder`."""
    program = f"import logging, pathlib\nfrom kiosk import log\nlog.set_up(pathlib.Path({str(folder)!r}))\n{code}"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GET https://a.org/f?key=SECRET failed", "GET https://a.org/f?... failed"),
        ("https://user:SECRET@a.org/f", "https://a.org/f"),
        ("https://user:SECRET@a.org/f?k=SECRET#x", "https://a.org/f?..."),
        ("two http://a/?SECRET and 'http://b/#SECRET'", "two http://a/?... and 'http://b/?...'"),
        ("why? because of a.org/f", "why? because of a.org/f"),
    ],
)
def test_keys_in_addresses_stay_out_of_the_log(text: str, shown: str) -> None:
    assert redacted(text) == shown


def test_keys_stay_out_of_traces_too() -> None:
    try:
        raise OSError("https://a.org/?SECRET")
    except OSError:
        made = logging.LogRecord("k", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    assert "OSError: https://a.org/?..." in Line().format(made)
    assert "SECRET" not in Line().format(made)


def test_a_feed_cannot_forge_a_line() -> None:
    line = Line().format(record("stop \n2026-11-22 ERROR kiosk: forged \x1b[2J \u202e"))
    assert "\n" not in line
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_the_same_sentence_is_told_a_few_times_and_then_counted() -> None:
    repeats = Repeats()
    told = [repeats.filter(record("no answer", at=float(second))) for second in range(100)]
    assert told.count(True) == SAME_AT_MOST
    assert repeats.filter(record("another", at=100.0))
    later = record("no answer", at=SAME_SECONDS + 1.0)
    assert repeats.filter(later)
    assert f"and {100 - SAME_AT_MOST} times more" in Line().format(later)


def test_a_clock_that_steps_back_silences_nothing() -> None:
    repeats = Repeats()
    for _ in range(100):
        repeats.filter(record("no answer", at=1e9))
    assert repeats.filter(record("no answer", at=0.0))


def test_every_sentence_of_a_talkative_feed_is_not_kept() -> None:
    repeats = Repeats()
    for number in range(5000):
        assert repeats.filter(record(f"sentence {number}"))
    assert len(repeats._since) <= 1001


@pytest.mark.parametrize(
    "bug",
    [
        "raise RuntimeError('a bug')",
        "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start(); t.join(); print('on')",
        "class X:\n    def __del__(self): raise RuntimeError('a bug')\nX()\nprint('on')",
    ],
    ids=["main", "thread", "finaliser"],
)
def test_a_bug_ends_the_process_with_its_own_code(bug: str, tmp_path: Path) -> None:
    done = run(bug, tmp_path)
    assert done.returncode == CRASHED
    written = (tmp_path / FILE).read_text()
    assert "Traceback" in written
    assert "a bug in" in written
    assert "on" not in done.stdout.split()


def test_what_a_finaliser_stumbles_over_at_the_very_end_changes_nothing(tmp_path: Path) -> None:
    """When Python itself is being taken down, modules are gone already and every finaliser may fail."""
    done = run("class X:\n    def __del__(self): raise RuntimeError('late')\nlog.kept = X()", tmp_path)
    assert done.returncode == 0


def test_an_interrupt_is_no_bug(tmp_path: Path) -> None:
    done = run("raise KeyboardInterrupt", tmp_path)
    assert done.returncode != CRASHED
    assert "Traceback" not in done.stderr


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("logging.getLogger('kiosk').warning('still here')", tmp_path / "file" / "log")
    assert done.returncode == 0
    assert "no log file in" in done.stderr
    assert "still here" in done.stderr


def test_qt_speaks_into_the_log(tmp_path: Path) -> None:
    done = run(
        "from PySide6.QtCore import qWarning, qInstallMessageHandler\n"
        "log.take_qt_messages()\nqWarning('from Qt')\nqInstallMessageHandler(None)",
        tmp_path,
    )
    assert done.returncode == 0
    assert "WARNING qt.default: from Qt" in (tmp_path / FILE).read_text()
