"""The lock of the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.devices.one_screen import NAME, AnotherScreen, OneScreen

if TYPE_CHECKING:
    from pathlib import Path


def test_the_second_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    first, second = OneScreen(tmp_path), OneScreen(tmp_path)
    first.take()
    with pytest.raises(AnotherScreen) as refused:
        second.take()
    assert str(refused.value) == str(tmp_path)
    first.let_go()
    second.take()
    second.let_go()
    assert (tmp_path / NAME).is_file()


def test_other_folders_have_other_screens(tmp_path: Path) -> None:
    screens = [OneScreen(tmp_path / name) for name in "ab"]
    for screen in screens:
        screen.take()
    for screen in screens:
        screen.let_go()


def test_where_nothing_can_be_written_there_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for _ in range(2):
        OneScreen(tmp_path / "file").take()
    (tmp_path / NAME).symlink_to(tmp_path / "file")
    OneScreen(tmp_path).take()
