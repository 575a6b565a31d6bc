"""What a screen knows of its stop before any timetable is there."""

from __future__ import annotations

from pathlib import Path

from kiosk.app.live import known_timetable
from kiosk.config.emergency import Emergency
from kiosk.config.settings import Settings, Stop, TimetableFeed
from kiosk.domain.timetable import Timetable
from kiosk.feeds.timetable_file import TimetableFile

NOON = 1_795_507_200
ADDRESS = Emergency(address="просп. Филатова, 1", address_en="1 Filatova Avenue")


def known(tmp_path: Path, stop: Stop, emergency: Emergency = ADDRESS) -> Timetable:
    settings = Settings(stop, TimetableFeed("feed.zip"), emergency=emergency)
    return known_timetable(settings, TimetableFile(tmp_path / "none.sqlite"), NOON)


def test_without_a_timetable_the_address_says_where_people_are(tmp_path: Path) -> None:
    stop = known(tmp_path, Stop(("filatova-1",))).stop
    assert (stop.stop_name.in_language("ru"), stop.stop_name.in_language("en")) == (
        "просп. Филатова, 1",
        "1 Filatova Avenue",
    )


def test_the_operator_s_name_of_the_stop_goes_before_the_address(tmp_path: Path) -> None:
    stop = known(tmp_path, Stop(("filatova-1",), name="Проспект Филатова")).stop
    assert stop.stop_name.in_language("ru") == "Проспект Филатова"


def test_nothing_is_invented_where_neither_is_known(tmp_path: Path) -> None:
    timetable = known(tmp_path, Stop(("filatova-1",)), Emergency())
    assert timetable.stop.stop_name.in_language("ru") == ""
    assert not timetable.trips
