"""The real supervisor of a session, over a window that a test drives: `python -m tests.browse.served`.

Its words: the folder of sessions, the socket of the test (see driven.py), and the plan as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from kiosk.browse.supervisor import Supervisor
from kiosk.browse.wire import encode, plan_from_json


def tell(message: Mapping[str, object]) -> None:
    """Tell the test what the screen would be told."""
    sys.stdout.buffer.write(encode(message))
    sys.stdout.buffer.flush()


def main() -> int:
    """Serve one session, asked for on standard input."""
    sessions, drive, plan = sys.argv[1:]
    words = [sys.executable, "-m", "tests.browse.driven", drive]
    Supervisor(plan_from_json(json.loads(plan)), words, tell, sessions=Path(sessions)).run(0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
