"""What each behaviour does with a call."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.demo.dispatcher import sdp
from kiosk.demo.dispatcher.behaviour import SECONDS_OF, Behaviour, Kind
from kiosk.demo.dispatcher.dialog import SDP, Dialog
from kiosk.demo.dispatcher.message import Header
from kiosk.demo.dispatcher.voice import TEST_TONE_HZ, Tone, Voice
from kiosk.domain.call.sip_uri import Transport

HOSTILE = (
    b"\x00" * 40,
    b"SIP/2.0\r\n\r\n",
    b"SIP/2.0 999999 Way Out\r\nVia: x\r\n\r\n",
    b"SIP/2.0 200 OK\r\nContent-Length: -1\r\nCSeq: 99999999999999999999 INVITE\r\nVia: \r\n\r\n",
    b"INVITE sip: SIP/2.0\r\nContent-Length: 4000000000\r\n\r\nv=0",
    b"BYE sip:@:0 SIP/2.0\r\nVia: SIP/2.0/UDP ;branch=\r\nFrom: <<<\r\nTo: >>>\r\nCall-ID:\r\nCSeq: BYE\r\n\r\n",
    b"OPTIONS sip:%00@[::::] SIP/2.0\r\nVia: SIP/2.0/UDP [::::]:99999\r\n" + b"X: " + b"y" * 2000 + b"\r\n\r\n",
)
"""Nothing that a user agent may believe, or fall over."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a call needs of the dispatcher: where its tasks live, its voice, and how to be gone altogether."""

    group: asyncio.TaskGroup
    voice: Voice
    vanish: Callable[[], None]


async def conduct(call: Dialog, behaviour: Behaviour, around: Surroundings) -> None:
    """Treat one call from its INVITE on, until the behaviour has nothing more to do."""
    match behaviour.kind:
        case Kind.REFUSE:
            await refuse(call, behaviour.code)
        case Kind.NO_MULTIPART if call.heard.message.get("content-type").lower().startswith("multipart/"):
            await refuse(call, 415, ("accept", SDP))
        case Kind.TRYING:
            call.respond(100)
        case Kind.RING:
            ring(call)
        case Kind.LATE:
            ring(call)
            await asyncio.sleep(behaviour.seconds)
            await take(call, around.voice, around)
        case Kind.PROGRESS:
            await _early(call, behaviour.seconds, around)
        case Kind.GARBAGE:
            await _amid_garbage(call, around)
        case _:
            ring(call)
            await take(call, _voice(behaviour.kind, around.voice), around, echo=behaviour.kind is Kind.ECHO)
            await _afterwards(call, behaviour, around)


def ring(call: Dialog) -> None:
    """180."""
    call.respond(180)
    call.heard.ringing_at = call.now
    call.heard.changes.tell()


async def refuse(call: Dialog, code: int, *headers: Header, ended: str = "refused") -> None:
    """A final answer that is no."""
    call.heard.end(ended, call.now)
    await call.silence()
    await call.settle(code, b"", *headers)


async def take(call: Dialog, voice: Voice | None, around: Surroundings, *, echo: bool = False) -> None:
    """Answer; speak and listen at once; come back when the answer is acknowledged."""
    if call.sound is None and not await _agree(call, voice, around):
        return
    call.media.echo = echo
    call.heard.answered_at = call.now
    call.heard.changes.tell()
    direction = sdp.opposite(call.sound.direction) if call.sound else "sendrecv"
    if not await call.settle(200, call.describe(direction)):
        call.heard.end("unacknowledged", call.now)
        await call.hang_up()


async def _agree(call: Dialog, voice: Voice | None, around: Surroundings) -> bool:
    """Read their offer and open our side; refuse what holds no sound of ours."""
    try:
        sound = sdp.read(call.heard.part(SDP))
    except ValueError:
        await refuse(call, 488)
        return False
    await call.media.open(call.host)
    await call.start_sound(sound, voice, around.group)
    return True


def _voice(kind: Kind, voice: Voice) -> Voice | None:
    if kind in {Kind.ECHO, Kind.SILENT}:
        return None
    return Tone(TEST_TONE_HZ) if kind is Kind.TONE else voice


async def _early(call: Dialog, seconds: float, around: Surroundings) -> None:
    if await _agree(call, around.voice, around):
        call.respond(183, call.describe())
        call.heard.ringing_at = call.now
        call.heard.changes.tell()
        await asyncio.sleep(seconds)
        await take(call, around.voice, around)


async def _amid_garbage(call: Dialog, around: Surroundings) -> None:
    _hurl(call)
    ring(call)
    _hurl(call)
    await take(call, around.voice, around)
    _hurl(call)


def _hurl(call: Dialog) -> None:
    """Over TCP garbage ends a connection, and with it the call: there only noise between messages."""
    if call.peer.transport is not Transport.UDP:
        call.peer.send(b"\r\n\r\n\r\n")
        return
    for one in (*HOSTILE, secrets.token_bytes(200), call.last[: len(call.last) // 2]):
        if one:
            call.peer.send(one)


async def _afterwards(call: Dialog, behaviour: Behaviour, around: Surroundings) -> None:
    """What follows an answer."""
    if call.heard.ended or behaviour.kind not in SECONDS_OF:
        return
    await asyncio.sleep(behaviour.seconds)
    match behaviour.kind:
        case _ if call.heard.ended_at is not None:
            return
        case Kind.BYE:
            await call.hang_up()
        case Kind.VANISH:
            around.vanish()
        case Kind.REINVITE:
            await call.offer()
        case Kind.HOLD:
            await call.offer("sendonly")
            await asyncio.sleep(behaviour.seconds)
            await call.offer()
