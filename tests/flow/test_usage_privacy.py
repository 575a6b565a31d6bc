"""Names, numbers and keys put into everything that takes words, then looked for in every file that was written."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from google.transit import gtfs_realtime_pb2 as pb
from PySide6.QtCore import QCoreApplication, QTranslator

from kiosk import log
from kiosk.config.maintenance import Maintenance
from kiosk.config.services import Services
from kiosk.config.settings import Display, Realtime, Settings, Stop, TimetableFeed
from kiosk.devices.usage.reader import Reader
from kiosk.domain.usage.catalogue import Purpose
from kiosk.screens.hold_area import HoldArea
from tests.fakes import feed_server as fake
from tests.fakes.feed_server import FeedServer
from tests.flow.test_flow import SEVEN, HandClock
from tests.flow.whole_kiosk import PIN, WholeKiosk
from tests.screens.conftest import compiled_words, glass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

__all__ = ["compiled_words", "glass"]

NAME = "Канарейкин Пётр"
SNILS = "112-233-445 95"
PHONE = "+7 927 555-35-35"
PLATE = "К 404 НА 73"
HEADSIGN = "Улица Тайная, дом 13"
TOKEN = "t0ken-of-a-canary-9f8e7d6c"  # noqa: S105  no secret, a word to be looked for
WRONG_PIN = "735114"
CANARIES = (NAME, "Канарейкин", SNILS, PHONE, PLATE, HEADSIGN, "Тайная", TOKEN, WRONG_PIN, PIN)


def spellings(word: str) -> set[bytes]:
    """A word as a program may have written it."""
    said = json.dumps(word)[1:-1].encode()
    plain = {word.encode(code, "ignore") for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp866")}
    return {*plain, said, quote(word).encode(), word.casefold().encode()}


def found(folder: Path, words: tuple[str, ...] = CANARIES) -> list[tuple[str, str]]:
    """Every file that holds one of the words, by name, and which."""
    contents = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert contents
    return [
        (str(file.relative_to(folder)), word)
        for file, content in contents.items()
        for word in words
        if any(spelling in content for spelling in spellings(word))
    ]


def hostile_updates() -> bytes:
    """A feed whose every id is somebody's name or number: one bus that is due here now."""
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.timestamp = SEVEN
    update = message.entity.add(id=NAME).trip_update
    update.trip.trip_id = f"{NAME}, {SNILS}"
    update.trip.route_id = PHONE
    update.trip.schedule_relationship = pb.TripDescriptor.ADDED
    update.vehicle.id, update.vehicle.label, update.vehicle.license_plate = SNILS, NAME, PLATE
    update.timestamp = SEVEN
    call = update.stop_time_update.add(stop_id="S2")
    call.departure.time = SEVEN + 30
    call.stop_time_properties.stop_headsign = HEADSIGN
    return bytes(message.SerializeToString())


def hostile_alerts() -> bytes:
    """An alert that names somebody."""
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.timestamp = SEVEN
    alert = message.entity.add(id=PHONE).alert
    alert.informed_entity.add(stop_id="S2")
    alert.header_text.translation.add(text=f"{NAME}, {PHONE}", language="ru")
    alert.url.translation.add(text=f"https://example.org/?key={TOKEN}")
    return bytes(message.SerializeToString())


@pytest.fixture
def program_log(tmp_path: Path, compiled_words: None) -> Iterator[None]:
    """The program's log as it writes it, everything in it."""
    handler = logging.FileHandler(tmp_path / log.FILE, encoding="utf-8")
    handler.setFormatter(log.Line())
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    yield
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


@pytest.fixture
def kiosk(
    qtbot: QtBot,
    glass: QPointingDevice,
    tmp_path: Path,
    program_log: None,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[WholeKiosk]:
    """One kiosk on hostile feeds whose addresses and headers hold a key."""
    shown: list[WholeKiosk] = []
    monkeypatch.setattr(HoldArea, "clock", staticmethod(lambda: shown[0].monotonic if shown else 0.0))
    with FeedServer() as server:
        server.on("/updates.pb", fake.serve(hostile_updates()))
        server.on("/alerts.pb", fake.serve(hostile_alerts()))
        server.on("/gone.pb", fake.status(403, TOKEN.encode()))
        server.on("/gtfs.zip", fake.serve(f"no feed, but the words of {NAME}".encode()))
        key = {"X-Api-Key": TOKEN}
        settings = Settings(
            Stop(("S2",), name="Проспект Филатова"),
            TimetableFeed(f"{server.url('/gtfs.zip')}?key={TOKEN}", headers=key),
            realtime=Realtime(
                trip_updates=(f"{server.url('/updates.pb')}?key={TOKEN}",),
                vehicle_positions=(f"{server.url('/gone.pb')}?key={TOKEN}",),
                alerts=(f"{server.url('/alerts.pb')}?key={TOKEN}",),
                poll_seconds=0.05,
                headers=key,
            ),
            display=Display(theme="day", fullscreen=False),
            services=Services(open_here=False, key_sound=False),
            maintenance=Maintenance(reboot_command=()),
        )
        kiosk = WholeKiosk(tmp_path, HandClock(), qtbot, glass, settings=settings)
        shown.append(kiosk)
        kiosk.live.start()
        yield kiosk
    for translator in kiosk.passenger.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)


def knock(kiosk: WholeKiosk, *pins: str) -> None:
    """The pattern of the door, and one PIN after the other until it opens."""
    name = kiosk.middle(kiosk.item("doorName"))
    kiosk.fingers.press(0, name)
    kiosk.fingers.wait(3.1)
    kiosk.fingers.release(0, name)
    for _ in range(2):
        kiosk.touch(kiosk.glass, kiosk.item("doorClock"))
    for pin in pins:
        kiosk.qtbot.waitUntil(lambda: kiosk.items("key-4") != [] and kiosk.item("key-4").isEnabled())
        for digit in pin:
            kiosk.touch(kiosk.glass, kiosk.item(f"key-{digit}"))
        QCoreApplication.processEvents()
    kiosk.qtbot.waitUntil(lambda: kiosk.items("close") != [] and kiosk.items("key-4") == [])


def test_nothing_that_people_or_feeds_say_is_in_any_file(kiosk: WholeKiosk) -> None:
    kiosk.qtbot.waitUntil(lambda: kiosk.items("row") != [], timeout=20_000)
    assert HEADSIGN in kiosk.words() or PHONE in kiosk.words()
    kiosk.touch(kiosk.glass, kiosk.item("services"))
    for words in (NAME, SNILS, PHONE, TOKEN):
        kiosk.screens.services.search(words)
    kiosk.navigation.open("board")
    kiosk.touch(kiosk.glass, kiosk.items("row")[0])
    kiosk.touch(kiosk.glass, kiosk.item("back"))
    kiosk.touch(kiosk.glass, kiosk.item("report"))
    kiosk.touch(kiosk.glass, kiosk.items("reportBus")[0])
    kiosk.navigation.open("board")
    knock(kiosk, WRONG_PIN, PIN)
    kiosk.touch(kiosk.glass, kiosk.item("close"))
    kiosk.live.stop()  # what is being downloaded lies there meanwhile, as it came
    held = found(kiosk.folder)
    kiosk.end()
    assert held == []
    assert found(kiosk.folder) == []
    with Reader(kiosk.folder / "usage.sqlite") as reader:
        entries = list(reader.entries(set(Purpose), 0, 2**40))
    names = [entry.event.name for entry in entries]
    assert {"screen_opened", "passenger_report", "alert_shown", "pin_refused", "maintenance_opened"} <= set(names)
    (report,) = [dict(entry.event.fields) for entry in entries if entry.event.name == "passenger_report"]
    assert (report["route"], report["vehicle"]) == ("other", "other")
    assert "answered 403" in (kiosk.folder / log.FILE).read_text("utf-8")
    assert "screen_opened" in (kiosk.folder / "usage.sqlite").read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("word", CANARIES)
def test_the_search_for_canaries_finds_them(tmp_path: Path, word: str) -> None:
    for number, spelling in enumerate(spellings(word)):
        (tmp_path / f"{number}").write_bytes(b"before" + spelling + b"after")
    assert len({name for name, _ in found(tmp_path, (word,))}) == len(spellings(word))
