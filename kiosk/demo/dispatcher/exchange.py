"""What the simulated dispatcher does with each SIP message: RFC 3261, 8.2, 9.2, 10.3, 12.2.2, 15.1.2."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from dataclasses import replace

from kiosk.demo.dispatcher import sdp
from kiosk.demo.dispatcher.behaviour import ECHO, TONE, UNREACHABLE, Behaviour, Kind
from kiosk.demo.dispatcher.conduct import Surroundings, conduct, refuse
from kiosk.demo.dispatcher.dialog import REASONS, SDP, Asking, Dialog, new_tag
from kiosk.demo.dispatcher.digest import Credentials, Gate
from kiosk.demo.dispatcher.heard import Changes, Heard
from kiosk.demo.dispatcher.message import Header, Message, address_of, answer, parameter, parse, parts
from kiosk.demo.dispatcher.rtp import Media
from kiosk.demo.dispatcher.transport import Peer
from kiosk.demo.dispatcher.voice import Tone, Voice

ALLOW = ("allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO, UPDATE, MESSAGE")
NUMBERS = {"echo": ECHO, "tone": TONE}
"""Users of our address that are test numbers, whatever the behaviour."""
KEPT_DIALOGS = 64
CALLS_WITH_SOUND = 20
KEPT_REQUESTS = 1000


class Exchange:
    """Takes messages, makes calls of them.

    `calls` holds every INVITE that was treated, in order; `requests` the last requests of any kind, unanswered
    ones too; `registered` the contact of each address, "" once it is unregistered.
    """

    def __init__(
        self, host: str, behaviour: Behaviour, voice: Voice | None, credentials: Credentials | None
    ) -> None:
        self.behaviour = behaviour
        self.voice: Voice = voice or Tone()
        self.calls: list[Heard] = []
        self.requests: deque[Message] = deque(maxlen=KEPT_REQUESTS)
        self.registered: dict[str, str] = {}
        self.changes = Changes()
        self.host = host
        self.contact = ""
        self.gone = False
        self.asking = Asking()
        self._gate = Gate(credentials) if credentials else None
        self._dialogs: OrderedDict[str, Dialog] = OrderedDict()
        self._group: asyncio.TaskGroup | None = None

    def received(self, data: bytes, peer: Peer) -> None:
        """One message from anybody; whoever is unreachable still notes what would have reached him."""
        try:
            message = parse(data)
        except ValueError:
            return
        if message.code is None:
            self.requests.append(message)
            self.changes.tell()
        if self.gone or self.behaviour.kind in UNREACHABLE:
            return
        if message.code is not None:
            self._response(message)
            return
        self._request(_seen_from(message, peer), peer, data)

    def _response(self, response: Message) -> None:
        dialog = self._dialogs.get(response.get("call-id"))
        if not self.asking.answered(response) and dialog and response.method == "INVITE":
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
                    dialog.heard.changes.tell()
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
            self.asking,
            peer,
            self.host,
            self.contact,
            request.get("call-id"),
            local=f"{request.get('to')};tag={new_tag()}",
            remote=request.get("from"),
            target=address_of(request.get("contact")),
            routes=request.all("record-route"),
            invite=request,
        )
        self.remember(dialog)
        self.calls.append(heard)
        if len(self.calls) > CALLS_WITH_SOUND:
            self.calls[-CALLS_WITH_SOUND - 1].forget_sound()
        self.changes.tell()
        user = request.uri.partition(":")[2].partition("@")[0]
        behaviour = NUMBERS.get(user, self.behaviour)
        dialog.task = self.group.create_task(conduct(dialog, behaviour, self._surroundings()))

    def remember(self, dialog: Dialog) -> None:
        """Requests within this call belong to it from now on, and for some time after its end."""
        self._dialogs[dialog.call_id] = dialog
        if len(self._dialogs) > KEPT_DIALOGS and next(iter(self._dialogs.values())).heard.ended:
            self._dialogs.popitem(last=False)

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
        self._give_up(dialog)

    def _bye(self, request: Message, peer: Peer, dialog: Dialog | None) -> None:
        self._answer(request, peer, 200 if dialog else 481)
        if dialog and dialog.final:
            dialog.heard.end("bye", dialog.now)
            self.group.create_task(dialog.silence())
        elif dialog:
            self._give_up(dialog)

    def _give_up(self, dialog: Dialog) -> None:
        """They want it no more before it was answered."""
        if not dialog.final:
            if dialog.task:
                dialog.task.cancel()
            self.group.create_task(refuse(dialog, 487, ended="cancelled"))

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
        self.gone = True
        for dialog in self._dialogs.values():
            dialog.heard.end("vanished", dialog.now)
            self.group.create_task(dialog.silence())

    async def silence(self) -> None:
        """Close the sound of every call."""
        for dialog in self._dialogs.values():
            await dialog.silence()

    @property
    def group(self) -> asyncio.TaskGroup:
        """Where the tasks of calls live."""
        if self._group is None:
            raise RuntimeError("the dispatcher is not started")
        return self._group

    def dialog_of(self, heard: Heard) -> Dialog:
        """The signalling of a call that is not long over."""
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
