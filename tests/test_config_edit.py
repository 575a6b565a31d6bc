"""kiosk.toml changed by the service menu: what was right stays right, and nothing else moves."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kiosk.config.change import Change
from kiosk.config.difference import DOTS, Difference, Line, address_shown, changed_lines, differences
from kiosk.config.edit import changed, checked, edited
from kiosk.config.faults import ConfigError
from kiosk.config.offline import missing_authorities, unencrypted_keys
from kiosk.config.read import read
from tests.conftest import ROOT

DOCUMENTED = (ROOT / "resources" / "kiosk.toml").read_text()
WRITTEN = (
    DOCUMENTED.replace('# ids = ["73100257"]', 'ids = ["73100257"]  # ours')
    .replace('# gtfs = "', 'gtfs = "')
    .replace("# volume_day", "volume_day")
    .replace(
        "[maintenance]", '[[emergency.trunks]]\nname = "one"\nuri = "sip:112@sip.example.org"\n\n[maintenance]'
    )
)
SMALLEST = '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "https://example.org/gtfs.zip"\n'

VOLUME = Change(("sound", "volume_day"), 60)
THEME = Change(("display", "theme"), "night")
TEST = Change(("emergency", "trunks", 0, "test_uri"), "sip:echo@sip.example.org")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.toml"


def lines_gone_and_come(old: str, new: str) -> tuple[list[str], list[str]]:
    """Without the mask for secrets."""
    before, after = old.split("\n"), new.split("\n")
    return [row for row in before if row not in after], [row for row in after if row not in before]


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        (VOLUME, "volume_day = 80", "volume_day = 60"),
        (Change(("stop", "ids"), ["7", "8"]), 'ids = ["73100257"]  # ours', 'ids = ["7", "8"]  # ours'),
        (
            Change(("timetable", "headers"), {"Key": "env:KEY"}),
            "headers = {}",
            'headers = {Key = "env:KEY"}',
        ),
    ],
)
def test_a_value_is_replaced_and_the_comment_behind_it_stays(change: Change, gone: str, come: str) -> None:
    before, after = lines_gone_and_come(WRITTEN, edited(WRITTEN, [change]))
    assert before == ([gone] if WRITTEN.count(gone) == 1 else [])
    assert after == [come]


def test_a_key_that_stood_as_a_comment_comes_below_it() -> None:
    new = edited(DOCUMENTED, [Change(("stop", "ids"), ["7"])])
    assert '# ids = ["73100257"]\nids = ["7"]\n' in new


def test_a_key_that_was_left_out_comes_into_its_own_section() -> None:
    new = edited(SMALLEST, [Change(("stop", "direction"), "в сторону Центра")])
    assert new == SMALLEST.replace('["S1"]\n', '["S1"]\ndirection = "в сторону Центра"\n')


def test_a_section_that_was_left_out_comes_at_the_end() -> None:
    new = edited(SMALLEST, [VOLUME, Change(("sound", "volume_night"), 5)])
    assert new == SMALLEST + "\n[sound]\nvolume_day = 60\nvolume_night = 5\n"


def test_a_key_of_one_trunk_comes_to_that_trunk() -> None:
    two = WRITTEN.replace(
        "[maintenance]", '[[emergency.trunks]]\nname = "two"\nuri = "sip:112@b.example"\n[maintenance]'
    )
    data = tomllib.loads(edited(two, [Change(("emergency", "trunks", 1, "test_uri"), "sip:echo@b.example")]))
    assert "test_uri" not in data["emergency"]["trunks"][0]
    assert data["emergency"]["trunks"][1]["test_uri"] == "sip:echo@b.example"


def test_a_key_can_be_taken_out() -> None:
    assert "volume_day" not in tomllib.loads(edited(DOCUMENTED, [Change(("sound", "volume_day"), None)]))["sound"]


@pytest.mark.parametrize(
    "written",
    [
        'sound = { volume_day = 80 }\ndisplay.theme = "day"\n',
        'sound.volume_day = 80 # loud\n\n["display"]\n"theme" = "day"\n',
        "\n[sound]\nvolume_night = 1\n[display] # look\nwindow = [\n 1080, # wide\n 1920,\n]\n# theme = \n",
        'display = {}\n[sound]\n# volume_day = 3\n[storage]\n# theme = "x"\n',
    ],
)
def test_however_it_is_written_it_is_changed(written: str) -> None:
    new = tomllib.loads(edited(written, [VOLUME, THEME]))
    assert (new["sound"]["volume_day"], new["display"]["theme"]) == (60, "night")


def test_a_byte_order_mark_and_windows_line_ends_stay() -> None:
    windows = "\ufeff" + WRITTEN.replace("\n", "\r\n")
    new = edited(windows, [VOLUME, TEST])
    assert new == "\ufeff" + edited(WRITTEN, [VOLUME, TEST]).replace("\n", "\r\n")


def test_what_is_the_same_stays_to_the_byte() -> None:
    assert edited(WRITTEN, [Change(("display", "theme"), "auto")]) == WRITTEN


def test_a_place_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="should"):
        edited(WRITTEN, [Change(("emergency", "trunks", 7, "test_uri"), "sip:echo@b.example")])


def test_a_wrong_value_is_told_in_the_words_of_the_check_and_the_file_stays(file: Path) -> None:
    file.write_text(WRITTEN)
    before = file.stat()
    with pytest.raises(ConfigError) as caught:
        changed(file, [Change(("emergency", "trunks", 0, "test_uri"), "sip:112@sip.example.org")], {})
    (fault,) = caught.value.faults
    assert fault.what == "would call the emergency operator each day"
    assert str(file) in str(caught.value)
    assert (file.read_text(), file.stat().st_ino) == (WRITTEN, before.st_ino)
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("content", [b"", b"[stop", b"\xff\xfe[\0s", b"x" * (2**20 + 1), None])
def test_a_file_that_is_none_is_not_changed(file: Path, content: bytes | None) -> None:
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError):
        changed(file, [VOLUME], {})
    assert (file.read_bytes() if content is not None else None) == content


def test_a_path_still_means_what_it_means_in_the_file(file: Path) -> None:
    settings_ = checked(SMALLEST.replace("https://example.org/gtfs.zip", "feeds/gtfs.zip"), file, {})
    assert settings_.timetable.gtfs == str(file.parent / "feeds" / "gtfs.zip")


def test_what_can_be_said_without_the_network(file: Path) -> None:
    text = SMALLEST + 'ca_file = "none.pem"\nheaders = { Key = "abc" }\n'
    found = checked(text.replace("https", "http"), file, {})
    assert [fault.key for fault in missing_authorities(found)] == ["timetable.ca_file"]
    assert [fault.key for fault in unencrypted_keys(found)] == ["timetable.headers"]
    assert not list(unencrypted_keys(checked(text, file, {})))


PLACES = st.sampled_from(
    [
        ("display", "theme"),
        ("display", "info_line"),
        ("display", "idle_seconds"),
        ("display", "languages"),
        ("sound", "volume_day"),
        ("night", "begin"),
        ("stop", "ids"),
        ("timetable", "gtfs"),
        ("timetable", "headers"),
        ("timetable", "headers", "Key"),
        ("realtime", "alerts"),
        ("emergency", "trunks", 0, "test_uri"),
        ("nowhere", "x"),
    ]
)
HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        '"',
        "'''",
        '"""\n[stop]\nids=["x"]',
        "\\",
        "\x00",
        "\ud800",
        "env:HOME",
        "javascript:1",
        "a\nb = 1",
        "\x7f",
        "\u202e",
    ]
)
VALUES = (
    HOSTILE
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.none()
    | st.lists(HOSTILE, max_size=3)
    | st.dictionaries(HOSTILE, HOSTILE, max_size=2)
)
NOISE = st.sampled_from(
    [
        "",
        '\n# a comment with = and """ and [brackets]\n',
        "\n\n   # x\n",
        '\nname_en = """\n[sound]\n# no"""\n',
        "\t\n",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=3), NOISE, st.sampled_from([WRITTEN, SMALLEST]))
@example([(("timetable", "headers"), {"a": '"'})], "", WRITTEN)
def test_a_right_file_stays_right_or_is_refused(
    file: Path, wanted: list[tuple[tuple[str | int, ...], Any]], noise: str, text: str
) -> None:
    """Every comment and every other value is still there, to the byte."""
    start = text.replace("[timetable]\n", f"{noise}[timetable]\n", 1)
    file.write_text(start, newline="")
    changes = [Change(place, value) for place, value in wanted]
    try:
        new, found = changed(file, changes, {"HOME": "/"})
    except ConfigError:
        assert file.read_text() == start
        return
    file.write_text(new, newline="")
    assert read(file, {"HOME": "/"}) == found
    touched = {change.place[0] for change in changes}
    before, after = tomllib.loads(start), tomllib.loads(new)
    assert {key: value for key, value in before.items() if key not in touched} == {
        key: value for key, value in after.items() if key not in touched
    }
    comments = [row for row in start.split("\n") if row.lstrip().startswith("#")]
    left = iter(new.split("\n"))
    assert all(comment in left for comment in comments)
    differences(start, new)
    changed_lines(start, new)


def test_the_difference_names_each_key_with_its_old_and_new_value() -> None:
    new = edited(WRITTEN, [VOLUME, TEST])
    assert set(differences(WRITTEN, new)) == {
        Difference("emergency.trunks.0.test_uri", None, "sip:echo@sip.example.org"),
        Difference("sound.volume_day", "80", "60"),
    }
    assert Line("-", "volume_day = 80") in changed_lines(WRITTEN, new)
    assert Line("+", "volume_day = 60") in changed_lines(WRITTEN, new)
    assert len(changed_lines(WRITTEN, new)) == 3


def test_no_secret_is_in_the_difference() -> None:
    old = SMALLEST + 'headers = { Key = "CANARY1", Other = "env:NAME" }\n[realtime.headers]\nX = """\nCANARY2"""\n'
    new = edited(
        old,
        [
            Change(("timetable", "headers", "Key"), 'CANARY3"'),
            Change(("realtime", "headers", "X"), "CANARY4"),
            Change(("timetable", "gtfs"), "https://me:CANARY5@example.org/x?key=CANARY6&a=CANARY7"),
        ],
    )
    told = f"{differences(old, new)}{changed_lines(old, new)}"
    assert "CANARY" not in told
    assert "env:NAME" in told
    assert DOTS in told


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("https://example.org/a?token=x&v=2", f"https://example.org/a?token={DOTS}&v={DOTS}"),
        ("https://example.org/a?x", f"https://example.org/a?{DOTS}"),
        ("https://u:p@example.org/a", f"https://{DOTS}@example.org/a"),
        ("feeds/gtfs.zip", "feeds/gtfs.zip"),
    ],
)
def test_an_address_is_shown_without_its_keys(address: str, shown: str) -> None:
    assert address_shown(address) == shown
