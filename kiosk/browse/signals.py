"""SIGTERM, SIGINT and SIGHUP as something to wait for beside other things, in a loop of poll()."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@contextlib.contextmanager
def told_to_end() -> Iterator[int]:
    """Readable once this process was told to end; nothing else happens to it meanwhile. In the main thread."""
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    before = {number: signal.signal(number, lambda *_: None) for number in ENDING}
    woken = signal.set_wakeup_fd(tell)
    try:
        yield told
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(told)
        os.close(tell)
