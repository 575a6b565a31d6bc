"""What a pavilion has round it: an agency that serves its feeds on port 8080, and 112 that answers at port 5060.

Run in the network of a machine of the tests, which nobody else is in: python -m tests.appliance.town
"""

from __future__ import annotations

import asyncio
import signal
import sys

from kiosk import paths
from kiosk.demo.dispatcher.dispatcher import Dispatcher

FEEDS = "http://127.0.0.1:8080"
TRUNK = "sip:112@127.0.0.1:5060"


async def _serve() -> None:
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with Dispatcher(port=5060):
        agency = await asyncio.create_subprocess_exec(
            *paths.program(), "demo", "--port", "8080", "--with-parent", stdout=asyncio.subprocess.PIPE
        )
        assert agency.stdout is not None
        await agency.stdout.readline()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await ended.wait()
        agency.terminate()
        await agency.wait()


if __name__ == "__main__":
    asyncio.run(_serve())
