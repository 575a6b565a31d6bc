"""How long what is kept, and that a file which must not grow does not."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.devices.usage import log as usage_log
from kiosk.devices.usage import mixing, retention
from kiosk.devices.usage.log import UsageLog
from kiosk.devices.usage.opening import opened
from kiosk.devices.usage.reader import Reader
from kiosk.devices.usage.rows import Tally, noted
from kiosk.devices.usage.store import Writer
from kiosk.domain.usage.catalogue import SCREENS, Purpose, event
from kiosk.domain.usage.entries import Scored
from tests.devices.usage_disk import until
from tests.devices.usage_files import (
    ALL,
    BACK,
    CALL_ENDED,
    DAY,
    EVER,
    HOUR,
    LOST,
    MEGABYTE,
    NOW,
    OPENED,
    PATIENCE,
    PIN_SET,
    entries,
    gaps,
    integrity,
    keep,
    keeper,
    names,
    rows,
)

TODAY = date(2026, 11, 22)
DAYS = {
    Purpose.USAGE: 30,
    Purpose.REPORT: 30,
    Purpose.OPERATION: 30,
    Purpose.AUDIT: 365,
    Purpose.EMERGENCY: 90,
}
AGES = st.lists(st.tuples(st.sampled_from(ALL), st.integers(-5, 1200)), min_size=1, max_size=40)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "usage.sqlite"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ages=AGES, bite=st.sampled_from((1, 3, 500)))
def test_each_purpose_is_kept_for_its_days(
    tmp_path_factory: pytest.TempPathFactory, ages: list[tuple[object, int]], bite: int
) -> None:
    """Whatever was written in whatever order; in bites of any size."""
    file = tmp_path_factory.mktemp("kept") / "usage.sqlite"
    with (
        pytest.MonkeyPatch.context() as patch,
        closing(opened(file, Writer("b", "1"), look_through=False)) as store,
    ):
        patch.setattr(retention, "BITE", bite)
        items = [noted(one, NOW - days * DAY) for one, days in ages]  # type: ignore[arg-type]
        store.write(items)
        while (gone := retention.forget(store, NOW)) > 0:
            assert gone <= bite
    left = Counter((entry.event.name, entry.at) for entry in entries(file))
    assert left == Counter(
        (item.event.name, item.at) for item in items if item.at >= NOW - DAYS[item.event.purpose] * DAY
    )
    with Reader(file) as reader:
        hours = Counter({(one.hour, one.name): one.count for one in reader.hours(-EVER, EVER)})
    kept = (item for item in items if item.at // HOUR >= (NOW - 1096 * DAY) // HOUR)
    assert hours == Counter((item.at - item.at % HOUR, item.event.name) for item in kept)


def test_sums_of_predictions_are_kept_for_three_years(file: Path) -> None:
    life = keeper(file)
    days = [TODAY - timedelta(days=days) for days in (0, 1095, 1096, 1097, 2000)]
    assert life.write([Tally(tuple(Scored(day, "30", "3-6", 1) for day in days), NOW)], NOW)
    while life.tidy(NOW):
        pass
    life.close()
    with Reader(file) as reader:
        assert sorted(one.day for one in reader.scores(date.min, date.max)) == sorted(days[:3])


def test_nothing_is_forgotten_by_a_clock_that_is_not_sure(file: Path) -> None:
    keep(file, *ALL)
    life = keeper(file)
    assert life.open()
    while life.tidy(None):
        pass
    life.close()
    assert len(entries(file)) == len(ALL)


def test_a_file_beyond_its_cap_is_cut_back_and_shrinks(file: Path) -> None:
    cap = MEGABYTE
    life = keeper(file, cap=cap)
    assert life.write([noted(PIN_SET, NOW), noted(CALL_ENDED, NOW)], NOW)
    for hour in range(60):
        assert life.write([noted(OPENED, NOW + hour * HOUR)] * 400, NOW)
    assert file.stat().st_size > 1.4 * cap
    while life.tidy(None):
        pass
    assert life.write([noted(BACK, NOW)], NOW)
    life.close()
    assert file.stat().st_size <= 1.3 * cap
    assert {"pin_set", "emergency_state"} <= set(names(file)), "what matters is not cut back"
    usage = entries(file, Purpose.USAGE)
    assert usage[-1].at >= NOW - HOUR + 59 * HOUR
    ((why, events),) = gaps(file)
    assert (why, events) == ("cut-back", 24_000 - len(usage))
    with Reader(file) as reader:
        assert sum(one.count for one in reader.hours(0, EVER, names=("screen_opened",))) == 24_000
    assert integrity(file) == "ok"


def test_hours_are_cut_back_when_no_events_are_left(file: Path) -> None:
    keep(file, OPENED, at=NOW - 3 * DAY)
    keep(file, OPENED)
    with closing(opened(file, Writer("b", "1"), look_through=False)) as store:
        assert retention.cut_back(store) == (2, 2)
        assert retention.cut_back(store) == (2, 0)
        assert retention.cut_back(store) == (0, 0)


def test_what_passengers_did_in_an_hour_lies_in_no_order_afterwards(file: Path) -> None:
    """It is dealt out anew among its own numbers; nothing else moves, and nothing is lost."""
    screens = [event("screen_opened", screen=screen) for screen in SCREENS.words] * 5
    life = keeper(file)
    now = NOW + 2 * HOUR
    assert life.write([noted(one, NOW) for one in (LOST, *screens, PIN_SET)], NOW)
    assert life.write([noted(one, now) for one in (BACK, *screens, BACK)], now)
    before = entries(file)
    while life.tidy(now):
        pass
    after = entries(file)
    for first, end in ((1, 51), (53, 103)):
        assert [entry.event for entry in before[first:end]] == screens
    assert [entry.event for entry in after[1:51]] != screens
    assert Counter(entry.event for entry in after[1:51]) == Counter(screens)
    assert [(entry.seq, entry.at, entry.boot) for entry in after] == [
        (entry.seq, entry.at, entry.boot) for entry in before
    ]
    assert [after[0], *after[51:]] == [before[0], *before[51:]], (
        "the hour that is not over, and what has exact times"
    )
    assert life.tidy(now + HOUR)
    assert [entry.event for entry in entries(file)[53:103]] != screens
    mixed = entries(file)
    while life.tidy(now + 3 * HOUR):
        pass
    life.close()
    assert entries(file) == mixed, "what is mixed stays as it is"
    keep(file, BACK)
    assert not gaps(file), "its checksums are right"


def test_a_single_report_is_dealt_out_among_the_rest_of_its_hour(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mixing, "_DICE", Random(1))
    report = event("passenger_report", about="cold", feed="live")
    life = keeper(file)
    assert life.write([noted(one, NOW) for one in (LOST, report, *[OPENED] * 200, BACK)], NOW)
    while life.tidy(NOW + HOUR):
        pass
    life.close()
    (kept,) = entries(file, Purpose.REPORT)
    assert kept.event == report
    assert kept.seq not in (1, 2, 203)
    assert len(entries(file, Purpose.USAGE)) == 200
    assert integrity(file) == "ok"


def test_what_is_forgotten_is_not_in_the_file_any_more(file: Path) -> None:
    keep(file, event("screen_opened", screen="pocket"), at=NOW - 40 * DAY)
    keep(file, *[OPENED] * 10, at=NOW)
    before = file.read_bytes().count(b'{"screen":"pocket"}')
    life = keeper(file)
    while life.tidy(NOW):
        pass
    life.close()
    assert file.read_bytes().count(b'{"screen":"pocket"}') == before - 1, "the sums of its hour stay"


def test_kinds_that_are_counted_no_more_are_dropped(file: Path) -> None:
    keep(file, LOST, at=NOW - 1200 * DAY)
    life = keeper(file)
    assert life.write([noted(BACK, NOW)], NOW)
    while life.tidy(NOW):
        pass
    assert life.write([noted(LOST, NOW), noted(BACK, NOW)], NOW)
    life.close()
    assert [row[0] for row in rows(file, "SELECT name FROM kinds ORDER BY name")] == ["feed_back", "feed_lost"]
    with Reader(file) as reader:
        assert {one.name: one.count for one in reader.hours(0, EVER)} == {"feed_back": 2, "feed_lost": 1}


def test_the_running_log_tidies_by_itself(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file, LOST, at=NOW - 31 * DAY)
    monkeypatch.setattr(usage_log, "FIRST_TIDYING", 0.0)
    log = UsageLog(file, boot_id="", version="1.0")
    log.record(BACK, NOW)
    log.start()
    assert log.flush(PATIENCE)
    until(lambda: "feed_lost" not in names(file))
    log.stop()
    assert names(file) == ["feed_back"]
