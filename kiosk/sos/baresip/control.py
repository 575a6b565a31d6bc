"""The control connection to baresip: JSON in netstrings over TCP on this machine (module ctrl_tcp)."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

LONGEST = 2**16
"""Bytes of one message; more is nothing baresip would say."""

_DIGITS = 6


class ControlError(Exception):
    """baresip did not answer in time, said nonsense, or is gone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What baresip said to one command."""

    ok: bool
    text: str


class Control(asyncio.Protocol):
    """Commands and their answers in order, and the events in between.

    `happened` gets each event as baresip wrote it; `lost` is called once when the connection ends.
    """

    def __init__(self, happened: Callable[[Mapping[str, Any]], None], lost: Callable[[], None]) -> None:
        self._happened = happened
        self._lost = lost
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._tokens = count()
        self._waiting: dict[str, asyncio.Future[Answer]] = {}

    @classmethod
    async def connect(
        cls, port: int, happened: Callable[[Mapping[str, Any]], None], lost: Callable[[], None]
    ) -> Control:
        """Connect to the control port of this machine. Raises OSError."""
        loop = asyncio.get_running_loop()
        _, control = await loop.create_connection(lambda: cls(happened, lost), "127.0.0.1", port)
        return control

    async def ask(self, *commands: tuple[str, str], limit: float = 0.5) -> list[Answer]:
        """Give all commands in one packet, so that nothing comes between them, and await their answers.

        Raises ControlError when they are not there after `limit` seconds.
        """
        if self._transport is None or self._transport.is_closing():
            raise ControlError("is gone")
        loop = asyncio.get_running_loop()
        answers: dict[str, asyncio.Future[Answer]] = {}
        packet = b""
        for command, parameters in commands:
            token = str(next(self._tokens))
            answers[token] = loop.create_future()
            packet += netstring({"command": command, "params": parameters, "token": token})
        self._waiting |= answers
        try:
            self._transport.write(packet)
            # Unlike a cancelling time-out, it also takes what arrived while this process itself was held up.
            await asyncio.wait(answers.values(), timeout=limit)
            if not all(answer.done() for answer in answers.values()):
                raise ControlError(f"did not answer within {limit:g} s")
            return [answer.result() for answer in answers.values()]
        finally:
            for token, answer in answers.items():
                self._waiting.pop(token, None)
                answer.cancel()

    def tell(self, *commands: tuple[str, str]) -> None:
        """Give commands whose answers nobody awaits."""
        if self._transport is not None:
            for command, parameters in commands:
                self._transport.write(netstring({"command": command, "params": parameters, "token": ""}))

    def close(self) -> None:
        """End the connection; `lost` is not called for it."""
        self._lost = _nothing
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asyncio's own."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP; told to the type checker
        self._transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        """Asyncio's own."""
        if self._transport is not None:
            # baresip holds back an event until what it said before is acknowledged, for which Linux would take its
            # 40 ms. The option wears off, so it is asked for again and again. Source: tcp(7).
            self._transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        self._received += data
        while (message := self._next()) is not None:
            self._take(message)

    def connection_lost(self, exc: Exception | None) -> None:
        """Asyncio's own."""
        del exc
        self._transport = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ControlError("closed the connection"))
        self._lost()

    def _next(self) -> dict[str, Any] | None:
        """The next whole message; nonsense ends the connection."""
        try:
            text = take_netstring(self._received)
            message = None if text is None else json.loads(text.decode(errors="replace"), strict=False)
        except ValueError:
            message = ()
        if message is None or isinstance(message, dict):
            return message
        self._received.clear()
        if self._transport is not None:
            self._transport.abort()
        return None

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("event"):
            self._happened(message)
            return
        answer = self._waiting.get(str(message.get("token")))
        if answer is not None and not answer.done():
            answer.set_result(Answer(bool(message.get("ok")), str(message.get("data", ""))))


def netstring(message: Mapping[str, str]) -> bytes:
    """The message as ctrl_tcp reads it."""
    body = json.dumps(message).encode()
    return b"%d:%b," % (len(body), body)


def take_netstring(received: bytearray) -> bytes | None:
    """Take the first whole netstring out of `received`; None while there is none. Raises ValueError."""
    colon = received.find(b":", 0, _DIGITS + 1)
    if colon < 0:
        if len(received) > _DIGITS:
            raise ValueError("is no netstring")
        return None
    if not received[:colon].isdigit():
        raise ValueError("is no netstring")
    length = int(received[:colon])
    if length > LONGEST:
        raise ValueError("is too long")
    end = colon + 1 + length
    if len(received) <= end:
        return None
    if received[end] != ord(","):
        raise ValueError("is no netstring")
    message = bytes(received[colon + 1 : end])
    del received[: end + 1]
    return message


def _nothing() -> None:
    pass
