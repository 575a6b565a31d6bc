"""The notice to the city's centre, over real TLS to a server that takes it, refuses it, hangs and hangs up."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import trustme

from kiosk.domain.text import Text
from kiosk.sos.notice import notify
from kiosk.sos.plan import Notice, Pavilion

NOW = 1_795_333_069
GENEROUS = 20.0
QUICK = (0.0, 0.0, 0.0)
CANARY = "CANARY-4711"
PAVILION = Pavilion("0042", Text("Центр", (("en", "Centre"),)), Text("ул. Гончарова, 1"), 54.3176, 48.3978)


class Centre:
    """Answers each connection with the next of `answers` (a status, "hang", "close", bytes), the last for ever."""

    def __init__(self, *answers: int | str | bytes) -> None:
        self.answers = list(answers)
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.url = ""

    @contextlib.asynccontextmanager
    async def open(self, certificate: trustme.LeafCert) -> AsyncIterator[Centre]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        certificate.configure_cert(context)
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self._over: list[asyncio.Future[None]] = []
        self.url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/calls?key={CANARY}"
        try:
            yield self
        finally:
            server.close()
            await asyncio.gather(*self._over)
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._over.append(over := asyncio.get_running_loop().create_future())
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            body = await reader.readexactly(int(headers["content-length"]))
            self.requests.append((head[0], headers, body))
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if answer == "hang":
                await reader.read()  # until the client gives up
            elif isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            elif isinstance(answer, int):
                writer.write(f"HTTP/1.1 {answer} Word\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n".encode())
                await writer.drain()
        writer.transport.abort()
        over.set_result(None)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


def sent(
    centre: Centre, authority: trustme.CA, ca_file: Path | None, name: str = "127.0.0.1", limit: float = GENEROUS
) -> bool:
    async def play() -> bool:
        async with centre.open(authority.issue_cert(name)):
            notice = Notice(centre.url, {"Authorization": f"Bearer {CANARY}"}, ca_file)
            return await notify(notice, PAVILION, "k7", wall=lambda: NOW, limit=limit, pauses=QUICK)

    return asyncio.run(play())


def test_centre_learns_where_the_call_comes_from(authority: trustme.CA, ca_file: Path) -> None:
    centre = Centre(201)
    assert sent(centre, authority, ca_file)
    ((line, headers, body),) = centre.requests
    assert line == f"POST /calls?key={CANARY} HTTP/1.1"
    assert headers["authorization"] == f"bearer {CANARY}".lower()
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == {
        "pavilion": "0042",
        "stop": "Центр",
        "address": "ул. Гончарова, 1",
        "lat": 54.3176,
        "lon": 48.3978,
        "reference": "k7",
        "at": NOW,
    }


@pytest.mark.parametrize("fault", [500, 302, 404, "close", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 2"], ids=str)
def test_notice_is_tried_again(
    authority: trustme.CA, ca_file: Path, caplog: pytest.LogCaptureFixture, fault: int | str | bytes
) -> None:
    caplog.set_level(logging.DEBUG)
    centre = Centre(fault, fault, 200)
    assert sent(centre, authority, ca_file)
    assert len(centre.requests) == 3
    assert len({body for _, _, body in centre.requests}) == 1
    assert CANARY not in caplog.text


@pytest.mark.parametrize("fault", [503, 307, "close"], ids=str)
def test_notice_is_given_up_and_that_is_told(
    authority: trustme.CA, ca_file: Path, caplog: pytest.LogCaptureFixture, fault: int | str
) -> None:
    caplog.set_level(logging.DEBUG)
    centre = Centre(fault)
    assert not sent(centre, authority, ca_file)
    assert [line.split()[1] for line, _, _ in centre.requests] == [f"/calls?key={CANARY}"] * 4  # redirects are not
    assert [record.levelname for record in caplog.records if record.name == "kiosk.sos.notice"][-1] == "ERROR"
    assert CANARY not in caplog.text


def test_server_that_hangs_is_left_alone_at_the_limit(
    authority: trustme.CA, ca_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    centre = Centre("hang")
    assert not sent(centre, authority, ca_file, limit=0.3)
    assert caplog.messages[-1] == "the notice of call k7 is given up: no answer in time"


@pytest.mark.parametrize("known", [True, False], ids=["of somebody else", "of an unknown authority"])
def test_wrong_certificate_gets_no_notice(
    authority: trustme.CA, ca_file: Path, caplog: pytest.LogCaptureFixture, known: bool
) -> None:
    centre = Centre(200)
    assert not sent(centre, authority, ca_file if known else None, "127.0.0.2" if known else "127.0.0.1")
    assert centre.requests == []
    assert caplog.messages[-1] == "the notice of call k7 is given up: the certificate cannot be trusted"


@pytest.mark.parametrize(
    "url",
    ["https://nowhere.invalid/x", "https://127.0.0.1:1/x", "https://a..b/x"],
    ids=["name", "port", "no name"],
)
def test_centre_that_is_not_there_is_told(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def play() -> bool:
        return await notify(Notice(url), PAVILION, "k7", wall=lambda: NOW, limit=GENEROUS, pauses=())

    assert not asyncio.run(play())
    assert caplog.messages[-1].startswith("the notice of call k7 is given up: no connection (")


def test_giving_up_does_not_wait_for_the_server(authority: trustme.CA, ca_file: Path) -> None:
    async def play() -> None:
        centre = Centre("hang")
        async with centre.open(authority.issue_cert("127.0.0.1")):
            task = asyncio.create_task(
                notify(Notice(centre.url, {}, ca_file), PAVILION, "k7", wall=lambda: NOW, limit=1.0)
            )
            async with asyncio.timeout(GENEROUS):
                while not centre.requests:
                    await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.wait({task})
            assert task.cancelled()

    asyncio.run(play())
