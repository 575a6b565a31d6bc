"""SIP messages of every shape, and bytes that are none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.demo.dispatcher import sdp
from kiosk.demo.dispatcher.conduct import HOSTILE
from kiosk.demo.dispatcher.message import Framing, answer, parameter, parse, parts

SHORT = (
    b"INVITE sip:112@10.0.0.1 SIP/2.0\r\n"
    b"v: SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bK1;rport\r\n"
    b"Via: SIP/2.0/TCP 10.0.0.8;branch=z9hG4bK2,\r\n SIP/2.0/TCP 10.0.0.7;branch=z9hG4bK3\r\n"
    b'f: "Pavilion, 0042" <sip:kiosk@10.0.0.9;tag=no>;tag=abc\r\n'
    b"t: <sip:112@10.0.0.1>\r\ni: one@two\r\nCSeq: 7 INVITE\r\n"
    b"Record-Route: <sip:10.0.0.5;lr>, <sip:10.0.0.6;lr>\r\n"
    b"m: <sip:kiosk@10.0.0.9>\r\nc: application/sdp\r\nl: 3\r\n\r\nv=0more"
)
OFFER = (
    b"v=0\r\no=- 1 1 IN IP4 10.0.0.9\r\ns=-\r\nc=IN IP4 10.0.0.9\r\nt=0 0\r\n"
    b"m=audio 4000 RTP/AVP 96 0 8 101\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:101 telephone-event/8000\r\n"
    b"a=sendonly\r\nm=video 5000 RTP/AVP 31\r\n"
)


def test_short_names_folds_and_lists_are_understood() -> None:
    message = parse(SHORT)
    assert (message.method, message.uri, message.code) == ("INVITE", "sip:112@10.0.0.1", None)
    assert [parameter(via, "branch") for via in message.all("via")] == ["z9hG4bK1", "z9hG4bK2", "z9hG4bK3"]
    assert parameter(message.get("from"), "tag") == "abc"
    assert message.all("from") == ('"Pavilion, 0042" <sip:kiosk@10.0.0.9;tag=no>;tag=abc',)
    assert message.body == b"v=0"


def test_an_answer_copies_what_must_be_copied() -> None:
    request = parse(SHORT)
    ringing = parse(bytes(answer(request, 180, "Ringing", "xyz")))
    for name in ("via", "from", "call-id", "cseq", "record-route"):
        assert ringing.all(name) == request.all(name)
    assert parameter(ringing.get("to"), "tag") == "xyz"
    assert (ringing.code, ringing.method) == (180, "INVITE")
    assert not answer(request, 486, "Busy Here", "xyz").get("record-route")


@pytest.mark.parametrize("nothing", [b"", b"\r\n\r\n", *HOSTILE])
def test_what_is_no_sip_is_refused(nothing: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(nothing)


@given(st.binary(max_size=400))
@example(SHORT[:50])
@example(SHORT.replace(b"7 INVITE", b"INVITE"))
def test_any_bytes_are_a_message_or_refused(data: bytes) -> None:
    try:
        parse(data)
    except ValueError:
        return
    raise AssertionError("random bytes passed for SIP")


@given(st.integers(0, len(SHORT)), st.binary(max_size=20))
def test_a_damaged_message_is_parsed_or_refused_and_answered_without_falling_over(at: int, junk: bytes) -> None:
    try:
        message = parse(SHORT[:at] + junk + SHORT[at:])
    except ValueError:
        return
    bytes(answer(message, 200, "OK", "tag"))
    parts(message.get("content-type"), message.body)


@given(st.lists(st.integers(1, 60), max_size=60))
def test_a_stream_is_cut_into_its_messages_however_it_arrives(cuts: list[int]) -> None:
    one = SHORT.removesuffix(b"more")
    stream = one + b"\r\n\r\n" + one + one
    framing, messages, at = Framing(), [], 0
    for size in [*cuts, len(stream)]:
        messages += framing.feed(stream[at : at + size])
        at += size
    assert messages == [one, one, one]


def test_a_stream_that_never_ends_its_message_is_given_up() -> None:
    with pytest.raises(ValueError, match="without an end"):
        Framing().feed(b"INVITE " + b"x" * 300_000)


def test_the_parts_of_a_body_are_found_nested_ones_too() -> None:
    inner = b"--in\r\nContent-Type: application/pidf+xml\r\nContent-ID: <a@b>\r\n\r\n<presence/>\r\n--in--\r\n"
    body = (
        b"--out\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n"
        b'--out\r\nContent-Type: multipart/related; boundary="in"\r\n\r\n' + inner + b"\r\n--out--\r\nafter"
    )
    found = parts("multipart/mixed;boundary=out", body)
    assert [(one.content_type, one.content) for one in found] == [
        ("application/sdp", b"v=0\r\n"),
        ("application/pidf+xml", b"<presence/>"),
    ]
    assert dict(found[1].headers)["content-id"] == "<a@b>"


def test_the_first_codec_we_know_is_taken() -> None:
    assert sdp.read(OFFER) == sdp.Sound("10.0.0.9", 4000, 0, 101, "sendonly")


@pytest.mark.parametrize(
    "offer",
    [
        b"",
        OFFER.replace(b"96 0 8 101", b"96 101"),
        OFFER.replace(b"RTP/AVP 96", b"RTP/SAVP 96"),
        OFFER.replace(b"audio 4000", b"audio 0"),
        OFFER.replace(b"c=IN IP4 10.0.0.9\r\n", b""),
        OFFER.replace(b"c=IN IP4 10.0.0.9", b"c="),
    ],
)
def test_an_offer_without_sound_of_ours_is_refused(offer: bytes) -> None:
    with pytest.raises(ValueError, match="holds"):
        sdp.read(offer)


def test_what_we_write_we_can_read() -> None:
    ours = sdp.Sound("127.0.0.1", 4002, 8, 101, "recvonly")
    assert sdp.read(sdp.write(ours, 3)) == ours
