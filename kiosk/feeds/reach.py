"""Can the portal be reached? Known before a passenger tries: nobody waits for a page that cannot come."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from kiosk.feeds.errors import FetchError
from kiosk.feeds.line import Line

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

HTTPS = 443
DEADLINE = 3.0
"""Seconds for name, connection and handshake together."""

USUALLY = 60.0
WATCHED = 5.0
STOP_PATIENCE = 5.0

log = logging.getLogger(__name__)


class Reach:
    """One thread that shakes hands with `host` over TLS, says nothing to it, and publishes whether that worked.

    `publish` is called in that thread: with the first answer, then with each other one. Whoever answers with a
    certificate that is not the host's (the log-in page of a network) is not the host. `ca_file` holds further
    authorities (PEM). `connect` and `wait` stand in for the network and the time in tests.
    """

    def __init__(
        self,
        host: str,
        publish: Callable[[bool], None],
        *,
        ca_file: Path | None = None,
        deadline: float = DEADLINE,
        connect: Callable[[Line, str, int], socket.socket] = Line.connect,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._host = host
        self._publish = publish
        self._ca_file = ca_file
        self._deadline = deadline
        self._connect = connect
        self._awake = threading.Event()
        self._wait = wait or self._awake.wait
        self._line = Line()
        self._watched = False
        self._stopping = False
        self._reached: bool | None = None
        self._thread = threading.Thread(target=self._run, name="reach of the portal", daemon=True)

    def start(self) -> None:
        """Begin, at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the attempt that runs, publish nothing more, and wait for the thread."""
        self._stopping = True
        self._line.hang_up()
        self._awake.set()
        self._thread.join(STOP_PATIENCE)
        if self._thread.is_alive():
            log.warning("%s does not stop and is left behind", self._thread.name)

    @property
    def watched(self) -> bool:
        """Whether somebody sees the answer: then it is asked for at once, and more often."""
        return self._watched

    @watched.setter
    def watched(self, watched: bool) -> None:
        begins = watched and not self._watched
        self._watched = watched
        if begins:
            self.look_now()

    def look_now(self) -> None:
        """Ask without waiting for the next turn; once more where an attempt runs, which may find an old truth."""
        self._awake.set()

    def _run(self) -> None:
        while not self._stopping:
            self._awake.clear()
            fault = self._fault()
            if not self._stopping:
                self._tell(fault)
                self._wait(WATCHED if self._watched else USUALLY)

    def _fault(self) -> str:
        """Shake hands once. What kind of fault there was, "" if none."""
        from kiosk.feeds.transport import trust  # noqa: PLC0415 - heavy: the first painted page need not wait for it

        line = self._new_line()
        try:
            context = trust(self._ca_file)
            with line.limited(self._deadline):
                connection = self._connect(line, self._host, HTTPS)
                with connection, context.wrap_socket(connection, server_hostname=self._host):
                    line.check()
        except FetchError as error:
            return error.sentence
        except OSError as error:
            return TimeoutError.__name__ if line.timed_out else type(error).__name__
        return ""

    def _new_line(self) -> Line:
        """A line that `stop` can reach: it either finds this one, or has already said that we are stopping."""
        self._line = line = Line()
        if self._stopping:
            line.hang_up()
        return line

    def _tell(self, fault: str) -> None:
        """Publish the answer where it is another than before; log it where a fault begins or ends."""
        reached = not fault
        if reached == self._reached:
            return
        if fault:
            log.warning("the portal of state services cannot be reached: %s", fault)
        elif self._reached is False:
            log.info("the portal of state services can be reached again")
        self._reached = reached
        self._publish(reached)
