"""One call as SIP sees it, whoever began it; and requests of our own. Source: RFC 3261, 12, 13, 17."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kiosk.demo.dispatcher import sdp
from kiosk.demo.dispatcher.heard import Heard
from kiosk.demo.dispatcher.message import Header, Message, answer, parameter
from kiosk.demo.dispatcher.rtp import Media
from kiosk.demo.dispatcher.transport import Peer
from kiosk.demo.dispatcher.voice import Voice
from kiosk.domain.call.sip_uri import Transport

T1 = 0.5
T2 = 4.0
GIVEN_UP = 64 * T1
"""Seconds of RFC 3261, 17.1.1.1: first and longest wait before sending again, and the end of patience."""

SDP = "application/sdp"
REASONS = {
    100: "Trying",
    180: "Ringing",
    183: "Session Progress",
    200: "OK",
    302: "Moved Temporarily",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    407: "Proxy Authentication Required",
    408: "Request Timeout",
    415: "Unsupported Media Type",
    480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist",
    486: "Busy Here",
    487: "Request Terminated",
    488: "Not Acceptable Here",
    500: "Server Internal Error",
    501: "Not Implemented",
    503: "Service Unavailable",
    600: "Busy Everywhere",
    603: "Decline",
}


def new_tag() -> str:
    """Random, for tags and branches."""
    return secrets.token_hex(8)


class Asking:
    """Requests of ours that wait for their answers."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], asyncio.Queue[Message]] = {}

    def answered(self, response: Message) -> bool:
        """Take a response; False where nobody waits for it."""
        queue = self._waiting.get((response.branch, response.method))
        if queue is None:
            return False
        queue.put_nowait(response)
        return True

    async def ask(
        self, request: Message, peer: Peer, limit: float = GIVEN_UP, seen: Callable[[Message], None] | None = None
    ) -> Message:
        """The final response; `seen` is told the others too. Raises TimeoutError where none comes in time."""
        key = (request.branch, request.method)
        queue = self._waiting[key] = asyncio.Queue[Message]()
        try:
            async with asyncio.timeout(limit):
                response = await self._first(bytes(request), peer, queue)
                while True:
                    if seen:
                        seen(response)
                    if (response.code or 0) >= 200:
                        return response
                    response = await queue.get()
        finally:
            del self._waiting[key]

    async def _first(self, request: bytes, peer: Peer, queue: asyncio.Queue[Message]) -> Message:
        """Send, again and again where the transport may lose it, until anything comes back."""
        wait = T1
        while True:
            peer.send(request)
            try:
                async with asyncio.timeout(wait if peer.transport is Transport.UDP else None):
                    return await queue.get()
            except TimeoutError:
                wait = min(2 * wait, T2)


@dataclass(slots=True, eq=False)
class Dialog:
    """One call. `local` and `remote` are From and To with their tags, `target` their Contact's URI."""

    heard: Heard
    media: Media
    asking: Asking
    peer: Peer
    host: str
    contact: str
    call_id: str
    local: str
    remote: str
    target: str
    routes: tuple[str, ...] = ()
    cseq: int = 0
    invite: Message | None = None
    """The newest INVITE of theirs."""
    last: bytes = b""
    """The newest response to it, or the ACK to their 200."""
    final: bool = False
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    sound: sdp.Sound | None = None
    task: asyncio.Task[None] | None = None
    talking: asyncio.Task[None] | None = None
    version: int = 0

    @property
    def now(self) -> float:
        """The loop's clock."""
        return asyncio.get_running_loop().time()

    def respond(self, code: int, body: bytes = b"", *headers: Header) -> Message:
        """Answer their newest INVITE."""
        if self.invite is None:
            raise RuntimeError("nothing to answer")
        tag = "" if code == 100 else parameter(self.local, "tag")
        response = answer(self.invite, code, REASONS.get(code, "Refused"), tag)
        more = [("contact", f"<{self.contact}>")] if 100 < code < 300 else []
        more += [("content-type", SDP)] if body else []
        response = replace(response, headers=(*response.headers, *more, *headers), body=body)
        self.last, self.final = bytes(response), code >= 200
        self.peer.send(self.last)
        return response

    async def settle(self, code: int, body: bytes = b"", *headers: Header) -> bool:
        """Answer finally, and go on until it is acknowledged; False where it never is."""
        self.acknowledged.clear()
        self.respond(code, body, *headers)
        wait = T1
        try:
            async with asyncio.timeout(GIVEN_UP):
                while not await self._acknowledged_within(wait):
                    if code < 300 or self.peer.transport is Transport.UDP:
                        self.peer.send(self.last)
                    wait = min(2 * wait, T2)
        except TimeoutError:
            return False
        return True

    async def _acknowledged_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.acknowledged.wait()
        except TimeoutError:
            return False
        return True

    def describe(self, direction: str = "sendrecv") -> bytes:
        """Our side of the sound."""
        if self.sound is None:
            raise RuntimeError("no sound is agreed")
        self.version += 1
        return sdp.write(
            replace(self.sound, host=self.host, port=self.media.port, direction=direction), self.version
        )

    def request(self, method: str, body: bytes = b"", cseq: int | None = None) -> Message:
        """A request of ours within this call."""
        if cseq is None:
            self.cseq += 1
        via = self.contact.split("@")[-1].split(";")[0]
        headers = [
            ("via", f"SIP/2.0/{self.peer.transport.upper()} {via};branch=z9hG4bK{new_tag()};rport"),
            ("max-forwards", "70"),
            *(("route", route) for route in self.routes),
            ("from", self.local),
            ("to", self.remote),
            ("call-id", self.call_id),
            ("cseq", f"{self.cseq if cseq is None else cseq} {method}"),
            ("contact", f"<{self.contact}>"),
            *([("content-type", SDP)] if body else []),
        ]
        return Message(f"{method} {self.target} SIP/2.0", tuple(headers), body)

    async def offer(self, direction: str = "sendrecv") -> int:
        """INVITE again within the call; the status of the answer, which is acknowledged."""
        request = self.request("INVITE", self.describe(direction))
        response = await self.asking.ask(request, self.peer)
        self.acknowledge(request, response)
        return response.code or 0

    def acknowledge(self, request: Message, response: Message) -> None:
        """ACK a final answer to an INVITE of ours (RFC 3261, 13.2.2.4 and 17.1.1.3)."""
        ack = self.request("ACK", cseq=int(request.get("cseq").split()[0]))
        if (response.code or 0) >= 300:
            ack = replace(ack, start=f"ACK {request.uri} SIP/2.0").with_header("via", request.get("via"))
            ack = ack.with_header("to", response.get("to"))
        else:
            self.last = bytes(ack)
        self.peer.send(bytes(ack))

    async def hang_up(self) -> None:
        """BYE, and the end; a far end that does not answer it changes nothing."""
        self.heard.end("hung_up", self.now)
        await self.silence()
        try:
            await self.asking.ask(self.request("BYE"), self.peer)
        except TimeoutError:
            return

    async def start_sound(self, sound: sdp.Sound, voice: Voice | None, group: asyncio.TaskGroup) -> None:
        """Send and listen as agreed; without a voice only listen."""
        self.sound = sound
        self.media.meet(sound)
        if voice is not None:
            self.talking = group.create_task(self.media.talk(voice.frames(self.heard)))

    async def silence(self) -> None:
        """Send and hear no more."""
        if self.talking is not None:
            self.talking.cancel()
        await self.media.close()
