"""Registration and INVITE with digest, against a registrar of our own (RFC 3261, 22; RFC 2617)."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from kiosk.domain.call.events import Closed, Trying
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.trunk import Trunk
from tests.sos.far_end import HERE, plan_for, run, until, user_agent

NONCE = "c0ffee"
REALM = "operator"


class Registrar(asyncio.DatagramProtocol):
    """Answers REGISTER, and INVITE with 486, once the digest is right; challenges whoever shows none."""

    def __init__(self, user: str, password: str) -> None:
        self.user, self.password = user, password
        self.accepted: list[str] = []
        self.wrong: list[str] = []
        self.deaf = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        text = data.decode()
        method = text.split(" ", 1)[0]
        if method not in {"REGISTER", "INVITE"} or self.deaf:
            return
        if method == "INVITE":
            self.transport.sendto(response(text, "100 Trying"), addr)
        challenge = "WWW-Authenticate" if method == "REGISTER" else "Proxy-Authenticate"
        shown = re.search(r"^(?:Proxy-)?Authorization: Digest (.*)$", text, re.MULTILINE)
        if shown is None:
            code = "401 Unauthorized" if method == "REGISTER" else "407 Proxy Authentication Required"
            ask = f'{challenge}: Digest realm="{REALM}", nonce="{NONCE}", algorithm=MD5\r\n'
            self.transport.sendto(response(text, code, ask), addr)
        elif self._right(method, shown[1]):
            self.accepted.append(method)
            self.transport.sendto(response(text, "200 OK" if method == "REGISTER" else "486 Busy Here"), addr)
        else:
            self.wrong.append(method)
            self.transport.sendto(response(text, "403 Forbidden"), addr)

    def _right(self, method: str, shown: str) -> bool:
        values = dict(re.findall(r'(\w+)="?([^",]*)"?', shown))
        one = md5(f"{self.user}:{REALM}:{self.password}")
        two = md5(f"{method}:{values['uri']}")
        return bool(values["response"] == md5(f"{one}:{NONCE}:{two}"))


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()  # noqa: S324 - the digest that RFC 2617 prescribes


def response(request: str, status: str, more: str = "") -> bytes:
    kept = re.findall(r"^(?:Via|From|Call-ID|CSeq|Contact): .*$", request, re.MULTILINE | re.IGNORECASE)
    to = re.search(r"^To: .*$", request, re.MULTILINE)
    assert to is not None
    lines = [f"SIP/2.0 {status}", *(line.strip() for line in kept), to[0].strip() + ";tag=1"]
    return ("\r\n".join(lines) + f"\r\n{more}Content-Length: 0\r\n\r\n").encode()


@asynccontextmanager
async def registrar(user: str, password: str) -> AsyncIterator[tuple[Registrar, Trunk]]:
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(
        lambda: Registrar(user, password), local_addr=(HERE, 0)
    )
    port = transport.get_extra_info("sockname")[1]
    account = SipUri("kiosk", HERE, port)
    trunk = Trunk("first", SipUri("112", HERE, port), account, user, password, register=True)
    try:
        yield protocol, trunk
    finally:
        transport.close()
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "password",
    [
        "secret-7Qx",
        "semi;colon",
        "sp ace",
        "<angle>",
        "a=b&c",
        "per%20cent%s%n",
        "comma,colon:",
        "back\\slash",
        "#hash'",
        "пароль",
        "x" * 100,
    ],
)
def test_digest_with_odd_passwords(tmp_path: Path, password: str, caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        async with (
            registrar("user; name", password) as (server, trunk),
            user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings),
        ):
            await until(lambda: agent.registered.get("first"))
            await agent.dial(trunk.uri, trunk)
            await happenings.next(Trying)
            assert (await happenings.next(Closed)).code == 486
            assert server.accepted[-1] == "INVITE"
            assert not server.wrong

    with caplog.at_level(logging.DEBUG):
        run(test)
    assert "started in" in caplog.text
    assert password not in caplog.text
    assert "user; name" not in caplog.text
    assert (tmp_path / "ua").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("password", ['quo"te', "new\nline", "nul\0", "tab\t"])
def test_what_cannot_be_written_leaves_its_trunk_out(
    tmp_path: Path, password: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def test() -> None:
        async with registrar("user", "good") as (_, trunk):
            bad = replace(trunk, name="bad", auth_password=password)
            async with user_agent(plan_for(tmp_path / "ua", bad, trunk)) as (agent, happenings):
                await until(lambda: agent.registered.get("first"))
                await agent.dial(trunk.uri, trunk)
                assert (await happenings.next(Closed)).code == 486

    run(test)
    assert "trunk bad is left out" in caplog.text
    assert password not in caplog.text


def test_a_wrong_password_is_not_registered(tmp_path: Path) -> None:
    async def test() -> None:
        async with registrar("user", "right") as (server, trunk):
            wrong = replace(trunk, auth_password="wro" + "ng")
            async with user_agent(plan_for(tmp_path / "ua", wrong)) as (agent, _):
                await until(lambda: server.wrong and "first" in agent.registered)
                assert agent.registered == {"first": False}

    run(test)


def test_a_registration_that_goes_on_failing_gets_a_new_user_agent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.sos.baresip.user_agent.PING", 0.02)
    monkeypatch.setattr("kiosk.sos.baresip.user_agent.PING_IN_CALL", 0.02)
    monkeypatch.setattr("kiosk.sos.baresip.user_agent.REGISTRATION_PATIENCE", 0.2)

    async def test() -> None:
        async with registrar("user", "right") as (server, trunk):
            server.deaf = True
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                await until(lambda: agent.facts.restarts)
                server.deaf = False
                await until(lambda: agent.registered.get("first"))
                assert not happenings.all

    run(test)


def test_the_display_name_breaks_nothing(tmp_path: Path) -> None:
    async def test() -> None:
        async with registrar("user", "right") as (_, trunk):
            name = 'Остановка "Центр"; <sip:x@y>\n"z" \\'
            plan = replace(plan_for(tmp_path / "ua", trunk), display_name=name)
            async with user_agent(plan) as (agent, _):
                await until(lambda: agent.registered.get("first"))
            assert (tmp_path / "ua" / "accounts").read_text().count("\n") == 1

    run(test)
