"""A state portal of our own on 127.0.0.1, over HTTPS, reached by the real names, that also does wicked things.

`with Portal(folder) as portal:` listens; `portal.resolver_rules` sends Chromium here for every name and every port
(so that no test reaches the network, and a request to a foreign host is seen), `portal.ca_file` is the authority
to trust. `portal.url("/login", "esia.gosuslugi.ru")` is a page; the pages lie in portal_pages/*.html and report
what happens in them: `portal.report("keyboard", "key")`. `portal.wait_for(lambda asked: asked.path == "/logout")`.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import socket
import ssl
import sys
import threading
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import trustme

from kiosk.domain.services.address import AllowList
from tests.fakes.portal_answers import ANSWERS, ESIA, FOREIGN, PARTS, WWW, Answer, Asked, Person, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

UNTRUSTED, WRONG_NAME, NOWHERE = "untrusted.gosuslugi.ru", "wrong-name.gosuslugi.ru", "nowhere.gosuslugi.ru"
"""Hosts with a certificate of an unknown authority, with another host's, and one whose name nobody knows."""


class Portal:
    """Listens from entering to leaving, a thread for each connection. `ca_file` is written into `folder`."""

    logout_url = f"https://{ESIA}/logout"
    allowed = AllowList(("gosuslugi.ru",), (PARTS,))

    def __init__(self, folder: Path) -> None:
        self.ca_file = folder / "portal-ca.pem"
        self.people: dict[str, Person] = {}
        """Who is logged in, by the session cookie."""
        self.closing = threading.Event()
        self.broken_handshakes = 0
        self._changed = threading.Condition()
        self._asked: list[Asked] = []
        self._reports: list[tuple[str, str, Any]] = []
        self._wrong: list[BaseException] = []
        authority = trustme.CA()
        authority.cert_pem.write_to_path(self.ca_file)
        self._servers = [Server(self, "https", _tls(authority)), Server(self, "http", None)]
        self._threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in self._servers]

    @property
    def port(self) -> int:
        """Where it listens for TLS on 127.0.0.1."""
        port: int = self._servers[0].server_address[1]
        return port

    @property
    def resolver_rules(self) -> str:
        """Chromium's --host-resolver-rules: every host and port is this portal, in the clear on port 80 alone."""
        tls, plain = (server.server_address[1] for server in self._servers)
        return f"MAP {NOWHERE} ~NOTFOUND, MAP *:80 127.0.0.1:{plain}, MAP * 127.0.0.1:{tls}"

    def url(self, path: str = "/", host: str = WWW) -> str:
        """The address of a page as a passenger's browser knows it."""
        return f"https://{host}{path}"

    def asked(self) -> tuple[Asked, ...]:
        """Every request so far, but for the reports of the pages."""
        with self._changed:
            return tuple(self._asked)

    def wait_for(self, wanted: Callable[[Asked], bool], timeout: float = 20) -> Asked:
        """The first request of that kind, at once or when it comes."""
        with self._changed:
            if not self._changed.wait_for(lambda: any(map(wanted, self._asked)), timeout):
                paths = [f"{asked.method} {asked.scheme}://{asked.host}{asked.path}" for asked in self._asked]
                raise AssertionError(f"no such request within {timeout} s; there were {paths}")
            return next(filter(wanted, self._asked))

    def report(self, page_name: str, what: str, timeout: float = 20) -> Any:
        """The newest value that a page told of itself, at once or when it comes."""

        def told() -> list[Any]:
            return [value for name, word, value in self._reports if (name, word) == (page_name, what)]

        with self._changed:
            if not self._changed.wait_for(told, timeout):
                raise AssertionError(f"{page_name} told no {what} within {timeout} s; told: {self._reports}")
            return told()[-1]

    def reports(self, page_name: str, what: str) -> list[Any]:
        """Every value that a page told of itself so far, in order."""
        with self._changed:
            return [value for name, word, value in self._reports if (name, word) == (page_name, what)]

    def forget(self) -> None:
        """Begin to count anew: requests and reports so far are forgotten."""
        with self._changed:
            self._asked.clear()
            self._reports.clear()

    def take(self, asked: Asked) -> Answer:
        """Note one request, and the answer to it."""
        with self._changed:
            if asked.path == "/report":
                told = json.loads(asked.body)
                self._reports.append((told["page"], told["what"], told["value"]))
            else:
                self._asked.append(asked)
            self._changed.notify_all()
        answer = ANSWERS.get(asked.path)
        return answer(self, asked) if answer else page(asked)

    def handshake_broke(self) -> None:
        """Note a client that did not like our certificate, or changed its mind."""
        with self._changed:
            self.broken_handshakes += 1
            self._changed.notify_all()

    def went_wrong(self, error: BaseException) -> None:
        """Note a mistake of ours, told at the end."""
        self._wrong.append(error)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        for server, thread in zip(self._servers, self._threads, strict=True):
            server.shutdown()
            thread.join()
            server.hang_up()
            server.server_close()
        if self._wrong and error is None:
            raise ExceptionGroup("the portal failed", [*self._wrong])  # type: ignore[type-var]  # all are Exceptions


def _tls(authority: trustme.CA) -> ssl.SSLContext:
    """The certificate for every name of ours; the hosts that stand for trouble get another by their name (SNI)."""

    def context(by: trustme.CA, *names: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        by.issue_cert(*names).configure_cert(made)
        return made

    usual = context(
        authority, *(name for host in ("gosuslugi.ru", PARTS, FOREIGN) for name in (host, f"*.{host}"))
    )
    others = {UNTRUSTED: context(trustme.CA(), UNTRUSTED), WRONG_NAME: context(authority, FOREIGN)}

    def chosen(connection: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = others.get(name or "", usual)

    usual.sni_callback = chosen
    return usual


class Server(http.server.ThreadingHTTPServer):
    """One port. Leaving closes every connection and joins every thread."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, portal: Portal, scheme: str, tls: ssl.SSLContext | None) -> None:
        self.portal, self.scheme, self._tls = portal, scheme, tls
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), Visit)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the connection's own thread, then serve it."""
        self._open.add(request)
        if self._tls is None:
            super().finish_request(request, client_address)
            return
        try:
            safe = self._tls.wrap_socket(request, server_side=True)
        except (OSError, ValueError):
            self.portal.handshake_broke()
            return
        self._open.add(safe)
        with safe:
            super().finish_request(safe, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser may hang up at any moment; all else is a mistake of ours."""
        error = sys.exc_info()[1]
        if error and not isinstance(error, OSError):
            self.portal.went_wrong(error)

    def hang_up(self) -> None:
        """End every connection, so that its thread ends."""
        for connection in tuple(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Visit(http.server.BaseHTTPRequestHandler):
    """One connection of a browser."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout: ClassVar[float] = 60

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - named by the standard library
        """Say nothing: the requests are noted."""

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        cookies = SimpleCookie(self.headers.get("Cookie", ""))
        asked = Asked(
            self.server.scheme,
            self.command,
            self.headers.get("Host", ""),
            parts.path,
            {name: values[-1] for name, values in parse_qs(parts.query).items()},
            {name: morsel.value for name, morsel in cookies.items()},
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(int(self.headers.get("Content-Length", 0))),
        )
        answer = self.server.portal.take(asked)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_GET = do_POST = do_HEAD = do_OPTIONS = _answer  # noqa: N815 - named by the standard library
