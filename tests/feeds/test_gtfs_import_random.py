"""The importer against a plain reading of the same bytes, over feeds of any shape."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.feeds import gtfs_zip as gtfs_zip_module
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.gtfs_zip import GtfsError
from kiosk.feeds.timetable_file import TimetableFile
from tests.feeds.gtfs_reference import Reference, plain_calls
from tests.feeds.gtfs_zip import gtfs_zip

COLUMNS = ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence", "pickup_type", "stop_headsign")
IDS = ["1", "11", "1,1", '1"1', "S1", "S11", "xS1", "é", "T 1"]
DAY = date(2026, 3, 3)
SINCE = round(datetime(2026, 3, 3, tzinfo=ZoneInfo("Europe/Ulyanovsk")).timestamp())


@st.composite
def stop_times_rows(draw: st.DrawFn) -> list[dict[str, str]]:
    """Calls of trips whose ids contain one another, times ascending, rows of all trips shuffled."""
    rows = []
    for trip_id in draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=6, unique=True)):
        time = draw(st.integers(0, 60 * 3600))
        for sequence in sorted(draw(st.sets(st.integers(0, 300), min_size=1, max_size=12))):
            leave = time + draw(st.integers(0, 300))
            rows.append(
                {
                    "trip_id": trip_id,
                    "arrival_time": _clock(time),
                    "departure_time": _clock(leave),
                    "stop_id": draw(st.sampled_from(IDS)),
                    "stop_sequence": str(sequence),
                    "pickup_type": draw(st.sampled_from(["", "0", "1", "3"])),
                    "stop_headsign": draw(
                        st.sampled_from(["", "plain", "a,b", 'q"uote', "two\nlines", "  padded "])
                    ),
                }
            )
            time = leave + draw(st.integers(0, 900))
    return draw(st.permutations(rows)) if draw(st.booleans()) else rows


@st.composite
def stop_times_bytes(draw: st.DrawFn) -> bytes:
    """The rows as CSV: any order of columns, any quoting, CRLF or LF, with or without BOM."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text,
        draw(st.permutations(COLUMNS)),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writeheader()
    writer.writerows(draw(stop_times_rows()))
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.getvalue().encode()


@settings(deadline=None, max_examples=150)
@given(stop_times_bytes(), st.sets(st.sampled_from(IDS), min_size=1), st.sampled_from([64, 200, 1 << 17]))
def test_any_feed_reads_like_a_plain_reading_of_it(stop_times: bytes, stop_ids: set[str], chunk: int) -> None:
    """Whatever the order of rows and columns and the quoting (GTFS reference, file requirements)."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(gtfs_zip_module, "_INFLATED", chunk)
        feed = gtfs_zip(
            Path(folder) / "feed.zip",
            stops=[{"stop_id": stop_id, "stop_name": stop_id} for stop_id in IDS],
            trips=[{"trip_id": trip_id, "route_id": "R", "service_id": "D"} for trip_id in IDS],
            stop_times=stop_times,
        )
        expected = Reference(feed).calls(stop_ids, SINCE, SINCE + 86400)
        out = Path(folder) / "timetable.sqlite"
        try:
            import_gtfs(feed, sorted(stop_ids), out)
        except GtfsError as error:
            assert "No trip calls at stop" in str(error)  # noqa: PT017 - both ends are right, each has its proof
            assert not expected
            return
        assert plain_calls(TimetableFile(out).read(SINCE, SINCE + 86400)) == expected


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
