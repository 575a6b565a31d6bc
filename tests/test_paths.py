"""Where things lie, from source, frozen, at a stop and on a desk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kiosk import paths


def test_resources_and_qml_lie_in_the_checkout() -> None:
    assert (paths.resources() / "kiosk.toml").is_file()
    assert (paths.qml() / "Kiosk").is_dir()


def test_a_frozen_program_looks_where_it_was_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Source: PyInstaller, "Run-time Information", sys._MEIPASS."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"
    assert paths.qml() == tmp_path / "kiosk" / "qml"


def test_the_environment_names_the_data_folder_first(tmp_path: Path) -> None:
    assert paths.data_dir({"KIOSK_DATA_DIR": str(tmp_path / "a"), "HOME": "/h"}, tmp_path) == tmp_path / "a"


def test_a_stop_keeps_its_data_in_var_lib(tmp_path: Path) -> None:
    assert paths.data_dir({"HOME": "/h"}, station=tmp_path) == tmp_path


def test_a_desk_keeps_its_data_in_the_users_folder(tmp_path: Path) -> None:
    """XDG Base Directory Specification: a relative path is invalid and ignored."""
    absent = tmp_path / "absent"
    assert paths.data_dir({"HOME": "/h"}, absent) == Path("/h/.local/share/smart-stop-kiosk")
    assert paths.data_dir({"HOME": "/h", "XDG_DATA_HOME": "/x"}, absent) == Path("/x/smart-stop-kiosk")
    assert paths.data_dir({"HOME": "/h", "XDG_DATA_HOME": "x"}, absent) == Path("/h/.local/share/smart-stop-kiosk")


def test_settings_lie_in_etc_unless_the_environment_says_otherwise(tmp_path: Path) -> None:
    station = tmp_path / "kiosk.toml"
    assert paths.config_file({}, station) is None
    station.touch()
    assert paths.config_file({}, station) == station
    assert paths.config_file({"KIOSK_CONFIG": "/elsewhere.toml"}, station) == Path("/elsewhere.toml")


def test_the_program_starts_itself_again_from_a_checkout_and_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Source: PyInstaller, "Run-time Information", sys.frozen."""
    assert paths.program() == [sys.executable, "-m", "kiosk"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.program() == [sys.executable]


def test_the_environment_names_the_runtime_folder_first(tmp_path: Path) -> None:
    named = tmp_path / "a" / "b"
    assert paths.runtime_dir({"KIOSK_RUNTIME_DIR": str(named)}, tmp_path) == named
    assert named.is_dir()


def test_a_stop_keeps_its_sockets_in_run(tmp_path: Path) -> None:
    assert paths.runtime_dir({"XDG_RUNTIME_DIR": str(tmp_path)}, station=tmp_path) == tmp_path


def test_a_desk_keeps_its_sockets_in_the_users_folder(tmp_path: Path) -> None:
    absent, shared = tmp_path / "absent", tmp_path
    own = paths.runtime_dir({"XDG_RUNTIME_DIR": str(tmp_path)}, absent, shared)
    assert own == tmp_path / "smart-stop-kiosk"
    assert own.stat().st_mode & 0o777 == 0o700
    for unusable in ("", "relative", str(absent)):
        private = paths.runtime_dir({"XDG_RUNTIME_DIR": unusable}, absent, shared)
        assert private == shared / f"smart-stop-kiosk-{os.geteuid()}"
        assert private.stat().st_mode & 0o777 == 0o700
        assert paths.runtime_dir({}, absent, shared) == private  # found again as it was left


def test_somebody_elses_runtime_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In /tmp anybody may have put a folder, or a link to one, under our name."""
    place = tmp_path / f"smart-stop-kiosk-{os.geteuid()}"

    def refused() -> str:
        with pytest.raises(paths.PathError) as refusal:
            paths.runtime_dir({}, tmp_path / "absent", tmp_path)
        return str(refusal.value)

    place.mkdir(mode=0o700)
    place.chmod(0o750)
    assert "is not this user's alone" in refused()
    place.rmdir()
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    place.symlink_to(private)
    assert "is not this user's alone" in refused()
    place.unlink()
    place.touch()
    assert "cannot be made: File exists." in refused()
    place.unlink()
    place.mkdir(mode=0o700)
    other = os.geteuid() + 1
    place.rename(tmp_path / f"smart-stop-kiosk-{other}")
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert "is not this user's alone" in refused()


def test_web_sessions_live_in_memory_where_there_is_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the runtime folder where that is in memory; else in /dev/shm; on the disk only where there is neither."""
    run, memory, absent = tmp_path / "run", tmp_path / "memory", tmp_path / "absent"
    for folder in (run, memory):
        folder.mkdir()
    in_memory: set[Path] = set()
    monkeypatch.setattr(paths, "in_memory", lambda path: path in in_memory)

    def place() -> Path:
        found = paths.sessions_dir({"KIOSK_RUNTIME_DIR": str(run)}, absent, absent, memory)
        assert found.stat().st_mode & 0o777 == 0o700
        return found

    assert place() == run / "web"
    in_memory.add(memory)
    assert place() == memory / f"smart-stop-kiosk-{os.geteuid()}" / "web"
    in_memory.add(run)
    assert place() == run / "web"


def test_pictures_of_the_screen_lie_in_memory_or_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, memory, absent = tmp_path / "run", tmp_path / "memory", tmp_path / "absent"
    for folder in (run, memory):
        folder.mkdir()
    in_memory: set[Path] = set()
    monkeypatch.setattr(paths, "in_memory", lambda path: path in in_memory)

    def place(data: str = "data") -> Path | None:
        return paths.black_box_dir(tmp_path / data, {"KIOSK_RUNTIME_DIR": str(run)}, absent, absent, memory)

    assert place() is None
    in_memory.add(memory)
    found = place()
    assert found is not None
    assert found.parent == memory / f"smart-stop-kiosk-{os.geteuid()}" / "black-box"
    in_memory.add(run)
    found = place()
    assert found is not None
    assert found.parent == run / "black-box"
    assert found.stat().st_mode & 0o777 == 0o700
    assert found != place("other data")


def test_what_lies_in_memory_is_known_by_its_mount(tmp_path: Path) -> None:
    kinds = {line.split()[1]: line.split()[2] for line in Path("/proc/self/mounts").read_text().splitlines()}
    for mount, kind in kinds.items():
        if kind in {"tmpfs", "proc"} and Path(mount).is_dir():
            assert paths.in_memory(Path(mount)) == (kind == "tmpfs")
    assert not paths.in_memory(tmp_path / "missing")


def test_at_a_stop_everybody_speaks_to_the_agent_of_the_stop(tmp_path: Path) -> None:
    station, shared, file = tmp_path / "run", tmp_path / "shared", tmp_path / "kiosk.toml"
    station.mkdir()
    shared.mkdir()
    assert paths.sos_sockets(file, {}, station, shared) == (station / "sos.sock",)
    (station / "sos.sock").touch()
    for settings in (file, None):
        assert paths.sos_socket(settings, {}, station, shared) == station / "sos.sock"
    own = {"KIOSK_RUNTIME_DIR": str(tmp_path / "own")}
    assert paths.sos_sockets(file, own, station, shared) == (tmp_path / "own" / "sos.sock",)


def test_on_a_desk_each_file_of_settings_has_an_agent_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = tmp_path / "absent"
    monkeypatch.chdir(tmp_path)

    def own(file: str | None) -> Path:
        return paths.sos_socket(Path(file) if file else None, {}, absent, tmp_path)

    assert own("a.toml") == own(str(tmp_path / "x" / ".." / "a.toml"))
    assert len({own("a.toml"), own("b.toml"), own(None)}) == 3
    assert own("a.toml").parent.parent == tmp_path / f"smart-stop-kiosk-{os.geteuid()}"
    found = paths.sos_sockets(Path("a.toml"), {}, absent, tmp_path)
    assert found == (absent / "sos.sock", own("a.toml"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_may_not_be_looked_into_may_hold_the_agent(tmp_path: Path) -> None:
    station = tmp_path / "run"
    station.mkdir()
    station.chmod(0)
    try:
        assert paths.sos_socket(None, {}, station, tmp_path) == station / "sos.sock"
    finally:
        station.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_settings_in_a_folder_that_may_not_be_looked_into_are_there(tmp_path: Path) -> None:
    """So that who asks for them hears why they are refused."""
    station = tmp_path / "etc" / "kiosk.toml"
    station.parent.mkdir()
    station.parent.chmod(0)
    try:
        assert paths.config_file({}, station) == station
    finally:
        station.parent.chmod(0o700)


def test_demonstrations_are_found_newest_first(tmp_path: Path) -> None:
    for age, name in enumerate(("demo-9", "demo-10", "demo-8")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sos.sock").touch()
        os.utime(tmp_path / name / "sos.sock", (1000 - age, 1000 - age))
    (tmp_path / "demo-7").mkdir()
    assert [socket.parent.name for socket in paths.demo_sockets(tmp_path)] == ["demo-9", "demo-10", "demo-8"]
