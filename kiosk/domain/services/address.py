"""Which addresses the browser may open: one pure function that every gate of it asks.

A strict grammar; what it does not name is refused. It is narrower than RFC 3986 and the URL Standard, so that what
it lets pass means the same to Chromium, to Qt and to every other reader: none finds another host in it.
"""

from __future__ import annotations

import re

from kiosk.domain.frozen import dataclass

LONGEST = 8192
"""Characters. The portal's log-in sends a signature of some thousand in its address; common web servers read no
longer line of a request."""

LONGEST_HOST = 253  # Source: RFC 1035, 2.3.4

FRAME_STARTS = frozenset({"about:blank", "about:srcdoc"})
"""What a frame inside a page holds before its address, or in place of one: it belongs to that page."""

_PART_SCHEMES = ("data:", "blob:")
_NAMED_SCHEMES = (
    "about blob chrome chrome-error chrome-extension data devtools file filesystem ftp geo intent javascript "
    "mailto market qrc sms tel tg urn view-source ws wss"
)
"""Those that a reason may repeat: of an address nobody foresaw it says nothing."""

# Left to `re` to compile at the first question: the screen loads this module before its first picture.
_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]*):"
_CHARACTERS = r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"  # Source: RFC 3986, 2
_AUTHORITY = r"[A-Za-z]+://([^/?#]+)"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"  # Source: RFC 1123, 2.1
_HOST = rf"(?:{_LABEL}\.)+{_LABEL}"
_NUMBER = r"[0-9]+|0x[0-9a-f]*"  # Source: URL Standard, 3.5: a last label like this makes the host an IPv4 address
_SPACE_OR_CONTROL = r"[\x00-\x20\x7f]"


@dataclass(frozen=True, slots=True)
class AllowList:
    """Hosts whose pages may be shown, and hosts that pages may load their parts from; each with its subdomains.

    Names as in DNS, in lower case, without a dot at either end: "gosuslugi.ru" allows "www.gosuslugi.ru" too.
    An entry that is anything else, a top-level domain among them, allows nothing.
    """

    hosts: tuple[str, ...] = ()
    resource_hosts: tuple[str, ...] = ()


def refusal(url: str, allowed: AllowList, *, main: bool = True) -> str:
    """Why no page at `url` may be shown, "" where it may.

    `main`: it would fill the view; a frame inside a page may begin empty too. The reason is a short phrase that
    repeats nothing of the address but a well-known scheme.
    """
    if not main and url in FRAME_STARTS:
        return ""
    return _refusal(url, ("https",), allowed.hosts)


def resource_refusal(url: str, allowed: AllowList) -> str:
    """Why a page may not load `url` as a part of itself (a picture, a script, a request of it), "" where it may.

    What the page made itself (data:, blob:) comes from nowhere else, however long it is.
    """
    if url[:5].lower() in _PART_SCHEMES:
        return ""
    return _refusal(url, ("https", "wss"), (*allowed.hosts, *allowed.resource_hosts))


def full_names(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `hosts` that count: the others are no full names of hosts and allow nothing."""
    return tuple(entry for entry in hosts if not _odd_name(entry))


def _refusal(url: str, schemes: tuple[str, ...], hosts: tuple[str, ...]) -> str:
    return _odd_characters(url) or _odd_scheme(url, schemes) or _odd_place(url, hosts) or _odd_rest(url)


def _odd_characters(url: str) -> str:
    """What some reader of addresses drops, turns into something else or takes for the end."""
    if not url:
        return "empty"
    if len(url) > LONGEST:
        return f"longer than {LONGEST} characters"
    if re.search(_SPACE_OR_CONTROL, url):
        return "holds a space or a control character"
    if not url.isascii():
        return "holds a character that is not ASCII"
    if "\\" in url:
        return "holds a backslash"
    return ""


def _odd_scheme(url: str, schemes: tuple[str, ...]) -> str:
    found = re.match(_SCHEME, url)
    if not found:
        return "names no scheme"
    scheme = found[1].lower()
    if scheme in schemes:
        return ""
    if scheme == "http":
        return "not encrypted (http:)"
    return f"the scheme {scheme}: is refused" if scheme in _NAMED_SCHEMES.split() else "only https: is allowed"


def _odd_place(url: str, hosts: tuple[str, ...]) -> str:
    """What is wrong between the two slashes and the next mark: whose address it is."""
    found = re.match(_AUTHORITY, url)
    if not found:
        return "names no host"
    authority = found[1].lower()
    if "@" in authority:
        return "holds a user name"
    if "%" in authority:
        return "percent-encoding in the host"
    if authority.startswith("["):
        return "an IP address in place of a name"
    host, colon, port = authority.partition(":")
    if colon and port != "443":
        return "a port other than 443"
    return _odd_name(host) or ("" if _within(host, hosts) else "the host is not on the allow-list")


def _odd_rest(url: str) -> str:
    """What a browser would write otherwise: it may stand in an address only percent-encoded."""
    if url.count("#") > 1 or not re.fullmatch(_CHARACTERS, url):
        return "holds a character that must be percent-encoded"
    return ""


def _odd_name(host: str) -> str:
    """What keeps `host` from being the ordinary full name of a host, in lower case."""
    labels = host.removesuffix(".").split(".")
    if re.fullmatch(_NUMBER, labels[-1]):
        return "an IP address in place of a name"
    if host.endswith("."):
        return "a dot at the end of the host"
    if any(label.startswith("xn--") for label in labels):
        return "a punycode label in the host"
    if len(host) > LONGEST_HOST or not re.fullmatch(_HOST, host):
        return "not the full name of a host"
    return ""


def _within(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == entry or host.endswith(f".{entry}") for entry in full_names(hosts))
