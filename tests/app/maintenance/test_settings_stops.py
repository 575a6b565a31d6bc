"""The list of stops that one is chosen from, fetched while the page of the settings is open."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kiosk.app.maintenance import settings_stops
from kiosk.app.maintenance.settings_stops import StopChoice
from kiosk.config.settings import TimetableFeed
from kiosk.domain.realtime import Fault
from kiosk.feeds.errors import FetchError

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot


def test_a_page_that_is_opened_again_hears_nothing_of_the_fetch_that_was_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun, given_up, told = threading.Event(), threading.Event(), []

    def download(*_: object, **__: object) -> None:
        if not begun.is_set():
            begun.set()
            given_up.wait(10)
            raise FetchError(Fault.UNREACHABLE, "it hung up")

    monkeypatch.setattr(settings_stops, "download", download)
    monkeypatch.setattr("kiosk.feeds.gtfs_stop_list.listed_stops", lambda _: ())
    choice = StopChoice(tmp_path)
    choice.told.connect(lambda look, _: told.append(look))
    try:
        choice.open(TimetableFeed("https://feed.example/gtfs.zip"))
        assert begun.wait(10)
        choice.close()
        choice.open(TimetableFeed("https://feed.example/gtfs.zip"))
        given_up.set()
        qtbot.waitUntil(lambda: "ready" in told)
    finally:
        given_up.set()
        choice.stop()
    assert told == ["loading", "loading", "ready"]
