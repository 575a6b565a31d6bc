"""`kiosk status`: what a technician reads, what a program reads, and the exit codes both go by."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from kiosk import paths
from kiosk.__main__ import main
from kiosk.devices import status_file
from kiosk.devices.life import boot_id
from kiosk.devices.status_file import StatusError, Told
from kiosk.domain.call.status import CallStatus, Health
from kiosk.domain.maintenance.facts import STATES, Fact, Level, Name, fact
from tests.conftest import ROOT
from tests.e2e.program import kiosk, refused
from tests.sos.fake_agent import serving

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
ZONE = ZoneInfo("Europe/Ulyanovsk")
AT = 1_795_342_140
"""14:09 on 22 November 2026 at the stop."""
GREEN = (fact(Name.SCREEN, "runs", since=AT - 900, uptime_s=900), fact(Name.VERSION, "runs", version="1.2.3"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The runtime folder of the test, which also holds the settings."""
    monkeypatch.setenv("KIOSK_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "kiosk.toml").write_text(
        '[stop]\nids = ["1"]\n[timetable]\ngtfs = "none.zip"\n[realtime]\nalerts = "http://127.0.0.1:9/"\n'
    )
    return tmp_path


def told(*facts: Fact, age: float = 1.0, boot: str | None = None) -> Told:
    """What a screen told `age` seconds ago."""
    began = boot_id() if boot is None else boot
    return Told(facts, AT, ZONE, began, time.monotonic() - age, 30.0)


def tell(folder: Path, *facts: Fact, age: float = 1.0, boot: str | None = None) -> None:
    """Let a screen tell."""
    status_file.write(folder / "run" / paths.STATUS_FILE, status_file.to_text(told(*facts, age=age, boot=boot)))


def asked(folder: Path, capsys: Capture, *words: str) -> tuple[int, str]:
    code = main(["status", "--config", str(folder / "kiosk.toml"), *words])
    return code, capsys.readouterr().out


def as_json(folder: Path, capsys: Capture) -> tuple[int, dict[str, Any]]:
    code, text = asked(folder, capsys, "--json")
    found: dict[str, Any] = json.loads(text)
    return code, found


def states(found: dict[str, Any]) -> dict[str, str]:
    return {f"{one['name']}:{one['part']}".rstrip(":"): one["state"] for one in found["facts"]}


def test_what_the_running_screen_told_is_printed_worst_first(folder: Path, capsys: Capture) -> None:
    feed = fact(Name.FEED, "lost", "trip_updates", AT - 5400, age_s=5460, fault="captive_portal")
    disk = fact(Name.DISK, "low", since=AT - 2 * 86400, free_bytes=300 * 2**20)
    tell(folder, *GREEN, disk, feed)
    code, text = asked(folder, capsys)
    assert text.splitlines() == [
        "red      Live predictions: no data for 91 min, the network asks for a log-in (since 12:39)",
        "amber    Disk: only 300 MB free (since 20.11.2026 14:09)",
        "green    Screen: runs for 15 min (since 13:54)",
        "green    Version: 1.2.3",
    ]
    assert code == 2


@pytest.mark.parametrize(
    ("extra", "level", "code"),
    [
        ((), "green", 0),
        ((fact(Name.DISK, "low"),), "amber", 1),
        ((fact(Name.TEMPERATURE, "no_sensor"),), "unknown", 1),
        ((fact(Name.DISK, "full"), fact(Name.TEMPERATURE, "no_sensor")), "red", 2),
    ],
)
def test_the_worst_level_is_the_exit_code(
    folder: Path, capsys: Capture, extra: tuple[Fact, ...], level: str, code: int
) -> None:
    tell(folder, *GREEN, *extra)
    found, status = as_json(folder, capsys)
    assert (found, status["level"], status["at"]) == (code, level, AT)


def test_every_fact_as_a_program_reads_it(folder: Path, capsys: Capture) -> None:
    tell(folder, GREEN[0])
    assert as_json(folder, capsys)[1]["facts"] == [
        {
            "name": "screen",
            "part": "",
            "state": "runs",
            "level": "green",
            "since": AT - 900,
            "values": {"uptime_s": 900},
            "text": "runs for 15 min",
        }
    ]


def test_a_screen_that_has_told_nothing_for_three_intervals_answers_no_more(folder: Path, capsys: Capture) -> None:
    tell(folder, *GREEN, age=80.0)
    assert states(as_json(folder, capsys)[1])["screen"] == "runs"
    tell(folder, *GREEN, age=400.0)
    code, found = as_json(folder, capsys)
    assert (code, states(found)["screen"]) == (2, "silent")
    screen = next(one for one in found["facts"] if one["name"] == "screen")
    assert 400 <= screen["values"]["age_s"] < 460
    assert states(found)["feed:alerts"] == "not_watched"


def test_what_was_told_before_the_machine_was_started_again_says_nothing(folder: Path, capsys: Capture) -> None:
    tell(folder, *GREEN, boot="another start of this machine")
    code, found = as_json(folder, capsys)
    assert (code, states(found)["screen"]) == (2, "not_running")


def test_without_a_screen_the_command_looks_for_itself(folder: Path) -> None:
    done = kiosk(
        "status",
        "--config",
        folder / "kiosk.toml",
        "--json",
        KIOSK_RUNTIME_DIR=str(folder / "run"),
        KIOSK_DATA_DIR=str(folder / "data"),
    )
    assert done.returncode == 2, done.stderr
    found = json.loads(done.stdout)
    assert {one["name"] for one in found["facts"]} == set(Name) - {
        "trunk", "sound_loop", "test_call", "portal", "restart",
    }  # fmt: skip
    assert {name: state for name, state in states(found).items() if name in NEEDS_NO_MACHINE} == NEEDS_NO_MACHINE
    assert not (folder / "data").exists(), "asking leaves nothing behind"


NEEDS_NO_MACHINE = {
    "screen": "not_running",
    "feed:alerts": "not_watched",
    "timetable": "missing",
    "emergency": "absent",
    "usage_log": "no_file",
    "pin": "not_set",
    "version": "runs",
}


def test_without_a_screen_the_agent_is_asked(folder: Path, capsys: Capture) -> None:
    trunk = '[[emergency.trunks]]\nname = "city"\nuri = "sip:112@127.0.0.1:9"\n'
    with (folder / "kiosk.toml").open("a") as settings:
        settings.write(trunk)
    assert states(as_json(folder, capsys)[1])["emergency"] == "silent"
    with serving(folder / "run" / paths.SOS_SOCKET) as agent:
        agent.calls.now = CallStatus(health=Health.DEGRADED)
        agent.calls.faults = ("Trunk lte is not registered.",)
        found = states(as_json(folder, capsys)[1])
        _, text = asked(folder, capsys)
    assert found["emergency"] == "degraded"
    assert {name: state for name, state in found.items() if name.startswith("trunk")} == {
        "trunk:city": "answers", "trunk:lte": "not_asked",
    }  # fmt: skip
    assert "with less to fall back on, 1 of 2 trunks answer, 1 registered, Trunk lte is not registered." in text


def test_a_pin_and_a_log_are_seen_and_never_read(folder: Path, capsys: Capture) -> None:
    data = folder / "data"
    (data / "maintenance").mkdir(parents=True)
    (data / "maintenance" / "pin").write_text("$argon2id$secret")
    (data / "usage.sqlite").write_bytes(b"\0" * 4096)
    _, text = asked(folder, capsys, "--json")
    found = json.loads(text)
    assert (states(found)["pin"], states(found)["usage_log"]) == ("set", "kept")
    assert "secret" not in text


HOSTILE = "\x1b[2J\x1b]0;title\x07\r\n\u202e[bold]"


def test_what_a_trunk_is_called_moves_no_cursor(folder: Path, capsys: Capture) -> None:
    tell(folder, fact(Name.TRUNK, "silent", HOSTILE, reason=HOSTILE * 200))
    _, text = asked(folder, capsys)
    assert len(text.splitlines()) == 1
    assert text.rstrip("\n").isprintable()
    _, raw = asked(folder, capsys, "--json")
    assert raw.isascii()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        "null",
        "\0",
        '{"format": 99}',
        "[" * 100_000,
        '{"format": 1, "facts": 5}',
        '{"format": 1, "zone": "UTC", "facts": [], "interval_s": 30, "at": 1e999}',
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(folder: Path, content: str) -> None:
    (folder / "run").mkdir()
    (folder / "run" / paths.STATUS_FILE).write_text(content)
    done = kiosk("status", "--config", folder / "kiosk.toml", KIOSK_RUNTIME_DIR=str(folder / "run"))
    assert "is broken or of another version of the program" in refused(done)


def test_a_level_is_never_taken_from_the_file(tmp_path: Path) -> None:
    raw = json.loads(status_file.to_text(told(fact(Name.DISK, "full"))))
    raw["facts"][0]["level"] = "green"
    (tmp_path / "x").write_text(json.dumps(raw))
    assert status_file.read(tmp_path / "x").facts[0].level is Level.RED


def test_a_state_that_this_program_does_not_know_is_refused(tmp_path: Path) -> None:
    raw = json.loads(status_file.to_text(told(fact(Name.DISK, "full"))))
    raw["facts"][0]["state"] = "splendid"
    (tmp_path / "x").write_text(json.dumps(raw))
    with pytest.raises(StatusError):
        status_file.read(tmp_path / "x")


def test_moments_and_numbers_that_cannot_be_are_printed_as_a_dash(folder: Path, capsys: Capture) -> None:
    text = status_file.to_text(told(fact(Name.RESTART, "crashed", since=10**15, at=10**30)))
    (folder / "run").mkdir()
    (folder / "run" / paths.STATUS_FILE).write_text(text.replace('"at": 1' + "0" * 30, '"at": NaN'))
    assert asked(folder, capsys) == (1, "amber    Last end: the program crashed (since –)\n")
    (folder / "run" / paths.STATUS_FILE).write_text(text)
    assert asked(folder, capsys) == (1, "amber    Last end: the program crashed, – (since –)\n")


def test_each_file_of_settings_has_a_status_of_its_own(tmp_path: Path) -> None:
    """Beside the socket of its agent; a machine at a stop has one."""
    station, shared = tmp_path / "station", tmp_path / "shared"
    shared.mkdir()
    one, other = (paths.status_files(tmp_path / name, {}, station, shared) for name in ("a.toml", "b.toml"))
    assert one[0] == other[0] == station / "status.json"
    assert one[-1] != other[-1]
    assert one[-1].parent == paths.sos_sockets(tmp_path / "a.toml", {}, station, shared)[-1].parent
    assert paths.status_files(None, {"KIOSK_RUNTIME_DIR": str(shared)}) == (shared / "status.json",)


def test_every_fact_survives_the_file(tmp_path: Path) -> None:
    facts = tuple(
        fact(name, state, "part", AT, age_s=5, value_celsius=-4.5, reason=HOSTILE)
        for name, known in STATES.items()
        for state in known
    )
    whole = replace(told(), facts=facts)
    status_file.write(tmp_path / "status.json", status_file.to_text(whole))
    assert status_file.read(tmp_path / "status.json") == whole


def test_without_settings_or_a_demonstration_it_says_what_to_do(tmp_path: Path) -> None:
    runtime = str(tmp_path)
    assert "name them with --config FILE" in refused(kiosk("status", KIOSK_RUNTIME_DIR=runtime))
    assert "start one with `kiosk run --demo`" in refused(kiosk("status", "--demo", KIOSK_RUNTIME_DIR=runtime))


def test_the_newest_demonstration_is_told(folder: Path, capsys: Capture) -> None:
    for process, age in ((1, 5.0), (2, 1.0), (3, 900.0)):
        file = paths.demo_status_file(process, folder / "run")
        facts = (fact(Name.VERSION, "runs", version=f"0.0.{process}"),)
        status_file.write(file, status_file.to_text(told(*facts, age=age)))
    assert main(["status", "--demo"]) == 0
    assert capsys.readouterr().out == "green    Version: 0.0.2\n"


def test_settings_that_cannot_be_used_are_refused_only_where_they_are_needed(
    folder: Path, capsys: Capture
) -> None:
    (folder / "kiosk.toml").write_text("[stop\n")
    assert main(["status", "--config", str(folder / "kiosk.toml")]) == 2
    assert capsys.readouterr().out == ""
    tell(folder, *GREEN)
    assert asked(folder, capsys)[0] == 0


# The document.

ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
LEVELS = (Level.GREEN, Level.AMBER, Level.RED, Level.UNKNOWN)


def documented() -> dict[str, tuple[dict[str, Level], set[str]]]:
    """Of each name in docs/status.md: its states with their levels, and its values."""
    found = {}
    for name, *cells, values in ROW.findall((ROOT / "docs" / "status.md").read_text()):
        levels = zip(cells, LEVELS, strict=True)
        of_name = {state: level for cell, level in levels for state in re.findall(r"`(\w+)`", cell)}
        found[name] = of_name, set(re.findall(r"`(\w+)`", values))
    return found


def test_the_document_lists_every_name_and_state_and_no_other() -> None:
    assert {name: known for name, (known, _) in documented().items()} == {
        str(name): dict(known) for name, known in STATES.items()
    }


def test_the_document_lists_every_value_that_a_fact_may_carry() -> None:
    """As the sources of the facts name them."""
    sources = ROOT / "kiosk" / "domain" / "maintenance"
    said: dict[str, set[str]] = {str(name): set() for name in Name}
    for file in sorted(sources.glob("fact_*.py")):
        for call in re.findall(r"fact\(\s*(Name\.\w+,.*?)\)\n", file.read_text(), re.DOTALL):
            name = Name[call.split(",")[0].removeprefix("Name.")]
            said[name] |= set(re.findall(r"\b(\w+)=", call))
    assert {name: values for name, (_, values) in documented().items()} == said
