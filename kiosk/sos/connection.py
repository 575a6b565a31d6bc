"""One client of the agent's socket, bounded in what it may send, leave unread, and how long it may be silent."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from kiosk.sos import wire
from kiosk.sos.wire import WireError

MOST_UNREAD = 256 * 1024
"""Bytes kept for a client that does not read."""
PATIENCE = 10.0
"""Seconds for the next whole line of a client that watches nothing and waits for nothing."""

log = logging.getLogger(__name__)


class Connection:
    """`watches`: it wants every change. `waits`: for a self-test's results. Telling it something never waits."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.watches = False
        self.waits = False
        self._reader = reader
        self._writer = writer

    async def line(self, patience: float) -> bytes | None:
        """The next line, None when there will be none. Raises WireError when the client broke the rules."""
        try:
            async with asyncio.timeout(None if self.watches or self.waits else patience):
                return await self._reader.readuntil(b"\n")
        except TimeoutError:
            raise WireError(f"Nothing was asked for {patience:g} s.") from None
        except asyncio.LimitOverrunError:
            raise WireError(f"A line is longer than {wire.LONGEST_LINE} bytes.") from None
        except (asyncio.IncompleteReadError, OSError):
            return None

    def tell(self, line: bytes) -> None:
        """Send a line; a client that reads too little is dropped."""
        if self._writer.is_closing():
            return
        self._writer.write(line)
        if self._writer.transport.get_write_buffer_size() > MOST_UNREAD:
            log.warning("a client of the emergency agent does not read and is dropped")
            self._writer.transport.abort()

    def end(self) -> None:
        """Close; what it did not take by now it never gets."""
        if self._writer.transport.get_write_buffer_size():
            self._writer.transport.abort()
        else:
            self._writer.close()

    async def ended(self) -> None:
        """Close, and wait until nothing is left of it."""
        self.end()
        with contextlib.suppress(OSError):  # it went away first
            await self._writer.wait_closed()
