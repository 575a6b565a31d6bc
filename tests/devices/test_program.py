"""A program that is run for what it prints, and the three ways in which it fails."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.devices.outputs import Outputs, OutputsError
from kiosk.devices.program import Failure, ProgramError, answer
from kiosk.devices.volume import Volume, VolumeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HANGS = [sys.executable, "-c", "import signal; signal.pause()"]


def test_what_it_prints_is_told_whatever_bytes_that_are() -> None:
    assert answer(["printf", r"on \377 off\n"]) == "on \N{REPLACEMENT CHARACTER} off\n"


def test_it_has_nobody_to_ask() -> None:
    assert answer(["cat"]) == ""


@pytest.mark.parametrize(
    ("words", "failure"),
    [
        (["/nowhere/amixer"], Failure.MISSING),
        (["/"], Failure.FAILED),
        (HANGS, Failure.FAILED),
        (["sh", "-c", "sleep 60 & sleep 60"], Failure.FAILED),
        (["false"], Failure.REFUSED),
    ],
)
def test_each_failure_has_its_name(words: Sequence[str], failure: Failure) -> None:
    with pytest.raises(ProgramError) as failed:
        answer(words, 0.3)
    assert failed.value.failure is failure


@pytest.mark.parametrize(
    ("does", "of_the_panel", "of_the_loudspeaker"),
    [
        (None, "wlr-randr is not installed", "amixer is not installed"),
        ("#!/nowhere/sh\n", "wlr-randr is not installed", "amixer is not installed"),
        ("no program", "wlr-randr does not answer", "amixer does not answer"),
        (
            "#!/bin/sh\nexit 1\n",
            "this compositor lets nobody arrange its outputs",
            "the loudspeaker's mixer refuses",
        ),
    ],
)
def test_whoever_runs_one_says_what_it_was(
    tmp_path: Path, does: str | None, of_the_panel: str, of_the_loudspeaker: str
) -> None:
    program = tmp_path / "program"
    if does is not None:
        program.write_text(does)
        program.chmod(0o755)
    with pytest.raises(OutputsError, match=f"^{of_the_panel}$"):
        Outputs(str(program)).turn(90)
    with pytest.raises(VolumeError, match=f"^{of_the_loudspeaker}$"):
        Volume("default", str(program)).set(50)
