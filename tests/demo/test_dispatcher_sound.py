"""The sound of the simulated dispatcher: sent on time, counted, recognised, sent back."""

from __future__ import annotations

import asyncio
import struct
import wave
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import pytest

from kiosk.demo.dispatcher import behaviour as b
from kiosk.demo.dispatcher import voice
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.demo.dispatcher.g711 import PCMA, decode, encode
from kiosk.demo.dispatcher.heard import KEPT_FRAMES, Heard
from kiosk.demo.dispatcher.message import Message
from kiosk.demo.dispatcher.rtp import PERIOD, Media
from kiosk.demo.dispatcher.sdp import Sound
from kiosk.domain.call.tone import from_bytes, make_tone, rms, tone_share
from tests.demo.dispatcher_phone import PATIENCE, Phone, phone, sound_port
from tests.demo.dispatcher_phone import Sound as Ears


def packet(number: int, payload: bytes, kind: int = PCMA, timestamp: int | None = None) -> bytes:
    stamp = number * 160 if timestamp is None else timestamp
    return struct.pack("!BBHII", 0x80, kind, number & 0xFFFF, stamp, 112) + payload


def frames_of(hz: float, seconds: float) -> list[bytes]:
    return [encode(from_bytes(frame), PCMA) for frame in voice.cut(make_tone(hz, seconds))]


def new_heard() -> Heard:
    return Heard(b"", Message("INVITE sip:112@x SIP/2.0", ()), ("127.0.0.1", 1), 0.0)


@pytest.mark.parametrize(("user", "hz"), [("112", 440), ("tone", 1004)])
def test_it_speaks_without_gaps_and_without_drift(user: str, hz: int) -> None:
    """The receiver's clock against the sender's count: a frame more or less each second would show."""

    async def whole() -> None:
        async with Dispatcher() as dispatcher, phone(dispatcher) as one:
            await one.call(user=user)
            await one.sound.count(101)
            packets = one.sound.packets
            numbers = [struct.unpack_from("!H", data, 2)[0] for _, data in packets]
            stamps = [struct.unpack_from("!I", data, 4)[0] for _, data in packets]
            assert all((after - before) & 0xFFFF == 1 for before, after in pairwise(numbers))
            passed = packets[-1][0] - packets[0][0]
            assert ((stamps[-1] - stamps[0]) & 0xFFFFFFFF) / 8000 == pytest.approx(passed, abs=0.1)
            sound = decode(b"".join(data[12:] for _, data in packets), PCMA)
            assert tone_share(sound, 8000, hz) > 0.99

    asyncio.run(whole())


def test_a_sender_that_was_held_up_catches_up_without_a_burst() -> None:
    """The process stands still for a while: what was missed is left out, and the clock is right again."""

    async def whole() -> None:
        heard = new_heard()
        media, ears = Media(heard), Ears()
        await media.open("127.0.0.1")
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: ears, local_addr=("127.0.0.1", 0))
        media.meet(Sound("127.0.0.1", ears.port, PCMA))

        def held_up() -> Iterator[bytes]:
            for number, frame in enumerate(voice.Tone().frames(heard)):
                if number == 10:
                    until = loop.time() + 1.0
                    while loop.time() < until:
                        pass
                if number == 30:
                    return
                yield frame

        await media.talk(held_up())
        await ears.count(30)
        sent = ears.packets
        stamps = [struct.unpack_from("!I", data, 4)[0] for _, data in sent]
        passed = sent[-1][0] - sent[0][0]
        assert ((stamps[-1] - stamps[0]) & 0xFFFFFFFF) / 8000 == pytest.approx(passed, abs=0.1)
        after = [at for at, _ in sent[11:]]
        assert after[-1] - after[0] > PERIOD / 2 * (len(after) - 1) * 0.8
        await media.close()
        ears.close()
        await asyncio.sleep(0)

    asyncio.run(whole())


async def say(one: Phone, port: int, packets: list[bytes]) -> None:
    for data in packets:
        one.sound.send(data, port)
        await asyncio.sleep(0)


def test_what_it_hears_is_kept_counted_and_recognised() -> None:
    async def whole() -> None:
        async with Dispatcher(behaviour=b.SILENT) as dispatcher, phone(dispatcher) as one:
            port = sound_port(await one.call())
            heard = await dispatcher.wait_for_call()
            assert heard.state == "connected"
            frames = frames_of(600, 2.0)
            sent = [packet(65500 + n, frame) for n, frame in enumerate(frames) if n not in {40, 41, 70}]
            await say(one, port, [*sent, b"", b"\x80", b"\x00" * 20, packet(3, b"x" * 160, kind=77)])
            await dispatcher.wait_for_sound(heard, 97 * 0.02, PATIENCE)
            assert (heard.packets, heard.lost) == (97, 3)
            assert heard.first_sound_at
            assert heard.first_sound_at >= heard.invited_at
            assert tone_share(heard.samples(0.5), 8000, 600) > 0.99
            assert heard.level == pytest.approx(rms(from_bytes(make_tone(600, 1.0))), rel=0.02)
            assert one.sound.packets == []

    asyncio.run(whole())


def test_digits_are_told_apart() -> None:
    async def whole() -> None:
        async with Dispatcher() as dispatcher, phone(dispatcher) as one:
            port = sound_port(await one.call())
            heard = await dispatcher.wait_for_call()
            presses = [(1, 1000), (1, 1000), (1, 1000), (1, 3000), (11, 5000), (11, 5000), (99, 7000)]
            events = [packet(n, bytes([d, 10, 0, 160]), 101, at) for n, (d, at) in enumerate(presses)]
            await say(one, port, events)
            await heard.until(lambda: heard.digits == "11#", PATIENCE)
            assert heard.packets == 0

    asyncio.run(whole())


@pytest.mark.parametrize(("behaviour", "user"), [(b.ECHO, "112"), (b.BUSY, "echo")])
def test_an_echo_is_what_was_said(behaviour: b.Behaviour, user: str) -> None:
    async def whole() -> None:
        async with Dispatcher(behaviour=behaviour) as dispatcher, phone(dispatcher) as one:
            port = sound_port(await one.call(user=user))
            frames = frames_of(600, 0.2)
            await say(one, port, [packet(n, frame) for n, frame in enumerate(frames)])
            await one.sound.count(len(frames))
            assert [data[12:] for _, data in one.sound.packets] == frames

    asyncio.run(whole())


def test_only_the_last_minute_is_kept() -> None:
    heard = new_heard()
    for n in range(KEPT_FRAMES + 100):
        heard.sound(bytes([n & 0xFF]) * 160, float(n))
    assert len(heard.samples()) == KEPT_FRAMES * 160
    assert heard.packets == KEPT_FRAMES + 100


def test_recordings_are_played_one_after_another_then_silence(tmp_path: Path) -> None:
    for name, hz in (("a", 500), ("b", 900)):
        with wave.open(str(tmp_path / f"{name}.wav"), "wb") as wav:
            wav.setparams((1, 2, 8000, 0, "NONE", ""))
            wav.writeframes(make_tone(hz, 1.0))
    said = voice.Recordings((tmp_path / "a.wav", tmp_path / "b.wav")).frames(new_heard())
    seconds = [from_bytes(b"".join(islice(said, 50))) for _ in range(3)]
    assert tone_share(seconds[0], 8000, 500) > 0.99
    assert tone_share(seconds[1], 8000, 900) > 0.99
    assert rms(seconds[2]) == 0.0


def test_a_recording_of_another_rate_is_refused(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as wav:
        wav.setparams((1, 2, 16000, 0, "NONE", ""))
        wav.writeframes(make_tone(500, 0.1, 16000))
    with pytest.raises(ValueError, match="8000 Hz"):
        next(voice.Recordings((tmp_path / "a.wav",)).frames(new_heard()))


def test_another_rate_keeps_its_tone() -> None:
    samples = voice.resample(from_bytes(make_tone(600, 1.0, 22050)), 22050)
    assert len(samples) == pytest.approx(8000, abs=3)
    assert tone_share(samples, 8000, 600) > 0.99


def test_it_replies_when_somebody_spoke_and_paused() -> None:
    greeting, reply = make_tone(500, 0.2), make_tone(900, 0.2)
    heard = new_heard()
    said = voice.Conversation(greeting, (reply,)).frames(heard)
    assert b"".join(islice(said, 10)) == greeting
    quiet, speech = encode([0] * 160, PCMA), frames_of(600, 0.02)[0]
    for n in range(200):
        heard.sound(quiet, float(n))
        assert next(said) == voice.QUIET  # nobody spoke: it waits
    for n in range(50):
        heard.sound(speech, float(n))
        assert next(said) == voice.QUIET  # it does not interrupt
    for n in range(voice.PAUSE_FRAMES + 20):
        heard.sound(quiet, float(n))
        if (frame := next(said)) != voice.QUIET:
            break
    assert frame + b"".join(islice(said, 9)) == reply


def test_the_operator_speaks_where_speech_is_installed() -> None:
    speaker = voice.operator()
    assert isinstance(speaker, voice.Conversation | voice.Tone)
    frames = list(islice(speaker.frames(new_heard()), 150))
    assert {len(frame) for frame in frames} == {voice.FRAME_BYTES}
    assert rms(from_bytes(b"".join(frames))) > 300


def test_without_speech_the_operator_is_a_tone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert voice.operator() == voice.Tone()
    (tmp_path / "espeak-ng").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "espeak-ng").chmod(0o755)
    voice.spoken.cache_clear()
    assert voice.operator() == voice.Tone()
