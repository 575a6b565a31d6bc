"""The loudness of the loudspeaker, by a stand-in for amixer that writes down what it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.volume import Volume, VolumeError, mixer

CONTROLS = "Simple mixer control 'Capture',0\nSimple mixer control 'PCM',0\nSimple mixer control 'Master',0\n"


def amixer(folder: Path, says: str = CONTROLS, code: int = 0) -> tuple[str, Path]:
    told = folder / "told"
    program = folder / "amixer"
    program.write_text(f'#!/bin/sh\necho "$@" >> {told}\nprintf \'%s\' "{says}"\nexit {code}\n')
    program.chmod(0o755)
    return str(program), told


@pytest.mark.parametrize(
    ("device", "words"),
    [
        ("default", ()),
        ("", ()),
        ("default:CARD=Headset", ("-c", "Headset")),
        ("plug:'dmix:1,0'", ("-c", "1")),
        ("hw:Headset,0", ("-c", "Headset")),
        ("pulse", ("-D", "pulse")),
    ],
)
def test_the_mixer_of_a_device(device: str, words: tuple[str, ...]) -> None:
    assert mixer(device) == words


def test_the_control_of_the_whole_sound_is_set(tmp_path: Path) -> None:
    program, told = amixer(tmp_path)
    volume = Volume("default:CARD=Headset", program)
    volume.set(35)
    volume.set(0)
    assert told.read_text().splitlines() == [
        "-c Headset scontrols",
        "-c Headset -M -q sset Master,0 35% unmute",
        "-c Headset -M -q sset Master,0 0% unmute",
    ]


@pytest.mark.parametrize(
    ("says", "code", "sentence"),
    [("Simple mixer control 'Capture',0", 0, "no control"), ("", 0, "no control"), ("", 1, "refuses")],
)
def test_what_cannot_be_set_is_told(tmp_path: Path, says: str, code: int, sentence: str) -> None:
    program, _ = amixer(tmp_path, says, code)
    with pytest.raises(VolumeError, match=sentence):
        Volume("default", program).set(50)


def test_without_amixer_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(VolumeError, match="not installed"):
        Volume("default", str(tmp_path / "amixer")).set(50)
