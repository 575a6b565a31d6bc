"""Whether a number may be called to test the line: never one where somebody in need could be waiting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.trunk import Trunk

EMERGENCY = frozenset({"112", "101", "102", "103", "104", "01", "02", "03", "04", "911", "sos"})
"""Numbers of the emergency services in Russia, and what networks make of them."""

_SEPARATORS = re.compile(r"[-.() ]")


def refusal(trunk: Trunk, trunks: Iterable[Trunk]) -> str:
    """Why `trunk.test_uri` must not be called, "" where it may."""
    if trunk.test_uri is None:
        return "it has no test number"
    number = _number(trunk.test_uri)
    if number in EMERGENCY or any(number == _number(other.uri) for other in trunks):
        return "its test number is the emergency number; not called"
    return ""


def _number(uri: SipUri) -> str:
    """The user as an exchange dials it: no escapes, parameters, separators (RFC 3261, 19.1.1; RFC 3966, 5.1.1)."""
    user = unquote(uri.user).lower().partition(";")[0].partition(":")[0]
    return _SEPARATORS.sub("", user).removeprefix("+")
