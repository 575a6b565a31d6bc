"""The simulated dispatcher with a real SIP user agent, baresip, as its caller."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import subprocess
import wave
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.demo.dispatcher import behaviour as b
from kiosk.demo.dispatcher.behaviour import Behaviour, Kind
from kiosk.demo.dispatcher.digest import Credentials
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.demo.server import die_with_parent
from kiosk.domain.call.tone import make_tone, tone_share

pytestmark = pytest.mark.skipif(shutil.which("baresip") is None, reason="baresip is not installed here")

PATIENCE = 20.0
MODULES = next((place for place in Path("/usr/lib").glob("**/baresip/modules")), Path())
BOTH = pytest.mark.parametrize("transport", ["udp", "tcp"])


class Agent:
    """One baresip and its control connection. `events` are what it said, in order."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.writer = writer
        self.reading = asyncio.create_task(self._read(reader))

    def do(self, command: str, params: str = "") -> None:
        words = json.dumps({"command": command, "params": params}).encode()
        self.writer.write(b"%d:%s," % (len(words), words))

    async def until(self, kind: str) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            while (event := await self.events.get()).get("type") != kind:
                pass
            return event

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while True:
            size = int((await reader.readuntil(b":"))[:-1])
            self.events.put_nowait(json.loads((await reader.readexactly(size + 1))[:-1]))


def free_port() -> int:
    """One that is free together with the next, over UDP and TCP."""
    while True:
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp, socket.socket() as after:
            tcp.bind(("127.0.0.1", 0))
            port = tcp.getsockname()[1]
            try:
                udp.bind(("127.0.0.1", port))
                after.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return int(port)


@asynccontextmanager
async def agent(folder: Path, account: str = "") -> AsyncIterator[Agent]:
    """It sends 600 Hz and answers by itself."""
    control = free_port()
    with wave.open(str(folder / "tone.wav"), "wb") as wav:
        wav.setparams((1, 2, 8000, 0, "NONE", ""))
        wav.writeframes(make_tone(600, 30))
    lines = [
        f"sip_listen 127.0.0.1:{free_port()}",
        "net_interface 127.0.0.1",
        f"audio_source aufile,{folder / 'tone.wav'}",
        *("audio_player aubridge,null", "audio_alert aubridge,null", "ring_aufile none", "ringback_aufile none"),
        *("ausrc_srate 8000", "auplay_srate 8000", "audio_buffer 20-160", "rtp_timeout 2"),
        f"module_path {MODULES}",
        *("module g711.so", "module aufile.so", "module aubridge.so"),
        *("module_tmp account.so", "module_app menu.so", "module_app ctrl_tcp.so"),
        f"ctrl_tcp_listen 127.0.0.1:{control}",
    ]
    (folder / "config").write_text("\n".join(lines) + "\n")
    (folder / "accounts").write_text(account or '"Pavilion" <sip:kiosk@127.0.0.1>;regint=0;answermode=auto\n')
    quiet = subprocess.DEVNULL
    words = ["baresip", "-4", "-f", str(folder)]
    process = subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, preexec_fn=die_with_parent)  # noqa: PLW1509 - one thread here
    try:
        one = Agent(*await connected(control))
        yield one
        one.reading.cancel()
        await asyncio.gather(one.reading, return_exceptions=True)
        one.writer.close()
    finally:
        process.kill()
        process.wait()


async def connected(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.02)


def run(
    folder: Path,
    part: Callable[[Dispatcher, Agent], Awaitable[None]],
    behaviour: Behaviour = b.ANSWER,
    transport: str = "udp",
) -> None:
    async def whole() -> None:
        async with Dispatcher(behaviour=behaviour, transport=transport) as dispatcher, agent(folder) as one:
            await part(dispatcher, one)

    asyncio.run(whole())


@BOTH
def test_a_whole_call_is_heard(tmp_path: Path, transport: str) -> None:
    async def part(dispatcher: Dispatcher, one: Agent) -> None:
        one.do("dial", str(dispatcher.uri))
        await one.until("CALL_ESTABLISHED")
        heard = await dispatcher.wait_for_call()
        await dispatcher.wait_for_sound(heard, 1.0, PATIENCE)
        assert tone_share(heard.samples(0.8), 8000, 600) > 0.99
        assert heard.lost == 0
        one.do("sndcode", "4")
        await heard.until(lambda: heard.digits == "4", PATIENCE)
        one.do("hangup")
        await heard.until(lambda: heard.ended == "bye", PATIENCE)

    run(tmp_path, part, transport=transport)


@pytest.mark.parametrize(
    ("words", "said"), [("busy", "486 Busy Here"), ("reject", "603 Decline"), ("error", "503 Service Unavailable")]
)
def test_it_understands_each_refusal(tmp_path: Path, words: str, said: str) -> None:
    async def part(dispatcher: Dispatcher, one: Agent) -> None:
        one.do("dial", str(dispatcher.uri))
        assert (await one.until("CALL_CLOSED"))["param"] == said

    run(tmp_path, part, b.parse(words))


@BOTH
def test_it_understands_our_hanging_up(tmp_path: Path, transport: str) -> None:
    async def part(dispatcher: Dispatcher, one: Agent) -> None:
        one.do("dial", str(dispatcher.uri))
        await one.until("CALL_ESTABLISHED")
        await one.until("CALL_CLOSED")
        assert (await dispatcher.wait_for_call()).ended == "hung_up"

    run(tmp_path, part, b.after(Kind.BYE, 0.3), transport)


@pytest.mark.parametrize("words", ["ring", "trying", "progress"])
def test_it_may_give_up_before_the_answer(tmp_path: Path, words: str) -> None:
    async def part(dispatcher: Dispatcher, one: Agent) -> None:
        one.do("dial", str(dispatcher.uri))
        heard = await dispatcher.wait_for_call()
        if words != "trying":
            await one.until("CALL_RINGING" if words == "ring" else "CALL_PROGRESS")
        one.do("hangup")
        await heard.until(lambda: heard.ended == "cancelled", PATIENCE)

    run(tmp_path, part, b.parse(words))


def test_it_notices_a_dispatcher_that_vanished(tmp_path: Path) -> None:
    async def part(dispatcher: Dispatcher, one: Agent) -> None:
        one.do("dial", str(dispatcher.uri))
        await one.until("CALL_ESTABLISHED")
        assert "rtp" in (await one.until("CALL_CLOSED"))["param"]

    run(tmp_path, part, b.after(Kind.VANISH, 0.5))


@pytest.mark.parametrize("words", ["reinvite:0.3", "hold:0.3", "garbage"])
def test_a_call_outlives_what_happens_in_it(tmp_path: Path, words: str) -> None:
    async def part(dispatcher: Dispatcher, one: Agent) -> None:
        one.do("dial", str(dispatcher.uri))
        heard = await dispatcher.wait_for_call()
        task = dispatcher.dialog_of(heard).task
        assert task
        await asyncio.wait_for(task, PATIENCE)
        await dispatcher.wait_for_sound(heard, heard.seconds + 0.5, PATIENCE)
        assert heard.state == "connected"

    run(tmp_path, part, b.parse(words))


@BOTH
def test_it_takes_our_call_back(tmp_path: Path, transport: str) -> None:
    async def part(dispatcher: Dispatcher, one: Agent) -> None:
        one.do("dial", str(dispatcher.uri))
        await one.until("CALL_ESTABLISHED")
        one.do("hangup")
        heard = await dispatcher.wait_for_call()
        await heard.until(lambda: heard.ended == "bye", PATIENCE)
        back = await dispatcher.call_back()
        assert await back.final(PATIENCE) == 200
        await dispatcher.wait_for_sound(back.heard, 0.5, PATIENCE)
        assert tone_share(back.heard.samples(0.4), 8000, 600) > 0.99
        await back.hang_up()
        await one.until("CALL_CLOSED")

    run(tmp_path, part, transport=transport)


@pytest.mark.parametrize(("word", "let_in"), [("right", True), ("wrong", False)])
def test_it_registers_with_the_password_only(tmp_path: Path, word: str, let_in: bool) -> None:
    async def whole() -> None:
        async with Dispatcher(credentials=Credentials("kiosk", "right")) as dispatcher:
            account = f"<sip:kiosk@{dispatcher.uri.host_port}>;auth_user=kiosk;auth_pass={word};regint=60\n"
            async with agent(tmp_path, account) as one:
                await dispatcher.changes.until(
                    lambda: any(request.get("authorization") for request in dispatcher.requests), PATIENCE
                )
                assert bool(dispatcher.registered) is let_in
                if let_in:
                    one.do("dial", str(dispatcher.uri))
                    await one.until("CALL_ESTABLISHED")

    asyncio.run(whole())
