"""`kiosk status` beside a kiosk that runs: two processes and the file between them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.e2e.pavilion import until
from tests.e2e.program import kiosk, refused
from tests.e2e.test_run import start

if TYPE_CHECKING:
    from pathlib import Path


def test_the_demonstration_tells_how_it_is_until_it_ends(tmp_path: Path) -> None:
    runtime = str(tmp_path / "run")

    def told() -> dict[str, Any]:
        """Its facts by name, once the feeds and the timetable have come."""
        done = kiosk("status", "--demo", "--json", KIOSK_RUNTIME_DIR=runtime)
        if not done.stdout:
            return {}
        facts = {f"{one['name']}:{one['part']}".rstrip(":"): one for one in json.loads(done.stdout)["facts"]}
        come = facts["feed:trip_updates"]["state"], facts["timetable"]["state"]
        return facts if come == ("fresh", "valid") else {}

    with start("--demo", "--quiet", folder=tmp_path, KIOSK_RUNTIME_DIR=runtime) as screen:
        facts = until(told, what="live data")
        assert facts["screen"]["state"] == "runs"
        assert facts["trunk:dispatcher-1"]["state"] in {"answers", "not_asked"}
        assert facts["restart"]["state"] == "first"
        assert facts["memory"]["values"]["own_bytes"] > 50 * 2**20, "the screen's, not the command's"
        screen.terminate()
        _, errors = screen.communicate(timeout=60)
    assert screen.returncode == 0, errors
    assert "no demonstration runs" in refused(kiosk("status", "--demo", KIOSK_RUNTIME_DIR=runtime))
