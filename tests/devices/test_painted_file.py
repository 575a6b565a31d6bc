"""The note of a screen that it has painted, in a folder that it shares with others."""

from __future__ import annotations

from pathlib import Path

from kiosk.devices import painted_file
from kiosk.devices.painted_file import Note

NOTE = Note("0.6.0", "/usr/bin/kiosk", 42, "boot", 1.0, 2.0)


def test_a_note_is_read_as_it_was_written(tmp_path: Path) -> None:
    painted_file.write(tmp_path / "painted.json", NOTE)
    assert painted_file.read(tmp_path / "painted.json") == NOTE
    assert [file.name for file in tmp_path.iterdir()] == ["painted.json"]


def test_no_link_that_somebody_put_there_is_followed(tmp_path: Path) -> None:
    precious, note = tmp_path / "precious", tmp_path / "painted.json"
    precious.write_text("kept")
    for name in (note.name, f".{note.name}.{NOTE.process}"):
        (tmp_path / name).symlink_to(precious)
    painted_file.write(note, NOTE)
    assert precious.read_text() == "kept"
    assert painted_file.read(note) == NOTE
