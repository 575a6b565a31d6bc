"""What is spoken into a call: sentences an operator understands, at the telephone's rate, then silence."""

from __future__ import annotations

import asyncio
import math
import shutil
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call.status import Phrase
from kiosk.domain.text import Text
from kiosk.sos import wav
from kiosk.sos.plan import Pavilion
from kiosk.sos.sentences import readable, sentence, spelled
from kiosk.sos.speech import AFTER, BEFORE, PEAK, Speech, SpeechError

PAVILION = Pavilion(
    "0042",
    Text("пр. Филатова", (("en", "Filatova Avenue"),)),
    Text("г. Ульяновск, просп. «Филатова», д. 1А, к. 2/3"),
)
NAMELESS = Pavilion("", Text(""), Text(""))
needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ул. Минаева, д. 5", "улица Минаева, дом 5"),
        ("пр-т 50-летия ВЛКСМ", "проспект 50-летия ВЛКСМ"),
        ("г. Ульяновск, б-р Киевский, 12/3", "город Ульяновск, бульвар Киевский, 12 дробь 3"),
        ("ТЦ «Звезда» № 4", "ТЦ Звезда номер 4"),
        ("д. Кувшиновка", "деревня Кувшиновка"),
        ("с. Лаишевка, ул. им. Гая", "село Лаишевка, улица имени Гая"),
        ("Аэропорт", "Аэропорт"),
        ("дом 1А", "дом 1 А"),
        ("[[t'Est]] <break/> $HOME `x`", "t Est break/ HOME x"),
        ("", ""),
        ("a\nb\x00\t c", "a b c"),
    ],
)
def test_names_are_read_as_people_say_them(written: str, read: str) -> None:
    assert readable(written) == read


@given(st.text(max_size=400))
def test_whatever_a_name_holds_it_is_read_as_words_in_one_line(text: str) -> None:
    read = readable(text)
    assert not set("[]<>«»\"'$`\\\n\0") & set(read)
    assert read == " ".join(read.split())


def test_a_code_is_read_digit_by_digit() -> None:
    assert spelled("0042") == "ноль ноль четыре два"
    assert spelled("УЛ-7") == "УЛ семь"
    assert spelled("") == ""


def test_every_phrase_says_where_it_comes_from() -> None:
    for phrase in Phrase:
        said = sentence(phrase, PAVILION)
        assert "ноль ноль четыре два" in said
        assert "проспект Филатова, дом 1 А, корпус 2 дробь 3" in said
        assert "Остановка проспект Филатова." in said
    assert len({sentence(phrase, PAVILION) for phrase in Phrase}) == len(Phrase)


def test_the_address_is_said_twice() -> None:
    assert sentence(Phrase.ADDRESS, PAVILION).count("ноль ноль четыре два") == 2


def test_what_is_not_known_is_left_out() -> None:
    for phrase in Phrase:
        said = sentence(phrase, NAMELESS)
        assert "Остановка" not in said
        assert "Адрес" not in said
    assert sentence(Phrase.FIRE, NAMELESS).startswith("Говорит автомат остановочного павильона. Сообщение")


@needs_espeak
def test_the_files_are_what_a_telephone_takes(tmp_path: Path) -> None:
    speech = Speech(tmp_path / "speech", PAVILION)
    assert (speech.ready, speech.failing) == (False, False)
    asyncio.run(speech.prepare())
    assert (speech.ready, speech.failing) == (True, False)
    for phrase in Phrase:
        spoken = speech.file(phrase)
        assert spoken is not None
        samples, rate = wav.read(spoken.path)
        assert rate == 8000
        assert 5 < spoken.seconds < 60
        assert len(samples) / rate == pytest.approx(spoken.seconds + AFTER)
        speaking = samples[round(BEFORE * rate) : round(spoken.seconds * rate)]
        assert max(map(abs, speaking)) == pytest.approx(PEAK * wav.FULL, rel=0.01)
        assert not any(samples[round(spoken.seconds * rate) + 1 :])
        assert not any(samples[: round(BEFORE * rate) - 1])


@needs_espeak
def test_what_was_made_before_is_used_again(tmp_path: Path) -> None:
    first = Speech(tmp_path, PAVILION)
    asyncio.run(first.prepare())
    made = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    again = Speech(tmp_path, PAVILION, espeak=("/absent",))
    asyncio.run(again.prepare())
    assert again.file(Phrase.FIRE) == first.file(Phrase.FIRE)
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == made


@pytest.mark.parametrize("words", ["exit 1", "exec sleep 100000", "exit 0"])
def test_without_a_voice_nothing_is_spoken_and_that_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.sos.speech.LIMIT", 0.5)
    speech = Speech(tmp_path, PAVILION, espeak=("sh", "-c", words))
    asyncio.run(speech.prepare())
    assert [speech.file(phrase) for phrase in Phrase] == [None] * len(Phrase)
    assert (speech.ready, speech.failing) == (False, True)
    assert len(caplog.records) == 1


def test_a_voice_that_is_not_installed_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    speech = Speech(tmp_path, PAVILION, espeak=("espeak-of-another-system",))
    asyncio.run(speech.prepare())
    assert speech.file(Phrase.ADDRESS) is None
    assert "is not there" in caplog.text
    assert len(caplog.records) == 1


def level(samples: wav.Samples[int]) -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))


@pytest.mark.parametrize(
    ("hertz", "passes"), [(300, True), (1000, True), (2500, True), (5000, False), (7000, False)]
)
def test_resampling_keeps_what_a_telephone_carries_and_nothing_above(hertz: float, passes: bool) -> None:
    wave = array("h", (round(10000 * math.sin(2 * math.pi * hertz * index / 22050)) for index in range(22050)))
    out = wav.resampled(wave, 22050, 8000)
    assert len(out) == 8000
    share = level(out[400:-400]) / level(wave)
    assert share == pytest.approx(1, abs=0.02) if passes else share < 0.01
    crossings = sum(1 for before, after in pairwise(out) if before < 0 <= after)
    assert not passes or crossings == pytest.approx(hertz, abs=2)


def test_a_sound_written_is_read_again(tmp_path: Path) -> None:
    samples = array("h", [0, 1, -1, 32767, -32768])
    wav.write(tmp_path / "a.wav", samples, 8000)
    assert wav.read(tmp_path / "a.wav") == (samples, 8000)
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


def test_a_folder_that_is_gone_is_an_error_and_no_more(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        wav.write(tmp_path / "gone" / "a.wav", array("h", (0, 1)), 8000)


def test_silence_is_made_no_louder() -> None:
    assert not any(wav.louder(wav.silence(0.1, 8000), 1.0))
    assert len(wav.louder(array("h"), 1.0)) == 0


def test_what_could_not_be_made_is_made_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The memory a pavilion speaks from was full as it started, or its processor too busy."""
    monkeypatch.setattr("kiosk.sos.speech.AGAIN", 0.0)
    tries = 0

    async def said(*_: object) -> tuple[wav.Samples[int], int]:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise SpeechError("it has no end")
        return wav.silence(0.1, wav.TELEPHONE), wav.TELEPHONE

    monkeypatch.setattr("kiosk.sos.speech.said", said)
    caplog.set_level("INFO")
    speech = Speech(tmp_path, PAVILION)
    asyncio.run(speech.run())
    assert all(speech.file(phrase) for phrase in Phrase)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
