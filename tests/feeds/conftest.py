"""What tests of feeds share: a server that misbehaves, no proxy from the desk, no thread left behind."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.fakes.feed_server import FeedServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left, f"threads left behind: {left}"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def feed_server(_no_thread_stays: None) -> Iterator[FeedServer]:
    """An HTTP server on 127.0.0.1; see tests/fakes/feed_server.py for what it can do wrong."""
    with FeedServer() as server:
        yield server
