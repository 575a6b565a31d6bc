"""The PIN on the disk: a hash alone, for this user alone."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from kiosk.devices.pin_file import PinError, PinFile

if TYPE_CHECKING:
    from pathlib import Path

PIN = "483920"


def test_only_a_hash_is_kept_and_for_its_owner_alone(tmp_path: Path) -> None:
    pin = PinFile(tmp_path / "maintenance")
    pin.set(PIN)
    (file,) = (tmp_path / "maintenance").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_text()
    assert kept.startswith("$argon2id$v=19$m=19456,t=3,p=1$")
    assert PIN not in kept
    assert pin.matches(PIN)
    assert not pin.matches("483921")


def test_whether_one_was_set_is_known(tmp_path: Path) -> None:
    assert not PinFile(tmp_path).is_set
    PinFile(tmp_path).set(PIN)
    assert PinFile(tmp_path).is_set


def test_the_same_pin_is_another_hash_elsewhere(tmp_path: Path) -> None:
    for name in ("one", "other"):
        PinFile(tmp_path / name).set(PIN)
    assert (tmp_path / "one" / "pin").read_text() != (tmp_path / "other" / "pin").read_text()


def test_a_new_pin_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    pin = PinFile(tmp_path)
    pin.set(PIN)
    pin.set("705318")
    assert (pin.matches(PIN), pin.matches("705318")) == (False, True)


@pytest.mark.parametrize(
    "kept",
    [b"", b"\0" * 98, b"483920", b"$argon2id$v=19$m=1$x", b"\xff" * 2000, b"$argon2id$v=19$m=19456,t=3,p=1$a$b"],
)
def test_a_broken_file_opens_nothing(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "pin").write_bytes(kept)
    with pytest.raises(PinError, match=r"^The PIN cannot be read: .+\.$"):
        PinFile(tmp_path).matches(PIN)


@pytest.mark.parametrize("kind", ["pipe", "endless"])
def test_a_pipe_or_a_device_in_its_place_is_told_at_once(tmp_path: Path, kind: str) -> None:
    """And not read: it might never answer, or never end."""
    file = tmp_path / "pin"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    with pytest.raises(PinError, match=r"^The PIN cannot be read: it is not a file\.$"):
        PinFile(tmp_path).matches(PIN)
    PinFile(tmp_path).set(PIN)
    assert PinFile(tmp_path).matches(PIN)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "pin").mkdir()
    with pytest.raises(PinError, match="cannot be read"):
        PinFile(tmp_path).matches(PIN)
    with pytest.raises(PinError, match="cannot be kept"):
        PinFile(tmp_path).set(PIN)
