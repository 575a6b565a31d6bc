"""What is heard beside the call, told by a player that writes down what it was asked to play."""

from __future__ import annotations

import asyncio
import shlex
import shutil
from collections.abc import Awaitable, Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.domain.call.status import CallStatus, State
from kiosk.sos import sounds, tones, wav
from kiosk.sos.sounds import Sounds
from kiosk.sos.speech import ESPEAK

LIMIT = 30.0
NO_VOICE = ("false",)


class Player:
    """A stand-in for aplay: writes its arguments and its pid, then does what `then` says."""

    def __init__(self, folder: Path, then: str = "exec sleep 100000") -> None:
        self._log = folder / "played"
        self._then = folder / "then"
        self.does(then)
        script = f'echo "$$ $*" >> {shlex.quote(str(self._log))}; . {shlex.quote(str(self._then))}'
        self.words = ("sh", "-c", script, "aplay")

    def does(self, then: str) -> None:
        self._then.write_text(then)

    @property
    def played(self) -> list[str]:
        """The names of the files in the order they were begun."""
        return [Path(line.split()[-1]).stem for line in self._lines()]

    @property
    def arguments(self) -> list[str]:
        return [line.partition(" ")[2] for line in self._lines()]

    @property
    def running(self) -> list[int]:
        """The players that have not been ended."""
        return [pid for line in self._lines() if Path(f"/proc/{(pid := int(line.split()[0]))}").exists()]

    def _lines(self) -> list[str]:
        return self._log.read_text().splitlines() if self._log.exists() else []


@pytest.fixture
def player(tmp_path: Path) -> Player:
    return Player(tmp_path)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(LIMIT):
        while not condition():
            await asyncio.sleep(0.005)


def play(
    tmp_path: Path,
    player: Player,
    script: Callable[[Sounds], Awaitable[None]],
    *,
    loudspeaker: str = "speaker",
    espeak: Sequence[str] = NO_VOICE,
) -> None:
    """Run Sounds while `script` goes on."""

    async def main() -> None:
        playing = Sounds(loudspeaker, tmp_path / "sounds", aplay=player.words, espeak=espeak)
        running = asyncio.ensure_future(playing.run())
        try:
            await script(playing)
        finally:
            running.cancel()
            await asyncio.wait({running})
        if not running.cancelled():
            running.result()

    asyncio.run(main())


def test_each_state_has_a_sound_of_its_own_and_ends_the_one_before(tmp_path: Path, player: Player) -> None:
    expected = {
        State.COUNTDOWN: "tick",
        State.DIALING: "announced-ru",
        State.RINGING: "ringing",
        State.CONNECTED: "connected",
        State.ENDED: "over-ru",
        State.INCOMING: "called-ru",
        State.RETRYING: "failing-ru",
    }

    async def script(playing: Sounds) -> None:
        for number, (state, name) in enumerate(expected.items(), 1):
            playing.show(CallStatus(state), "ru")
            await until(lambda number=number: len(player.played) == number and len(player.running) == 1)  # type: ignore[misc]
            assert player.played[-1] == name
        playing.show(CallStatus(), "ru")
        await until(lambda: not player.running)

    play(tmp_path, player, script)
    assert player.arguments[0] == f"-q -D speaker {tmp_path}/sounds/tick.wav"


def test_nothing_is_left_playing_when_the_agent_ends(tmp_path: Path, player: Player) -> None:
    async def script(playing: Sounds) -> None:
        playing.show(CallStatus(State.RINGING), "ru")
        await until(lambda: len(player.running) == 1)

    play(tmp_path, player, script)
    assert player.running == []


def test_a_tone_goes_on_and_words_are_said_once(tmp_path: Path) -> None:
    player = Player(tmp_path, "exit 0")

    async def script(playing: Sounds) -> None:
        playing.show(CallStatus(State.DIALING), "en")
        await until(lambda: len(player.played) >= 4)

    play(tmp_path, player, script)
    assert player.played[:4] == ["announced-en", "dialling", "dialling", "dialling"]


def test_an_open_line_hears_one_short_chime_and_nothing_more(tmp_path: Path) -> None:
    """Whoever touches the language or a tile during the call makes no sound."""
    player = Player(tmp_path, "exit 0")

    async def script(playing: Sounds) -> None:
        playing.show(CallStatus(State.CONNECTED), "ru")
        await until(lambda: player.played == ["connected"] and not player.running)
        playing.show(CallStatus(State.CONNECTED, heard=True), "ru")
        playing.show(CallStatus(State.CONNECTED, heard=True), "en")
        playing.show(CallStatus(State.RINGING), "en")
        await until(lambda: "ringing" in player.played)

    play(tmp_path, player, script)
    assert player.played[:2] == ["connected", "ringing"]
    assert sum(beep.seconds for beep in tones.CONNECTED) <= 0.3


def test_the_sentence_about_failure_outlives_the_next_tries(tmp_path: Path, player: Player) -> None:
    async def script(playing: Sounds) -> None:
        playing.show(CallStatus(State.RETRYING), "ru")
        await until(lambda: len(player.running) == 1)
        (first,) = player.running
        for state in (State.DIALING, State.RETRYING, State.DIALING):
            playing.show(CallStatus(state), "ru")
            await asyncio.sleep(0)
        assert player.running == [first]
        playing.show(CallStatus(State.RINGING), "ru")
        await until(lambda: player.played[-1] == "ringing" and len(player.running) == 1)
        playing.show(CallStatus(State.DIALING), "ru")
        await until(lambda: len(player.played) == 3)

    play(tmp_path, player, script)
    assert player.played == ["failing-ru", "ringing", "announced-ru"]


def test_an_unknown_language_is_told_in_russian(tmp_path: Path, player: Player) -> None:
    async def script(playing: Sounds) -> None:
        playing.show(CallStatus(State.RETRYING), "tt")
        await until(lambda: player.played == ["failing-ru"])

    play(tmp_path, player, script)


def test_without_a_loudspeaker_nothing_is_started_nor_written(tmp_path: Path, player: Player) -> None:
    async def script() -> None:
        silent = Sounds("", tmp_path / "sounds", aplay=player.words)
        silent.show(CallStatus(State.RINGING), "ru")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(silent.run(), 0.1)

    asyncio.run(script())
    assert player.played == []
    assert not (tmp_path / "sounds").exists()


def test_a_loudspeaker_that_comes_later_is_played_on_and_one_that_goes_is_not(
    tmp_path: Path, player: Player
) -> None:
    async def script() -> None:
        playing = Sounds("", tmp_path / "sounds", aplay=player.words, espeak=NO_VOICE)
        task = asyncio.create_task(playing.run())
        playing.use("late")
        playing.show(CallStatus(State.CONNECTED), "ru")
        await until(lambda: player.played == ["connected"])
        playing.use("")
        playing.show(CallStatus(State.COUNTDOWN), "ru")
        playing.use("again")
        playing.show(CallStatus(State.RINGING), "ru")
        await until(lambda: "ringing" in player.played)
        task.cancel()
        await asyncio.wait({task})

    asyncio.run(script())


@pytest.mark.parametrize("then", ["echo audio open error: busy >&2; exit 1", "exec sleep 100000"])
def test_a_player_that_fails_is_told_once_and_again_when_it_plays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    monkeypatch.setattr(sounds, "PATIENCE", 0.05)
    monkeypatch.setattr(wav, "seconds", lambda _: 0.05)
    player = Player(tmp_path, then)

    def told() -> list[str]:
        return [record.getMessage() for record in caplog.records if "heard" in record.getMessage()]

    async def script(playing: Sounds) -> None:
        for number, state in enumerate((State.RINGING, State.COUNTDOWN), 1):
            playing.show(CallStatus(state), "ru")
            await until(lambda number=number: len(player.played) == number and not player.running)  # type: ignore[misc]
        await until(lambda: len(told()) == 1)
        player.does("exit 0")
        playing.show(CallStatus(State.ENDED), "ru")
        await until(lambda: len(told()) == 2)

    caplog.set_level("INFO")
    play(tmp_path, player, script)
    assert "are not heard" in told()[0]
    assert "heard again" in told()[1]


def test_a_program_that_is_not_installed_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def script() -> None:
        playing = Sounds("speaker", tmp_path, aplay=("/absent/aplay",), espeak=("/absent/espeak",))
        running = asyncio.ensure_future(playing.run())
        playing.show(CallStatus(State.RINGING), "ru")
        await until(lambda: "are not heard" in caplog.text)
        assert not running.done()
        running.cancel()
        await asyncio.wait({running})

    asyncio.run(script())


def test_a_bug_is_not_swallowed(tmp_path: Path, player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(_: Path) -> float:
        raise ZeroDivisionError

    monkeypatch.setattr(wav, "seconds", bug)

    async def script() -> None:
        playing = Sounds("speaker", tmp_path, aplay=player.words, espeak=NO_VOICE)
        playing.show(CallStatus(State.RINGING), "ru")
        async with asyncio.timeout(LIMIT):
            await playing.run()

    with pytest.raises(ZeroDivisionError):
        asyncio.run(script())


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_announcements_are_spoken_in_both_languages(tmp_path: Path, player: Player) -> None:
    async def script(playing: Sounds) -> None:
        playing.show(CallStatus(State.RINGING), "ru")
        await until(lambda: player.played == ["ringing"])

    play(tmp_path, player, script, espeak=ESPEAK)
    folder = tmp_path / "sounds"
    for programme in sounds.EVERY:
        for language in dict(programme.words) or ("",):
            file = folder / f"{programme.name}{f'-{language}' if language else ''}.wav"
            samples, rate = wav.read(file)
            assert rate == (22050 if language else 8000)
            assert max(samples) > 0.3 * wav.FULL
    assert wav.seconds(folder / "failing-ru.wav") > wav.seconds(folder / "failing-en.wav") / 3 > 3


def test_the_ring_back_tone_is_the_one_of_russian_telephones() -> None:
    """425 Hz, one second in five."""
    samples = tones.tone(tones.RING_BACK, 8000)
    assert len(samples) == 5 * 8000
    assert not any(samples[8000:])
    heard = samples[:8000]
    crossings = sum(1 for before, after in pairwise(heard) if before < 0 <= after)
    assert crossings == pytest.approx(425, abs=1)
    assert (heard[0], abs(heard[-1]) < 500) == (0, True)
