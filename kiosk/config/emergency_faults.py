"""What may be wrong in [emergency] beyond the type of a value. No sentence repeats an address or a password."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from kiosk.config.emergency import NUMBER, dialled
from kiosk.config.faults import ConfigFault
from kiosk.config.secrets import secret
from kiosk.domain.call import sip_uri
from kiosk.domain.call.sip_uri import SipUri

LIVE_NUMBERS = frozenset({"112", "101", "102", "103", "104", "01", "02", "03", "04", "911", "999", "sos"})
"""Whoever answers here must never be called for a test."""

_NUMBER = re.compile(r"[0-9+*#]{1,15}")
_CODE = re.compile(r"[\w ./-]{1,32}")
_ALSA = re.compile(r"[A-Za-z0-9_.:=,'/-]*")
_HTTPS = re.compile(r"https://[^\s/?#@]+[^\s]*", re.IGNORECASE)
_SAYABLE = re.compile(r"[^\s;\x00-\x1f\x7f]*")
"""What the user agent can be told as a user name or a password."""

MOST_TRUNKS = 4

_SIP = 'Write it like "sip:112@sip.example.org;transport=tls"'
_ALSA_REMEDY = 'Write "auto", "none", or a name that arecord -L or aplay -L shows'

_TEXTS = {
    "pavilion": (_CODE, "is no code", "Use letters, digits, spaces, . - and /, 32 at the most"),
    "number": (_NUMBER, "is no telephone number", 'Write "112"'),
    "microphone": (_ALSA, "is no ALSA device", _ALSA_REMEDY),
    "loudspeaker": (_ALSA, "is no ALSA device", _ALSA_REMEDY),
    "notice_url": (_HTTPS, "is no whole https address", "Give an address like https://example.org/calls"),
}


def resolve_emergency(table: dict[str, Any], environ: Mapping[str, str]) -> Iterator[ConfigFault]:
    """Put in the secrets of `table`; yields what cannot be used. Wrong types are left to whoever checks types."""
    for key, (allowed, what, remedy) in _TEXTS.items():
        value = table.get(key)
        if isinstance(value, str) and value and not allowed.fullmatch(value):
            yield ConfigFault(f"emergency.{key}", what, remedy)
    if table.get("number") == "":
        yield ConfigFault("emergency.number", "is empty", 'Write "112"')
    bind = table.get("bind_address")
    if isinstance(bind, str) and bind and not _is_address(bind):
        yield ConfigFault("emergency.bind_address", "is no IPv4 address", 'Write it like "192.0.2.7"')
    for key in ("address", "address_en"):
        if isinstance(table.get(key), str) and not table[key].isprintable():
            yield ConfigFault(f"emergency.{key}", "is more than one line", "Write it in one line")
    trunks = table.get("trunks")
    if isinstance(trunks, list):
        if len(trunks) > MOST_TRUNKS:
            what = f"are more than {MOST_TRUNKS}"
            yield ConfigFault("emergency.trunks", what, "Keep those on different physical paths")
        known = [trunk for trunk in trunks if isinstance(trunk, dict)]
        if len(known) == len(trunks):
            number = table.get("number", NUMBER)
            yield from _trunks(known, number if isinstance(number, str) else NUMBER, environ)


def _trunks(trunks: list[dict[str, Any]], number: str, environ: Mapping[str, str]) -> Iterator[ConfigFault]:
    names: set[str] = set()
    places: set[str] = set()
    for index, trunk in enumerate(trunks):
        key = f"emergency.trunks.{index}"
        yield from _trunk(trunk, key, number, environ)
        if isinstance(name := trunk.get("name"), str):
            if name in names:
                yield ConfigFault(f"{key}.name", "is that of another trunk", "Give each trunk a name of its own")
            names.add(name)
        uri = _dialled(trunk.get("uri"), number)
        if uri is not None:
            place = str(uri).lower()
            if place in places:
                what = "is that of another trunk"
                yield ConfigFault(f"{key}.uri", what, "Name the second operator here, or take one trunk out")
            places.add(place)


def _trunk(trunk: dict[str, Any], key: str, number: str, environ: Mapping[str, str]) -> Iterator[ConfigFault]:
    name = trunk.get("name")
    if isinstance(name, str) and not (name.strip() and name.isprintable() and len(name) <= 32):
        yield ConfigFault(f"{key}.name", "is no name", 'Write a short one like "operator-1"')
    for address in ("uri", "account", "test_uri"):
        yield from _address(trunk.get(address), f"{key}.{address}", number)
    yield from _test(trunk, key, number)
    yield from _authentication(trunk, key, environ)
    if trunk.get("codecs") == []:
        yield ConfigFault(f"{key}.codecs", "names no codec", 'Write codecs = ["pcma", "pcmu"]')
    callers = trunk.get("callback_from")
    for index, caller in enumerate(callers if isinstance(callers, list) else []):
        if isinstance(caller, str) and not _is_network(caller):
            remedy = 'Write addresses like "192.0.2.7" or networks like "192.0.2.0/24"'
            yield ConfigFault(f"{key}.callback_from.{index}", "is no address and no network", remedy)


def _address(value: object, key: str, number: str) -> Iterator[ConfigFault]:
    if not isinstance(value, str) or (not value and not key.endswith(".uri")):
        return
    try:
        uri = dialled(value, number) if key.endswith(".uri") else sip_uri.parse(value)
    except ValueError as error:
        yield ConfigFault(key, str(error), _SIP)
        return
    if ":" in uri.host:
        # Its OPTIONS would be answered, and no call ever reach it: the user agent is started with IPv4 alone.
        yield ConfigFault(key, "is an IPv6 address, and calls go over IPv4 only", "Write its name or IPv4 address")


def _test(trunk: dict[str, Any], key: str, number: str) -> Iterator[ConfigFault]:
    """A test call must never reach the people who answer emergencies."""
    value, uri = trunk.get("test_uri"), _dialled(trunk.get("uri"), number)
    test = _dialled(value, number) if isinstance(value, str) and "@" in value else None
    if test is None:
        return
    user = unquote(test.user).partition(";")[0].lower()
    if user in LIVE_NUMBERS | {number.lower()} or (uri is not None and str(test).lower() == str(uri).lower()):
        remedy = "Ask the operator for a test or echo number, or leave it empty"
        yield ConfigFault(f"{key}.test_uri", "would call the emergency operator each day", remedy)


def _authentication(trunk: dict[str, Any], key: str, environ: Mapping[str, str]) -> Iterator[ConfigFault]:
    user, password = trunk.get("auth_user", ""), trunk.get("auth_password", "")
    what, remedy = "holds a space, a semicolon or a control character", "Ask the operator for another one"
    if isinstance(user, str) and not _SAYABLE.fullmatch(user):
        yield ConfigFault(f"{key}.auth_user", what, remedy)
    if not isinstance(password, str):
        return
    known = secret(password, f"{key}.auth_password", environ)
    if isinstance(known, ConfigFault):
        yield known
        return
    trunk["auth_password"] = known
    if not _SAYABLE.fullmatch(known):
        yield ConfigFault(f"{key}.auth_password", what, remedy)
    if known and not user:
        yield ConfigFault(f"{key}.auth_password", "has no auth_user beside it", "Write auth_user, too")
    if trunk.get("register") is True and not known:
        remedy = "Write auth_user and auth_password, or register = false"
        yield ConfigFault(f"{key}.register", "wants a password", remedy)


def _dialled(value: object, number: str) -> SipUri | None:
    try:
        return dialled(value, number) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def _is_network(text: str) -> bool:
    try:
        ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return False
    return True
