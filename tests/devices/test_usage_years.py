"""Three years of a busy stop, compressed: the file stays small, and every page of the menu gets its answer."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.devices.usage.reader import Reader
from kiosk.devices.usage.rows import noted
from kiosk.domain.usage.catalogue import Purpose
from tests.devices.usage_files import DAY, LOST, MEGABYTE, gaps, keeper
from tests.devices.usage_years import A_DAY, BEGAN, BINS, FIRST_DAY, ROUTES, YEARS_DAYS, fill

RAW = 3
MUST_MEGABYTES = 100


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("years") / "usage.sqlite"
    fill(made, raw_days=RAW, alike=14)
    return made


@pytest.fixture
def file(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path))


def test_three_years_are_small_and_complete(file: Path) -> None:
    assert file.stat().st_size < MUST_MEGABYTES * MEGABYTE
    with Reader(file) as reader:
        facts = reader.facts()
        year = reader.hours(BEGAN - 365 * DAY, BEGAN)
        scores = reader.scores(FIRST_DAY - timedelta(days=365), FIRST_DAY)
    assert facts.events == RAW * A_DAY
    assert facts.hours > 20 * YEARS_DAYS
    assert sum(one.count for one in year) == 365 * A_DAY
    assert len(scores) == 365 * len(ROUTES) * len(BINS)


def test_a_day_in_the_life_of_a_full_file(file: Path) -> None:
    """What is three years and a day old goes, the rest stays, and the file does not grow."""
    size = file.stat().st_size
    life = keeper(file)
    now = BEGAN + 2 * DAY
    assert life.write([noted(LOST, now)], now)
    while life.tidy(now):
        pass
    life.close()
    with Reader(file) as reader:
        assert not reader.hours(0, now - 1096 * DAY - 3600)
        assert sum(1 for _ in reader.entries(tuple(Purpose), 0, 2 * now)) == RAW * A_DAY + 1
    assert file.stat().st_size <= size + MEGABYTE
    assert not gaps(file)
