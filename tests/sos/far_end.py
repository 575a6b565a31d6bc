"""A second baresip as the far end of calls, and what the tests of the user agent share."""

from __future__ import annotations

import asyncio
import math
import random
import struct
import wave
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from kiosk.domain.call.events import Closed, Event
from kiosk.domain.call.sip_uri import SipUri, Transport
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.baresip import ports
from kiosk.sos.baresip.config_files import Ports
from kiosk.sos.baresip.control import Control
from kiosk.sos.baresip.process import Process
from kiosk.sos.baresip.user_agent import UserAgent
from kiosk.sos.plan import Sound, UserAgentPlan

LIMIT = 20.0
RATE = 8000
HERE = "127.0.0.1"

E = TypeVar("E", bound=Event)


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run one test in a loop of its own."""

    async def main() -> None:
        async with asyncio.timeout(100):
            await test()

    asyncio.run(main())


async def until(true: Callable[[], object], limit: float = LIMIT) -> None:
    """Wait for a condition that nobody announces."""
    async with asyncio.timeout(limit):
        while not true():
            await asyncio.sleep(0.01)


def tone_file(path: Path, hertz: float, seconds: float = 60.0, silence: float = 0.0) -> Path:
    """A WAV of 8 kHz, mono, 16 bits: a tone at half of full scale, then silence."""
    samples = [round(16_000 * math.sin(2 * math.pi * hertz * n / RATE)) for n in range(int(RATE * seconds))]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples) + bytes(2 * int(RATE * silence)))
    return path


def samples_of(path: Path) -> tuple[list[int], int]:
    """The first channel of a WAV of 16 bits, and its rate."""
    with wave.open(str(path)) as file:
        channels, rate = file.getnchannels(), file.getframerate()
        frames = file.readframes(file.getnframes())
    return list(struct.unpack(f"<{len(frames) // 2}h", frames))[::channels], rate


def tone_share(samples: list[int], rate: int, hertz: float) -> float:
    """How much of the energy is in this tone, 0 to 1 (Goertzel)."""
    energy = sum(sample * sample for sample in samples)
    if not energy:
        return 0.0
    factor = 2 * math.cos(2 * math.pi * hertz / rate)
    before = last = 0.0
    for sample in samples:
        before, last = last, sample + factor * last - before
    power = before * before + last * last - factor * before * last
    return 2 * power / len(samples) / energy


def whole(path: Path) -> bool:
    """Whether the recording has been closed: until then its head tells nothing."""
    try:
        with wave.open(str(path)) as file:
            return bool(file.getnframes())
    except (wave.Error, EOFError):
        return False


def best_share(path: Path, hertz: float, seconds: float = 0.4) -> float:
    """The tone's share in the piece of the recording where it is clearest."""
    samples, rate = samples_of(path)
    length = int(seconds * rate)
    starts = range(0, max(1, len(samples) - length), length // 2)
    return max(tone_share(samples[start : start + length], rate, hertz) for start in starts)


class Happenings:
    """What the user agent told, in order."""

    def __init__(self) -> None:
        self.all: list[Event] = []
        self._news = asyncio.Event()

    def __call__(self, event: Event) -> None:
        self.all.append(event)
        self._news.set()

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.all if isinstance(event, kind)]

    async def next(self, kind: type[E], limit: float = LIMIT) -> E:
        """The first one of its kind; it and all before it are forgotten."""
        async with asyncio.timeout(limit):
            while not (found := self.of(kind)):
                self._news.clear()
                await self._news.wait()
        del self.all[: self.all.index(found[0]) + 1]
        return found[0]


_FREE = set(range(10_000, 19_998, 3))
"""Below what the system gives to others' connections (ip_local_port_range), which may come before the far end."""


def own_ports() -> Ports:
    """Ports that nobody has, nor another far end of this process."""
    for port in random.SystemRandom().sample(sorted(_FREE), len(_FREE)):
        plan = UserAgentPlan(Path(), (), "", address=HERE, sip_port=port, control_port=port + 2)
        if ports.choose(plan) == Ports(port, port + 2):
            _FREE.remove(port)
            return Ports(port, port + 2)
    raise OSError("no free port for a far end")


class FarEnd:
    """The operator's side: a baresip that answers at once, or only rings."""

    def __init__(
        self,
        folder: Path,
        *,
        auto: bool = True,
        codecs: str = "pcma,pcmu",
        transport: Transport = Transport.UDP,
        encryption: str = "",
        extra: str = "",
    ) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.ports = own_ports()
        port = self.ports.sip + (transport is Transport.TLS)
        self.uri = SipUri("112", HERE, port, transport)
        self.events: list[Mapping[str, Any]] = []
        suffix = "" if transport is Transport.UDP else f";transport={transport}"
        encryption = f";mediaenc={encryption}" if encryption else ""
        (folder / "contacts").write_text("\n")
        (folder / "accounts").write_text(
            f"<sip:112@{HERE}:{port}{suffix}>;regint=0;answermode={'auto' if auto else 'manual'}"
            f";audio_codecs={codecs}{encryption}\n"
        )
        tone_file(folder / "tone.wav", 440)
        (folder / "config").write_text(
            f"poll_method epoll\nsip_listen {HERE}:{self.ports.sip}\naudio_source aufile,tone.wav\n"
            "audio_player aubridge,nobody\naudio_alert aubridge,nobody\nausrc_srate 8000\nauplay_srate 8000\n"
            "audio_buffer 20-160\njitter_buffer_delay 3-10\nrtp_timeout 10\nrtp_ports 30000-34998\n"
            f"net_interface {HERE}\nmodule_path /usr/lib/baresip/modules\n"
            + "".join(f"module {name}.so\n" for name in ("g711", "opus", "aufile", "aubridge", "srtp", "sndfile"))
            + f"snd_path {folder}\nmodule_tmp account.so\nmodule_app menu.so\nmodule_app ctrl_tcp.so\n"
            f"ctrl_tcp_listen {HERE}:{self.ports.control}\nring_aufile none\nringback_aufile none\n{extra}"
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[FarEnd]:
        """Start it, and end it afterwards."""
        greeting, over = bytearray(), asyncio.Event()

        def said(data: bytes) -> None:
            greeting.extend(data[: 2**16 - len(greeting)])

        process = Process(self.folder, said, over.set)
        try:
            await until(lambda: b"baresip is ready." in greeting or over.is_set())
            assert not over.is_set(), greeting.decode()
            self.control = await Control.connect(self.ports.control, self.events.append, lambda: None)
            yield self
            self.control.close()
        finally:
            await process.end()
            await asyncio.sleep(0)  # the transport's own close

    async def do(self, command: str, parameters: str = "") -> str:
        (answer,) = await self.control.ask((command, parameters), limit=LIMIT)
        return answer.text

    def heard(self) -> Path:
        """The recording of what it received in the last call, once that is over."""
        return sorted(self.folder.glob("dump-*-dec.wav"))[-1]


def plan_for(folder: Path, *trunks: Trunk, microphone: str = "", record_to: Path | None = None) -> UserAgentPlan:
    """A plan on loopback, with any free ports."""
    return UserAgentPlan(
        folder, trunks, "Pavilion 0042", Sound(microphone=microphone), address=HERE, record_to=record_to
    )


def trunk_to(uri: SipUri, name: str = "first") -> Trunk:
    """A trunk without any conditions."""
    return Trunk(name, uri, replace(uri, user="kiosk"))


@asynccontextmanager
async def user_agent(plan: UserAgentPlan) -> AsyncIterator[tuple[UserAgent, Happenings]]:
    """A running user agent that takes commands, ended afterwards."""
    happenings = Happenings()
    agent = UserAgent(plan, happenings)
    task = asyncio.create_task(agent.run())
    try:
        await until(lambda: agent.facts.alive or task.done())
        yield agent, happenings
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()) is not None:
            raise error


async def hung_up(agent: UserAgent, happenings: Happenings, call_id: str, *recordings: Path) -> None:
    """Hang up and wait for the end, and for the recordings in these folders to be closed."""
    await agent.hang_up(call_id)
    assert (await happenings.next(Closed)).call_id == call_id
    for folder in recordings:
        await until(lambda: all(whole(path) for path in folder.glob("dump-*-dec.wav")))  # noqa: B023 - awaited here


def shares(folder: Path, hertz: float) -> Iterator[float]:
    """Of each recording of received sound in the folder."""
    for path in sorted(folder.glob("dump-*-dec.wav")):
        yield best_share(path, hertz)
