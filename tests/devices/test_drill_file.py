"""Signed results as files: kept, read back, believed only as they were signed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.devices import drill_file
from kiosk.devices.drill_file import DrillFileError, DrillFiles, read, sign, unpack, write
from kiosk.devices.signing import SigningError, SigningKey
from kiosk.domain.maintenance.drill import Result
from tests.screens.maintenance import sample_drills

RESULT = sample_drills.result(sample_drills.ILL)


@pytest.fixture
def files(tmp_path: Path) -> DrillFiles:
    return DrillFiles(tmp_path / "maintenance")


def begun(seconds: int) -> Result:
    return replace(RESULT, began=RESULT.began + seconds)


def test_a_result_is_kept_signed_and_found_again(files: DrillFiles, tmp_path: Path) -> None:
    signed = files.keep(RESULT)
    assert DrillFiles(tmp_path / "maintenance").all() == (signed,)
    assert signed.result == RESULT
    assert signed.is_signed_by(files.key.public)
    (file,) = (tmp_path / "maintenance" / "drills").iterdir()
    assert file.name == "drill-20271122-100720.txt"
    assert file.read_text().splitlines() == [signed.content, signed.key, signed.signature]


def test_one_step_run_again_replaces_the_result_of_its_drill(files: DrillFiles) -> None:
    files.keep(RESULT)
    better = sample_drills.result(sample_drills.WELL)
    files.keep(better)
    assert [one.result for one in files.all()] == [better]


def test_the_last_fifty_are_kept_the_newest_first(files: DrillFiles) -> None:
    for n in range(drill_file.KEPT + 3):
        files.keep(begun(n * 100))
    began = [one.result.began - RESULT.began for one in files.all()]
    assert began == [n * 100 for n in reversed(range(3, drill_file.KEPT + 3))]


def test_no_key_is_made_to_list_nothing(files: DrillFiles) -> None:
    assert files.all() == ()
    assert not files.key.exists
    assert files.own_folder


@pytest.mark.parametrize("change", ['"failed"', '"untouched"', '"0042"', '"technician"', "47"])
def test_a_result_that_was_changed_is_not_believed(
    files: DrillFiles, caplog: pytest.LogCaptureFixture, change: str
) -> None:
    signed = files.keep(RESULT)
    (file,) = files._folder.iterdir()
    other = {'"failed"': '"passed"', '"untouched"': '"well"', "47": "12"}.get(change, '"operator"')
    assert change in signed.content
    file.write_text(file.read_text().replace(change, other, 1))
    changed = read(file)
    assert not changed.is_signed_by(files.key.public)
    assert files.all() == ()
    assert "not signed by this kiosk" in caplog.text


@settings(max_examples=200)
@given(place=st.integers(0, 10_000), to=st.characters(codec="utf-8"))
def test_no_character_can_be_changed(tmp_path_factory: pytest.TempPathFactory, place: int, to: str) -> None:
    """A tampered text is no result, or one that the kiosk's key did not sign; whatever key it claims."""
    text, key = SIGNED or _signed(tmp_path_factory)
    place %= len(text)
    changed = text[:place] + to + text[place + 1 :]
    if changed == text:
        return
    try:
        signed = unpack(changed)
    except DrillFileError:
        return
    same = (signed.content, signed.signature) == tuple(text.split("\n"))[::2]
    assert signed.is_signed_by(key) == same, "only the line of the claimed key may differ"


SIGNED: list[str] = []


def _signed(folders: pytest.TempPathFactory) -> list[str]:
    key = SigningKey(folders.mktemp("key") / "key")
    SIGNED[:] = [sign(RESULT, key).text, key.public]
    return SIGNED


def test_one_of_another_kiosk_is_left_out(files: DrillFiles, tmp_path: Path) -> None:
    files.keep(RESULT)
    write(sign(begun(60), SigningKey(tmp_path / "other")), files._folder)
    assert [one.result for one in files.all()] == [RESULT]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xff\xff",
        b"{}\n\n",
        b"1\n2\n3",
        b"1\n2\n3\n4",
        json.dumps({"drill": 1}).encode() + b"\nkey\nsignature",
        b" " * 20_000,
    ],
)
def test_a_damaged_file_is_left_out_and_told(
    files: DrillFiles, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    files.keep(RESULT)
    (files._folder / "drill-20300101-000000.txt").write_bytes(content)
    assert [one.result for one in files.all()] == [RESULT]
    assert "a drill's result is left out" in caplog.text


def test_a_code_that_was_scanned_with_blank_lines_around_is_read(files: DrillFiles) -> None:
    signed = files.keep(RESULT)
    assert unpack(f"\n{signed.text}\n\n") == signed


def test_a_result_fits_into_a_code(files: DrillFiles) -> None:
    """A phone at arm's length reads about a kilobyte from such a panel."""
    assert len(files.keep(RESULT).text.encode()) < 1000


def test_a_damaged_key_is_told_and_nothing_is_kept(files: DrillFiles, tmp_path: Path) -> None:
    (tmp_path / "maintenance").mkdir()
    (tmp_path / "maintenance" / "key").write_text("not a key")
    with pytest.raises(SigningError):
        files.keep(RESULT)
    assert not files._folder.exists()


def test_a_stick_that_was_pulled_out_is_told(files: DrillFiles, tmp_path: Path) -> None:
    signed = files.keep(RESULT)
    gone = tmp_path / "stick"
    gone.write_text("no folder any more")
    with pytest.raises(DrillFileError, match="cannot be written"):
        write(signed, gone)
    assert write(signed, tmp_path / "other").read_text() == signed.text + "\n"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DrillFileError, match="cannot be read"):
        read(tmp_path / "none.txt")
