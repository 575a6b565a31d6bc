"""A page that looks round in the network of the stop, by itself, by its workers and by redirects of its own."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from kiosk.browse.resolver import resolver_rules
from kiosk.domain.services.address import AllowList
from tests.browse.hostile import PATH, HostilePortal
from tests.browse.passenger import Passenger, Places
from tests.fakes.portal_answers import FOREIGN, WWW, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCAN = """<script src="/portal.js" data-page="scan"></script><script>
const port = %(port)d;
const hosts = ["127.0.0.1", "localhost", "[::1]", "127.1", "0.0.0.0", "2130706433", "router.local"];
const targets = hosts.flatMap(host => ["https", "http"].map(scheme => `${scheme}://${host}:${port}/`));
const tries = [];
function element(name, properties) {
  const made = document.createElement(name);
  tries.push(new Promise(done => { made.onload = made.onerror = done; setTimeout(done, 1500); }));
  Object.assign(made, properties);
  document.body.append(made);
}
for (const url of targets) {
  tries.push(fetch(url, { mode: "no-cors" }).catch(() => 0));
  tries.push(fetch(url, { method: "POST", mode: "no-cors", body: "x", keepalive: true }).catch(() => 0));
  navigator.sendBeacon(url, "x");
  element("img", { src: url });
  element("script", { src: url });
  element("iframe", { src: url });
  element("video", { src: url });
  for (const rel of ["stylesheet", "preload", "preconnect", "dns-prefetch", "prefetch", "modulepreload", "icon"])
    element("link", { rel: rel, href: url, as: "image" });
  for (const make of [() => new WebSocket(url.replace("http", "ws")), () => new EventSource(url)])
    tries.push(new Promise(done => { const made = make(); made.onopen = made.onerror = done; }));
}
const inside = `onmessage = async ({ data }) => {
  for (const url of data) {
    try { await fetch(url, { mode: "no-cors" }); } catch {}
    try { importScripts(url); } catch {}
  }
  postMessage("done"); }`;
const worker = new Worker(URL.createObjectURL(new Blob([inside])));
tries.push(new Promise(done => worker.onmessage = done));
worker.postMessage(targets);
Promise.allSettled(tries).then(() => report("scanned", tries.length));
</script>"""

WORKER = f"""
addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => {{
  const path = new URL(event.request.url).pathname;
  if (path === "/by-worker") event.respondWith(Response.redirect("https://{FOREIGN}/taken"));
  if (path === "/fetched") event.respondWith(
    fetch("https://{FOREIGN}/taken", {{ mode: "no-cors" }}).catch(error => new Response(error.name)));
}});
"""
REGISTER = """<script src="/portal.js" data-page="worker"></script><script>
navigator.serviceWorker.register("/own-worker.js");
navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller
  || new Promise(done => navigator.serviceWorker.addEventListener("controllerchange", done)))
  .then(() => fetch("/fetched")).then(answer => answer.text()).then(text => report("fetched", text));
document.getElementById("go").onclick = () => location.assign("/by-worker");
</script>"""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[HostilePortal]:
    with HostilePortal(tmp_path) as portal:
        yield portal


def test_a_page_finds_nobody_in_the_network_of_the_stop(portal: HostilePortal, places: Places) -> None:
    """By the rules of names that a stop has, but for the portal's own."""
    rules = f"MAP {WWW}:443 127.0.0.1:{portal.port}, {resolver_rules(AllowList())}"
    with socket.create_server(("127.0.0.1", 0)) as neighbour:
        portal.serve(SCAN % {"port": neighbour.getsockname()[1]})
        with Passenger(portal, places, resolver_rules=rules) as passenger:
            passenger.open(PATH)
            assert portal.report("scan", "scanned") > 100
        neighbour.setblocking(False)
        with pytest.raises(BlockingIOError):
            neighbour.accept()


def test_a_worker_of_the_site_leads_nowhere_else(portal: HostilePortal, places: Places) -> None:
    """It answers for its site, also with redirects, and asks for parts by itself."""
    portal.serve(REGISTER)
    portal.own["/own-worker.js"] = Answer(WORKER.encode(), headers=(("Content-Type", "text/javascript"),))
    with Passenger(portal, places) as passenger:
        passenger.open(PATH)
        assert portal.report("worker", "fetched") == "TypeError"
        passenger.touch_in_page("#go")
        passenger.place("refusal")
        assert passenger.page("location.pathname") == PATH
    assert not any(asked.host == FOREIGN for asked in portal.asked())
