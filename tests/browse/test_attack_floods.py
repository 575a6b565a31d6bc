"""Pages that never rest: the passenger gets out by a touch, and the session of nobody ends all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.services.session import End, Limits
from tests.browse.hostile import PATH, HostilePortal
from tests.browse.passenger import Passenger, Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLOODS = {
    "refused requests of a worker": """<script>new Worker(URL.createObjectURL(new Blob([`setInterval(() => {
        for (let n = 0; n < 500; n += 1) fetch("https://evil.example/" + n).catch(() => 0);
        }, 0)`])));</script>""",
    "frames that go out": """<script>setInterval(() => { const frame = document.createElement("iframe");
        frame.src = "tel:112"; document.body.append(frame); setTimeout(() => frame.remove(), 50);
        }, 1);</script>""",
    "messages": "<script>setInterval(() => alert('x'.repeat(100000)), 5);</script>",
    "printing": "<script>setInterval(() => print(), 5);</script>",
    "fields that take the focus": """<input id="a"><input id="b" type="password" value="1"><script>
        let turn = 0; setInterval(() => document.getElementById("ab"[turn++ % 2]).focus(), 10);</script>""",
    "locks": """<script>setInterval(() => { document.body.requestFullscreen().catch(() => 0);
        document.body.requestPointerLock(); navigator.keyboard?.lock().catch(() => 0); }, 5);</script>""",
    "stolen touches": """<style>* { touch-action: none; cursor: none; }</style><script>
        for (const kind of ["touchstart", "touchmove", "touchend", "pointerdown", "mousedown", "click"])
          addEventListener(kind, event => { event.preventDefault(); event.stopImmediatePropagation(); },
            { capture: true, passive: false });</script>""",
    "touches of its own": """<input id="a"><div style="height: 99999px"></div><script>setInterval(() => {
        for (const kind of ["touchstart", "click", "keydown"])
          document.body.dispatchEvent(new Event(kind, { bubbles: true }));
        document.getElementById("a").focus(); document.execCommand("insertText", false, "x"); scrollBy(0, 3);
        }, 20);</script>""",
}


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[HostilePortal]:
    with HostilePortal(tmp_path) as portal:
        yield portal


@pytest.mark.parametrize("body", FLOODS.values(), ids=FLOODS.keys())
def test_the_passenger_gets_out(portal: HostilePortal, places: Places, body: str) -> None:
    portal.serve(body)
    with Passenger(portal, places, unresponsive_seconds=30.0) as passenger:
        passenger.open(PATH)
        passenger.touch_in_page("h1")
        passenger.touch("end")
        assert passenger.ended()["how"] == End.BUTTON


@pytest.mark.parametrize("body", FLOODS.values(), ids=FLOODS.keys())
def test_no_page_counts_as_somebody(portal: HostilePortal, places: Places, body: str) -> None:
    portal.serve(body)
    limits = Limits(idle=2.0, warning=1.0)
    with Passenger(portal, places, unresponsive_seconds=30.0, limits=limits) as passenger:
        passenger.open(PATH)
        assert passenger.ended()["how"] == End.IDLE
