"""The files that the package is made of fit each other, the units and what the program needs."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtQml import QJSEngine

from build_spec import debian_changelog
from kiosk.__main__ import parser
from tests import package_files
from tests.conftest import ROOT
from tests.package_files import DEBIAN, UNITS

SCRIPTS = sorted(
    file
    for folder in ("build_spec", ".ci")
    for file in (ROOT / folder).rglob("*")
    if file.is_file() and file.suffix in {"", ".sh"} and file.read_bytes().startswith((b"#!/bin/sh\n", b"#!/usr"))
)
MAINTAINER_SCRIPTS = [DEBIAN / name for name in ("postinst", "prerm", "postrm")]
STANDARD_GROUPS = {"audio", "video", "render", "input"}
"""Those of Debian's udev and base-passwd that a device at a stop belongs to."""


def test_what_the_program_needs_of_the_system_is_what_the_package_depends_on() -> None:
    lines = (ROOT / "build_spec" / "system-packages.txt").read_text().splitlines()
    needed = {line.split()[1] for line in lines if line and not line.startswith("#")}
    assert needed - package_files.names(package_files.control()["Depends"]) == set()


def test_a_server_that_listens_is_only_suggested() -> None:
    control = package_files.control()
    assert control["Suggests"] == "kamailio"
    assert "Recommends" not in control


@pytest.mark.parametrize("library", ["libglib2.0-0", "libasound2", "libssl3"])
def test_a_library_that_was_renamed_for_64_bit_time_is_known_by_both_names(library: str) -> None:
    assert f"{library}t64 | {library}," in f"{package_files.control()['Depends']},"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_script_is_one_that_its_checker_finds_nothing_in(script: Path) -> None:
    checker = shutil.which("shellcheck")
    assert checker, "shellcheck is missing: build_spec/set-up.sh dev installs it"
    done = subprocess.run([checker, "--norc", script], capture_output=True, text=True, check=False)
    assert done.stdout == ""


@pytest.mark.parametrize("script", MAINTAINER_SCRIPTS, ids=lambda path: path.name)
def test_a_maintainer_script_fails_when_a_step_of_it_does(script: Path) -> None:
    assert "set -e" in script.read_text().splitlines()


@pytest.mark.parametrize("script", MAINTAINER_SCRIPTS, ids=lambda path: path.name)
def test_a_maintainer_script_starts_and_stops_nothing_past_the_administrators_policy(script: Path) -> None:
    verbs = re.findall(r"systemctl (?:--system |--no-block )*([a-z-]+)", script.read_text())
    assert set(verbs) <= {"daemon-reload"}


def test_each_user_has_what_its_work_needs_and_no_more() -> None:
    assert package_files.users() == {
        "kiosk-screen": ("kiosk", {"kiosk-settings", "video", "render", "audio"}),
        "kiosk-sos": ("kiosk", {"kiosk-settings", "audio", "input"}),
        # Not video: seatd's socket belongs to it, and who has the seat reads every touch.
        "kiosk-browse": ("kiosk", {"render"}),
    }


@pytest.mark.parametrize("file", sorted(UNITS.glob("*.service")), ids=lambda path: path.name)
def test_a_unit_runs_as_a_user_of_the_package_with_no_groups_but_its_own(file: Path) -> None:
    known = package_files.users()
    unit = package_files.unit(file.name)
    for user, group in zip(unit.get("User", []), unit.get("Group", []), strict=True):
        assert group == known[user].primary
        assert set(unit.get("SupplementaryGroups", [])) <= known[user].others
    assert set(unit.get("SupplementaryGroups", [])) <= package_files.groups() | STANDARD_GROUPS


def test_every_folder_belongs_to_somebody_the_package_makes() -> None:
    for path, folder in package_files.folders().items():
        assert folder.user in {*package_files.users(), "root"}, path
        assert folder.group in package_files.groups() | {"root"}, path


def test_settings_and_data_are_closed_to_web_sessions() -> None:
    folders = package_files.folders()
    for path in ("/etc/kiosk", "/var/lib/kiosk", "/var/lib/kiosk-sos"):
        assert folders[path].group == "kiosk-settings"
        assert folders[path].mode.endswith("0")


@pytest.mark.parametrize("file", sorted(UNITS.glob("*.service")), ids=lambda path: path.name)
def test_a_folder_that_a_unit_may_write_is_one_that_the_package_makes(file: Path) -> None:
    made = {*package_files.folders(), "/usr/lib/smart-stop-kiosk", "/sys/devices", "/etc/systemd/system"}
    writable = {path.lstrip("-") for path in package_files.unit(file.name).get("ReadWritePaths", [])}
    assert writable <= made


def test_what_a_unit_starts_is_in_the_package() -> None:
    made = {
        path.name
        for folder in ("debian/libexec", "update", "session")
        for path in (UNITS.parent / folder).iterdir()
    }
    for file in UNITS.glob("*.service"):
        program = Path(package_files.unit(file.name)["ExecStart"][0])
        assert program == Path("/usr/bin/kiosk") or (
            program.parent == Path("/usr/lib/smart-stop-kiosk/libexec") and program.name in made
        )


@pytest.mark.parametrize(
    ("user", "action", "answer"),
    [
        ("kiosk-screen", "org.freedesktop.login1.reboot", "yes"),
        ("kiosk-screen", "org.freedesktop.login1.reboot-multiple-sessions", "yes"),
        ("kiosk-screen", "org.freedesktop.login1.power-off", ""),
        ("kiosk-screen", "org.freedesktop.systemd1.manage-units", ""),
        ("kiosk-browse", "org.freedesktop.login1.reboot", ""),
        ("kiosk-sos", "org.freedesktop.login1.reboot", ""),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_the_screen_may_start_the_machine_again_and_nothing_else(user: str, action: str, answer: str) -> None:
    engine = QJSEngine()
    engine.evaluate(
        "var rules = [], polkit = {addRule: function (rule) { rules.push(rule); }, Result: {YES: 'yes'}};"
        f"{(DEBIAN / 'polkit.rules').read_text()}"
        f"var said = rules.map(function (rule) {{ return rule({{id: '{action}'}}, {{user: '{user}'}}); }}).join();"
    )
    assert engine.globalObject().property("said").toString() == answer


@pytest.mark.parametrize("name", ["logind.conf", "journald.conf", "system.conf"])
def test_a_drop_in_has_one_section_and_each_key_once(name: str) -> None:
    lines = [line for line in (DEBIAN / name).read_text().splitlines() if line and not line.startswith("#")]
    assert re.fullmatch(r"\[(Login|Journal|Manager)]", lines[0])
    keys = [re.fullmatch(r"(\w+)=[\w-]+", line) for line in lines[1:]]
    assert all(keys)
    assert len({key[1] for key in keys if key}) == len(keys)


def test_the_manual_page_knows_every_command() -> None:
    commands = re.findall(r"^\.B (\w+)$", (DEBIAN / "kiosk.1").read_text(), re.MULTILINE)
    known = next(action.choices for action in parser()._actions if action.choices)
    assert sorted(set(commands) - {"kiosk"}) == sorted(known)


def test_the_changelog_is_debians_from_ours() -> None:
    ours = (
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing\n  on two lines.\n\n"
        "## [0.5.0] - 2026-11-02\n\n- The first.\n"
    )
    moment = datetime.datetime(2026, 11, 22, 17, 0, tzinfo=datetime.UTC)
    assert debian_changelog.debian(ours, "0.6.0", moment, "A Stop <a@stop.example>") == (
        "smart-stop-kiosk (0.6.0) stable; urgency=medium\n\n  * A thing on two lines.\n\n"
        " -- A Stop <a@stop.example>  Sun, 22 Nov 2026 17:00:00 +0000\n\n"
        "smart-stop-kiosk (0.5.0) stable; urgency=medium\n\n  * The first.\n\n"
        " -- A Stop <a@stop.example>  Mon, 02 Nov 2026 00:00:00 +0000\n"
    )


def test_the_overrides_have_a_reason_each() -> None:
    lines = (DEBIAN / "lintian-overrides").read_text().splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        assert line.startswith("#") or before.startswith("#"), line
