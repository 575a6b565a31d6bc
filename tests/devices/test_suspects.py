"""Caches that are put aside, and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.suspects import SUFFIX, bring_back, put_aside

if TYPE_CHECKING:
    from pathlib import Path


def test_files_and_folders_are_put_aside_and_one_generation_is_kept(tmp_path: Path) -> None:
    file, folder, none = tmp_path / "a.sqlite", tmp_path / "cache", tmp_path / "none"
    for generation in ("first", "second"):
        file.write_text(generation)
        folder.mkdir()
        (folder / generation).touch()
        assert put_aside([file, folder, none]) == [file, folder]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.sqlite{SUFFIX}", f"cache{SUFFIX}"]
    assert (tmp_path / f"a.sqlite{SUFFIX}").read_text() == "second"
    assert [path.name for path in (tmp_path / f"cache{SUFFIX}").iterdir()] == ["second"]


def test_what_nothing_new_has_replaced_comes_back(tmp_path: Path) -> None:
    old, renewed, none = tmp_path / "old", tmp_path / "renewed", tmp_path / "none"
    old.write_text("old")
    renewed.write_text("old")
    put_aside([old, renewed])
    renewed.write_text("new")
    bring_back([old, renewed, none])
    assert (old.read_text(), renewed.read_text()) == ("old", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "renewed", f"renewed{SUFFIX}"]


def test_a_folder_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    gone = tmp_path / "no" / "file"
    assert put_aside([gone]) == []
    bring_back([gone])
