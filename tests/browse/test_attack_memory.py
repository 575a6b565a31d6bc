"""Memory that a page takes in ways of its own: whichever process it is charged to, the limit holds for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.services.session import End
from tests.browse.hostile import PATH, HostilePortal
from tests.browse.passenger import Passenger, Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT_MEGABYTES = 400
HOGS = {
    "workers": """const inside = "const a = []; setInterval(() => a.push(new Uint8Array(8 << 20).fill(1)), 50)";
        for (let n = 0; n < 4; n += 1) new Worker(URL.createObjectURL(new Blob([inside])));""",
    "WebAssembly": """setInterval(() => { const memory = new WebAssembly.Memory({ initial: 256, maximum: 256 });
        new Uint8Array(memory.buffer).fill(1); held.push(memory); }, 30);""",
    "pictures": """setInterval(() => { const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 2000; canvas.getContext("2d").fillRect(0, 0, 2000, 2000);
        document.body.append(canvas); held.push(canvas); }, 30);""",
    "stored answers": """(async () => { const cache = await caches.open("a"); for (let n = 0; ; n += 1)
        await cache.put("/" + n, new Response(new Uint8Array(8 << 20).fill(n & 255))); })();""",
    "blobs": "setInterval(() => held.push(new Blob([new Uint8Array(8 << 20).fill(1)])), 30);",
}


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[HostilePortal]:
    with HostilePortal(tmp_path) as portal:
        yield portal


@pytest.mark.parametrize("hog", HOGS.values(), ids=HOGS.keys())
def test_no_kind_of_memory_is_overlooked(portal: HostilePortal, places: Places, hog: str) -> None:
    portal.serve(f"<script>const held = []; setTimeout(() => {{ {hog} }}, 300);</script>")
    with Passenger(portal, places, memory_megabytes=LIMIT_MEGABYTES, unresponsive_seconds=30.0) as passenger:
        passenger.open(PATH)
        assert passenger.ended()["how"] == End.MEMORY
