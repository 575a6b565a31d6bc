"""`kiosk pin set`: asked twice at a terminal, read from a line; what is refused, what is kept."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.devices.pin_file import PinFile
from kiosk.devices.usage.reader import Reader
from kiosk.domain.usage.catalogue import Purpose
from tests.conftest import ROOT
from tests.e2e.program import kiosk, refused

PIN = "483920"
SETTINGS = '[stop]\nids = ["8241"]\n[timetable]\ngtfs = "gtfs.zip"\n[emergency]\npavilion = "73-9417"\n'


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("KIOSK_DATA_DIR", str(folder))
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS)
    monkeypatch.setenv("KIOSK_CONFIG", str(file))
    return folder


def pin_set(line: str, *more: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "kiosk", "pin", "set", "--stdin", *more]
    return subprocess.run(words, input=line, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)


def everything_in(folder: Path) -> str:
    return "".join(file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file())


def test_an_installation_sets_it_by_one_line(data: Path) -> None:
    (data / "maintenance").mkdir()
    (data / "maintenance" / "lockout").write_text('{"tries": 40}')
    done = pin_set(f"{PIN}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "The PIN is set. It is one of 929,688 that may be.\n"
    assert PinFile(data / "maintenance").matches(PIN)
    assert not (data / "maintenance" / "lockout").exists()
    with Reader(data / "usage.sqlite") as reader:
        (entry,) = reader.entries([Purpose.AUDIT], 0, 2**40)
    assert (entry.event.name, entry.event.fields) == ("pin_set", (("role", "command-line"),))
    assert PIN not in everything_in(data)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", "no PIN was given."),
        ("12345", "a PIN has six digits."),
        ("9" * 70, "a PIN has six digits."),
        ("121212", "this PIN repeats itself, and such are tried first."),
        ("739417", "this PIN holds the pavilion's code"),
        ("082415", "this PIN holds the pavilion's code"),
        ("311299", "this PIN is a date, and dates are tried first."),
    ],
)
def test_a_weak_one_is_refused_with_one_sentence(data: Path, pin: str, why: str) -> None:
    done = pin_set(f"{pin}\n")
    assert done.returncode == 2
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith(f"kiosk: {why}")
    assert list(data.iterdir()) == []


def at_terminal(*lines: str) -> tuple[int, str]:
    """What `kiosk pin set` shows at a terminal where these lines are typed, each when it asks."""
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "kiosk", "pin", "set"])  # noqa: S606
    shown = b""
    waiting = list(lines)
    while True:
        try:
            part = os.read(terminal, 1024)
        except OSError:  # the program has ended
            break
        if not part:
            break
        shown += part
        if waiting and part.rstrip().endswith((b"digits:", b"more:")):
            os.write(terminal, f"{waiting.pop(0)}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_it_asks_twice_and_shows_nothing(data: Path) -> None:
    code, shown = at_terminal(PIN, PIN)
    assert (code, PIN in shown) == (0, False)
    assert PinFile(data / "maintenance").matches(PIN)
    code, shown = at_terminal("705318", "705319")
    assert code == 2
    assert "two different PINs; none is set" in shown
    assert PinFile(data / "maintenance").matches(PIN)


def test_without_a_terminal_it_says_how(data: Path) -> None:
    assert (
        refused(kiosk("pin", "set", KIOSK_DATA_DIR=str(data)))
        == "kiosk: there is no terminal to ask at; give the PIN with --stdin."
    )


def test_the_pin_stays_although_the_log_is_broken(data: Path) -> None:
    (data / "usage.sqlite").write_bytes(b"no database" * 100)
    done = pin_set(PIN)
    assert done.returncode == 0
    assert "could not be written down" in done.stderr
    assert PinFile(data / "maintenance").matches(PIN)


def test_the_demonstration_has_a_pin_of_its_own(data: Path) -> None:
    assert pin_set(PIN, "--demo").returncode == 0
    assert PinFile(data / "demo" / "maintenance").matches(PIN)
    assert not PinFile(data / "maintenance").is_set


def test_root_does_not_write_what_the_kiosk_could_not_read(data: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give a folder away")
    os.chown(data, 65534, 65534)
    done = pin_set(PIN)
    assert done.returncode == 2
    assert done.stderr.startswith(f"kiosk: the folder {data} belongs to nobody: run this as that user.")
    assert list(data.iterdir()) == []
