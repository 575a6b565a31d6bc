"""The sound's self-test: ALSA's own programs over a wire of ours, and programs that fail in every way."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call.status import SelfTest
from kiosk.domain.call.tone import from_bytes, make_tone, rms, tone_share
from kiosk.sos import sound_loop
from kiosk.sos.plan import Sound
from kiosk.sos.sound_loop import HeardTone, SoundLoop, burst, loudest_tone

NOW = 1_795_333_069
LEVEL = 0.1
GENEROUS = 60.0
SILENCE = bytes(2 * 800)


@pytest.fixture
def wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What the loudspeaker plays is what the microphone hears, after a little silence. Limits are short."""
    for name, seconds in (("TAIL", 0.2), ("OPEN_LIMIT", 2.0), ("PLAY_LIMIT", 2.0)):
        monkeypatch.setattr(sound_loop, name, seconds)
    path = tmp_path / "wire"
    os.mkfifo(path)
    end = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    os.write(end, SILENCE)
    yield path
    os.close(end)


def script(folder: Path, name: str, text: str) -> tuple[str]:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return (str(path),)


def programs(wire: Path, aplay: str = "", arecord: str = "") -> SoundLoop:
    """Programs that send through the wire, or do what is given instead. Each notes its process."""
    note = f"open({str(wire.parent / 'pids')!r}, 'a').write(str(os.getpid()) + chr(10))\n"
    play = aplay or f"open({str(wire)!r}, 'wb').write(sys.stdin.buffer.read())"
    record = arecord or (
        f"wire = os.open({str(wire)!r}, os.O_RDONLY)\nos.write(1, bytes(1600))\n"
        "while data := os.read(wire, 4096):\n    os.write(1, data)"
    )
    return SoundLoop(
        Sound("mic", "loud", LEVEL),
        lambda: NOW,
        aplay=script(wire.parent, "aplay", note + play),
        arecord=script(wire.parent, "arecord", note + record),
    )


def hear(loop: SoundLoop) -> tuple[bool, str]:
    async def play() -> tuple[bool, str]:
        result = await asyncio.wait_for(loop.hear(), GENEROUS)
        assert (result.test, result.at, result.trunk) == (SelfTest.SOUND, NOW, "")
        return result.passed, result.what

    return asyncio.run(play())


def nobody_left(folder: Path) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in (folder / "pids").read_text().split())


def test_loudspeaker_is_heard(wire: Path) -> None:
    passed, what = hear(programs(wire))
    assert passed
    assert what.startswith("the tone was heard (share ")
    assert nobody_left(wire.parent)


@pytest.mark.skipif(not shutil.which("aplay"), reason="alsa-utils is not installed")
def test_real_programs_are_driven_rightly(wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ALSA's file plugin stands for the sound card, so no hardware is needed."""
    config = wire.parent / "asound.conf"
    config.write_text(
        f'pcm.loud {{ type file slave.pcm {{ type null }} file "{wire}" format raw }}\n'
        f'pcm.mic {{ type file slave.pcm {{ type null }} file "/dev/null" infile "{wire}" format raw }}\n'
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    passed, what = hear(SoundLoop(Sound("mic", "loud", LEVEL), lambda: NOW))
    assert passed, what


@pytest.mark.skipif(not shutil.which("aplay"), reason="alsa-utils is not installed")
def test_real_programs_without_a_device_are_told() -> None:
    passed, what = hear(SoundLoop(Sound("no-such-mic", "no-such-loud"), lambda: NOW))
    assert not passed
    assert what == "the microphone is not there"


BUSY = "print('aplay: main:831: audio open error: Device or resource busy', file=sys.stderr); sys.exit(1)"
NOISE = "import random\nos.write(1, bytes(random.randbytes(24000)))\ntime.sleep(60)"


@pytest.mark.parametrize(
    ("aplay", "arecord", "words"),
    [
        (BUSY, "", "the loudspeaker is in use by another program"),
        ("", BUSY, "the microphone is in use by another program"),
        ("sys.exit(3)", "", "the loudspeaker fails: not a word why"),
        ("time.sleep(60)", "", "the loudspeaker hangs"),
        ("", "time.sleep(60)", "the microphone gives no sound"),
        ("", "sys.exit(0)", "the microphone fails: not a word why"),
        ("sys.stdin.buffer.read()", "", "the tone was not heard (share 0.00, loudness 0)"),
        ("sys.stdin.buffer.read()", NOISE, "the tone was not heard"),
        ("", "while True: os.write(1, bytes(65536))", "the tone was not heard"),
    ],
    ids=[
        *("loudspeaker busy", "microphone busy", "loudspeaker fails", "loudspeaker hangs", "microphone hangs"),
        *("microphone ends", "wire is cut", "noise", "endless silence"),
    ],
)
def test_fault_is_told_in_words(wire: Path, aplay: str, arecord: str, words: str) -> None:
    passed, what = hear(programs(wire, aplay, arecord))
    assert not passed
    assert what.startswith(words)
    assert nobody_left(wire.parent)


def test_programs_that_are_not_installed_are_told(tmp_path: Path) -> None:
    loop = SoundLoop(Sound("mic", "loud"), lambda: NOW, arecord=(str(tmp_path / "arecord"),))
    assert hear(loop) == (False, "the microphone is not there")


def test_somebody_who_calls_gets_the_devices_at_once(wire: Path) -> None:
    async def play() -> None:
        hearing = asyncio.create_task(programs(wire, "time.sleep(60)").hear())
        pids = wire.parent / "pids"
        async with asyncio.timeout(GENEROUS):
            while not pids.exists() or len(pids.read_text().split()) < 2:
                await asyncio.sleep(0.01)
            hearing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await hearing
        assert nobody_left(wire.parent)

    asyncio.run(play())


def test_burst_is_as_loud_as_configured_and_does_not_click() -> None:
    samples = from_bytes(burst(LEVEL))
    assert len(samples) == 4000
    assert max(samples) == pytest.approx(32767 * LEVEL, rel=0.02)
    assert rms(samples[:16]) < 0.1 * rms(samples) > rms(samples[-16:])
    assert tone_share(samples, 8000, 1000) > 0.99


@pytest.mark.parametrize("hz", [700, 1300, 50])
def test_another_tone_is_not_ours(hz: int) -> None:
    assert not loudest_tone(from_bytes(make_tone(hz, 1.0))).passed


@given(st.binary(max_size=400))
def test_short_recordings_are_no_tone(data: bytes) -> None:
    assert 0 <= loudest_tone(from_bytes(data)).share <= 1
    assert loudest_tone([]) == HeardTone()


def test_tone_is_found_after_a_loud_bus() -> None:
    bus = from_bytes(make_tone(80, 1.0, peak=0.9))
    assert loudest_tone([*bus, *from_bytes(burst(LEVEL)), *bus]).passed
