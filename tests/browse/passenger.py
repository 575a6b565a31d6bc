"""A passenger at the portal: the real supervisor, the real window, and a finger on its glass.

`with Passenger(portal, places) as passenger: passenger.open("/login"); passenger.touch_in_page("#name")`. What is
not there yet is waited for. Leaving the block ends the session, and fails where anything of it is left.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.browse.plan import BrowsePlan, Look, Request
from kiosk.browse.wire import encode, plan_to_json, request_to_json
from kiosk.domain.services.session import End
from kiosk.domain.text import Text
from tests.browse.hand import LIMIT, Hand
from tests.fakes.portal_answers import WWW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Self

    from tests.fakes.portal import Portal

PATIENT = 30.0
"""Seconds of silence that are no hang on such a machine."""
LOOK = Look(size=(540, 960), fullscreen=False)
ROOT = Path(__file__).resolve().parents[2]


def plan_for(portal: Portal, **of: Any) -> BrowsePlan:
    """The plan of a kiosk whose portal is the one of the tests; `of` are further values of it."""
    usual: dict[str, Any] = {
        "allowed": portal.allowed,
        "ca_file": portal.ca_file,
        "logout_urls": (portal.logout_url,),
        "resolver_rules": portal.resolver_rules,
        "unresponsive_seconds": PATIENT,
    }
    return BrowsePlan(**{**usual, **of})


@dataclass(frozen=True)
class Places:
    """Where a kiosk may write: `sessions`, in memory where there is such a place, and its user's own folders."""

    sessions: Path
    home: Path

    def environment(self) -> dict[str, str]:
        """What the supervisor finds in its environment."""
        names = (
            "TMPDIR",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "KIOSK_DATA_DIR",
        )
        folders = {name: self.home / name.lower() for name in names}
        for folder in folders.values():
            folder.mkdir(exist_ok=True)
        return {**os.environ, "HOME": str(self.home), **{name: str(folder) for name, folder in folders.items()}}


class Passenger(Hand):
    """One session. `places` is where its supervisor lives; `plan` are values of BrowsePlan."""

    def __init__(self, portal: Portal, places: Places, look: Look = LOOK, **plan: Any) -> None:
        super().__init__()
        self.portal = portal
        self._look = look
        self._sockets = Path(tempfile.mkdtemp(prefix="drive-"))  # the path of a Unix socket has 107 bytes at most
        self._listener = socket.create_server(str(self._sockets / "s"), family=socket.AF_UNIX)
        self._changed = threading.Condition()
        self.told: list[dict[str, Any]] = []
        """What the supervisor told the screen."""
        words = [
            str(places.sessions),
            str(self._sockets / "s"),
            json.dumps(plan_to_json(plan_for(portal, **plan))),
        ]
        self._supervisor = subprocess.Popen(
            [sys.executable, "-m", "tests.browse.served", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=places.environment(),
        )
        self._hearing = [threading.Thread(target=hear, daemon=True) for hear in (self._hear, self._hear_errors)]
        self.errors = b""
        """What the supervisor printed besides."""

    @property
    def pid(self) -> int:
        """Of the supervisor."""
        return self._supervisor.pid

    def __enter__(self) -> Self:
        for thread in self._hearing:
            thread.start()
        try:
            self._connection = self._accepted()
            self.wait_for("ready")
        except BaseException:
            self._stop()
            raise
        return self

    def _accepted(self) -> socket.socket:
        """The window's connection, unless its supervisor ends before."""
        self._listener.settimeout(0.1)
        latest = time.monotonic() + LIMIT
        while time.monotonic() < latest and {"state": "exited"} not in self.told:
            with contextlib.suppress(TimeoutError):
                return self._listener.accept()[0]
        raise AssertionError(f"the window does not come up; told: {self.told}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.end(End.ABANDONED)
        finally:
            self._stop()
        if error is None:
            assert self._supervisor.returncode == 0, (self._supervisor.returncode, self.errors)
            assert not self.errors
            assert not [told for told in self.told if "bug" in told]

    def _stop(self) -> None:
        """The end of its input ends a session that is still there."""
        assert self._supervisor.stdin
        self._supervisor.stdin.close()
        try:
            self._supervisor.wait(LIMIT)
        finally:
            self._supervisor.kill()
            self._supervisor.wait()
            for thread in self._hearing:
                thread.join(LIMIT)
            for thread, stream in zip(
                self._hearing, (self._supervisor.stdout, self._supervisor.stderr), strict=True
            ):
                assert stream
                if not thread.is_alive():  # what outlives a killed supervisor may still hold its stream
                    stream.close()
            for held in (self._listener, self._connection):
                if held is not None:
                    held.close()
            shutil.rmtree(self._sockets)

    def _hear(self) -> None:
        assert self._supervisor.stdout
        for line in self._supervisor.stdout:
            with self._changed:
                self.told.append(json.loads(line))
                self._changed.notify_all()
        with self._changed:
            self.told.append({"state": "exited"})
            self._changed.notify_all()

    def _hear_errors(self) -> None:
        assert self._supervisor.stderr
        self.errors = self._supervisor.stderr.read()

    # What the screen says and hears.

    def say(self, message: Mapping[str, object]) -> None:
        """Tell the supervisor what the screen wants."""
        assert self._supervisor.stdin
        self._supervisor.stdin.write(encode(message))
        self._supervisor.stdin.flush()

    def wait_for(self, state: str, limit: float = LIMIT) -> dict[str, Any]:
        """What the supervisor told with that state, at once or when it does."""

        def found() -> bool:
            return any(told.get("state") in {state, "exited"} for told in self.told)

        with self._changed:
            assert self._changed.wait_for(found, limit), f"no {state} within {limit} s; told: {self.told}"
            (first, *_) = (told for told in self.told if told.get("state") in {state, "exited"})
        assert first["state"] == state, f"exited without {state}: {self.told}"
        return first

    def open(self, path: str = "/", host: str = WWW, title: str = "Услуга") -> None:
        """Ask for a page of the portal, and wait until it is painted."""
        request = Request(self.portal.url(path, host), Text(title), self._look)
        self.say({"open": request_to_json(request)})
        self.wait_for("painted")

    def end(self, how: End) -> dict[str, Any]:
        """End the session from outside if it has not ended; what was told of its end, and that nothing is left."""
        if not any(told.get("state") in {"closing", "ended"} for told in self.told):
            self.say({"end": how})
        return self.ended()

    def ended(self) -> dict[str, Any]:
        """What was told of the end of the session; nothing is left of it."""
        told = self.wait_for("ended")
        assert told["left"] == []
        return told

    def story(self) -> str:
        """What the supervisor told."""
        return f"told: {self.told}"

    def gone(self) -> str:
        """The same up to the end of the session, which ended by itself."""
        self.wait_for("closing")
        return self.story()
