"""kiosk.toml: what may stand in it, and what a technician is told about what may not."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kiosk.config import manuals
from kiosk.config.faults import ConfigError, ConfigFault
from kiosk.config.lines import line_of, lines
from kiosk.config.read import read
from kiosk.config.settings import Display, Realtime, Settings, Stop, TimetableFeed
from kiosk.config.toml_file import LARGEST
from kiosk.domain.text import Text
from tests.conftest import ROOT

SMALLEST = '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "https://example.org/gtfs.zip"\n'
DOCUMENTED = ROOT / "resources" / "kiosk.toml"
WITHOUT_DEFAULT = ("brightness_day", "brightness_night", "volume_day", "volume_night")
"""Keys that stand there as a comment: left out, they mean that nothing is touched."""
SECTIONS = {section.name: get_type_hints(Settings)[section.name] for section in dataclasses.fields(Settings)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.toml"


def faults(file: Path, content: str | bytes, environ: Mapping[str, str] | None = None) -> tuple[ConfigFault, ...]:
    """What is told about a file with this content."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError) as caught:
        read(file, environ or {})
    return caught.value.faults


def test_two_keys_are_enough(file: Path) -> None:
    file.write_text(SMALLEST)
    expected = Settings(Stop(("S1",)), TimetableFeed("https://example.org/gtfs.zip"))
    assert read(file, {}) == expected


def test_every_key_can_be_set(file: Path, tmp_path: Path) -> None:
    file.write_text(
        """
        [stop]
        ids = ["S1", "S2"]
        name = "проспект Филатова"
        direction = "в сторону Центра"
        [timetable]
        gtfs = "feeds/gtfs.zip"
        refresh_minutes = 30
        ca_file = "/etc/ca.pem"
        headers = { Authorization = "env:KEY", Accept = "*/*" }
        [realtime]
        trip_updates = "https://example.org/tu"
        vehicle_positions = ["https://example.org/vp", "vp.pb"]
        poll_seconds = 5
        [display]
        language = "en"
        theme = "contrast"
        window = [800, 600]
        [storage]
        data_dir = "data"
        log_level = "debug"
        """
    )
    found = read(file, {"KEY": "Bearer 1"})
    assert found.stop.ids == ("S1", "S2")
    assert found.timetable.gtfs == str(tmp_path / "feeds/gtfs.zip")
    assert found.timetable.ca_file == Path("/etc/ca.pem")
    assert found.timetable.headers == {"Authorization": "Bearer 1", "Accept": "*/*"}
    assert found.realtime.trip_updates == ("https://example.org/tu",)
    assert found.realtime.vehicle_positions == ("https://example.org/vp", str(tmp_path / "vp.pb"))
    assert found.realtime.poll_seconds == 5
    assert found.display == Display(language="en", theme="contrast", window=(800, 600))
    assert found.storage.data_dir == tmp_path / "data"
    assert "Bearer" not in repr(found)


def test_the_page_of_the_stop_names_it(file: Path) -> None:
    address = "https://transport.example.org/stops/{stop_id}?side=centre"
    file.write_text(SMALLEST.replace("[stop]", f'[stop]\npocket_url = "{address}"').replace("S1", "S 1/ю"))
    assert read(file, {}).stop.pocket == "https://transport.example.org/stops/S%201%2F%D1%8E?side=centre"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("transport.example.org", "is no whole http or https address"),
        ("ftp://example.org/", "is no whole http or https address"),
        ("https:///stops", "is no whole http or https address"),
        ("javascript:alert(1)", "is no whole http or https address"),
        ("https://example.org/{stop}", "holds a character that no address has"),
        ("https://example.org/остановка", "holds a character that no address has"),
        ("https://example.org/a b", "holds a character that no address has"),
        ("https://example.org/" + "a" * 200, "too long for a code"),
    ],
)
def test_a_page_of_the_stop_that_no_telephone_opens_is_refused(file: Path, address: str, why: str) -> None:
    (fault,) = faults(file, SMALLEST.replace("[stop]", f'[stop]\npocket_url = "{address}"'))
    assert fault.key == "stop.pocket_url"
    assert why in fault.what


def test_the_settings_are_read_the_same_with_a_byte_order_mark_and_crlf(file: Path) -> None:
    """Some editors save so."""
    file.write_bytes(b"\xef\xbb\xbf" + SMALLEST.replace("\n", "\r\n").encode())
    assert read(file, {}).stop.ids == ("S1",)


@pytest.mark.parametrize("at", ["4:10", "24:00", "04:60", "04:10:00", "never", " "])
def test_the_hour_of_the_planned_restart_is_a_time_of_the_day_or_none(file: Path, at: str) -> None:
    (fault,) = faults(file, f'{SMALLEST}\n[maintenance]\nrestart_at = "{at}"\n')
    assert (fault.key, fault.what) == ("maintenance.restart_at", "is no time of the day")
    file.write_text(f'{SMALLEST}\n[maintenance]\nrestart_at = ""\n')
    assert read(file, {}).maintenance.restart_time is None


def test_every_fault_is_told_at_once_with_its_key_line_and_remedy(file: Path) -> None:
    told = faults(
        file,
        """[stop]
ids = []
nam = "x"
[realtime]
poll_seconds = 0.5
deadline_seconds = nan
max_megabytes = 8.5
alerts = "javascript:alert(1)"
[display]
theme = "dark"
text_size = "large"
poll_seconds = 3
window = [10, 20000]
fullscreen = 1
[displays]
[storage]
data_dir = 2026-11-22
""",
    )
    assert [(fault.line, fault.key) for fault in told] == [
        (None, "timetable.gtfs"),
        (2, "stop.ids"),
        (3, "stop.nam"),
        (5, "realtime.poll_seconds"),
        (6, "realtime.deadline_seconds"),
        (7, "realtime.max_megabytes"),
        (8, "realtime.alerts"),
        (10, "display.theme"),
        (11, "display.text_size"),
        (12, "display.poll_seconds"),
        (13, "display.window.0"),
        (13, "display.window.1"),
        (14, "display.fullscreen"),
        (15, "displays"),
        (17, "storage.data_dir"),
    ]
    assert all(fault.what and fault.remedy for fault in told)
    remedies = {fault.key: fault.remedy for fault in told}
    assert "name" in remedies["stop.nam"]
    assert remedies["realtime.poll_seconds"] == "The smallest is 1"
    assert "'contrast'" in remedies["display.theme"]
    assert "[realtime]" in remedies["display.poll_seconds"]
    assert "display" in remedies["displays"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("javascript:alert(1)", "begins with javascript:"),
        ("view-source:https://example.org/", "begins with view-source:"),
        ("ftp://example.org/gtfs.zip", "begins with ftp:"),
        ("https://", "is not a whole address"),
        ("http:/example.org", "is not a whole address"),
        ("https://example.org:port/", "is not a whole address"),
        ("  ", "is empty"),
        ("", "is empty"),
    ],
)
def test_an_address_nobody_can_fetch_is_refused(file: Path, address: str, why: str) -> None:
    told = faults(file, f'[stop]\nids = ["S1"]\n[timetable]\ngtfs = "{address}"\n')
    assert [(fault.key, fault.line) for fault in told] == [("timetable.gtfs", 4)]
    assert why in told[0].what


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("rotation", "45", "is none of the allowed numbers. Use 0, 90, 180 or 270."),
        ("rotation", '"90"', "is none of the allowed numbers. Use 0, 90, 180 or 270."),
        ("theme", '"dusk"', "is none of the allowed words. Use 'auto', 'day', 'night' or 'contrast'."),
    ],
)
def test_what_is_allowed_is_told_by_what_it_is(file: Path, key: str, value: str, said: str) -> None:
    (fault,) = faults(file, SMALLEST + f"[display]\n{key} = {value}\n")
    assert str(fault).endswith(f"display.{key} {said}")


@pytest.mark.parametrize("name", manuals.INSTALLED)
def test_who_is_to_read_on_is_told_a_file_that_is_there(name: str) -> None:
    """In a checkout; at a stop the package has it where `kiosk` then says."""
    assert (ROOT / manuals.manual(name)).is_file()
    assert manuals.manual(name, frozen=True) == manuals.INSTALLED[name]
    assert any(manuals.manual(name) in sentence for sentence in (manuals.KEYS, manuals.SERVICES))


def test_an_address_is_never_repeated_because_it_may_hold_a_key(file: Path) -> None:
    told = faults(file, '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "https://:x/?key=SECRET"\n')
    assert "SECRET" not in str(told)


def test_a_secret_that_is_not_set_is_asked_for_by_name(file: Path) -> None:
    told = faults(file, SMALLEST + 'headers = { Authorization = "env:KEY" }\n')
    assert "KEY" in told[0].what
    assert told[0].line == 5


def test_a_header_cannot_smuggle_another_one_in(file: Path) -> None:
    """RFC 9110, 5.5: no CR, LF or NUL in a field value."""
    told = faults(file, SMALLEST + 'headers = { A = "x\\r\\nB: y", "C D" = "z" }\n')
    assert [fault.key for fault in told] == ["timetable.headers.A", "timetable.headers.C D"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "missing"),
        (b"[stop\nids", "line 1"),
        (SMALLEST.encode()[:30], "TOML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "UTF-8"),
        (b"a = 1\nb = \xff", "line 2"),
        (b"# " + b"x" * LARGEST, "larger"),
        (b"a = " + b"[" * 100_000, "nested"),
        (b"a = " + b"9" * 5000, "TOML"),
        (b"[stop]\nids = 0x" + b"f" * 5000, "stop.ids"),
        (b"stop = 5", "not a section"),
    ],
)
def test_what_is_no_settings_file_at_all_is_one_sentence_more(file: Path, content: bytes, word: str) -> None:
    """Empty, half-written, binary, huge."""
    assert any(word in str(fault) for fault in faults(file, content))


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, word in (
        ("absent", "No such file"),
        ("", "not a file"),
        ("pipe", "not a file"),
        ("\0", "cannot be"),
    ):
        with pytest.raises(ConfigError, match=word):
            read(tmp_path / name, {})


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")))
def test_any_bytes_give_faults_never_a_trace(file: Path, content: bytes) -> None:
    assert faults(file, content)


VALUES = st.recursive(
    st.none().map(lambda _: "2026-11-22")
    | st.booleans().map(lambda value: str(value).lower())
    | st.integers().map(str)
    | st.floats().map(repr)
    | st.text("abc:/env'\\ яx", max_size=12).map(lambda text: '"' + text.replace("\\", "\\\\") + '"'),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=2).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        )
    ),
    max_leaves=4,
)
KEYS = st.sampled_from([key.name for section in SECTIONS.values() for key in dataclasses.fields(section)] + ["x"])


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    sections=st.dictionaries(
        st.sampled_from(["stop", "timetable", "realtime", "display", "emergency", "storage", "other"]),
        st.dictionaries(KEYS, VALUES, max_size=4),
    )
)
@example(sections={"stop": {"ids": '["a"]'}, "timetable": {"gtfs": '"x"'}, "display": {"window": "[400, 400]"}})
def test_any_toml_gives_settings_or_faults_on_lines_that_exist(
    file: Path, sections: dict[str, dict[str, str]]
) -> None:
    text = "".join(
        f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in table.items())
        for name, table in sections.items()
    )
    file.write_text(text)
    told: tuple[ConfigFault, ...] = ()
    try:
        read(file, {})
    except ConfigError as error:
        told = error.faults
    for fault in told:
        assert "\n" not in str(fault)
        assert fault.line is None or 1 <= fault.line <= text.count("\n")
        # A fault of a key that stands in the file has the line of this very key.
        section, _, key = fault.key.partition(".")
        if key.split(".")[0] in sections.get(section, {}):
            assert fault.line is not None
            assert text.splitlines()[fault.line - 1].startswith(f"{key.split('.')[0]} = ")


def test_lines_are_found_whatever_the_values_hold() -> None:
    toml = (
        'a = """\n[x]\nb = 1\n"""\n"k.e" = [\n  "]", # ]\n  { c = 1 },\n]\n[t."u v"]\n'
        "'q' = '''\n'''\nd.e = { f = 1 } # x = 1\n[[list]]\ng = 2026-11-22 10:00:00\n[end]"
    )
    tomllib.loads(toml)
    assert dict(lines(toml)) == {
        ("a",): 1,
        ("k.e",): 5,
        ("t", "u v"): 9,
        ("t", "u v", "q"): 10,
        ("t", "u v", "d", "e"): 12,
        ("list",): 13,
        ("list", "0"): 13,
        ("list", "0", "g"): 14,
        ("end",): 15,
    }
    assert line_of(("t", "u v", "d", "e", "f"), lines(toml)) == 12
    assert line_of(("z",), lines(toml)) is None


def documented() -> str:
    """resources/kiosk.toml with the two keys set that have no default."""
    return DOCUMENTED.read_text(encoding="utf-8").replace("# ids", "ids").replace("# gtfs", "gtfs")


def test_the_documented_file_names_every_key_and_only_those() -> None:
    text = documented()
    for name in WITHOUT_DEFAULT:
        text = text.replace(f"# {name} = ", f"{name} = ")
    assert {section: set(table) for section, table in tomllib.loads(text).items()} == {
        name: {key.name for key in dataclasses.fields(section)} - {"trunks"} for name, section in SECTIONS.items()
    }  # the trunks stand there as an example


def test_the_documented_values_are_the_defaults(file: Path) -> None:
    file.write_text(documented())
    found = read(file, {})
    assert found == Settings(found.stop, found.timetable)
    assert found.stop == Stop(found.stop.ids)
    assert found.timetable == TimetableFeed(found.timetable.gtfs)


def test_the_documented_limits_are_the_limits() -> None:
    text = DOCUMENTED.read_text(encoding="utf-8")
    for title, section in SECTIONS.items():
        parts = text.partition(f"\n[{title}]\n")[2].split("\n\n")
        for name, hint in get_type_hints(section, include_extras=True).items():
            for limit in (
                limit for part in (hint, *get_args(hint)) for limit in getattr(part, "__metadata__", ())
            ):
                said = next(part for part in parts if f"\n{name} = " in part or f"\n# {name} = " in part)
                if name != "text_size":  # its three values are named one by one
                    assert f"({limit.low:g} to {limit.high:.0f})" in said, name


def test_the_documented_file_says_itself_what_to_set_first(file: Path) -> None:
    told = faults(file, DOCUMENTED.read_text(encoding="utf-8"))
    assert [fault.key for fault in told] == ["stop.ids", "timetable.gtfs"]


def test_a_name_of_the_operator_wins_over_the_feeds() -> None:
    feed = Text("Filatova Ave")
    assert Stop(("S",)).named(feed) == feed
    named = Stop(("S",), name="проспект Филатова", name_en="Filatov Avenue").named(feed)
    assert [named.in_language(language) for language in ("ru", "en")] == ["проспект Филатова", "Filatov Avenue"]
    assert Stop(("S",)).towards is None
    assert str(Stop(("S",), direction="в сторону Центра").towards) == "в сторону Центра"


def test_live_feeds_have_names_of_their_own_and_one_address_is_polled_once() -> None:
    both = "https://example.org/all"
    live = Realtime(trip_updates=("a", both), vehicle_positions=(both,), alerts=("c",))
    assert live.feeds == (("trip_updates_1", "a"), ("trip_updates_2", both), ("alerts", "c"))


def test_a_millimetre_of_glass() -> None:
    """A 55-inch panel of 1080 x 1920 has 40 pixels to the inch: hypot(1080, 1920) / 55 / 25.4."""
    assert Display().pixels_per_millimetre(1080, 1920) == pytest.approx(1.577, abs=0.001)


def test_the_defaults_load_nothing_heavy() -> None:
    """The demonstration starts without reading settings: pydantic must not cost it its start."""
    code = "import kiosk.config.settings, sys; sys.exit('pydantic' in sys.modules or 'requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
