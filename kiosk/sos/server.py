"""The agent's Unix socket: screens and command lines ask, watch and press here, and none can disturb a call."""

from __future__ import annotations

import asyncio
import logging
import math
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from kiosk.domain.call.status import IN_CALL, SelfTest
from kiosk.sos import answers, wire
from kiosk.sos.answers import Calls
from kiosk.sos.connection import PATIENCE, Connection
from kiosk.sos.own_socket import OwnSocket, SocketError, SocketTaken
from kiosk.sos.wire import WireError

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable, Callable
    from pathlib import Path

Slow: TypeAlias = "Callable[[], Awaitable[dict[str, Any]]]"

__all__ = ["Calls", "Server", "SocketError", "SocketTaken"]

HEARTBEAT = 1.0
SLOW = ("test", "history")
"""What is answered later. A tuple: what was sent may be a list, which no set takes."""
MOST_CLIENTS = 64
SAID_FOR = 60.0
"""Seconds after the last refused client before refusing is news again."""

log = logging.getLogger(__name__)


class Server:
    """Serves `calls` at `path`: `open` takes the place, `run` serves until it is cancelled and gives it up.

    Clients are bounded each and in their number. Only a bug in `calls` or here ends it, with its trace.
    """

    def __init__(self, path: Path, calls: Calls, *, patience: float = PATIENCE) -> None:
        self._calls = calls
        self._place = OwnSocket(path)
        self._patience = patience
        self._listening: socket.socket | None = None
        self._clients: set[Connection] = set()
        self._group: asyncio.TaskGroup | None = None
        self._testing = False
        self._homeless = False
        self._refused_at = -math.inf

    def open(self) -> None:
        """Take the place, so that a second agent stops before it has begun. Raises SocketTaken, SocketError."""
        self._listening = self._place.open()

    async def run(self) -> None:
        """Serve for ever. Takes the place where `open` was not called before.

        A socket that somebody removed is made again. Raises SocketTaken where another agent came to serve there.
        """
        listening = self._listening or self._place.open()
        try:
            async with asyncio.TaskGroup() as group:
                await self._listen(listening, group)
        finally:
            listening.close()
            self._listening = None
            self._place.close()

    @property
    def watched(self) -> bool:
        """Whether anybody watches, such as a screen."""
        return any(client.watches for client in self._clients)

    def changed(self) -> None:
        """Tell everybody who watches how the call stands; the agent calls it after every change."""
        watching = [client for client in self._clients if client.watches]
        if watching:
            line = self._call()
            for client in watching:
                client.tell(line)

    async def _listen(self, listening: socket.socket, group: asyncio.TaskGroup) -> None:
        self._group = group
        server = await self._accepting(listening)
        try:
            while True:
                await asyncio.sleep(HEARTBEAT)
                if not self._place.stands and (again := self._opened_again()) is not None:
                    server.close()
                    server = await self._accepting(again)
                self.changed()
        finally:
            self._group = None
            self._place.close()
            server.close()

    async def _accepting(self, listening: socket.socket) -> asyncio.Server:
        return await asyncio.start_unix_server(self._connected, sock=listening, limit=wire.LONGEST_LINE)

    def _opened_again(self) -> socket.socket | None:
        """Another socket where ours was removed; None where there can be none now. Who is connected stays so."""
        try:
            listening = self._place.open_again()
        except SocketError as error:
            if isinstance(error, SocketTaken) and self._calls.status().state not in IN_CALL:
                raise
            if not self._homeless:
                log.error("the emergency agent's socket is gone: %s", error)  # noqa: TRY400  no bug
            self._homeless = True
            return None
        log.warning("the emergency agent's socket was removed and is there again")
        self._homeless = False
        return listening

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = Connection(reader, writer)
        if self._group is None or len(self._clients) >= MOST_CLIENTS:
            self._refuse(client)
            return
        self._clients.add(client)
        self._group.create_task(self._serve(client))

    def _refuse(self, client: Connection) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._refused_at > SAID_FOR:
            log.warning("the emergency agent has %d clients and refuses more", len(self._clients))
        self._refused_at = now
        client.tell(_refusal("Too many clients are connected; try again."))
        client.end()

    async def _serve(self, client: Connection) -> None:
        try:
            while (line := await client.line(self._patience)) is not None:
                self._take(client, wire.decode(line))
                await asyncio.sleep(0)  # whoever asks without a pause takes turns with everything else
        except WireError as error:
            client.tell(_refusal(str(error)))
        finally:
            self._clients.discard(client)
            await client.ended()

    def _take(self, client: Connection, request: dict[str, Any]) -> None:
        try:
            if request.get("do") == "watch":
                client.watches = True
                client.tell(self._call())
            elif request.get("do") in SLOW:
                self._begin(client, self._slow(client, request))
            else:
                now = asyncio.get_running_loop().time()
                client.tell(_answer(answers.answer(self._calls, request, now)))
        except WireError as error:
            client.tell(_refusal(str(error)))

    def _slow(self, client: Connection, request: dict[str, Any]) -> Slow:
        """What takes its time, checked and ready to begin."""
        if client.waits:
            raise WireError("The answer to the request before this one is still to come.")
        if request["do"] == "history":
            return partial(self._calls.history, answers.history_wanted(request))
        tests = answers.tests_wanted(request)
        if self._testing:
            raise WireError("A self-test is running already.")
        self._testing = True
        return partial(self._tested, tests)

    def _begin(self, client: Connection, slow: Slow) -> None:
        if self._group is not None:
            client.waits = True
            self._group.create_task(self._answer_later(client, slow))

    async def _answer_later(self, client: Connection, slow: Slow) -> None:
        try:
            client.tell(_answer(await slow()))
        except WireError as error:
            client.tell(_refusal(str(error)))
        finally:
            client.waits = False

    async def _tested(self, tests: tuple[SelfTest, ...]) -> dict[str, Any]:
        try:
            results = [result for test in tests for result in await self._calls.test(test)]
        finally:
            self._testing = False
        return {"results": [wire.result_to_json(result) for result in results]}

    def _call(self) -> bytes:
        return wire.encode({"call": wire.status_to_json(self._calls.status())})


def _answer(fields: dict[str, Any]) -> bytes:
    """The line of an answer, or of a refusal where it would not fit on one."""
    try:
        return wire.encode({"ok": True, **fields})
    except WireError as error:
        return _refusal(str(error))


def _refusal(sentence: str) -> bytes:
    return wire.encode({"ok": False, "error": sentence})
