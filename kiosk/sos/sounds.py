"""What is heard beside the call: tones and announcements for those who cannot see the screen."""

from __future__ import annotations

import asyncio
import logging
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE

from kiosk.domain.call.status import CallStatus, State
from kiosk.sos import tones, wav
from kiosk.sos.aside import aside
from kiosk.sos.child import child
from kiosk.sos.speech import ESPEAK, SpeechError, said

APLAY = ("aplay",)
PEAK = 0.8
PATIENCE = 3.0
"""Seconds a player may take longer than its file lasts."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Programme:
    """What is played in a state: `words`, by language, then `tone`; once or `for_ever`, with a `pause`."""

    name: str
    tone: tuple[tones.Beep, ...]
    words: tuple[tuple[str, str], ...] = ()
    pause: float = 0.0
    for_ever: bool = False
    tone_first: bool = False


TICK = Programme("tick", tones.TICK, for_ever=True)
PRESSED = Programme("pressed", tones.PRESSED)
ANNOUNCED = Programme("announced", (), (("ru", "Набираем сто двенадцать"), ("en", "Calling one one two")))
DIALLING = Programme("dialling", tones.DIALLING, for_ever=True)
RINGING = Programme("ringing", tones.RING_BACK, for_ever=True)
CONNECTED = Programme("connected", tones.CONNECTED)
FAILING = Programme(
    "failing",
    tones.FAILURE,
    (
        ("ru", "Не удаётся дозвониться. Наберите сто двенадцать со своего телефона. Мы продолжаем набирать."),
        ("en", "The call does not get through. Dial one one two on your own phone. We keep trying."),
    ),
    pause=8.0,
    for_ever=True,
    tone_first=True,
)
CALLED = Programme(
    "called",
    tones.CALLED,
    (("ru", "Сто двенадцать перезванивает"), ("en", "One one two is calling back")),
    for_ever=True,
    tone_first=True,
)
OVER = Programme("over", tones.OVER, (("ru", "Вызов завершён"), ("en", "The call has ended")), tone_first=True)
EVERY = (TICK, PRESSED, ANNOUNCED, DIALLING, RINGING, CONNECTED, FAILING, CALLED, OVER)

_OF_STATE = {
    State.ARMING: (PRESSED,),
    State.COUNTDOWN: (TICK,),
    State.DIALING: (ANNOUNCED, DIALLING),
    State.RINGING: (RINGING,),
    State.CONNECTED: (CONNECTED,),
    State.RETRYING: (FAILING,),
    State.INCOMING: (CALLED,),
    State.ENDED: (OVER,),
}


class Sounds:
    """Plays the sound of the newest state on `loudspeaker`; "" is silence. `folder` is in memory.

    A newer state ends what is heard at once, and an open line hears the chime alone. A dialling that follows a
    failure goes on saying what to do: back-offs are shorter than the sentence.
    """

    def __init__(
        self, loudspeaker: str, folder: Path, *, aplay: Sequence[str] = APLAY, espeak: Sequence[str] = ESPEAK
    ) -> None:
        self._loudspeaker = ""
        self._present = asyncio.Event()
        self._folder = folder
        self._aplay = tuple(aplay)
        self._espeak = tuple(espeak)
        self._wanted: tuple[tuple[Programme, ...], str] = ((), "")
        self._state = State.IDLE
        self._language = ""
        self._despairing = False
        self._changed = asyncio.Event()
        self._failing = False
        self.use(loudspeaker)

    def use(self, loudspeaker: str) -> None:
        """Play on this one from the next sound on."""
        self._loudspeaker = loudspeaker
        if loudspeaker:
            self._present.set()

    def show(self, status: CallStatus, language: str) -> None:
        """Let the sound of this state be heard from now on; never waits."""
        if status.state is self._state and language == self._language:
            return
        self._state, self._language = status.state, language
        if status.state is State.RETRYING:
            self._despairing = True
        elif status.state is not State.DIALING:
            self._despairing = False
        wanted = (FAILING,) if self._despairing else _OF_STATE.get(status.state, ())
        spoken = language if any(programme.words for programme in wanted) else ""
        if (wanted, spoken) != self._wanted:
            self._wanted = (wanted, spoken)
            self._changed.set()

    async def run(self) -> None:
        """Make the files, then play what is wanted, for ever; all that once there is a loudspeaker."""
        await self._present.wait()
        await self._prepare()
        while True:
            self._changed.clear()
            await self._until_changed(*self._wanted)

    async def _prepare(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for programme in EVERY:
                for language in dict(programme.words) or ("",):
                    await self._make(programme, language)
        except OSError as error:
            log.warning("the sounds beside a call cannot be made: %s", error.strerror)

    async def _make(self, programme: Programme, language: str) -> None:
        """The file of a programme in a language; without its words where nobody speaks them. Raises OSError."""
        file = self._file(programme, language)
        if file.is_file():
            return
        words, rate = array("h"), wav.TELEPHONE
        if language:
            try:
                words, rate = await said(dict(programme.words)[language], language, self._folder, self._espeak)
            except (SpeechError, wave.Error, EOFError) as error:
                log.warning("the announcement %r cannot be spoken: %s", programme.name, error)
        await aside(lambda: _write(file, programme, words, rate), "sounds")

    def _file(self, programme: Programme, language: str) -> Path:
        return self._folder / f"{programme.name}{f'-{language}' if language else ''}.wav"

    async def _until_changed(self, programmes: Sequence[Programme], language: str) -> None:
        """Play until something else is wanted. What fails is a bug here, never the player."""
        playing = asyncio.ensure_future(self._play_all(programmes, language))
        changed = asyncio.ensure_future(self._changed.wait())
        try:
            await asyncio.wait({playing, changed}, return_when=asyncio.FIRST_COMPLETED)
            if playing.done():
                playing.result()
                await changed
        finally:
            changed.cancel()
            playing.cancel()
            await asyncio.wait({playing, changed})
        if not playing.cancelled():
            playing.result()

    async def _play_all(self, programmes: Sequence[Programme], language: str) -> None:
        for programme in programmes:
            languages = [known for known, _ in programme.words]
            spoken = language if language in languages else languages[0] if languages else ""
            while await self._play(self._file(programme, spoken)) and programme.for_ever:
                pass

    async def _play(self, file: Path) -> bool:
        """Whether the file was heard to its end."""
        if not self._loudspeaker:  # taken away
            return False
        failure = ""
        try:
            limit = wav.seconds(file) + PATIENCE
            words = (*self._aplay, "-q", "-D", self._loudspeaker, str(file))
            async with asyncio.timeout(limit), child(words, stderr=PIPE) as process:
                _, told = await process.communicate()
                if process.returncode:
                    said_last = told.decode(errors="replace").strip().splitlines()[-1:]
                    failure = f"exit code {process.returncode} {' '.join(said_last)}".strip()
        except TimeoutError:
            failure = "it has no end"
        except (OSError, wave.Error, EOFError) as error:
            failure = str(error)
        self._tell(failure)
        return not failure

    def _tell(self, failure: str) -> None:
        if failure and not self._failing:
            log.warning("the sounds beside a call are not heard: %s", failure)
        elif self._failing and not failure:
            log.info("the sounds beside a call are heard again")
        self._failing = bool(failure)


def _write(file: Path, programme: Programme, words: wav.Samples[int], rate: int) -> None:
    tone, spoken = tones.tone(programme.tone, rate), wav.louder(words, PEAK)
    parts = tone + spoken if programme.tone_first else spoken + tone
    wav.write(file, parts + wav.silence(programme.pause, rate), rate)
