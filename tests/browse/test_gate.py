"""The gate in a real web view: what Chromium asks it, and that nothing refused ever leaves.

The portal answers for every name, so a request to a foreign host would be seen there.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QUrl

from kiosk.browse.environment import switches
from kiosk.browse.gate import Gate
from kiosk.browse.resolver import resolver_rules
from kiosk.browse.trust import trust
from kiosk.domain.services.address import AllowList
from tests.domain.hostile_addresses import GOOD, HOSTILE
from tests.fakes.portal import Portal
from tests.fakes.portal_answers import FOREIGN, PARTS, WWW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 30.0
HOME = f"https://{WWW}/"
TAKEN = f"https://{FOREIGN}/taken"


class Gated:
    """The program of gated.py, and what it told."""

    def __init__(self, portal: Portal, home: Path, rules: str) -> None:
        scratch = home / "scratch"
        scratch.mkdir()
        trust(portal.ca_file, home, scratch)
        flags = " ".join(switches(rules))
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.browse.gated"],
            env={**os.environ, "HOME": str(home), "QTWEBENGINE_CHROMIUM_FLAGS": flags},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._events: queue.SimpleQueue[list[Any] | None] = queue.SimpleQueue()
        self.told: list[list[Any]] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.until(lambda event: event[0] == "ready")

    def _read(self) -> None:
        assert self._program.stdout is not None
        for line in self._program.stdout:
            self._events.put(json.loads(line))
        self._events.put(None)

    def until(self, wanted: Callable[[list[Any]], bool]) -> list[Any]:
        """The next event of that kind."""
        while True:
            try:
                event = self._events.get(timeout=PATIENCE)
            except queue.Empty:
                event = None
            assert event is not None, f"not told; told was {self.told}"
            self.told.append(event)
            if wanted(event):
                return event

    def told_of(self, wanted: Callable[[list[Any]], bool]) -> list[Any]:
        """The first event of that kind, already told or still to come."""
        return next(filter(wanted, self.told), None) or self.until(wanted)

    def do(self, **order: str) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(order).encode() + b"\n")
        self._program.stdin.flush()

    def open(self, url: str) -> None:
        """Load a page and wait until it is there."""
        self.do(load=url)
        self.until(lambda event: event == ["loaded", url, True])

    def refused(self, what: str, url: str) -> list[Any]:
        """Wait until the gate says no to `url` there."""
        return self.until(lambda event: event[:2] == [what, url] and event[-1] is False)

    def verdicts(self, what: str) -> dict[str, bool]:
        """The gate's last word on each address so far."""
        return {event[1]: event[-1] for event in self.told if event[0] == what}

    def close(self) -> None:
        assert self._program.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._program.stdin.close()
        try:
            self._program.wait(PATIENCE)
        finally:
            self._program.kill()
            self._program.wait()
            self._reader.join(PATIENCE)
            assert self._program.stdout is not None
            self._program.stdout.close()


@contextlib.contextmanager
def running(portal: Portal, home: Path, rules: str) -> Iterator[Gated]:
    """A web view of its own home, for which names lead where `rules` say."""
    home.mkdir()
    gated = Gated(portal, home, rules)
    try:
        yield gated
    finally:
        gated.close()


@pytest.fixture
def gated(portal: Portal, tmp_path: Path) -> Iterator[Gated]:
    with running(portal, tmp_path / "home", portal.resolver_rules) as gated:
        yield gated


def places_asked(portal: Portal) -> set[tuple[str, str]]:
    return {(asked.scheme, asked.host) for asked in portal.asked()}


def asked_from(host: str, ending: str) -> Callable[[list[Any]], bool]:
    """Whether an event is a request to `host` that ends so."""
    return lambda event: event[0] == "request" and host in event[1] and event[1].endswith(ending)


def test_parts_of_a_page_come_only_from_where_they_may(portal: Portal, gated: Gated) -> None:
    gated.open(portal.url("/resources"))
    portal.report("resources", "tried all")
    for kind in ("img", "script", "style", "font", "video", "fetch", "socket", "events", "beacon", "worker"):
        assert gated.told_of(asked_from(FOREIGN, f"?by={kind}"))[-1] is False
    requests = gated.verdicts("request")
    assert requests[f"https://{WWW}:8443/picture.png?by=port-img"] is False
    assert requests[f"https://{PARTS}/picture.png?by=img"] is True
    assert portal.report("resources", "own picture") == portal.report("resources", "own fetch") == "done"
    assert portal.report("resources", "foreign fetch") == "TypeError"
    assert places_asked(portal) == {("https", WWW), ("https", PARTS)}


def test_frames_are_the_portal_s_or_empty(portal: Portal, gated: Gated) -> None:
    gated.open(portal.url("/iframes"))
    assert portal.report("iframes", "frame") in {"javascript", "srcdoc"}
    gated.told_of(lambda event: event[0] == "navigate" and event[1].startswith("blob:"))
    frames = gated.verdicts("navigate")
    assert frames[portal.url("/logout")] is True
    assert frames[TAKEN] is False
    assert [frames[url] for url in frames if url.startswith(("data:", "blob:"))] == [False, False]
    assert not {"data", "blob"} & set(portal.reports("iframes", "frame"))
    assert places_asked(portal) == {("https", WWW)}


REDIRECTS = {
    "/redirect-out": TAKEN,
    "/redirect-twice": TAKEN,
    "/redirect-plain": f"http://{WWW}/",
    "/redirect-port": f"https://{WWW}:8443/",
    "/js-redirect-out": TAKEN,
    "/meta-refresh-out": TAKEN,
    "/refresh-header": TAKEN,
}


def test_no_redirect_leads_out(portal: Portal, gated: Gated) -> None:
    for path, to in REDIRECTS.items():
        gated.do(load=portal.url(path))
        assert gated.refused("navigate", to)[2] is True
        gated.until(["loaded", to, False].__eq__)
    gated.open(portal.url("/"))
    assert places_asked(portal) == {("https", WWW)}


def test_what_gets_past_the_first_gates_may_not_stay(portal: Portal, gated: Gated) -> None:
    """Chromium tells of view-source: only in urlChanged; a script or chrome://crash it would run unasked."""
    gated.open(portal.url("/"))
    for url in (
        f"view-source:{HOME}",
        "file:///etc/passwd",
        "chrome://version",
        "devtools://devtools/bundled/inspector.html",
        "data:text/html,hello",
        "javascript:document.title",
        f"blob:{HOME}1",
        "chrome-error://chromewebdata/",
    ):
        gated.do(load=url)
        gated.refused("stay", url)
    assert gated.verdicts("navigate")["file:///etc/passwd"] is False
    assert gated.verdicts("navigate")[HOME] is True


def test_a_page_that_empties_the_view_may_not_stay(portal: Portal, gated: Gated) -> None:
    gated.open(portal.url("/"))
    gated.do(script="location = 'about:blank'")
    gated.refused("stay", "about:blank")
    assert "about:blank" not in gated.verdicts("navigate")


def test_an_address_that_people_write_is_judged_as_it_is_sent(portal: Portal, gated: Gated) -> None:
    gated.open(portal.url("/"))
    gated.do(script="location = '/поиск?a=|{}^`<>\"&b=%zz#якорь'")
    event = gated.until(lambda event: event[0] == "loaded")
    assert event[1].startswith(f"https://{WWW}/%D0%BF")
    assert gated.verdicts("navigate")[event[1]] is True
    assert gated.verdicts("stay")[event[1]] is True


def test_the_worker_of_a_site_is_asked_for_like_its_other_parts(portal: Portal, gated: Gated) -> None:
    gated.open(portal.url("/"))
    gated.do(script="navigator.serviceWorker.register('/worker.js').then(() => report('worker is there'))")
    gated.told_of(lambda event: event == ["request", f"{HOME}worker.js", "ServiceWorker", True])
    portal.report("index", "worker is there")


PAST_THE_INTERCEPTOR = """
const link = document.createElement("link");
link.rel = "preconnect";
link.href = "https://127.0.0.1:%(tcp)s/";
document.head.append(link);
const servers = [{ urls: "stun:127.0.0.1:%(udp)s" },
    { urls: "turn:127.0.0.1:%(tcp)s?transport=tcp", username: "a", credential: "b" }];
const connection = new RTCPeerConnection({ iceServers: servers });
connection.onicecandidate = event => event.candidate || report("gathered");
connection.createDataChannel("x");
connection.createOffer().then(offer => connection.setLocalDescription(offer));
attempt("transport", () => new WebTransport("https://127.0.0.1:%(udp)s/").ready);
"""


def test_what_nobody_asks_the_gate_about_reaches_no_one(portal: Portal, tmp_path: Path) -> None:
    """Connections ahead, WebTransport and WebRTC: by the switches and the rules of names that a stop has."""
    own = f"MAP {WWW}:443 {portal.resolver_rules.rpartition(' ')[2]}"
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.create_server(("127.0.0.1", 0)) as tcp,
        running(portal, tmp_path / "home", f"{own}, {resolver_rules(AllowList())}") as gated,
    ):
        udp.bind(("127.0.0.1", 0))
        ports = {"udp": udp.getsockname()[1], "tcp": tcp.getsockname()[1]}
        gated.open(portal.url("/"))
        gated.do(script=PAST_THE_INTERCEPTOR % ports)
        portal.report("index", "gathered")
        assert portal.report("index", "transport") == "WebTransportError"
        for listener in (udp, tcp):
            listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            udp.recv(2048)
        with pytest.raises(BlockingIOError):
            tcp.accept()


def test_the_first_gate_reads_the_very_string() -> None:
    gate = Gate(Portal.allowed)
    assert all(gate.may_load(url) for url in GOOD)
    assert gate.refused == 0
    hostile = [url for group in HOSTILE.values() for url in group]
    assert not any(gate.may_load(url) for url in hostile)
    assert gate.refused == len(hostile)


def test_a_view_begins_without_an_address() -> None:
    gate = Gate(Portal.allowed)
    assert gate.may_stay(QUrl())
    assert not gate.may_stay(QUrl("about:blank"))
    assert gate.may_navigate(QUrl("about:blank"), False)
    assert not gate.may_navigate(QUrl("about:blank"), True)


def test_no_repair_of_qt_opens_a_foreign_host() -> None:
    gate = Gate(Portal.allowed)
    for url in (QUrl(url) for group in HOSTILE.values() for url in group):
        if gate.may_navigate(url, True):
            assert url.host() == "gosuslugi.ru" or url.host().endswith(".gosuslugi.ru")
            assert url.scheme() == "https"
