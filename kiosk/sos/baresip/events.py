"""What baresip says, in our own words: pure translations."""

from __future__ import annotations

import re

from kiosk.domain.call.events import Closed

_CODE = re.compile(r"([3-6][0-9]{2})\b")
_SENT = re.compile(r"TX: packets=(\d+)")
_RECEIVED = re.compile(r"\brcvd=(\d+)")
_LOST = re.compile(r"\blost=(-?\d+)")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"^\s*(?:> )?(?:\d+ - )?")
"""What stands before an identity: 1.0 marks the current one, 1.1 numbers them."""
_REGISTERED = frozenset({"OK", "FB-OK"})
"""What 1.0 and 1.1 say; "FB-" where the registrar did not say for how long."""
_CALL_ID = re.compile(r"^call id: (\S+)|\baf=\S+ id=(\S+)", re.MULTILINE)
_UNREACHABLE = (
    "connection refused",
    "destination address required",
    "connection timed out",
    "no route to host",
    "network is unreachable",
    "host is down",
    "no such device",
    "protocol error",
    "bad file descriptor",
    "broken pipe",
)
"""Beginnings of the C library's names of errors: a request that found no way, or a name without an address."""
_HUNG_UP = "connection reset by "
"""Begins what baresip calls a BYE, "peer" or "user". A failing sound device ends a call too: "end of file"."""
_DEVICE = "unknown error -"


def closed(call_id: str, why: str, *, established: bool) -> Closed:
    """The end of a call from the parameter of CALL_CLOSED, such as "486 Busy Here" or "rtp stream error"."""
    text = why.strip().lower()
    code = _CODE.match(text)
    if text.startswith("rtp stream error"):
        return Closed(call_id, media_lost=True)
    if established:
        return Closed(call_id, unreachable=text != "" and not text.startswith(_HUNG_UP))
    if code is not None:
        return Closed(call_id, code=int(code[1]))
    return Closed(call_id, unreachable=text.startswith(_UNREACHABLE))


def is_of_a_device(why: str) -> bool:
    """Whether a call ended because a sound device cannot be opened: ALSA's negative numbers are no errors of C."""
    return why.strip().lower().startswith(_DEVICE)


def named_call(dialled: str, callstat: str) -> str:
    """The id of the call just begun, "" where there is none: baresip 1.1 tells it at once, 1.0 when asked."""
    match = _CALL_ID.search(f"{dialled}\n{callstat}")
    return "" if match is None else match[1] or match[2]


def packets(audio_debug: str) -> tuple[int, int, int] | None:
    """RTP packets sent, received and lost on the way to us, from the answer to `audio_debug`; None without any.

    A far end that changes its source (RFC 3550, 8) is counted with all of them.
    """
    sent = _SENT.search(audio_debug)
    received = _RECEIVED.findall(audio_debug)
    if sent is None:
        return None
    return int(sent[1]), sum(map(int, received)), sum(map(int, _LOST.findall(audio_debug)))


def registrations(reginfo: str) -> dict[str, bool]:
    """Whether each identity is registered now, by its address-of-record, from the answer to `reginfo`."""
    result = {}
    for line in _ANSI.sub("", reginfo).splitlines():
        words = _PLACE.sub("", line).split()
        if words and words[0].lower().startswith("sip:"):
            result[words[0]] = not _REGISTERED.isdisjoint(words[1:])
    return result
