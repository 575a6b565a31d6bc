"""What the display session reads of the settings, and how touches are turned with the picture."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SESSION = ROOT / "build_spec" / "session" / "session"


def matrix(settings: Path) -> tuple[float, ...]:
    """The first two rows of the matrix that libinput is given, () where it is given none."""
    done = subprocess.run(
        [SESSION, "touch"], capture_output=True, text=True, check=True, env={"KIOSK_CONFIG": str(settings)}
    )
    name, _, numbers = done.stdout.strip().partition("=")
    assert name == ("LIBINPUT_CALIBRATION_MATRIX" if numbers else "")
    return tuple(float(number) for number in numbers.split())


@pytest.mark.parametrize(
    ("rotation", "corner"),
    [(90, (0.0, 1.0)), (180, (1.0, 1.0)), (270, (1.0, 0.0))],
    ids=["to the right", "upside down", "to the left"],
)
def test_a_touch_lands_where_the_picture_was_turned_to(
    tmp_path: Path, rotation: int, corner: tuple[float, float]
) -> None:
    """`corner`: where the glass itself has the upper left of the picture. Source: libinput, "Coordinates"."""
    file = tmp_path / "kiosk.toml"
    file.write_text(f"[display]\nrotation = {rotation} # as it hangs\n[night]\nrotation = 1\n")
    a, b, c, d, e, f = matrix(file)
    x, y = corner
    assert (a * x + b * y + c, d * x + e * y + f) == (0.0, 0.0)
    assert a * e - b * d == 1  # turned, not mirrored


@pytest.mark.parametrize(
    "text", ["", "[display]\nrotation = 0\n", "[night]\nrotation = 90\n", "[display]\n# rotation = 90\n", "\x00[["]
)
def test_what_is_not_turned_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(text)
    assert matrix(file) == ()
    assert matrix(tmp_path / "none") == ()
