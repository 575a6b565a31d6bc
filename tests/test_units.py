"""The units of systemd: right in themselves, locked in as promised, of one mind with package and program."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk import paths
from kiosk.commands.sos_agent import BEAT
from tests.conftest import ROOT

UNITS = ROOT / "build_spec" / "systemd"
DEBIAN = ROOT / "build_spec" / "debian"
SYSTEM_UNITS = Path("/lib/systemd/system")
ANALYZE = "systemd-analyze"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
SCREEN, SOS, BROWSE, SESSION = (f"kiosk-{name}.service" for name in ("screen", "sos", "browse@", "session"))
USERS = {SCREEN: "kiosk-screen", SESSION: "kiosk-screen", SOS: "kiosk-sos", BROWSE: "kiosk-browse"}
EXPOSED = 4.0
"""The most that any unit may be exposed, of 10. Source: systemd-analyze(1), security."""


def entries(name: str) -> list[tuple[str, str]]:
    """Every KEY=VALUE of a unit, in its order."""
    lines = (line for line in (UNITS / name).read_text().splitlines() if line[:1] not in {"#", "[", ""})
    return [(key, value) for key, _, value in (line.partition("=") for line in lines)]


def all_of(name: str, key: str) -> list[str]:
    """The words of every line of that key."""
    return [word for known, value in entries(name) if known == key for word in value.split()]


def only(name: str, key: str) -> str:
    """What the one line of that key says."""
    (value,) = [value for known, value in entries(name) if known == key]
    return value


def seconds(value: str) -> float:
    """A span of systemd as these units write them: a number of seconds, or of milliseconds with "ms"."""
    return float(value.removesuffix("ms")) / 1000 if value.endswith("ms") else float(value)


def environment(name: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in all_of(name, "Environment"))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with our units, the system's targets and something to start under each name that our units start."""
    folder = tmp_path_factory.mktemp("root")
    system = folder / "usr" / "lib" / "systemd" / "system"
    shutil.copytree(UNITS, system)
    for target in SYSTEM_UNITS.glob("*.target"):
        if not (system / target.name).exists():
            shutil.copy(target, system)
    for name in SERVICES:
        program = folder / only(name, "ExecStart").split()[0].lstrip("/")
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    return folder


def analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ANALYZE, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin"},
    )


def instance(name: str) -> str:
    """A unit that systemd can load: of a template the one called "x"."""
    return name.replace("@.", "@x.")


def test_systemd_has_nothing_to_say_about_the_units(root: Path) -> None:
    names = [instance(path.name) for path in UNITS.iterdir()]
    said = analyze("verify", f"--root={root}", "--man=no", *names)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_is_locked_in(name: str, root: Path) -> None:
    said = analyze("security", "--offline=true", f"--root={root}", "--no-pager", instance(name))
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said.stdout)
    assert found, said.stderr
    print(f"{name}: {found[1]}")  # noqa: T201  what the report of a run shows
    assert float(found[1]) <= EXPOSED


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_can_become_more_than_it_is(name: str) -> None:
    assert only(name, "NoNewPrivileges") == "yes"
    assert only(name, "AmbientCapabilities") == ""
    assert only(name, "ProtectSystem") == "strict"
    assert all_of(name, "CapabilityBoundingSet") == (["CAP_SYS_PTRACE"] if "update" in name else [])


@pytest.mark.parametrize("name", SERVICES)
def test_what_faces_people_is_not_root(name: str) -> None:
    """Root are only the judgement of an update and the mounting of a stick, which no passenger reaches."""
    assert all_of(name, "User") == [USERS[name]] if name in USERS else not all_of(name, "User")
    assert name in USERS or name in {"kiosk-stick@.service", "kiosk-update-check.service"}


def test_three_users_face_three_dangers() -> None:
    assert len({USERS[name] for name in (SCREEN, SOS, BROWSE)}) == 3


@pytest.mark.parametrize("name", USERS)
def test_a_user_of_a_unit_is_made_by_the_package(name: str) -> None:
    users = (DEBIAN / "sysusers.conf").read_text()
    assert re.search(rf"^u {USERS[name]} -:{only(name, 'Group')} ", users, re.MULTILINE)


@pytest.mark.parametrize(
    ("user", "group"),
    [
        ("kiosk-screen", "kiosk-settings"),
        ("kiosk-screen", "video"),
        ("kiosk-screen", "audio"),
        ("kiosk-sos", "kiosk-settings"),
        ("kiosk-sos", "audio"),
        ("kiosk-sos", "input"),
    ],
)
def test_a_user_is_in_the_groups_of_its_devices(user: str, group: str) -> None:
    assert re.search(rf"^m {user} {group}$", (DEBIAN / "sysusers.conf").read_text(), re.MULTILINE)


def test_web_sessions_are_not_for_the_settings() -> None:
    assert not re.search(r"^m kiosk-browse kiosk-settings$", (DEBIAN / "sysusers.conf").read_text(), re.MULTILINE)
    hidden = {path.lstrip("-") for path in all_of(BROWSE, "InaccessiblePaths")}
    assert {"/etc/kiosk", "/var/lib/kiosk", "/var/lib/kiosk-sos"} <= hidden


@pytest.mark.parametrize("name", USERS)
def test_what_a_unit_may_write_is_made_by_the_package(name: str) -> None:
    """And a folder that is missing keeps nobody from starting: that is what the "-" is for."""
    made = set(re.findall(r"^d (\S+)", (DEBIAN / "tmpfiles.conf").read_text(), re.MULTILINE))
    writable = all_of(name, "ReadWritePaths")
    assert writable
    assert all(path.startswith("-") for path in writable)
    assert {path.lstrip("-") for path in writable} - {"/sys/devices"} <= made


@pytest.mark.parametrize("name", USERS)
def test_what_the_first_process_reads_for_a_unit_is_where_only_root_writes(name: str) -> None:
    """LD_PRELOAD there is code: a screen that was taken over must not reach the emergency agent by it."""
    made = re.findall(r"^d (\S+)", (DEBIAN / "tmpfiles.conf").read_text(), re.MULTILINE)
    files = [Path(file.lstrip("-")) for file in all_of(name, "EnvironmentFile")]
    assert [file for file in files if any(file.is_relative_to(folder) for folder in made)] == []
    removed = (DEBIAN / "postrm").read_text()
    assert all(f"rm -f {file}\n" in removed for file in files)


def test_units_and_program_mean_the_same_places() -> None:
    assert f"-{paths.STATION_DATA}" in all_of(SCREEN, "ReadWritePaths")
    assert f"-{paths.STATION_CONFIG.parent}" in all_of(SCREEN, "ReadWritePaths")
    assert f"-{paths.STATION_RUNTIME}" in all_of(SCREEN, "ReadWritePaths")
    assert f"-{paths.STATION_RUNTIME}" in all_of(SOS, "ReadWritePaths")
    assert only("kiosk-browse.socket", "ListenStream") == str(paths.STATION_RUNTIME / paths.BROWSE_SOCKET)
    assert paths.data_dir(environment(SCREEN)) == paths.data_dir(environment(SOS)) == paths.STATION_DATA
    assert paths.sos_data_dir(environment(SCREEN)) == paths.sos_data_dir(environment(SOS))
    assert f"-{paths.sos_data_dir(environment(SOS))}" in all_of(SOS, "ReadWritePaths")
    assert f"-{environment(BROWSE)['KIOSK_RUNTIME_DIR']}" in all_of(BROWSE, "ReadWritePaths")


def test_clients_find_the_compositor() -> None:
    folder = environment(SESSION)["XDG_RUNTIME_DIR"]
    assert f"-{folder}" in all_of(SESSION, "ReadWritePaths")
    for name in (SCREEN, BROWSE):
        assert Path(environment(name)["WAYLAND_DISPLAY"]).parent == Path(folder)
        assert environment(name)["QT_QPA_PLATFORM"] == "wayland"


def test_nothing_ever_stays_down() -> None:
    for name in (SCREEN, SOS, SESSION):
        assert only(name, "Restart") == "always"
        assert only(name, "StartLimitIntervalSec") == "0"
        assert seconds(only(name, "RestartSec")) <= 0.5


@pytest.mark.parametrize("name", USERS)
def test_an_end_takes_five_seconds_at_the_most(name: str) -> None:
    assert seconds(only(name, "TimeoutStopSec")) <= 5


def test_emergency_comes_before_the_screen_and_without_it() -> None:
    assert SCREEN in all_of(SOS, "Before")
    assert SESSION in all_of(SOS, "Before")
    for key in ("After", "Wants", "Requires", "BindsTo", "Requisite"):
        assert not all_of(SOS, key)
    assert only(SOS, "Type") == "exec", "they wait for its start, and not until it serves"
    for name in (SCREEN, SESSION):
        assert not {"Requires", "BindsTo", "Requisite"} & {key for key, _ in entries(name)}


def test_memory_is_taken_from_the_browser_first_and_from_the_emergency_call_last() -> None:
    order = [int(only(name, "OOMScoreAdjust")) for name in (SOS, SESSION, SCREEN, BROWSE)]
    assert order == sorted(set(order))
    assert order[0] == -900
    assert order[-1] > 0
    assert all_of(BROWSE, "MemoryMax")
    assert only(only(BROWSE, "Slice"), "MemoryMax").endswith("%"), "of all sessions at once"
    assert only(BROWSE, "MemorySwapMax") == "0"


def test_the_agent_beats_faster_than_its_supervisor_loses_patience() -> None:
    assert only(SCREEN, "Type") == "notify"
    assert only(SOS, "NotifyAccess") == "main"
    assert seconds(only(SOS, "WatchdogSec")) > 3 * BEAT
    assert only(SCREEN, "WatchdogSignal") == "SIGABRT"


def test_the_target_wants_all_and_its_stop_reaches_all() -> None:
    wanted = all_of("kiosk.target", "Wants")
    assert set(wanted) == {SOS, SESSION, SCREEN, "kiosk-browse.socket", "kiosk-update-check.service"}
    for name in (*wanted, BROWSE):
        assert all_of(name, "PartOf") == ["kiosk.target"]
    assert all_of("kiosk.target", "WantedBy") == ["multi-user.target"]


def test_only_the_screen_may_ask_for_web_sessions() -> None:
    assert only("kiosk-browse.socket", "SocketUser") == USERS[SCREEN]
    assert only("kiosk-browse.socket", "SocketMode") == "0600"
    assert only("kiosk-browse.socket", "Accept") == "yes"


def test_the_agent_can_start_what_speaks_and_plays() -> None:
    """By setpriv(1), which sets the capabilities that it has, none, anew since util-linux 2.41 (Debian 13)."""
    assert "capset" in all_of(SOS, "SystemCallFilter")


def test_the_version_before_understands_what_the_units_ask_of_it() -> None:
    """Going back leaves the newer package's units in place: what only a newer program knows would keep it down.

    So another word may stand here one version after the program has learned it, and not in the same one.
    """
    assert {name: only(name, "ExecStart") for name in USERS if name != SESSION} == {
        SCREEN: "/usr/bin/kiosk run --fullscreen",
        SOS: "/usr/bin/kiosk sos",
        BROWSE: "/usr/bin/kiosk browse --serve",
    }


def test_the_browser_can_still_make_its_sandbox() -> None:
    """Source: Chromium, docs/linux/sandboxing.md: it lives in user, pid and network namespaces of its own."""
    assert {"user", "pid", "net"} == set(all_of(BROWSE, "RestrictNamespaces"))
    assert "chroot" in all_of(BROWSE, "SystemCallFilter")
    assert "MemoryDenyWriteExecute" not in dict(entries(BROWSE))
