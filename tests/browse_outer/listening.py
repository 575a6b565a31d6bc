"""A socket as the system offers it for web sessions: each connection is the input and output of a program."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kiosk.paths import BROWSE_SOCKET


class Listening:
    """Starts `words` for each connection, by `start`; ended by `stop`."""

    def __init__(self, start: Callable[[Any], subprocess.Popen[Any]]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-browse-"))
        self.path = self.folder / BROWSE_SOCKET
        self.programs: list[subprocess.Popen[Any]] = []
        self._start = start
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(self.path))
        self._socket.listen()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.programs.append(self._start(connection))

    def stop(self) -> None:
        """Accept nobody any more, and end what still runs."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        for program in self.programs:
            program.kill()
            program.wait()
        shutil.rmtree(self.folder)


@contextlib.contextmanager
def listening(words: Sequence[str]) -> Iterator[Listening]:
    """Programs started by `words`, as this user."""

    def start(connection: Any) -> subprocess.Popen[Any]:
        return subprocess.Popen(words, stdin=connection, stdout=connection, start_new_session=True)

    here = Listening(start)
    try:
        yield here
    finally:
        here.stop()
