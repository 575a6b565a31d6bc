"""A supervisor with a fake window as a program, driven as the screen drives it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from kiosk.browse.plan import BrowsePlan, Request
from kiosk.browse.wire import encode, plan_to_json, request_to_json
from kiosk.domain.services.address import AllowList
from tests.conftest import ROOT

PLAN = BrowsePlan(AllowList(("gosuslugi.ru",)), unresponsive_seconds=30.0)
REQUEST = Request("https://www.gosuslugi.ru/")


class Session:
    """Says things to a supervisor and hears what it says."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.process = process
        self.folder = folder

    @property
    def _in(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdin)

    def say(self, line: bytes) -> None:
        self._in.write(line)
        self._in.flush()

    def open(self) -> None:
        self.say(encode({"open": request_to_json(REQUEST)}))

    def end(self, how: str) -> None:
        self.say(encode({"end": how}))

    def leave(self) -> None:
        """As a screen that died."""
        self._in.close()

    def hear(self) -> dict[str, Any]:
        """The next thing it says."""
        told: dict[str, Any] = json.loads(cast("IO[bytes]", self.process.stdout).readline())
        return told

    def hear_until(self, state: str) -> list[dict[str, Any]]:
        """All it says until it has come so far."""
        heard = [self.hear()]
        while heard[-1].get("state") != state:
            heard.append(self.hear())
        return heard

    def rest(self) -> dict[str, Any]:
        """How it ended: its last word, once it is over with exit code 0 and its folder is gone."""
        *_, ended = self.hear_until("ended")
        assert self.process.wait() == 0
        assert self.folders() == []
        return ended

    def folders(self) -> list[Path]:
        return list(self.folder.glob("session-*"))


@contextlib.contextmanager
def session(
    folder: Path, *tricks: str, plan: BrowsePlan = PLAN, environ: dict[str, str] | None = None
) -> Iterator[Session]:
    """A supervisor in `folder` whose window plays these tricks (fake_window.py); killed at the end of the test."""
    words = [sys.executable, str(Path(__file__).with_name("fake_session.py")), str(folder), *tricks]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})}
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
    ) as process:
        try:
            running = Session(process, folder)
            running.say(encode({"plan": plan_to_json(plan)}))
            yield running
        finally:
            process.kill()
