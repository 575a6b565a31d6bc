"""The daily test call: a real call on the same path, to the operator's test number, with nobody on the line."""

from __future__ import annotations

import asyncio
import logging
import shutil
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from kiosk.domain.call.events import Closed, Established, Event, FarSound, Ringing, Trying, UserAgentDied
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.status import SelfTest, SelfTestResult
from kiosk.domain.call.tone import from_bytes, make_tone, rms, tone_share
from kiosk.domain.call.trunk import Trunk
from kiosk.sos import wav
from kiosk.sos.aside import aside
from kiosk.sos.baresip.user_agent import UserAgentError
from kiosk.sos.plan import Sound, UserAgentPlan

log = logging.getLogger(__name__)

OUR_HZ = 1400.0
"""What we send: no test number sends it by itself, so what comes back has been all the way."""
THEIR_HZ = 1004.0
"""The test tone of telephone networks. Source: ITU-T O.6 and its North American kin."""
LISTEN = 3.0
SETTLE = 0.5
"""Seconds at the beginning of a recording that are not judged: the far end is still opening its ears."""
SHARE = 0.5
LOUD_ENOUGH = 300.0
"""Root mean square in 16-bit steps; a line this quiet carries no speech."""
ANSWER_LIMIT = 20.0
CLOSE_LIMIT = 1.0
BREAK_OFF_LIMIT = 0.25
"""Seconds for each of two steps in which a call that is broken off is ended properly; then it is just cut."""
RECORDINGS = "test-call"
TONE = "test-tone.wav"
"""Our tone, in the user agent's folder, which it runs in. When the file ends the call ends, so it is long."""
TONE_SECONDS = 60


class CallingAgent(Protocol):
    """What is wanted of the user agent."""

    @property
    def plan(self) -> UserAgentPlan:
        """How it is run now."""

    async def dial(self, uri: SipUri, trunk: Trunk) -> None:
        """Send the INVITE. Raises UserAgentError."""

    async def hang_up(self, call_id: str = "") -> None:
        """End the call. Raises UserAgentError."""

    async def restart(self, plan: UserAgentPlan, *, drop_calls: bool = False) -> None:
        """Start it with another plan. Raises UserAgentError."""


class DailyCall:
    """Makes test calls with `user_agent`.

    Whoever gets the user agent's events offers them to `takes` first. A cancellation hangs up, and gives the user
    agent its microphone back before it is through.
    """

    def __init__(
        self,
        user_agent: CallingAgent,
        wall: Callable[[], int],
        *,
        listen: float = LISTEN,
        answer_limit: float = ANSWER_LIMIT,
    ) -> None:
        self._user_agent = user_agent
        self._wall = wall
        self._listen = listen
        self._answer_limit = answer_limit
        self._line: _Line | None = None

    def takes(self, event: Event) -> bool:
        """Whether `event` is of the test call, and so nobody else's business."""
        return self._line is not None and self._line.takes(event)

    async def make(self, trunk: Trunk, to: SipUri) -> SelfTestResult:
        """Call `to` over `trunk` and listen. The world never raises here."""
        everyday = self._user_agent.plan
        folder, tone_file = everyday.folder / RECORDINGS, everyday.folder / TONE
        tone = replace(everyday, sound=Sound(microphone=f"aufile,{TONE}"), record_to=folder)
        self._line = _Line()
        try:
            _forget(folder)
            wav.write(tone_file, from_bytes(make_tone(OUR_HZ, 1.0)) * TONE_SECONDS, wav.TELEPHONE)
            await self._user_agent.restart(tone)
            failure = await self._talk(self._line, trunk, to)
            hz = OUR_HZ if trunk.test_expects == "echo" else THEIR_HZ
            passed, what = (False, failure) if failure else await aside(lambda: _judged(folder, hz), "test call")
        except UserAgentError as error:
            passed, what = False, str(error)
        except OSError as error:
            passed, what = False, f"the tone cannot be kept: {error.strerror}"
        finally:
            await self._as_before(self._line, everyday)
            self._line = None
            _forget(folder)
            tone_file.unlink(missing_ok=True)
        return SelfTestResult(SelfTest.CALL, self._wall(), passed, what, trunk.name)

    async def _talk(self, line: _Line, trunk: Trunk, to: SipUri) -> str:
        """Call, listen, hang up; why it led nowhere, "" where it did. Raises UserAgentError."""
        line.dialling = asyncio.ensure_future(self._user_agent.dial(to, trunk))
        await asyncio.shield(line.dialling)  # a call half dialled has no name to hang it up by
        if not await line.changes(line.established, self._answer_limit):
            return line.why or f"no answer within {self._answer_limit:g} s"
        if await line.changes(line.over, SETTLE + self._listen):
            return line.why
        await self._user_agent.hang_up(line.call_id)
        await line.changes(line.over, CLOSE_LIMIT)
        return ""

    async def _as_before(self, line: _Line, everyday: UserAgentPlan) -> None:
        """Hang up what is still up, and start the user agent as it is every day: it must be there for people."""
        try:
            if line.dialling and not line.over.is_set():
                await asyncio.wait({line.dialling}, timeout=BREAK_OFF_LIMIT)
                await self._user_agent.hang_up(line.call_id)
                await line.changes(line.over, BREAK_OFF_LIMIT)
        except UserAgentError as error:
            log.warning("the test call could not be hung up: %s", error)
        if line.dialling and not line.dialling.cancel() and not line.dialling.cancelled():
            line.dialling.exception()  # told already
        try:
            await self._user_agent.restart(everyday, drop_calls=True)
        except UserAgentError as error:
            log.error("the user agent does not come back after the test call: %s", error)  # noqa: TRY400  no bug


class _Line:
    """The test call as the user agent tells of it."""

    def __init__(self) -> None:
        self.dialling: asyncio.Future[None] | None = None
        self.call_id = ""
        self.why = ""
        self.established = asyncio.Event()
        self.over = asyncio.Event()

    def takes(self, event: Event) -> bool:
        """Note `event` if it is of this call."""
        match event:
            case UserAgentDied():
                self._ends("the user agent died")
            case Trying() | Ringing() | Established() | FarSound() | Closed():
                if not self._is_ours(event.call_id):
                    return False
                self._notes(event)
            case _:
                return False
        return True

    async def changes(self, event: asyncio.Event, limit: float) -> bool:
        """Whether `event` happens within `limit` seconds, and before the end of the call."""
        waiting = [asyncio.ensure_future(one.wait()) for one in {event, self.over}]
        try:
            await asyncio.wait(waiting, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waiting:
                one.cancel()
        return event.is_set()

    def _is_ours(self, call_id: str) -> bool:
        if self.dialling and not self.call_id:
            self.call_id = call_id
        return bool(call_id) and call_id == self.call_id

    def _notes(self, event: Trying | Ringing | Established | FarSound | Closed) -> None:
        match event:
            case Established():
                self.established.set()
            case Closed(code=int(code)):
                self._ends(f"refused with SIP {code}")
            case Closed(unreachable=True):
                self._ends("the trunk cannot be reached")
            case Closed(media_lost=True):
                self._ends("no sound came")
            case Closed():
                self._ends("the far end hung up too soon")

    def _ends(self, why: str) -> None:
        self.why = self.why or why
        self.over.set()


def _judged(folder: Path, hz: float) -> tuple[bool, str]:
    """Whether the tone came out of the line, and in words; looks at what was received."""
    files = sorted(folder.glob("dump-*-dec.wav"), key=lambda file: file.stat().st_size)
    samples, rate = _samples(files[-1]) if files else ([], wav.TELEPHONE)
    if len(samples) < rate * LISTEN / 4:
        return False, "no sound came"
    loudness, share = rms(samples), tone_share(samples, rate, hz)
    passed = share > SHARE and loudness >= LOUD_ENOUGH
    heard = "our tone came back" if hz == OUR_HZ else "the test tone was heard"
    return passed, f"{heard if passed else 'another sound came'} (share {share:.2f}, loudness {loudness:.0f})"


def _samples(file: Path) -> tuple[list[int], int]:
    """The judged part of a recording, of one channel, thinned out to about 8 kHz; and its rate."""
    try:
        with wave.open(str(file)) as recording:
            channels, rate = recording.getnchannels(), recording.getframerate()
            frames = recording.readframes(recording.getnframes())
    except (wave.Error, EOFError):
        return [], wav.TELEPHONE
    step = max(1, rate // wav.TELEPHONE)
    samples = list(from_bytes(frames)[:: channels * step])
    return samples[round(SETTLE * rate / step) :], rate // step


def _forget(folder: Path) -> None:
    """Delete the recordings, of which there is nothing but tones."""
    shutil.rmtree(folder, ignore_errors=True)
