"""The settings of the service menu: each can be changed, and none shows a secret."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from kiosk.config.difference import DOTS
from kiosk.config.edit import changed, checked
from kiosk.config.offered import changes, offered, restarts
from kiosk.domain.maintenance.setting import Kind, Setting
from tests.test_config_edit import WRITTEN

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = '{ Authorization = "CANARY1", "X.Key" = "env:GTFS_KEY" }'
TEXT = (
    WRITTEN.replace("headers = {}", f"headers = {SECRETS}", 1)
    .replace("trip_updates = []", 'trip_updates = "https://example.org/t?key=CANARY2"')
    .replace("alerts = []", 'alerts = ["a.pb", "b.pb"]')
    .replace('name = ""', 'name = "Старое имя"', 1)
)
ENVIRON = {"GTFS_KEY": "CANARY3"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(TEXT)
    return file


def found(file: Path) -> dict[str, Setting]:
    return {setting.key: setting for setting in offered(checked(TEXT, file, ENVIRON), tomllib.loads(TEXT))}


def test_no_secret_is_offered(file: Path) -> None:
    every = found(file)
    assert "CANARY" not in str(every)
    assert every["timetable.headers.Authorization"].value == DOTS
    assert every["timetable.headers.X.Key"].value == "env:GTFS_KEY"
    assert (every["realtime.trip_updates"].value, every["realtime.trip_updates"].typed) == (
        f"https://example.org/t?key={DOTS}",
        "",
    )
    assert every["realtime.alerts.1"].value == "b.pb"


@pytest.mark.parametrize(
    ("key", "typed", "place", "value"),
    [
        ("display.theme", "night", ("display", "theme"), "night"),
        ("display.text_size", "2", ("display", "text_size"), 2),
        ("display.languages", "ru", ("display", "languages"), ["ru"]),
        ("sound.volume_day", "35", ("sound", "volume_day"), 35),
        ("night.begin", "23:15", ("night", "begin"), "23:15"),
        ("timetable.gtfs", " feed.zip ", ("timetable", "gtfs"), "feed.zip"),
        ("realtime.vehicle_positions", "v.pb", ("realtime", "vehicle_positions"), ["v.pb"]),
        ("realtime.trip_updates", "", ("realtime", "trip_updates"), []),
        ("realtime.alerts.1", "c.pb", ("realtime", "alerts"), ["a.pb", "c.pb"]),
        ("timetable.headers.X.Key", "new", ("timetable", "headers", "X.Key"), "new"),
        ("realtime.headers", "Key: env:GTFS_KEY", ("realtime", "headers"), {"Key": "env:GTFS_KEY"}),
        ("display.info_line", "Сегодня ремонт", ("display", "info_line"), "Сегодня ремонт"),
        (
            "emergency.trunks.0.test_uri",
            "sip:echo@sip.example.org",
            ("emergency", "trunks", 0, "test_uri"),
            "sip:echo@sip.example.org",
        ),
    ],
)
def test_each_is_written_where_it_belongs(
    file: Path, key: str, typed: str, place: tuple[str | int, ...], value: object
) -> None:
    new, _ = changed(file, changes(found(file)[key], typed, tomllib.loads(TEXT)), ENVIRON)
    held: object = tomllib.loads(new)
    for step in place:
        held = held[step]  # type: ignore[index]
    assert held == value


def test_another_stop_loses_the_names_of_the_old_one(file: Path) -> None:
    _, settings = changed(file, changes(found(file)["stop.ids"], "S9", tomllib.loads(TEXT)), ENVIRON)
    assert (settings.stop.ids, settings.stop.name) == (("S9",), "")


def test_a_key_is_taken_out_by_typing_nothing(file: Path) -> None:
    wanted = changes(found(file)["timetable.headers.Authorization"], "", tomllib.loads(TEXT))
    new, _ = changed(file, wanted, ENVIRON)
    assert tomllib.loads(new)["timetable"]["headers"] == {"X.Key": "env:GTFS_KEY"}


@pytest.mark.parametrize("typed", ["", "Key", ": x", "Key:"])
def test_a_new_key_needs_a_name_and_a_value(file: Path, typed: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        changes(found(file)["realtime.headers"], typed, {})


def test_only_what_is_read_at_the_start_needs_one(file: Path) -> None:
    every = {key: setting for key, setting in found(file).items() if setting.kind is not Kind.PIN}
    typed = {Kind.CHOICE: "1", Kind.HEADER: "Key: 5"}
    without = {
        key
        for key, setting in every.items()
        if not restarts(changes(setting, typed.get(setting.kind, "5"), tomllib.loads(TEXT)))
    }
    assert without == {key for key in every if key.startswith(("display", "night", "sound"))}
