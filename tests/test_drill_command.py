"""`kiosk drill`: what was done here, whether a result is genuine, and the kiosk's public key."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.__main__ import main
from kiosk.devices.drill_file import DrillFiles, sign, write
from kiosk.devices.signing import SigningKey, is_public_key
from kiosk.domain.maintenance.drill import to_text
from tests.e2e.program import words
from tests.screens.maintenance import sample_drills

if TYPE_CHECKING:
    from kiosk.devices.drill_file import Signed

RESULT = sample_drills.result(sample_drills.SOME)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kiosk's own data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("KIOSK_DATA_DIR", str(folder))
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    return folder


@pytest.fixture
def files(data: Path) -> DrillFiles:
    return DrillFiles(data / "maintenance")


@pytest.fixture
def signed(files: DrillFiles) -> Signed:
    """A drill that was done here."""
    return files.keep(RESULT)


def file_of(files: DrillFiles) -> Path:
    (file,) = files._folder.iterdir()
    return file


def test_the_list_names_what_did_not_pass(signed: Signed, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "list"]) == 0
    assert capsys.readouterr().out == (
        "2027-11-22 10:07:20 UTC  skipped  8 passed, 0 failed, 1 skipped  (47 s, technician)\n"
        "    call skipped: no-test-number\n"
    )


def test_the_demonstration_keeps_its_own(data: Path, signed: Signed, capsys: pytest.CaptureFixture[str]) -> None:
    demonstrated = DrillFiles(data / "demo" / "maintenance")
    kept = demonstrated.keep(RESULT)
    assert main(["drill", "key", "--demo"]) == 0
    assert capsys.readouterr().out == f"{kept.key}\n"
    assert kept.key != signed.key
    assert main(["drill", "verify", str(file_of(demonstrated)), "--demo"]) == 0
    assert main(["drill", "verify", str(file_of(demonstrated))]) == 1
    capsys.readouterr()
    assert main(["drill", "list", "--demo", "--json"]) == 0
    (drill,) = json.loads(capsys.readouterr().out)["drills"]
    assert drill["key"] == kept.key


def test_no_drill_yet(capsys: pytest.CaptureFixture[str], files: DrillFiles) -> None:
    assert main(["drill", "list"]) == 0
    assert capsys.readouterr().out == "No drill is kept here yet.\n"
    assert main(["drill", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"drills": []}
    assert not files.key.exists


def test_the_same_as_json(signed: Signed, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "list", "--json"]) == 0
    (drill,) = json.loads(capsys.readouterr().out)["drills"]
    assert drill["result"] == json.loads(to_text(RESULT))
    assert (drill["outcome"], drill["key"], drill["signature"]) == ("skipped", signed.key, signed.signature)


def test_a_result_of_this_kiosk_is_genuine(
    signed: Signed, files: DrillFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["drill", "verify", str(file_of(files))]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Genuine. Pavilion 0042, stop 73100257, version 0.5.0.\n")
    assert main(["drill", "verify", str(file_of(files)), "--key", signed.key]) == 0


def test_one_that_was_changed_is_not(
    signed: Signed, files: DrillFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(files)
    file.write_text(file.read_text().replace('"skipped","no-test-number"', '"passed"'))
    assert main(["drill", "verify", str(file)]) == 1
    assert capsys.readouterr().out.startswith("NOT genuine")


def test_one_that_carries_the_forgers_key_is_not(
    signed: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The key in the file is a claim; only one that is known otherwise proves anything."""
    forged = sign(replace(RESULT, seconds=1), SigningKey(tmp_path / "forger"))
    file = write(forged, tmp_path / "stick")
    assert forged.is_signed_by(forged.key)
    assert main(["drill", "verify", str(file)]) == 1
    assert main(["drill", "verify", str(file), "--key", signed.key]) == 1
    assert "NOT genuine" in capsys.readouterr().out


def test_elsewhere_the_key_must_be_named(
    signed: Signed,
    files: DrillFiles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = file_of(files)
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "elsewhere"))
    assert main(["drill", "verify", str(file)]) == 2
    assert "name the one that is to have signed it with --key" in capsys.readouterr().err
    assert main(["drill", "verify", str(file), "--key", signed.key]) == 0
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("key", ["", "key", "AAAA", "=" * 44])
def test_what_is_no_key_is_refused(
    signed: Signed, files: DrillFiles, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    assert main(["drill", "verify", str(file_of(files)), "--key", key]) == 2
    assert capsys.readouterr().err == "kiosk: the key is no Ed25519 public key in base64\n"


@pytest.mark.parametrize("content", [None, b"", b"\xff\n\xff\n\xff", b"a\nb\nc", b"x" * 20_000])
def test_what_is_no_result_is_refused_in_one_sentence(
    signed: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "result.txt"
    if content is not None:
        file.write_bytes(content)
    assert main(["drill", "verify", str(file)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_key_is_printed_and_made_where_there_is_none(
    files: DrillFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["drill", "key"]) == 0
    key = capsys.readouterr().out.strip()
    assert is_public_key(key)
    assert files.keep(RESULT).key == key


def test_a_damaged_key_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "maintenance").mkdir()
    (data / "maintenance" / "key").write_text("damaged")
    assert main(["drill", "key"]) == 2
    assert "is no Ed25519 key" in capsys.readouterr().err


def test_the_key_of_another_users_kiosk_is_not_made(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Root's key could not be read by the kiosk's own user."""
    monkeypatch.setattr(os, "geteuid", lambda: data.stat().st_uid + 1)
    assert main(["drill", "key"]) == 2
    assert "only the user whose data folder it is" in capsys.readouterr().err
    assert list(data.iterdir()) == []


def test_the_folder_of_the_settings_is_used(
    tmp_path: Path, signed: Signed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        f'[stop]\nids = ["7"]\n[timetable]\ngtfs = "/srv/gtfs.zip"\n[storage]\ndata_dir = "{tmp_path / "data"}"\n'
    )
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "elsewhere"))
    assert main(["drill", "list", "--config", str(config)]) == 0
    assert "8 passed" in capsys.readouterr().out


def test_hostile_words_in_a_file_reach_no_terminal(
    files: DrillFiles, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = replace(RESULT, pavilion="\x1b[2J", stop="\x07", role="\x1b]0;x\x07")
    signed = files.keep(hostile)
    assert main(["drill", "verify", str(file_of(files)), "--key", signed.key]) == 0
    assert main(["drill", "list"]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\x07" not in said


def test_as_a_program(signed: Signed, files: DrillFiles) -> None:
    done = subprocess.run(
        words("drill", "verify", str(file_of(files))), capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
