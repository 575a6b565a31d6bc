"""Where things lie, from source, frozen, at a stop and on a desk."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk import paths


def test_resources_and_qml_lie_in_the_checkout() -> None:
    assert (paths.resources() / "kiosk.toml").is_file()
    assert (paths.qml() / "Kiosk").is_dir()


def test_a_frozen_program_looks_where_it_was_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Source: PyInstaller, "Run-time Information", sys._MEIPASS."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"
    assert paths.qml() == tmp_path / "kiosk" / "qml"


def test_the_environment_names_the_data_folder_first(tmp_path: Path) -> None:
    assert paths.data_dir({"KIOSK_DATA_DIR": str(tmp_path / "a"), "HOME": "/h"}, tmp_path) == tmp_path / "a"


def test_a_stop_keeps_its_data_in_var_lib(tmp_path: Path) -> None:
    assert paths.data_dir({"HOME": "/h"}, station=tmp_path) == tmp_path


def test_a_desk_keeps_its_data_in_the_users_folder(tmp_path: Path) -> None:
    """XDG Base Directory Specification: a relative path is invalid and ignored."""
    absent = tmp_path / "absent"
    assert paths.data_dir({"HOME": "/h"}, absent) == Path("/h/.local/share/smart-stop-kiosk")
    assert paths.data_dir({"HOME": "/h", "XDG_DATA_HOME": "/x"}, absent) == Path("/x/smart-stop-kiosk")
    assert paths.data_dir({"HOME": "/h", "XDG_DATA_HOME": "x"}, absent) == Path("/h/.local/share/smart-stop-kiosk")


def test_settings_lie_in_etc_unless_the_environment_says_otherwise(tmp_path: Path) -> None:
    station = tmp_path / "kiosk.toml"
    assert paths.config_file({}, station) is None
    station.touch()
    assert paths.config_file({}, station) == station
    assert paths.config_file({"KIOSK_CONFIG": "/elsewhere.toml"}, station) == Path("/elsewhere.toml")


def test_the_program_starts_itself_again_from_a_checkout_and_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Source: PyInstaller, "Run-time Information", sys.frozen."""
    assert paths.program() == [sys.executable, "-m", "kiosk"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.program() == [sys.executable]
