"""The compositor's outputs, turned and switched by a wlr-randr that notes what it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.devices.outputs import Output, Outputs, OutputsError, listed

if TYPE_CHECKING:
    from pathlib import Path

PRINTED = """\
HDMI-A-1 "Iiyama North America PL5560 0x00000001 (HDMI-A-1)"
  Make: Iiyama North America
  Physical size: 1210x680 mm
  Enabled: {enabled}
  Modes:
    1920x1080 px, 60.000000 Hz (preferred{current})
    1280x720 px, 60.000000 Hz
  Position: 0,0
  Transform: normal
  Scale: 1.000000
"""
BARE = 'HEADLESS-1 "Headless output 1"\n  Enabled: yes\n  Modes:\n    1080x1920 px (current)\n  Transform: 90\n'


class Program:
    """A wlr-randr in `folder` that prints what it is given and notes its words."""

    def __init__(self, folder: Path) -> None:
        self.file, self.printed, self.noted = folder / "wlr-randr", folder / "printed", folder / "noted"
        self.file.write_text(f'#!/bin/sh\n[ $# = 0 ] && exec cat {self.printed}\necho "$*" >>{self.noted}\n')
        self.file.chmod(0o755)

    def shows(self, text: str) -> None:
        self.printed.write_text(text)

    def asked(self) -> list[str]:
        asked = self.noted.read_text().splitlines() if self.noted.exists() else []
        self.noted.unlink(missing_ok=True)
        return asked


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_what_wlr_randr_prints_is_understood() -> None:
    panel, bare = listed(PRINTED.format(enabled="yes", current=", current") + BARE)
    assert panel == Output("HDMI-A-1", True, "normal", ("1920x1080", "1280x720"), "1920x1080")
    assert bare == Output("HEADLESS-1", True, "90", ("1080x1920",), "1080x1920")
    assert listed("nonsense: \n\n   \n")[0].modes == ()
    assert listed("") == ()


def test_the_picture_is_turned_where_it_is_not_yet(program: Program) -> None:
    program.shows(PRINTED.format(enabled="yes", current=", current") + BARE)
    outputs = Outputs(str(program.file))
    outputs.turn(90)
    assert program.asked() == ["--output HDMI-A-1 --transform 90"]
    outputs.turn(0)
    assert program.asked() == ["--output HEADLESS-1 --transform normal"]


def test_an_output_that_is_off_is_left_so_by_turning(program: Program) -> None:
    program.shows(PRINTED.format(enabled="no", current=""))
    Outputs(str(program.file)).turn(180)
    assert program.asked() == []


def test_outputs_are_switched_off_and_on_with_the_mode_they_had(program: Program) -> None:
    outputs = Outputs(str(program.file))
    program.shows(PRINTED.format(enabled="yes", current=", current") + BARE)
    outputs.power(on=True)
    assert program.asked() == []
    outputs.power(on=False)
    assert program.asked() == ["--output HDMI-A-1 --off", "--output HEADLESS-1 --off"]
    program.shows(PRINTED.format(enabled="no", current="") + 'HEADLESS-1 "Headless output 1"\n  Enabled: no\n')
    outputs.power(on=True)
    assert program.asked() == ["--output HDMI-A-1 --on", "--output HEADLESS-1 --on --custom-mode 1080x1920"]


@pytest.mark.parametrize("text", ["", "#!/bin/sh\nexit 1\n"], ids=["absent", "refuses"])
def test_a_compositor_that_lets_nobody_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wlr-randr"
    if text:
        file.write_text(text)
        file.chmod(0o755)
    with pytest.raises(OutputsError, match=r"not installed|lets nobody"):
        Outputs(str(file)).power(on=False)
