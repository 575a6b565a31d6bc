"""The emergency agent as the system runs it: it tells its supervisor of itself, and has a folder of its own."""

from __future__ import annotations

import contextlib
import select
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config.last_good import NAME
from tests.e2e.pavilion import LIMIT, Pavilion, until

DEAD_END = "sip:112@127.0.0.1:9"
"""A trunk where nobody answers."""


class Notified:
    """What a service told; the socket is `address`."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)
        self._socket.settimeout(LIMIT)

    def next(self) -> str:
        """The next word, waited for."""
        return self._socket.recv(4096).decode()

    @property
    def is_silent(self) -> bool:
        """Whether nobody has told anything yet."""
        return not select.select([self._socket], [], [], 0)[0]

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def stop() -> Iterator[tuple[Pavilion, Notified]]:
    """A pavilion whose agent is not started yet, and its supervisor's ear."""
    pavilion = Pavilion(DEAD_END, kept=False)
    with contextlib.closing(Notified(pavilion.folder)) as notified, pavilion:
        yield pavilion, notified


@contextlib.contextmanager
def service(pavilion: Pavilion, notified: Notified, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """Its agent, as the unit starts it; `more` words."""
    own = pavilion.folder / "own"
    own.mkdir(exist_ok=True)
    words = ("sos", "--config", str(pavilion.config), *more)
    with pavilion.start(*words, NOTIFY_SOCKET=notified.address, KIOSK_SOS_DATA_DIR=str(own)) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(LIMIT)


def test_it_says_that_it_is_ready_when_it_answers_and_that_it_lives(stop: tuple[Pavilion, Notified]) -> None:
    pavilion, notified = stop
    with service(pavilion, notified) as process:
        assert notified.next() == "READY=1"
        assert pavilion.status()["agent"]["pid"] == process.pid
        assert notified.next() == "WATCHDOG=1"
        assert notified.next() == "WATCHDOG=1"
    assert notified.next() == "STOPPING=1"
    assert process.returncode == 0


def test_one_that_a_screen_started_does_not_speak_for_the_screen(stop: tuple[Pavilion, Notified]) -> None:
    pavilion, notified = stop
    with service(pavilion, notified, "--with-parent") as process:
        until(pavilion.socket.exists, what="the agent's socket")
        assert pavilion.status()["agent"]["pid"] == process.pid
    assert process.returncode == 0
    assert notified.is_silent


def test_what_it_keeps_lies_in_its_own_folder(stop: tuple[Pavilion, Notified]) -> None:
    """Its log, its record and the settings that last were right, whatever [storage] says."""
    pavilion, notified = stop
    own = pavilion.folder / "own"
    elsewhere = pavilion.folder / "elsewhere"
    elsewhere.mkdir()
    pavilion.config.write_text(f'{pavilion.config.read_text()}\n[storage]\ndata_dir = "{elsewhere}"\n')
    with service(pavilion, notified):
        assert notified.next() == "READY=1"
        until(lambda: pavilion.do("history", count=1)["tests"], what="a self-test in the record")
    kept = {path.name for path in own.iterdir()}
    assert {"sos.log", "sos.sqlite", NAME} <= kept
    assert list(elsewhere.iterdir()) == []
    assert not pavilion.data.exists()


def test_it_ends_for_a_new_start_when_its_settings_have_changed(stop: tuple[Pavilion, Notified]) -> None:
    pavilion, notified = stop
    with service(pavilion, notified) as process:
        assert notified.next() == "READY=1"
        text = pavilion.config.read_text()
        pavilion.config.write_text(text.replace("countdown_seconds = 0", "countdown_seconds = 5"))
        assert process.wait(LIMIT) == 0
    with service(pavilion, notified):
        until(lambda: notified.next() == "READY=1")
        pavilion.call()
        assert pavilion.status()["state"] == "countdown"
        pavilion.cancel()


def test_a_call_is_finished_under_the_settings_it_was_begun_with(stop: tuple[Pavilion, Notified]) -> None:
    pavilion, notified = stop
    text = pavilion.config.read_text().replace("countdown_seconds = 0", "countdown_seconds = 10")
    pavilion.config.write_text(text)
    with service(pavilion, notified) as process:
        assert notified.next() == "READY=1"
        pavilion.call()
        pavilion.config.write_text(text.replace('pavilion = "0042"', 'pavilion = "0043"'))
        until(lambda: "the settings have changed" in (pavilion.folder / "own" / "sos.log").read_text())
        assert process.poll() is None
        assert pavilion.status()["state"] == "countdown"
        pavilion.cancel()
        assert process.wait(LIMIT) == 0
