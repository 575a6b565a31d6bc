"""The black box: what a picture costs the screen's thread, and what it adds to an idle board."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.bench.bench_screen import environment
from tests.bench.figures import Figure
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = 60
EVERY_IDLE = 30.0


def figures(_real_feeds: Path | None) -> list[Figure]:
    """Every figure of the black box."""
    words = [sys.executable, "-m", "tests.bench.bench_black_box"]
    done = subprocess.run(words, env=environment(), cwd=ROOT, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    took = statistics.median(found["held_ms"])
    share = 100 * found["cpu_seconds"] / PICTURES / EVERY_IDLE
    size = max(found["bytes"])
    return [
        Figure(
            "black box: screen's thread held up by a picture",
            took,
            "ms",
            20,
            5,
            f"worst of {PICTURES} {max(found['held_ms']):.1f} ms; a frame is 16.7 ms",
        ),
        Figure(
            "black box: one picture each 30 s, one core",
            share,
            "%",
            0.17,
            0.1,
            f"{1000 * found['cpu_seconds'] / PICTURES:.1f} ms of all threads a picture of {size / 1000:.0f} kB",
        ),
    ]


def main() -> None:
    """Take pictures of a changing board in this process and print what they cost."""
    from pathlib import Path  # noqa: PLC0415
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    from kiosk.app.black_box import BlackBox  # noqa: PLC0415
    from tests.app.black_boxes import World  # noqa: PLC0415
    from tests.screens import sample_boards  # noqa: PLC0415
    from tests.screens.stage import Stage  # noqa: PLC0415

    application = QGuiApplication(sys.argv[:1])
    with TemporaryDirectory() as data, TemporaryDirectory(dir="/dev/shm") as memory:
        stage = Stage()
        world = World(stage, Path(data))
        box = BlackBox(world.context, Path(memory) / "ring")
        held, spent = [], 0.0
        for _ in range(PICTURES):
            stage.show(sample_boards.LIVE)
            world.clock.seconds += 5
            began, cpu = time.perf_counter(), time.process_time()
            box.look()
            held.append(1000 * (time.perf_counter() - began))
            given: list[object] = []
            box.now(given.append)
            while not given:
                application.processEvents()
            spent += time.process_time() - cpu
        sizes = [file.stat().st_size for file in (Path(memory) / "ring").iterdir()]
        box.stop()
        stage.close()
    print(json.dumps({"held_ms": held, "cpu_seconds": spent, "bytes": sizes}))


if __name__ == "__main__":
    main()
