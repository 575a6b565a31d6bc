"""A session's supervisor as `kiosk browse --serve` is, with a fake window: `fake_session.py FOLDER TRICK...`.

A trick `start=SECONDS` is for the supervisor: how long it waits for the window's first word.
"""

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from kiosk.browse.supervisor import Supervisor
from kiosk.browse.watch import Patience
from kiosk.browse.wire import encode, first_line, plan_from_json

WINDOW = Path(__file__).with_name("fake_window.py")


def tell(message: Mapping[str, object]) -> None:
    with contextlib.suppress(BrokenPipeError):
        os.write(1, encode(message))


def main() -> None:
    folder, *tricks = sys.argv[1:]
    starts = [trick.partition("=")[2] for trick in tricks if trick.startswith("start=")]
    plan = plan_from_json(first_line(0)["plan"])
    words = [sys.executable, "-S", str(WINDOW), *tricks]
    patience = Patience(start=float(starts[0]) if starts else 30.0)
    Supervisor(plan, words, tell, sessions=Path(folder), patience=patience).run(0)


main()
