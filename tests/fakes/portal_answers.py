"""What the portal answers: its pages from portal_pages/*.html, and what a page alone cannot do."""

from __future__ import annotations

import base64
import functools
import html
import secrets
import string
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from tests.fakes.portal import Portal

WWW, ESIA, PARTS, FOREIGN = "www.gosuslugi.ru", "esia.gosuslugi.ru", "gu-st.ru", "evil.example"
PAGES = Path(__file__).parent / "portal_pages"
PERSON_COOKIE = "portal_session"
HTML = ("Content-Type", "text/html; charset=utf-8")


@dataclass(frozen=True)
class Asked:
    """One request as it came. `host` holds the port where it is not the usual one."""

    scheme: str
    method: str
    host: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Person:
    """Who is logged in."""

    name: str
    snils: str


@dataclass(frozen=True)
class Answer:
    """What goes back to the browser."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (HTML,)


Answering: TypeAlias = "Callable[[Portal, Asked], Answer]"


@functools.cache
def _read(name: str) -> string.Template:
    return string.Template((PAGES / name).read_text())


def shown(name: str, words: Mapping[str, str] | None = None, **how: object) -> Answer:
    """A page of portal_pages inside the portal's frame. Its first line is a comment with the title."""
    body = _read(f"{name}.html").safe_substitute({key: html.escape(word) for key, word in (words or {}).items()})
    title = body.partition("-->")[0].removeprefix("<!--").strip()
    whole = _read("frame.html.in").safe_substitute(title=html.escape(title), name=name, body=body)
    return Answer(whole.encode(), **how)  # type: ignore[arg-type]  # status and headers


def page(asked: Asked) -> Answer:
    """What lies at that path, "/" being index; 404 with a page where there is nothing."""
    if same := SAME.get(asked.path):
        return same
    name = asked.path.strip("/") or "index"
    known = {path.stem for path in PAGES.glob("*.html")}
    return shown(name) if name in known else shown("missing", status=404)


def _redirect(to: str, *headers: tuple[str, str]) -> Answer:
    return Answer(b"", 302, (("Location", to), *headers))


def _login(portal: Portal, asked: Asked) -> Answer:
    if asked.method != "POST":
        return shown("login")
    typed = {name: values[-1] for name, values in parse_qs(asked.body.decode()).items()}
    token = secrets.token_hex(16)
    portal.people[token] = Person(typed.get("name", ""), typed.get("snils", ""))
    cookie = f"{PERSON_COOKIE}={token}; Domain=gosuslugi.ru; Path=/; Secure; HttpOnly; Max-Age=86400"
    return _redirect(f"https://{WWW}/account", ("Set-Cookie", cookie))


def _account(portal: Portal, asked: Asked) -> Answer:
    person = portal.people.get(asked.cookies.get(PERSON_COOKIE, ""))
    if person is None:
        return shown("stranger")
    cookie = "Path=/; Secure; Max-Age=86400"
    headers = (HTML, ("Set-Cookie", f"visited=1; {cookie}"))
    return shown("account", {"person": person.name, "snils": person.snils}, headers=headers)


def _logout(portal: Portal, asked: Asked) -> Answer:
    portal.people.pop(asked.cookies.get(PERSON_COOKIE, ""), None)
    gone = f"{PERSON_COOKIE}=; Domain=gosuslugi.ru; Path=/; Secure; Max-Age=0"
    return shown("logout", headers=(HTML, ("Set-Cookie", gone)))


def _slow(portal: Portal, asked: Asked) -> Answer:
    portal.closing.wait(float(asked.query.get("seconds", "3")))
    return shown("index")


def _hang(portal: Portal, asked: Asked) -> Answer:
    portal.closing.wait()
    return Answer(b"", 503)


def _file(kind: str, name: str, body: bytes) -> Answer:
    attached = [("Content-Disposition", f"attachment; filename={name}")] if name else []
    return Answer(body, headers=(("Content-Type", kind), *attached))


def _text(kind: str, name: str) -> Answer:
    return Answer((PAGES / name).read_bytes(), headers=(("Content-Type", kind),))


def _picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = chunk(b"IHDR", (1).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\x0d\x4c\xd3")) + chunk(b"IEND", b"")


PDF = base64.b64decode(
    "JVBERi0xLjEKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+ZW5kb2JqCjIgMCBvYmo8PC9UeXBlL1BhZ2VzL0tpZHNbMyAwIFJd"
    "L0NvdW50IDE+PmVuZG9iagozIDAgb2JqPDwvVHlwZS9QYWdlL1BhcmVudCAyIDAgUi9NZWRpYUJveFswIDAgOTkgOTldPj5lbmRvYmoKdHJhaWxl"
    "cjw8L1Jvb3QgMSAwIFI+Pgo="
)
"""The smallest document with one empty page."""

ANSWERS: Mapping[str, Answering] = {
    "/login": _login,
    "/account": _account,
    "/logout": _logout,
    "/slow": _slow,
    "/hang": _hang,
}
"""Answers that depend on who asks, or come late."""

TAKEN = f"https://{FOREIGN}/taken"
SAME: Mapping[str, Answer] = {
    "/http-auth": shown("stranger", status=401, headers=(HTML, ("WWW-Authenticate", 'Basic realm="portal"'))),
    "/report": Answer(b"", 204, (("Access-Control-Allow-Origin", "*"),)),
    "/redirect-out": _redirect(TAKEN),
    "/redirect-twice": _redirect("/redirect-out"),
    "/redirect-plain": _redirect(f"http://{WWW}/"),
    "/redirect-port": _redirect(f"https://{WWW}:8443/"),
    "/redirect-loop": _redirect("/redirect-loop"),
    "/refresh-header": shown("logout", headers=(HTML, ("Refresh", f"0; url={TAKEN}"))),
    "/file.zip": _file("application/zip", "file.zip", b"PK\x05\x06" + bytes(18)),
    "/file.bin": _file("application/octet-stream", "", bytes(64)),
    "/file.pdf": _file("application/pdf", "", PDF),
    "/attached.html": _file("text/html", "attached.html", b"<p>attached"),
    "/picture.png": _file("image/png", "", _picture()),
    "/favicon.ico": _file("image/png", "", _picture()),
    "/portal.css": _text("text/css", "portal.css"),
    "/portal.js": _text("text/javascript", "portal.js"),
    "/worker.js": _text("text/javascript", "worker.js"),
}
"""Answers that are always the same."""
