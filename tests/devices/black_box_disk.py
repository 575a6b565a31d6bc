"""Pictures on disks that are full or read-only; run where mounting is nobody else's business.

Usage: unshare ... python -m tests.devices.black_box_disk SCENARIO FOLDER

What it finds is written as one line of JSON. The disk is a small one in memory, mounted on FOLDER.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kiosk.devices.black_box import Picture, Ring
from kiosk.devices.frozen_boxes import FrozenBoxes
from kiosk.domain.service_day import Now
from tests.devices.usage_disk import fill, mount

NOW = 1_795_000_000
PICTURES = tuple(Picture(f"{number:09}-{NOW + number}.jpg", NOW + number, bytes(30_000)) for number in range(20))


def frozen(boxes: FrozenBoxes, why: str, at: int) -> str:
    """How the freezing went: "kept", or what the system says."""
    try:
        boxes.freeze(why, at, PICTURES, b"the last line\n")
    except OSError as error:
        return str(error.strerror)
    return "kept"


def read_only(folder: Path) -> dict[str, object]:
    """The disk becomes read-only, and writable again."""
    mount("-t", "tmpfs", "-o", "size=10m", "none", folder)
    boxes = FrozenBoxes(folder / "boxes")
    went = [frozen(boxes, "crash", NOW)]
    mount("-o", "remount,bind,ro", folder)
    went.append(frozen(boxes, "report", NOW + 1000))
    seen = len(boxes.pictures(boxes.all()[0].name))
    mount("-o", "remount,bind,rw", folder)
    went.append(frozen(boxes, "report", NOW + 2000))
    return {"went": went, "seen": seen, "boxes": [box.pictures for box in boxes.all()]}


def full(folder: Path) -> dict[str, object]:
    """No room is left for another box, and then there is some."""
    mount("-t", "tmpfs", "-o", "size=3m", "none", folder)
    boxes = FrozenBoxes(folder / "boxes")
    went = [frozen(boxes, "crash", NOW)]
    filler = fill(folder)
    went.append(frozen(boxes, "report", NOW + 1000))
    halves = len(list((folder / "boxes").glob(".*")))
    filler.unlink()
    went.append(frozen(boxes, "report", NOW + 2000))
    return {"went": went, "halves": halves, "boxes": [box.pictures for box in boxes.all()]}


def full_memory(folder: Path) -> dict[str, object]:
    """The memory for the pictures of the last minutes is full, and then it is not."""
    mount("-t", "tmpfs", "-o", "size=1m", "none", folder)
    ring = Ring(folder / "ring")
    filler = fill(folder)
    ring.add(Now(NOW, 0.0), bytes(30_000))
    without = (len(ring.left()), len(ring.pictures()), ring.outlives)
    filler.unlink()
    ring.add(Now(NOW + 5, 5.0), bytes(30_000))
    return {"without": without, "with": (len(ring.left()), len(ring.pictures()), ring.outlives)}


SCENARIOS = {one.__name__: one for one in (read_only, full, full_memory)}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(SCENARIOS[sys.argv[1]](Path(sys.argv[2]))))
