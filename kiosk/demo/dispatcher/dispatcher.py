"""The dispatcher of 112, simulated: a SIP server on one address (RFC 3261) that keeps what it heard."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from types import TracebackType

from kiosk.demo.dispatcher.behaviour import ANSWER, Behaviour, Kind
from kiosk.demo.dispatcher.caller import CallBack, caller, ring_back
from kiosk.demo.dispatcher.digest import Credentials
from kiosk.demo.dispatcher.exchange import Exchange
from kiosk.demo.dispatcher.heard import Heard
from kiosk.demo.dispatcher.message import address_of
from kiosk.demo.dispatcher.transport import Listener, Peer
from kiosk.demo.dispatcher.voice import Voice
from kiosk.domain.call.sip_uri import SipUri, Transport


class Dispatcher(Exchange):
    """Answers at `uri` from start() to stop(), or as an async context manager.

    `certificate` is for TLS. With `credentials` it wants them of REGISTER (401) and of INVITE (407).
    A bug in here ends it and is raised by stop().
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        transport: Transport | str = Transport.UDP,
        behaviour: Behaviour = ANSWER,
        voice: Voice | None = None,
        name: str = "112",
        credentials: Credentials | None = None,
        certificate: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(host, behaviour, voice, credentials)
        self.port = port
        self.transport = Transport(transport)
        self.name = name
        self._certificate = certificate
        self._inbox: asyncio.Queue[tuple[bytes, Peer]] = asyncio.Queue()
        self._listener: Listener | None = None
        self._strangers: list[Listener] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def uri(self) -> SipUri:
        """Where it can be called; the port is known once it is started."""
        return SipUri(self.name, self.host, self.port, self.transport)

    async def start(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        await self._open()
        started = asyncio.Event()
        self._task = asyncio.create_task(self._run(started), name=f"dispatcher {self.name}")
        await started.wait()
        await self.behave(self.behaviour)

    async def stop(self) -> None:
        """End every call without a word and give the ports back. Raises what a bug raised meanwhile."""
        for listener in (self._listener, *self._strangers):
            if listener is not None:
                await listener.close()
        self._listener = None
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def __aenter__(self) -> Dispatcher:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def failed(self) -> None:
        """Wait for a bug in here, and raise it; never comes back otherwise."""
        if self._task is None:
            raise RuntimeError("the dispatcher is not started")
        await asyncio.shield(self._task)

    async def behave(self, behaviour: Behaviour) -> None:
        """Treat calls like this from now on; a dispatcher that had vanished is there again."""
        self.behaviour, self.gone = behaviour, False
        if behaviour.kind is Kind.CLOSED and self._listener is not None:
            await self._listener.close()
            self._listener = None
        elif behaviour.kind is not Kind.CLOSED and self._listener is None:
            await self._open()

    async def wait_for_call(self, number: int = 1, limit: float = 10.0) -> Heard:
        """The call of this number, counted from 1, as soon as it is there. Raises TimeoutError."""
        await self.changes.until(lambda: len(self.calls) >= number, limit)
        return self.calls[number - 1]

    async def wait_for_sound(self, heard: Heard, seconds: float, limit: float = 10.0) -> None:
        """Until that much sound of the call was heard. Raises TimeoutError."""
        await heard.until(lambda: heard.seconds >= seconds, limit)

    async def hang_up(self, heard: Heard) -> None:
        """End this call by BYE."""
        await self.dialog_of(heard).hang_up()

    async def call_back(self, to: SipUri | str = "", from_address: str = "") -> CallBack:
        """Ring the pavilion; without `to` where the last call came from.

        It is called from our own address, over UDP even from the port we listen on, or from `from_address`, as a
        stranger would. Raises OSError where nobody listens, ValueError where there was no call.
        """
        if not to and not self.calls:
            raise ValueError("nobody has called yet")
        target = str(to) or address_of(self.calls[-1].message.get("contact"))
        listener = await self._stranger(from_address) if from_address else self._listener
        if listener is None:
            raise ValueError("the port is closed")
        contact = SipUri(self.name, from_address or self.host, listener.port or self.port, self.transport)
        dialog = await caller(listener, target, contact, self.asking)
        self.remember(dialog)
        back = CallBack(dialog)
        dialog.task = self.group.create_task(ring_back(back, self.voice, self.group))
        return back

    async def _stranger(self, address: str) -> Listener:
        """Another address of ours, to be closed with us."""
        self._strangers.append(await self._listen(address, 0))
        return self._strangers[-1]

    async def _open(self) -> None:
        self._listener = await self._listen(self.host, self.port)
        self.port = self._listener.port
        self.contact = str(self.uri)

    async def _listen(self, host: str, port: int) -> Listener:
        listener = Listener(self.transport, lambda data, peer: self._inbox.put_nowait((data, peer)))
        await listener.open(host, port, self._certificate)
        return listener

    async def _run(self, started: asyncio.Event) -> None:
        try:
            async with asyncio.TaskGroup() as self._group:
                started.set()
                while True:
                    self.received(*await self._inbox.get())
        finally:
            await self.silence()
