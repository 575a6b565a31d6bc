"""`kiosk token`: a key, tokens signed with it, and whether they open the kiosk of the settings."""

from __future__ import annotations

import stat
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.clock import Clock
from kiosk.devices.token import NAME
from tests.e2e.program import kiosk, refused

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date.fromtimestamp(Clock().read().instant)  # noqa: DTZ012  a day more or less is nothing here
SOON = (TODAY + timedelta(days=30)).isoformat()
SETTINGS = (
    '[stop]\nids = ["8241"]\n[timetable]\ngtfs = "gtfs.zip"\n[emergency]\npavilion = "73-0117"\n[maintenance]\n'
)


def said(*words: str | Path) -> str:
    """The sentence with which it refuses these words."""
    return refused(kiosk(*words))


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "operator.key"


@pytest.fixture
def settings(tmp_path: Path, key: Path) -> Path:
    made = kiosk("token", "key", "--out", key)
    assert made.returncode == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS + made.stdout)
    return file


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def make(key: Path, stick: Path, *kiosks: str, until: str = SOON) -> tuple[str | Path, ...]:
    named = [word for one in kiosks for word in ("--kiosk", one)]
    return ("token", "make", "--key", key, "--role", "operator", *named, "--until", until, "--out", stick)


@pytest.mark.parametrize("kiosks", [("*",), ("73-0118", "73-0117")])
def test_a_token_is_made_and_opens(key: Path, settings: Path, stick: Path, kiosks: tuple[str, ...]) -> None:
    made = kiosk(*make(key, stick, *kiosks))
    assert (made.returncode, made.stderr) == (0, "")
    done = kiosk("token", "check", stick / NAME, "--config", settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"until {SOON}" in done.stdout
    assert done.stdout.endswith("It opens this kiosk.\n")


def test_one_for_others_or_of_another_key_does_not(key: Path, settings: Path, stick: Path, tmp_path: Path) -> None:
    assert kiosk(*make(key, stick, "73-0118")).returncode == 0
    check = ("token", "check", stick / NAME, "--config", settings)
    assert said(*check) == "kiosk: the token does not open this kiosk: it is for other kiosks."
    other = tmp_path / "other.key"
    assert kiosk("token", "key", "--out", other).returncode == 0
    assert kiosk(*make(other, stick, "*")).returncode == 0
    assert said(*check) == "kiosk: the token does not open this kiosk: its signature is not the operator's."
    (stick / NAME).write_bytes(b"{}")
    assert said(*check) == "kiosk: the token does not open this kiosk: it is no token."
    (stick / NAME).unlink()
    assert said(*check).endswith("cannot be read: No such file or directory.")


def test_a_key_is_never_overwritten(key: Path, settings: Path) -> None:
    before = key.read_bytes()
    assert said("token", "key", "--out", key).endswith("already; it is left as it is.")
    assert key.read_bytes() == before


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("tomorrow", "tomorrow is no date; write it like 2027-05-31."),
        ("2020-01-01", "2020-01-01 is over."),
        ("2999-01-01", "a token is good for a year at most: one that is lost opens doors until its last day."),
    ],
)
def test_its_last_day_must_make_sense(key: Path, settings: Path, stick: Path, until: str, why: str) -> None:
    assert said(*make(key, stick, "*", until=until)) == f"kiosk: {why}"
    assert list(stick.iterdir()) == []


def test_what_is_no_key_or_no_folder_is_told(key: Path, settings: Path, stick: Path, tmp_path: Path) -> None:
    assert said(*make(settings, stick, "*")).endswith("holds no key that `kiosk token key` made.")
    assert said(*make(tmp_path / "none", stick, "*")).endswith("cannot be read: No such file or directory.")
    assert said(*make(key, tmp_path / "none", "*")).endswith("is no folder.")
    assert said(*make(key, stick, *(f"73-{number}" for number in range(1000)))).startswith(
        "kiosk: a token cannot name so many"
    )


def test_without_the_operators_key_no_token_opens(settings: Path, stick: Path) -> None:
    settings.write_text(SETTINGS)
    assert said("token", "check", stick / NAME, "--config", settings) == (
        "kiosk: these settings have no operator_key in [maintenance]: no token opens this kiosk."
    )


@pytest.mark.parametrize("wrong", ["key", "AAAA", "A" * 44, "я" * 44])
def test_a_key_that_is_none_is_one_clear_fault(settings: Path, wrong: str) -> None:
    settings.write_text(f'{SETTINGS}operator_key = "{wrong}"\n', encoding="utf-8")
    fault = said("token", "check", "x", "--config", settings)
    assert "line 8: maintenance.operator_key is no Ed25519 public key in base64. Copy what" in fault
