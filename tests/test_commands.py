"""The small parts of the command line: words, hostile text, progress, the choice of a platform."""

from __future__ import annotations

import argparse
import io
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.commands import moments
from kiosk.commands.progress import progress
from kiosk.commands.run import choose_platform
from kiosk.commands.terminal import plain

ULYANOVSK = ZoneInfo("Europe/Ulyanovsk")


@given(text=st.text(), longest=st.integers(1, 50))
def test_any_text_is_one_short_line_a_terminal_prints_as_it_is(text: str, longest: int) -> None:
    shown = plain(text, longest)
    assert len(shown) <= longest
    assert shown.isprintable()


def test_ordinary_text_is_left_alone() -> None:
    assert plain("проспект Филатова, 30 «Б»") == "проспект Филатова, 30 «Б»"
    assert plain("a\tb\r\nc") == "a b c"
    assert plain("x" * 1000, 10) == "x" * 9 + "…"


def test_a_moment_without_an_offset_is_the_wall_clock_of_the_stop() -> None:
    expected = datetime(2026, 11, 22, 4, 30, tzinfo=UTC).timestamp()
    for word in ("2026-11-22T08:30", "2026-11-22 08:30:00", "2026-11-22T04:30:00Z", "20261122T083000+0400"):
        assert moments.instant(moments.moment(word), ULYANOVSK) == expected


@given(word=st.text(max_size=30) | st.datetimes().map(lambda when: when.isoformat()))
def test_any_word_is_a_moment_or_refused(word: str) -> None:
    refusal = ""
    try:
        when = moments.moment(word)
    except argparse.ArgumentTypeError as error:
        refusal = str(error)
    else:
        assert 0 < moments.instant(when, ULYANOVSK) < 10**12
    assert not refusal or "is not a date" in refusal or "outside the years" in refusal


@pytest.mark.parametrize(
    "word", ["1080", "1080x", "x1920", "10x10", "-1080x1920", "1080x99999", "١٠٨٠x1920", "axb"]
)
def test_a_size_that_is_no_window_is_refused(word: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is not a size"):
        moments.window(word)


def test_a_window_has_a_width_and_a_height() -> None:
    assert moments.window("1080x1920") == moments.window("1080X1920") == (1080, 1920)


def test_long_work_tells_of_itself_line_by_line_where_nobody_draws() -> None:
    stream = io.StringIO()
    with progress(stream) as tell:
        tell("stops.txt", 1.0)
        for percent in range(0, 101, 5):
            tell("stop_times.txt", percent / 100)
        tell("trips.txt", 0.9)
        tell("trips.txt", 1.0)
    assert stream.getvalue().splitlines() == [
        "stop_times.txt 0%",
        "stop_times.txt 25%",
        "stop_times.txt 50%",
        "stop_times.txt 75%",
        "trips.txt 90%",
    ]


def test_a_terminal_gets_a_bar_that_is_gone_afterwards() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    with progress(terminal) as tell:
        tell("stop_times\x1b.txt [bold]", 0.5)
        tell("done", 1.0)
    assert "\x1b.txt" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")


@pytest.mark.parametrize(
    ("environ", "desktop"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ""}, False),
        ({"QT_QPA_PLATFORM": "eglfs"}, True),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, False),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, False),
    ],
)
def test_without_a_desktop_the_screen_is_drawn_off_screen(
    environ: dict[str, str], desktop: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    named = "QT_QPA_PLATFORM" in environ
    assert choose_platform(environ) is desktop
    assert environ.get("QT_QPA_PLATFORM") == "offscreen" or desktop or named
    assert ("no desktop" in capsys.readouterr().err) is (not desktop and not named)
