"""The dispatcher calls back. Source: RFC 3261, 8.1, 13.2, 17.1.1; that 112 does so: GOST R 22.7.03-2021."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

from kiosk.demo.dispatcher import sdp
from kiosk.demo.dispatcher.dialog import Asking, Dialog, new_tag
from kiosk.demo.dispatcher.g711 import PCMA
from kiosk.demo.dispatcher.heard import Heard
from kiosk.demo.dispatcher.message import Message, address_of
from kiosk.demo.dispatcher.rtp import Media
from kiosk.demo.dispatcher.transport import Address, Listener
from kiosk.demo.dispatcher.voice import Voice
from kiosk.domain.call.sip_uri import SIP_PORT, SipUri

RINGS = 120.0
EVENT = 101

_PLACE = re.compile(r"sips?:(?:[^@]*@)?(\[[0-9A-Fa-f:.]+\]|[^:;>]+)(?::([0-9]{1,5}))?", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class CallBack:
    """One call of ours. `codes` are the statuses answered so far, in order; `heard` what came back as sound."""

    dialog: Dialog
    codes: list[int] = field(default_factory=list)
    invite: Message | None = None

    @property
    def heard(self) -> Heard:
        """The sound, the moments, the end."""
        return self.dialog.heard

    async def final(self, limit: float = 30.0) -> int:
        """The status that decided. Raises TimeoutError."""
        await self.heard.until(lambda: bool(self.codes) and self.codes[-1] >= 200, limit)
        return self.codes[-1]

    async def hang_up(self) -> None:
        """End it by BYE where it was answered, by CANCEL before that."""
        if self.heard.answered_at is not None:
            await self.dialog.hang_up()
        elif self.invite is not None:
            number = int(self.invite.get("cseq").split()[0])
            cancel = self.dialog.request("CANCEL", cseq=number).with_header("via", self.invite.get("via"))
            await self.dialog.asking.ask(cancel, self.dialog.peer)


async def caller(listener: Listener, target: str, contact: SipUri, asking: Asking) -> Dialog:
    """A call of ours to `target` that has not rung yet, its sound socket open. Raises OSError, ValueError."""
    place = place_of(target)
    peer = await listener.connect(place)
    nothing = Message(f"INVITE {target} SIP/2.0", ())
    heard = Heard(b"", nothing, place, asyncio.get_running_loop().time())
    dialog = Dialog(
        heard,
        Media(heard),
        asking,
        peer,
        contact.host,
        str(contact),
        call_id=new_tag(),
        local=f'"112" <{contact}>;tag={new_tag()}',
        remote=f"<{target}>",
        target=target,
    )
    await dialog.media.open(contact.host)
    dialog.sound = sdp.Sound(contact.host, dialog.media.port, PCMA, EVENT)
    return dialog


async def ring_back(back: CallBack, voice: Voice, group: asyncio.TaskGroup) -> None:
    """INVITE, wait, speak and listen if it is answered."""
    call = back.dialog
    back.invite = call.request("INVITE", call.describe())

    def seen(response: Message) -> None:
        back.codes.append(response.code or 0)
        call.heard.changes.tell()

    try:
        response = await call.asking.ask(back.invite, call.peer, RINGS, seen)
    except TimeoutError:
        call.heard.end("unanswered", call.now)
        await call.silence()
        return
    call.remote = response.get("to")
    if (response.code or 0) >= 300:
        call.acknowledge(back.invite, response)
        call.heard.end("refused", call.now)
        await call.silence()
        return
    call.target = address_of(response.get("contact")) or call.target
    call.routes = tuple(reversed(response.all("record-route")))
    call.acknowledge(back.invite, response)
    call.final = True
    await call.start_sound(sdp.read(response.body), voice, group)
    call.heard.answered_at = call.now
    call.heard.changes.tell()


def place_of(uri: str) -> Address:
    """Where requests to this URI go. Raises ValueError where it is none."""
    match = _PLACE.match(uri)
    if match is None:
        raise ValueError(f"{uri} is no SIP address")
    return match[1].strip("[]"), int(match[2] or SIP_PORT)
