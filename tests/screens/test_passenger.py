"""What one passenger may choose, and that nothing of it is left for the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import paths
from kiosk.screens.passenger import Habits, Passenger
from kiosk.screens.translation import tr


@pytest.fixture
def passenger(qapp: object) -> Passenger:
    return Passenger(paths.resources() / "translations")


def test_words_follow_the_language_at_once(passenger: Passenger) -> None:
    assert tr("arriving") == "подъезжает"
    passenger.nextLanguage()
    assert tr("arriving") == "arriving"
    passenger.nextLanguage()
    assert tr("arriving") == "подъезжает"


def test_plurals_are_those_of_the_language(passenger: Passenger) -> None:
    russian = [tr("%n stop(s) away", "", n) for n in (1, 2, 5, 21)]
    passenger.nextLanguage()
    english = [tr("%n stop(s) away", "", n) for n in (1, 2)]
    assert russian == [
        "1 остановка до вас",
        "2 остановки до вас",
        "5 остановок до вас",
        "21 остановка до вас",
    ]
    assert english == ["1 stop away", "2 stops away"]


def test_text_sizes_go_round(passenger: Passenger) -> None:
    sizes = []
    for _ in range(4):
        sizes.append(passenger.textSize)
        passenger.nextTextSize()
    assert sizes == [0, 1, 2, 0]


def test_contrast_wins_over_the_sun(passenger: Passenger) -> None:
    assert passenger.theme == "day"
    passenger.set_daylight(False)
    assert passenger.theme == "night"
    passenger.toggleContrast()
    assert passenger.theme == "contrast"
    passenger.toggleContrast()
    assert passenger.theme == "night"


def test_the_habits_of_a_place_are_what_every_passenger_finds(qapp: object) -> None:
    habits = Habits(language="en", theme="contrast", text_size=1)
    passenger = Passenger(paths.resources() / "translations", habits)
    assert (passenger.language, passenger.textSize, passenger.theme) == ("en", 1, "contrast")
    assert not passenger.changed
    passenger.nextLanguage()
    passenger.nextTextSize()
    passenger.toggleContrast()
    assert (passenger.language, passenger.textSize, passenger.theme) == ("ru", 2, "day")
    passenger.reset()
    assert (passenger.language, passenger.textSize, passenger.theme) == ("en", 1, "contrast")


@pytest.mark.parametrize("theme", ["day", "night"])
def test_a_place_may_keep_one_theme_whatever_the_sun_does(qapp: object, theme: str) -> None:
    passenger = Passenger(paths.resources() / "translations", Habits(theme=theme))
    for daylight in (True, False):
        passenger.set_daylight(daylight)
        assert passenger.theme == theme


def test_the_sun_is_no_choice_of_a_passenger(passenger: Passenger) -> None:
    passenger.set_daylight(False)
    assert not passenger.changed
    passenger.toggleContrast()
    assert passenger.changed


def test_a_missing_translation_is_told_at_once(qapp: object, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"kiosk_ru\.qm is missing"):
        Passenger(tmp_path)
