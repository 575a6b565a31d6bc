"""One connection to the emergency agent's socket from another process, and what is said over it."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from typing import TYPE_CHECKING, Any

from kiosk.sos import wire
from kiosk.sos.wire import WireError

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.call.status import CallStatus

SILENT = 3.0
"""Seconds without a heartbeat after which the agent is as good as dead."""


class AgentError(Exception):
    """The agent did not do what was asked; one sentence."""


class AgentGone(AgentError):  # noqa: N818  what happened, as its two readers say it
    """No agent answers at this socket."""


class AgentRefused(AgentError):  # noqa: N818
    """The agent answered, and said why not."""


class Conversation:
    """A connection of a caller who can wait. Raises AgentGone where nobody answers."""

    def __init__(self, path: Path, limit: float) -> None:
        self._path = path
        self._heard = bytearray()
        self._connection = connected(path, limit)

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def say(self, do: str, **more: object) -> None:
        """Send one request."""
        with contextlib.suppress(OSError):  # why it hung up is what it said last, and is read next
            self._connection.sendall(spoken(do, **more))

    def answer(self, limit: float) -> dict[str, Any]:
        """The next thing said, which is to be an answer. Raises AgentRefused, AgentGone."""
        message = self.hear(limit)
        if message is None:
            raise AgentGone(f"The emergency agent at {self._path} does not answer.")
        return message

    def hear(self, limit: float) -> dict[str, Any] | None:
        """The next thing said within `limit` seconds, None where nothing is. Raises AgentRefused, AgentGone."""
        ends = time.monotonic() + limit
        while b"\n" not in self._heard:
            try:
                self._connection.settimeout(_left(ends))
                got = self._connection.recv(wire.LONGEST_LINE)
            except TimeoutError:
                return None
            except OSError:
                got = b""
            if not got:
                raise AgentGone(f"The emergency agent at {self._path} hung up.")
            self._heard += got
            if len(self._heard) > 2 * wire.LONGEST_LINE:
                raise AgentGone(f"What answers at {self._path} is no emergency agent.")
        line, _, self._heard = self._heard.partition(b"\n")
        return understood(bytes(line))


def connected(path: Path, limit: float) -> socket.socket:
    """A connection to the agent at `path`, which takes and gives within `limit` seconds. Raises AgentGone."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # Python's own time-out would give up at once where others wait to be taken. Source: unix(7), EAGAIN.
        patience = struct.pack("ll", int(limit), int(limit % 1 * 1_000_000))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, patience)
        connection.connect(wire.socket_address(path))
        connection.settimeout(limit)
    except (OSError, WireError) as error:
        connection.close()
        raise AgentGone(_why(error, path)) from error
    return connection


def spoken(do: str, **more: object) -> bytes:
    """One request as a line."""
    return wire.encode({"do": do, **more})


def understood(line: bytes) -> dict[str, Any]:
    """What the agent said. Raises AgentRefused where it says no, AgentGone where no agent would say so."""
    try:
        message = wire.decode(line)
    except WireError as error:
        raise AgentGone(f"What answers is no emergency agent: {error}") from None
    if message.get("ok", True) is not True:
        raise AgentRefused(str(message.get("error", "The emergency agent refused without a word.")))
    return message


def status_in(message: dict[str, Any]) -> CallStatus:
    """The call's status in what the agent said. Raises AgentGone where there is none."""
    try:
        return wire.status_from_json(message.get("call"))
    except WireError as error:
        raise AgentGone(f"What answers is no emergency agent of this version: {error}") from None


def _left(ends: float) -> float:
    """Seconds until `ends`. Raises TimeoutError: to a socket none would mean not to wait, or for ever."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _why(error: Exception, path: Path) -> str:
    if isinstance(error, WireError):
        return str(error)
    if isinstance(error, PermissionError):
        return f"This user may not speak to the emergency agent at {path}."
    if isinstance(error, BlockingIOError):
        return f"The emergency agent at {path} does not answer."
    return f"The emergency agent does not run; nothing answers at {path}."
