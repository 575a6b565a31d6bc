"""The panel's own light."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.backlight import Backlight


def light(root: Path, name: str, most: str = "255") -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "max_brightness").write_text(most)
    (folder / "brightness").write_text(most)
    return folder / "brightness"


@pytest.mark.parametrize(("percent", "written"), [(100, "255"), (60, "153"), (0, "1")])
def test_every_light_is_set_in_its_own_measure(tmp_path: Path, percent: int, written: str) -> None:
    one, other = light(tmp_path, "intel", "255\n"), light(tmp_path, "acpi", "100")
    assert Backlight(tmp_path).set(percent)
    assert one.read_text() == written
    assert other.read_text() == str(max(percent, 1))


def test_without_a_light_that_can_be_set_it_says_so(tmp_path: Path) -> None:
    assert not Backlight(tmp_path / "none").set(50)
    (tmp_path / "lights" / "odd").mkdir(parents=True)
    assert not Backlight(tmp_path / "lights").set(50)
    light(tmp_path / "broken", "x", "much")
    assert not Backlight(tmp_path / "broken").set(50)
    (tmp_path / "locked" / "x" / "brightness").mkdir(parents=True)
    (tmp_path / "locked" / "x" / "max_brightness").write_text("9")
    assert not Backlight(tmp_path / "locked").set(50)
