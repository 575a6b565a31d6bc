"""Which sound a call carries and where it goes. Source: RFC 8866 (SDP), RFC 3264 (offer and answer), RFC 4733."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address

from kiosk.demo.dispatcher.g711 import PCMA, PCMU

NAMES = {PCMU: "PCMU", PCMA: "PCMA"}

_MAP = re.compile(r"a=rtpmap:([0-9]{1,3}) ([A-Za-z0-9.-]+)/([0-9]+)")
_SOUND = re.compile(r"m=audio ([0-9]{1,5})(?:/[0-9]+)? (\S+) ([0-9 ]+)")
_PLACE = re.compile(r"c=IN IP[46] ([0-9A-Fa-f.:]+)")
_OPPOSITE = {"sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive", "sendrecv": "sendrecv"}


@dataclass(frozen=True, slots=True)
class Sound:
    """The audio line of a description. `codec` is the first we know; `event` the payload type of DTMF or None."""

    host: str
    port: int
    codec: int
    event: int | None = None
    direction: str = "sendrecv"


def read(body: bytes) -> Sound:
    """Raises ValueError where there is no audio that we know."""
    host, direction, sound = "", "sendrecv", None
    names: dict[int, str] = {}
    for line in body.decode("utf-8", "replace").splitlines():
        if line.startswith("m="):
            if sound:
                break
            sound = _SOUND.fullmatch(line.strip())
        elif match := _PLACE.match(line):
            host = str(ip_address(match[1]))  # never a name: a packet each 20 ms cannot wait for a lookup
        elif line[2:].strip() in _OPPOSITE:
            direction = line[2:].strip()
        elif match := _MAP.match(line):
            names[int(match[1])] = f"{match[2]}/{match[3]}".lower()
    if not sound or sound[2] != "RTP/AVP" or not 0 < int(sound[1]) < 2**16:
        raise ValueError("holds no plain RTP audio")
    formats = [int(word) for word in sound[3].split()]
    codec = next((payload for payload in formats if payload in NAMES), None)
    if codec is None or not host:
        raise ValueError("holds neither PCMA nor PCMU")
    event = next((payload for payload in formats if names.get(payload) == "telephone-event/8000"), None)
    return Sound(host, int(sound[1]), codec, event, direction)


def write(sound: Sound, version: int) -> bytes:
    """A description of one audio line of ours; `version` grows with each new one of a call."""
    host, codec, event = sound.host, sound.codec, sound.event
    family = "IP6" if ":" in host else "IP4"
    formats = str(codec) if event is None else f"{codec} {event}"
    lines = [
        "v=0",
        f"o=- 112 {version} IN {family} {host}",
        "s=-",
        f"c=IN {family} {host}",
        "t=0 0",
        f"m=audio {sound.port} RTP/AVP {formats}",
        f"a=rtpmap:{codec} {NAMES[codec]}/8000",
        *([] if event is None else [f"a=rtpmap:{event} telephone-event/8000", f"a=fmtp:{event} 0-15"]),
        "a=ptime:20",
        f"a={sound.direction}",
        "",
    ]
    return "\r\n".join(lines).encode()


def opposite(direction: str) -> str:
    """The answer to an offered direction (RFC 3264, 6.1)."""
    return _OPPOSITE[direction]
