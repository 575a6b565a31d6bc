"""The dispatcher of 112, simulated: a SIP server on one address (RFC 3261) that keeps what it heard."""

from __future__ import annotations

import asyncio
import ssl
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import replace
from types import TracebackType

from kiosk.demo.dispatcher import sdp
from kiosk.demo.dispatcher.behaviour import ANSWER, ECHO, TONE, UNREACHABLE, Behaviour, Kind
from kiosk.demo.dispatcher.conduct import Surroundings, conduct, refuse
from kiosk.demo.dispatcher.dialog import REASONS, SDP, Asking, Dialog, new_tag
from kiosk.demo.dispatcher.digest import Credentials, Gate
from kiosk.demo.dispatcher.heard import Changes, Heard
from kiosk.demo.dispatcher.message import Header, Message, address_of, answer, parameter, parse, parts
from kiosk.demo.dispatcher.rtp import Media
from kiosk.demo.dispatcher.transport import Listener, Peer
from kiosk.demo.dispatcher.voice import Tone, Voice
from kiosk.domain.call.sip_uri import SipUri, Transport

ALLOW = ("allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO, UPDATE, MESSAGE")
NUMBERS = {"echo": ECHO, "tone": TONE}
"""Users of our address that are test numbers, whatever the behaviour."""
KEPT_DIALOGS = 64
CALLS_WITH_SOUND = 20
KEPT_REQUESTS = 1000


class Dispatcher:
    """Answers at `uri` from start() to stop(), or as an async context manager.

    `certificate` is for TLS. With `credentials` it wants them of REGISTER (401) and INVITE (407). `calls` holds
    every INVITE that reached anybody, `requests` the last requests of any kind. A bug in here is raised by stop().
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
        self.host = host
        self.port = port
        self.transport = Transport(transport)
        self.behaviour = behaviour
        self.voice: Voice = voice or Tone()
        self.name = name
        self.calls: list[Heard] = []
        self.requests: deque[Message] = deque(maxlen=KEPT_REQUESTS)
        self.registered: dict[str, str] = {}
        self.changes = Changes()
        self._gate = Gate(credentials) if credentials else None
        self._certificate = certificate
        self._gone = False
        self._asking = Asking()
        self._dialogs: OrderedDict[str, Dialog] = OrderedDict()
        self._inbox: asyncio.Queue[tuple[bytes, Peer]] = asyncio.Queue()
        self._listener: Listener | None = None
        self._group: asyncio.TaskGroup | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def uri(self) -> SipUri:
        """Where it can be called; the port is known once it is started."""
        return SipUri(self.name, self.host, self.port, self.transport)

    async def start(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        if self.behaviour.kind is not Kind.CLOSED or not self.port:
            await self._open()
        started = asyncio.Event()
        self._task = asyncio.create_task(self._run(started), name=f"dispatcher {self.name}")
        await started.wait()
        await self.behave(self.behaviour)

    async def stop(self) -> None:
        """End every call without a word and give the ports back. Raises what a bug raised meanwhile."""
        if self._listener is not None:
            await self._listener.close()
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
        """Wait until a bug ends it; raises that."""
        if self._task is not None:
            await asyncio.shield(self._task)

    async def behave(self, behaviour: Behaviour) -> None:
        """Treat calls like this from now on; whoever had vanished is there again."""
        self.behaviour, self._gone = behaviour, False
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
        await self._dialog_of(heard).hang_up()

    async def _open(self) -> None:
        self._listener = Listener(self.transport, lambda data, peer: self._inbox.put_nowait((data, peer)))
        await self._listener.open(self.host, self.port, self._certificate)
        self.port = self._listener.port

    async def _run(self, started: asyncio.Event) -> None:
        try:
            async with asyncio.TaskGroup() as self._group:
                started.set()
                while True:
                    self._received(*await self._inbox.get())
        finally:
            for dialog in self._dialogs.values():
                await dialog.silence()

    def _received(self, data: bytes, peer: Peer) -> None:
        """One message from anybody."""
        if self._gone or self.behaviour.kind in UNREACHABLE:
            return
        try:
            message = parse(data)
        except ValueError:
            return
        if message.code is not None:
            self._response(message)
            return
        self.requests.append(message)
        self.changes.tell()
        self._request(_seen_from(message, peer), peer, data)

    def _response(self, response: Message) -> None:
        dialog = self._dialogs.get(response.get("call-id"))
        if not self._asking.answered(response) and dialog and response.method == "INVITE":
            dialog.peer.send(dialog.last)  # their 200 again: our ACK was lost

    def _request(self, request: Message, peer: Peer, data: bytes) -> None:
        dialog = self._dialogs.get(request.get("call-id"))
        match request.method:
            case "INVITE":
                if self.behaviour.kind is not Kind.DEAF:
                    self._invite(request, peer, data, dialog)
            case "ACK":
                if dialog:
                    dialog.heard.acknowledged_at = dialog.heard.acknowledged_at or dialog.now
                    dialog.acknowledged.set()
            case "CANCEL":
                self._cancel(request, peer, dialog)
            case "BYE":
                self._bye(request, peer, dialog)
            case "REGISTER":
                self._register(request, peer)
            case "OPTIONS":
                self._answer(request, peer, 200, "", ALLOW, ("accept", SDP))
            case "INFO" | "UPDATE" | "MESSAGE":
                self._answer(request, peer, 200)
            case _:
                self._answer(request, peer, 501, "", ALLOW)

    def _invite(self, request: Message, peer: Peer, data: bytes, dialog: Dialog | None) -> None:
        if dialog and dialog.invite and dialog.invite.branch == request.branch:
            peer.send(dialog.last)
        elif dialog and dialog.final and parameter(request.get("to"), "tag"):
            self._invite_again(request, peer, dialog)
        elif parameter(request.get("to"), "tag"):
            self._answer(request, peer, 481)
        elif self._gate and not self._gate.lets_in(request):
            self._answer(request, peer, 407, "", ("proxy-authenticate", self._gate.challenge()))
        else:
            self._new_call(request, peer, data)

    def _new_call(self, request: Message, peer: Peer, data: bytes) -> None:
        heard = Heard(data, request, peer.address, asyncio.get_running_loop().time())
        dialog = Dialog(
            heard,
            Media(heard),
            self._asking,
            peer,
            self.host,
            str(self.uri),
            request.get("call-id"),
            local=f"{request.get('to')};tag={new_tag()}",
            remote=request.get("from"),
            target=address_of(request.get("contact")),
            routes=request.all("record-route"),
            invite=request,
        )
        self.keep(dialog)
        user = request.uri.partition(":")[2].partition("@")[0]
        behaviour = NUMBERS.get(user, self.behaviour)
        dialog.task = self.group.create_task(conduct(dialog, behaviour, self._surroundings()))

    def keep(self, dialog: Dialog) -> None:
        """Remember a call, and forget the sound of old ones."""
        self.calls.append(dialog.heard)
        if len(self.calls) > CALLS_WITH_SOUND:
            self.calls[-CALLS_WITH_SOUND - 1].forget_sound()
        self._dialogs[dialog.call_id] = dialog
        if len(self._dialogs) > KEPT_DIALOGS and next(iter(self._dialogs.values())).heard.ended:
            self._dialogs.popitem(last=False)
        self.changes.tell()

    def _invite_again(self, request: Message, peer: Peer, dialog: Dialog) -> None:
        """They change the session: agreed to, as far as it has sound."""
        dialog.invite, dialog.peer = request, peer
        offered = [
            one.content for one in parts(request.get("content-type"), request.body) if SDP in one.content_type
        ]
        try:
            dialog.sound = sdp.read(offered[0]) if offered else dialog.sound
        except ValueError:
            self.group.create_task(_settle(dialog, 488))
            return
        if dialog.sound is None:
            self.group.create_task(_settle(dialog, 488))
            return
        dialog.media.meet(dialog.sound)
        direction = sdp.opposite(dialog.sound.direction)
        self.group.create_task(_settle(dialog, 200, dialog.describe(direction)))

    def _cancel(self, request: Message, peer: Peer, dialog: Dialog | None) -> None:
        if dialog is None:
            self._answer(request, peer, 481)
            return
        self._answer(request, peer, 200, to_tag=parameter(dialog.local, "tag"))
        if not dialog.final:
            if dialog.task:
                dialog.task.cancel()
            self.group.create_task(refuse(dialog, 487, ended="cancelled"))

    def _bye(self, request: Message, peer: Peer, dialog: Dialog | None) -> None:
        self._answer(request, peer, 200 if dialog else 481)
        if dialog:
            dialog.heard.end("bye", dialog.now)
            self.group.create_task(dialog.silence())

    def _register(self, request: Message, peer: Peer) -> None:
        if self._gate and not self._gate.lets_in(request):
            self._answer(request, peer, 401, "", ("www-authenticate", self._gate.challenge()))
            return
        contact = request.get("contact")
        expires = parameter(contact, "expires") or request.get("expires") or "3600"
        self.registered[address_of(request.get("to"))] = "" if expires == "0" else address_of(contact)
        self._answer(request, peer, 200, "", ("contact", f"<{address_of(contact)}>;expires={expires}"))
        self.changes.tell()

    def _answer(self, request: Message, peer: Peer, code: int, to_tag: str = "", *headers: Header) -> None:
        response = answer(request, code, REASONS[code], to_tag or new_tag())
        peer.send(bytes(replace(response, headers=(*response.headers, *headers))))

    def _surroundings(self) -> Surroundings:
        return Surroundings(self.group, self.voice, self._vanish)

    def _vanish(self) -> None:
        self._gone = True
        for dialog in self._dialogs.values():
            dialog.heard.end("vanished", dialog.now)
            self.group.create_task(dialog.silence())

    @property
    def group(self) -> asyncio.TaskGroup:
        """Where the tasks of calls live."""
        if self._group is None:
            raise RuntimeError("the dispatcher is not started")
        return self._group

    def _dialog_of(self, heard: Heard) -> Dialog:
        return next(dialog for dialog in self._dialogs.values() if dialog.heard is heard)


async def _settle(dialog: Dialog, code: int, body: bytes = b"") -> None:
    await dialog.settle(code, body)


def _seen_from(request: Message, peer: Peer) -> Message:
    """Via tells where the request really came from (RFC 3261, 18.2.1; RFC 3581, 4)."""
    first, *others = request.all("via")
    host, port = peer.address
    if parameter(first, "rport") or ";rport" in first.lower():
        first = ";".join(part for part in first.split(";") if part.strip().lower() != "rport")
        first = f"{first};received={host};rport={port}"
    return request.with_header("via", ", ".join((first, *others)))
