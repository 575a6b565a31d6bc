"""The package on a Debian of its own: what it brings, whose it is, and that a stop runs from it."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

import pytest

from tests.appliance import stop
from tests.appliance.machine import LIB, SETTINGS, STATE
from tests.appliance.stop import SCREEN, SESSION, SOS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.appliance.machine import Machine

SOON = ("--wait", "60")
LISTENING = "0A"
"""Source: Linux, include/net/tcp_states.h, TCP_LISTEN."""
LOOPBACK = re.compile(r"[0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F")


def owner(machine: Machine, name: str) -> tuple[str, str, str]:
    """User, group and mode of a file of the machine, by its own names."""
    told = machine.run("stat", "--format", "%U %G %a", name).stdout.split()
    return told[0], told[1], told[2]


def test_what_apt_installs_makes_three_users_that_share_what_they_must(running: Machine) -> None:
    groups = {
        user: set(running.run("id", "--groups", "--name", user).stdout.split())
        for user in ("kiosk-screen", "kiosk-sos", "kiosk-browse")
    }
    assert len({running.run("id", "--user", user).stdout for user in groups}) == 3
    assert all("kiosk" in known for known in groups.values())
    assert [user for user, known in groups.items() if "kiosk-settings" in known] == ["kiosk-screen", "kiosk-sos"]
    assert not any(known & {"root", "sudo", "adm", "shadow", "disk"} for known in groups.values())
    entries = [line.split(":") for line in running.path("/etc/passwd").read_text().splitlines()]
    shells = {entry[0]: entry[6] for entry in entries if entry[0] in groups}
    assert {shell.rpartition("/")[2] for shell in shells.values()} == {"nologin"}


def test_settings_and_data_belong_to_who_needs_them(running: Machine) -> None:
    assert owner(running, SETTINGS) == ("kiosk-screen", "kiosk-settings", "640")
    for folder, wanted in {
        "/var/lib/kiosk": ("kiosk-screen", "kiosk-settings"),
        "/var/lib/kiosk-sos": ("kiosk-sos", "kiosk-settings"),
        "/var/lib/kiosk/maintenance/pin": ("kiosk-screen", "kiosk-settings"),
        STATE: ("root", "root"),
        "/run/kiosk": ("kiosk-screen", "kiosk-settings"),
        "/run/kiosk-browse": ("kiosk-browse", "kiosk"),
    }.items():
        assert owner(running, folder)[:2] == wanted, folder
    readable = ("/etc/kiosk", SETTINGS, "/var/lib/kiosk", "/var/lib/kiosk-sos", "/run/kiosk-browse")
    assert [name for name in readable if int(owner(running, name)[2], 8) & 0o007] == []
    kept = running.path("/var/lib/kiosk").rglob("*")
    assert [file for file in kept if stat.S_IMODE(file.lstat().st_mode) & 0o002] == []


def test_what_belongs_to_the_package_is_root_s_and_nobody_else_writes_it(running: Machine) -> None:
    told = running.run(
        "find", LIB, "(", "!", "-user", "root", "-o", "-perm", "/022", ")", "!", "-type", "l"
    ).stdout
    assert told == ""
    assert running.run("find", LIB, "-perm", "/6000").stdout == "", "nothing that gives rights away"


def test_a_stop_set_up_without_a_question_runs_as_its_users_and_is_healthy(running: Machine) -> None:
    assert running.health() == ["healthy"]
    program = f"{LIB}/installed/0.6.0-1/kiosk"
    assert running.serving() == {"run": program, "sos": program}
    users = {words[1]: user for user, _, words in running.processes().values() if words[1:2] in (["run"], ["sos"])}
    assert users == {"run": "kiosk-screen", "sos": "kiosk-sos"}
    assert {user for user, _, _ in running.processes().values()} <= {"kiosk-screen", "kiosk-sos", "kiosk-browse"}
    facts = running.status()
    assert facts["screen"]["state"] == "runs"
    assert facts["timetable"]["state"] in {"valid", "ends_soon"}
    assert facts["feed"]["state"] == "fresh"
    assert facts["trunk"]["state"] == "answers"
    assert facts["pin"]["state"] == "set"


def test_the_board_is_painted_under_a_compositor_without_a_panel(machine: Machine) -> None:
    machine.systemctl("stop", "kiosk.target")
    stop.draw_headless(machine)
    machine.systemctl("start", "kiosk.target")
    assert machine.health(*SOON) == ["healthy"], machine.journal(SESSION) + machine.journal(SCREEN)
    assert machine.status()["display"]["values"]["width"] > 0
    assert "offscreen" not in machine.journal(SCREEN)


def test_nothing_listens_but_on_this_machine(running: Machine) -> None:
    assert running.health() == ["healthy"]
    found = [
        (table, *line.split()) for table in ("tcp", "tcp6", "udp", "udp6") for line in sockets(running, table)
    ]
    listening = [one for one in found if one[0].startswith("tcp") and one[4] == LISTENING]
    assert listening, "the agent's own control is among them"
    assert [one for one in listening if not LOOPBACK.match(one[2])] == []
    # What a resolver waits for answers with: bound to a port of no name, for as long as its user agent runs.
    waiting = [one for one in found if one[0].startswith("udp") and not LOOPBACK.match(one[2])]
    agent = running.run("id", "--user", "kiosk-sos").stdout.strip()
    assert {one[8] for one in waiting} <= {agent}
    assert all(int(one[2].rpartition(":")[2], 16) >= 32768 for one in waiting)


def sockets(machine: Machine, table: str) -> list[str]:
    """The lines of one of the kernel's tables in the machine's network. Source: proc(5), /proc/net."""
    return machine.run("cat", f"/proc/net/{table}").stdout.splitlines()[1:]


def test_told_to_stop_it_stops_and_nothing_is_left_running(machine: Machine) -> None:
    assert machine.health(*SOON) == ["healthy"]
    machine.systemctl("stop", "kiosk.target")
    stop.until(lambda: not machine.processes(), machine)
    assert "ended with 0" in machine.journal(SCREEN)
    assert machine.health() == [
        "No screen runs that has painted, or only one in safe mode.",
        "The emergency agent does not answer.",
    ]


@pytest.mark.parametrize("unit", [SCREEN, SOS])
def test_what_is_killed_comes_back(machine: Machine, unit: str) -> None:
    assert machine.health(*SOON) == ["healthy"]
    word = {SCREEN: "run", SOS: "sos"}[unit]
    (process,) = (pid for pid, (_, _, words) in machine.processes().items() if words[1:2] == [word])
    machine.run("sh", "-c", f"kill -KILL {process}")
    assert machine.health(*SOON) == ["healthy"]
    (again,) = (pid for pid, (_, _, words) in machine.processes().items() if words[1:2] == [word])
    assert again != process


def test_the_package_is_listed_whole(running: Machine, package: Path) -> None:
    assert running.run("dpkg", "--verify", "smart-stop-kiosk").stdout == ""
    assert running.run("dpkg", "--audit").stdout == ""
    assert package.stat().st_size < 220_000_000
