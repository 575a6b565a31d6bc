"""The simulated dispatcher as a SIP server, told by a telephone that writes its SIP by hand."""

from __future__ import annotations

import asyncio
import hashlib
import re
import socket
import ssl
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import trustme

from kiosk.demo.dispatcher import behaviour as b
from kiosk.demo.dispatcher import dialog
from kiosk.demo.dispatcher.behaviour import Behaviour, Kind
from kiosk.demo.dispatcher.conduct import HOSTILE
from kiosk.demo.dispatcher.digest import Credentials
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.sip_uri import Transport
from tests.demo.dispatcher_phone import OFFER, PATIENCE, Phone, header, phone, sound_port


def run(
    part: Callable[[Dispatcher, Phone], Awaitable[None]], behaviour: Behaviour = b.ANSWER, **more: Any
) -> None:
    """A dispatcher, a telephone, and what they do together."""

    async def whole() -> None:
        async with Dispatcher(behaviour=behaviour, **more) as dispatcher, phone(dispatcher) as one:
            await part(dispatcher, one)

    asyncio.run(whole())


BOTH = pytest.mark.parametrize("transport", [Transport.UDP, Transport.TCP])


@BOTH
def test_it_answers_and_is_hung_up(transport: Transport) -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.invite(more="Record-Route: <sip:127.0.0.1:9;lr>\r\nX-Anything: yes\r\n"))
        ringing = await one.until("SIP/2.0 180")
        answer = await one.until("SIP/2.0 200")
        for text in (ringing, answer):
            assert header(text, "Via").startswith(f"SIP/2.0/{transport.upper()} 127.0.0.1:{one.port};")
            assert f"rport={one.port}" in header(text, "Via")
            assert header(text, "Record-Route") == "<sip:127.0.0.1:9;lr>"
            assert header(text, "CSeq") == "1 INVITE"
            assert header(text, "Contact") == f"<{dispatcher.uri}>"
        assert header(ringing, "To") == header(answer, "To")
        assert "m=audio" in answer
        one.send(one.request("ACK"))
        heard = await dispatcher.wait_for_call()
        await heard.until(lambda: heard.acknowledged_at is not None, PATIENCE)
        assert b"X-Anything: yes" in heard.invite
        assert heard.source == ("127.0.0.1", one.port)
        one.send(one.request("BYE", 2))
        await one.until("SIP/2.0 200")
        await heard.until(lambda: heard.ended == "bye", PATIENCE)
        assert heard.state == "bye"

    run(part, transport=transport)


def test_over_tls() -> None:
    authority = trustme.CA()
    ours, theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(ours)
    authority.configure_trust(theirs)

    async def whole() -> None:
        async with (
            Dispatcher(transport="tls", certificate=ours) as dispatcher,
            phone(dispatcher, theirs) as one,
        ):
            assert str(dispatcher.uri).endswith(";transport=tls")
            await one.call()
            assert (await dispatcher.wait_for_call()).answered_at is not None

    asyncio.run(whole())


@pytest.mark.parametrize("words", ["busy", "reject", "error", "code:404", "code:302"])
@BOTH
def test_it_refuses(transport: Transport, words: str) -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.invite())
        await one.until(f"SIP/2.0 {dispatcher.behaviour.code} ")
        one.send(one.request("ACK"))
        heard = await dispatcher.wait_for_call()
        assert (heard.ended, heard.answered_at) == ("refused", None)

    run(part, b.parse(words), transport=transport)


def test_an_invite_sent_again_makes_no_second_call() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        for _ in range(5):
            one.send(one.invite())
        tags = {header(await one.until("SIP/2.0 200"), "To") for _ in range(4)}
        assert len(tags) == 1
        assert len(dispatcher.calls) == 1

    run(part)


@pytest.mark.parametrize("words", ["answer", "busy"])
def test_a_final_answer_is_sent_again_until_it_is_acknowledged(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog, "T1", 0.02)

    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.invite())
        code = dispatcher.behaviour.code or 200
        for _ in range(3):
            await one.until(f"SIP/2.0 {code} ")
        one.send(one.request("ACK"))
        heard = await dispatcher.wait_for_call()
        await heard.until(lambda: heard.acknowledged_at is not None, PATIENCE)
        task = dispatcher.dialog_of(heard).task
        assert task
        await asyncio.wait_for(task, PATIENCE)
        while not one.inbox.empty():
            one.inbox.get_nowait()
        one.send(one.request("OPTIONS", 9))
        assert header(await one.next(), "CSeq") == "9 OPTIONS"  # and not the old answer once more

    run(part, b.parse(words))


def test_an_answer_that_nobody_acknowledges_ends_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialog, "T1", 0.01)
    monkeypatch.setattr(dialog, "GIVEN_UP", 0.2)

    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.invite())
        await one.until("BYE ")
        assert (await dispatcher.wait_for_call()).ended == "unacknowledged"

    run(part)


@pytest.mark.parametrize("words", ["ring", "trying", "late:60", "progress"])
@BOTH
def test_a_cancelled_call_ends(transport: Transport, words: str) -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.invite())
        codes = {"trying": 100, "progress": 183}
        await one.until(f"SIP/2.0 {codes.get(words, 180)} ")
        one.send(one.request("CANCEL"))
        seen = sorted([(await one.next()).split()[1], (await one.next()).split()[1]])
        assert seen == ["200", "487"]
        one.send(one.request("ACK"))
        heard = await dispatcher.wait_for_call()
        await heard.until(lambda: heard.acknowledged_at is not None, PATIENCE)
        assert (heard.ended, heard.answered_at) == ("cancelled", None)

    run(part, b.parse(words), transport=transport)


def test_a_call_cancelled_at_once_has_one_final_answer() -> None:
    """Whether the CANCEL comes in time or too late is a matter of microseconds."""

    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.invite())
        one.send(one.request("CANCEL"))
        finals: set[str] = set()
        cancelled = False
        while not (finals and cancelled):
            text = await one.next()
            code, about = text.split()[1], header(text, "CSeq")
            cancelled = cancelled or about == "1 CANCEL"
            finals |= {code} if about == "1 INVITE" and code >= "200" else set()
        assert finals in ({"200"}, {"487"})
        heard = await dispatcher.wait_for_call()
        assert (heard.ended == "cancelled") is (finals == {"487"})

    run(part)


def test_it_answers_late_and_says_sound_before_it() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.invite())
        assert "m=audio" in await one.until("SIP/2.0 183")
        await one.sound.count(3)
        assert (await dispatcher.wait_for_call()).answered_at is None
        await one.until("SIP/2.0 200")

    run(part, b.after(Kind.PROGRESS, 0.3))


def test_late_is_after_its_seconds() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        await one.call()
        heard = await dispatcher.wait_for_call()
        assert heard.answered_at
        assert heard.answered_at - heard.invited_at >= 0.3

    run(part, b.after(Kind.LATE, 0.3))


@pytest.mark.parametrize("words", ["black_hole", "deaf", "closed"])
def test_it_hears_nothing_until_it_is_told_to_answer(words: str) -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        await dispatcher.behave(b.parse(words))
        one.send(one.invite())
        one.send(one.request("OPTIONS", 5))
        if words == "deaf":
            assert header(await one.next(), "CSeq") == "5 OPTIONS"
            assert [request.method for request in dispatcher.requests] == ["INVITE", "OPTIONS"]
        elif words == "black_hole":
            await dispatcher.changes.until(lambda: len(dispatcher.requests) == 2, PATIENCE)
        await dispatcher.behave(b.ANSWER)
        one.send(one.request("OPTIONS", 6))
        assert header(await one.next(), "CSeq") == "6 OPTIONS"
        assert dispatcher.calls == []
        await one.call()

    run(part)


def test_a_closed_tcp_port_is_refused_and_opens_again() -> None:
    async def whole() -> None:
        async with Dispatcher(transport="tcp", behaviour=b.CLOSED) as dispatcher:
            place = (dispatcher.host, dispatcher.port)
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection(*place)
            await dispatcher.behave(b.ANSWER)
            async with phone(dispatcher) as one:
                await one.call()
            assert (dispatcher.host, dispatcher.port) == place

    asyncio.run(whole())


def test_it_vanishes_with_its_sound_and_every_answer() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        await one.call()
        heard = await dispatcher.wait_for_call()
        await heard.until(lambda: heard.ended == "vanished", PATIENCE)
        one.send(one.request("OPTIONS", 5))
        one.send(one.request("BYE", 6))
        await dispatcher.changes.until(lambda: dispatcher.requests[-1].method == "BYE", PATIENCE)
        port = dispatcher.port
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other, pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", port))  # gone is not closed
        await dispatcher.behave(b.ANSWER)
        one.call_id = "second@phone"
        one.to = f"<{dispatcher.uri}>"
        answer = await one.call()
        assert header(answer, "Call-ID") == "second@phone"

    run(part, b.after(Kind.VANISH, 0.2))


@BOTH
def test_it_hangs_up(transport: Transport) -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        await one.call()
        bye = await one.until("BYE ")
        assert bye.startswith(f"BYE sip:kiosk@127.0.0.1:{one.port}")
        assert header(bye, "From") == one.to
        assert header(bye, "To").endswith(";tag=phone")
        one.reply(bye)
        assert (await dispatcher.wait_for_call()).ended == "hung_up"

    run(part, b.after(Kind.BYE, 0.1), transport=transport)


def test_it_holds_and_resumes_and_speaks_on() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        answer = await one.call()
        for direction in ("sendonly", "sendrecv"):
            again = await one.until("INVITE ")
            assert f"a={direction}" in again
            assert sound_port(again) == sound_port(answer)
            one.reply(again, body=OFFER.format(port=one.sound.port))
            await one.until("ACK ")
            await one.sound.count(len(one.sound.packets) + 3)

    run(part, b.after(Kind.HOLD, 0.1))


def test_they_may_change_the_session() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        first = await one.call()
        body = OFFER.format(port=one.sound.port).replace("sendrecv", "inactive")
        one.send(one.request("INVITE", 2, body, "Content-Type: application/sdp\r\n"))
        second = await one.until("SIP/2.0 200")
        one.send(one.request("ACK", 2))
        assert "a=inactive" in second
        assert sound_port(second) == sound_port(first)
        one.send(one.request("INVITE", 3, "v=0\r\n", "Content-Type: application/sdp\r\n"))
        await one.until("SIP/2.0 488")
        assert len(dispatcher.calls) == 1

    run(part)


def test_garbage_surrounds_a_proper_answer() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.invite())
        seen = []
        while not (text := await one.next()).startswith("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127"):
            seen.append(text)
        assert HOSTILE[0].decode("latin-1") in seen
        one.to = header(text, "To")
        one.send(one.request("ACK"))
        heard = await dispatcher.wait_for_call()
        await heard.until(lambda: heard.acknowledged_at is not None, PATIENCE)

    run(part, b.GARBAGE)


@BOTH
def test_it_survives_garbage(transport: Transport) -> None:
    """A whole message cut at every place and hostile bytes besides; then a call all the same."""

    async def whole() -> None:
        async with Dispatcher(transport=transport) as dispatcher:
            for junk in (*HOSTILE, *(bytes([n]) * 50 for n in range(0, 256, 50))):
                async with phone(dispatcher) as one:
                    one.send(junk)
            async with phone(dispatcher) as one:
                await one.call()

    asyncio.run(whole())


def test_a_stream_may_be_cut_anywhere() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        text = one.request("OPTIONS", 1) + one.request("OPTIONS", 2)
        for at in range(0, len(text), 7):
            one.send(text[at : at + 7])
            await asyncio.sleep(0)
        assert header(await one.next(), "CSeq") == "1 OPTIONS"
        assert header(await one.next(), "CSeq") == "2 OPTIONS"

    run(part, transport="tcp")


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("OPTIONS", 200),
        ("INFO", 200),
        ("UPDATE", 200),
        ("MESSAGE", 200),
        ("BYE", 481),
        ("CANCEL", 481),
        ("PUBLISH", 501),
    ],
)
def test_other_requests_are_answered(method: str, code: int) -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.request(method))
        assert (await one.next()).startswith(f"SIP/2.0 {code} ")

    run(part)


def test_a_registration_is_kept_until_it_is_given_up() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.request("REGISTER", 1, more="Expires: 60\r\n"))
        assert header(await one.until("SIP/2.0 200"), "Contact").endswith(";expires=60")
        (contact,) = dispatcher.registered.values()
        assert contact.startswith(f"sip:kiosk@127.0.0.1:{one.port}")
        one.send(one.request("REGISTER", 2, more="Expires: 0\r\n"))
        await one.until("SIP/2.0 200")
        assert set(dispatcher.registered.values()) == {""}

    run(part)


def digest_of(challenge: str, method: str, uri: str, password: str, algorithm: str) -> str:
    """RFC 7616, 3.4.1, written out once more."""
    found = re.search(r'nonce="([^"]+)"', challenge)
    assert found
    nonce = found[1]
    digest = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[algorithm]
    ha1 = digest(f"kiosk:operator:{password}".encode()).hexdigest()
    ha2 = digest(f"{method}:{uri}".encode()).hexdigest()
    response = digest(f"{ha1}:{nonce}:00000001:abc:auth:{ha2}".encode()).hexdigest()
    return (
        f'Digest username="kiosk", realm="operator", nonce="{nonce}", uri="{uri}", response="{response}", '
        f'cnonce="abc", qop=auth, nc=00000001, algorithm={algorithm}'
    )


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
@pytest.mark.parametrize(("password", "let_in"), [("right", True), ("wrong", False)])
def test_credentials_are_wanted_and_checked(algorithm: Any, password: str, let_in: bool) -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        uri = str(dispatcher.uri)
        one.send(one.request("REGISTER"))
        challenge = header(await one.until("SIP/2.0 401"), "WWW-Authenticate")
        proof = digest_of(challenge, "REGISTER", uri, password, algorithm)
        one.send(one.request("REGISTER", 2, more=f"Authorization: {proof}\r\n"))
        await one.until("SIP/2.0 200" if let_in else "SIP/2.0 401")
        assert bool(dispatcher.registered) is let_in
        one.to = f"<{uri}>"
        one.send(one.invite(3))
        challenge = header(await one.until("SIP/2.0 407"), "Proxy-Authenticate")
        one.to = f"<{uri}>"
        one.send(
            one.invite(
                4, more=f"Proxy-Authorization: {digest_of(challenge, 'INVITE', uri, password, algorithm)}\r\n"
            )
        )
        await one.until("SIP/2.0 200" if let_in else "SIP/2.0 407")
        assert len(dispatcher.calls) == let_in

    run(part, credentials=Credentials("kiosk", "right", algorithm=algorithm))


def test_a_made_up_nonce_proves_nothing() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        proof = digest_of('nonce="mine"', "REGISTER", str(dispatcher.uri), "right", "MD5")
        one.send(one.request("REGISTER", 2, more=f"Authorization: {proof}\r\n"))
        await one.until("SIP/2.0 401")

    run(part, credentials=Credentials("kiosk", "right"))


def multipart(one: Phone) -> str:
    body = (
        "--x\r\nContent-Type: application/pidf+xml\r\nContent-ID: <p@k>\r\n\r\n<presence/>\r\n"
        f"--x\r\nContent-Type: application/sdp\r\n\r\n{OFFER.format(port=one.sound.port)}\r\n--x--\r\n"
    )
    return one.request("INVITE", 1, body, "Content-Type: multipart/mixed;boundary=x\r\nGeolocation: <cid:p@k>\r\n")


def test_the_location_is_found_beside_the_offer() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(multipart(one))
        assert "m=audio" in await one.until("SIP/2.0 200")
        heard = await dispatcher.wait_for_call()
        assert heard.part("application/pidf+xml") == b"<presence/>"
        assert heard.message.get("geolocation") == "<cid:p@k>"

    run(part)


def test_several_parts_may_be_refused_and_one_taken() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(multipart(one))
        assert header(await one.until("SIP/2.0 415"), "Accept") == "application/sdp"
        one.send(one.request("ACK"))
        one.call_id, one.to = "again@phone", f"<{dispatcher.uri}>"
        await one.call()

    run(part, b.NO_MULTIPART)


def test_a_call_without_sound_of_ours_is_refused() -> None:
    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.request("INVITE"))
        await one.until("SIP/2.0 488")

    run(part)


def test_a_bug_is_told_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Dispatcher, "_answer", broken)

    async def part(dispatcher: Dispatcher, one: Phone) -> None:
        one.send(one.request("OPTIONS"))
        await asyncio.wait_for(dispatcher.failed(), PATIENCE)

    with pytest.raises(ExceptionGroup) as raised:
        run(part)
    assert raised.group_contains(ZeroDivisionError)


@pytest.mark.parametrize(
    "words",
    [
        *("answer", "busy", "reject", "error", "code:404", "ring", "trying", "black_hole", "deaf", "closed"),
        *("garbage", "silent", "no_multipart", "echo", "tone", "late:3", "progress:inf", "vanish:0.5", "hold:2"),
    ],
)
def test_a_behaviour_is_written_as_it_is_read(words: str) -> None:
    assert str(b.parse(words)) == words


@pytest.mark.parametrize("words", ["", "melt", "code", "code:99", "code:200", "late:x", "late:-1", "answer:3"])
def test_what_is_no_behaviour_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        b.parse(words)
