"""The dispatcher calls back: from its own address or a stranger's, answered, refused, given up."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.demo.dispatcher.dispatcher import Dispatcher
from tests.demo.dispatcher_phone import OFFER, PATIENCE, header, phone, sound_port


@pytest.mark.parametrize("stranger", ["", "127.0.0.2"])
def test_it_rings_is_answered_and_heard(stranger: str) -> None:
    async def whole() -> None:
        async with Dispatcher() as dispatcher, phone(dispatcher) as one:
            await one.call()
            one.send(one.request("BYE", 2))
            await one.until("SIP/2.0 200")
            back = await dispatcher.call_back(from_address=stranger)
            invite = await one.until("INVITE ")
            assert invite.startswith(f"INVITE sip:kiosk@127.0.0.1:{one.port};transport=udp SIP/2.0")
            assert isinstance(one.source, tuple)
            assert one.source[0] == (stranger or "127.0.0.1")
            assert (one.source[1] == dispatcher.port) is not bool(stranger)
            one.reply(invite, "180 Ringing")
            one.reply(invite, body=OFFER.format(port=one.sound.port))
            await one.until("ACK ")
            assert await back.final(PATIENCE) == 200
            assert back.codes == [180, 200]
            await one.sound.count(5)
            one.sound.send(
                b"\x80\x08\0\1" + b"\0" * 8 + b"\xd5" * 160, sound_port(invite), stranger or "127.0.0.1"
            )
            await back.heard.until(lambda: back.heard.packets == 1, PATIENCE)
            hanging = asyncio.create_task(back.hang_up())
            one.reply(await one.until("BYE "))
            await hanging
            assert back.heard.ended == "hung_up"
            assert len(dispatcher.calls) == 1  # those who called us

    asyncio.run(whole())


def test_a_refusal_is_acknowledged() -> None:
    async def whole() -> None:
        async with Dispatcher() as dispatcher, phone(dispatcher) as one:
            back = await dispatcher.call_back(f"sip:kiosk@127.0.0.1:{one.port}")
            invite = await one.until("INVITE ")
            one.reply(invite, "603 Decline")
            ack = await one.until("ACK ")
            assert header(ack, "Via") == header(invite, "Via")
            assert await back.final(PATIENCE) == 603
            await back.heard.until(lambda: back.heard.ended == "refused", PATIENCE)

    asyncio.run(whole())


def test_it_gives_up_ringing() -> None:
    async def whole() -> None:
        async with Dispatcher() as dispatcher, phone(dispatcher) as one:
            back = await dispatcher.call_back(f"sip:kiosk@127.0.0.1:{one.port}")
            invite = await one.until("INVITE ")
            one.reply(invite, "180 Ringing")
            giving_up = asyncio.create_task(back.hang_up())
            cancel = await one.until("CANCEL ")
            assert header(cancel, "Via") == header(invite, "Via")
            assert header(cancel, "CSeq") == header(invite, "CSeq").replace("INVITE", "CANCEL")
            one.reply(cancel)
            one.reply(invite, "487 Request Terminated")
            await giving_up
            assert await back.final(PATIENCE) == 487

    asyncio.run(whole())


def test_nobody_is_called_who_never_called() -> None:
    async def whole() -> None:
        async with Dispatcher() as dispatcher:
            with pytest.raises(ValueError, match="nobody"):
                await dispatcher.call_back()

    asyncio.run(whole())


def test_a_pavilion_that_does_not_listen_is_told_over_tcp() -> None:
    async def whole() -> None:
        async with Dispatcher(transport="tcp") as dispatcher, phone(dispatcher) as one:
            await one.call()
            with pytest.raises(OSError, match=r"\w"):
                await dispatcher.call_back()

    asyncio.run(whole())
