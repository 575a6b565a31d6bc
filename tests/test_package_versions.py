"""The two versions that a stop keeps: an upgrade adds one, power cuts and full disks leave a whole one behind."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.beside import beside
from tests.package_files import DEBIAN


class Stop:
    """What the package keeps below /usr/lib and /var/lib, in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.lib = folder / "lib"
        self.pending = folder / "state" / "update-pending"
        (self.lib / "libexec").mkdir(parents=True)
        shutil.copy(DEBIAN / "libexec" / "versions", self.lib / "libexec")

    def unpack(self, version: str) -> None:
        """What dpkg does: each file anew, under a name that is put in the place of the old."""
        bundle = self.lib / "bundle"
        bundle.mkdir(exist_ok=True)
        new = bundle / "kiosk.dpkg-new"
        new.write_text(f"#!/bin/sh\necho {version}\n")
        new.chmod(0o755)
        new.replace(bundle / "kiosk")

    def versions(self, *words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run the script; with the programs in `path` in place of the system's."""
        environ = {**os.environ, "KIOSK_UPDATES": str(self.pending.parent)}
        if path:
            environ["PATH"] = f"{path}:{environ['PATH']}"
        script = self.lib / "libexec" / "versions"
        return subprocess.run([script, *words], env=environ, capture_output=True, text=True, check=False)

    def upgrade(self, version: str) -> None:
        """Unpack and configure, as an upgrade does, with nothing that runs."""
        self.unpack(version)
        for words in (("add", version), ("prune",)):
            assert self.versions(*words).returncode == 0

    def runs(self, link: str = "current") -> str:
        """What the version that a link leads to says of itself."""
        return subprocess.run(
            [self.lib / link / "kiosk"], capture_output=True, text=True, check=True
        ).stdout.strip()

    def kept(self) -> set[str]:
        """The versions that are there."""
        return {path.name for path in (self.lib / "installed").iterdir()}


@pytest.fixture
def stop(tmp_path: Path) -> Stop:
    return Stop(tmp_path)


def failing(program: str, folder: Path, unless: str = "") -> Path:
    """A folder with a program that fails as on a full disk, unless its first word is `unless`."""
    folder.mkdir()
    script = folder / program
    real = shutil.which(program)
    script.write_text(f'#!/bin/sh\n[ "$1" != "{unless}" ] || exec {real} "$@"\necho full >&2\nexit 1\n')
    script.chmod(0o755)
    return folder


def test_the_first_version_is_on_no_trial(stop: Stop) -> None:
    stop.upgrade("1")
    assert stop.runs() == "1"
    assert not (stop.lib / "previous").exists()
    assert not stop.pending.exists()


def test_an_upgrade_is_on_trial_and_keeps_the_version_before(stop: Stop) -> None:
    stop.upgrade("1")
    stop.upgrade("2")
    assert (stop.runs(), stop.runs("previous")) == ("2", "1")
    assert stop.pending.read_text() == "2-1\n"
    assert stop.kept() == {"1-1", "2-1"}


def test_only_a_version_that_was_judged_is_one_to_go_back_to(stop: Stop) -> None:
    stop.upgrade("1")
    stop.upgrade("2")
    stop.upgrade("3")
    assert (stop.runs(), stop.runs("previous")) == ("3", "1")
    stop.pending.unlink()
    stop.upgrade("4")
    assert (stop.runs(), stop.runs("previous")) == ("4", "3")
    assert stop.kept() == {"3-1", "4-1"}


def test_the_same_version_again_leaves_the_files_of_the_running_one_alone(stop: Stop) -> None:
    stop.upgrade("1")
    stop.upgrade("1")
    assert stop.kept() == {"1-1", "1-2"}
    assert (stop.lib / "current").readlink() == Path("installed/1-2")


def test_files_are_links_that_the_next_unpacking_does_not_reach(stop: Stop) -> None:
    stop.upgrade("1")
    assert (stop.lib / "current/kiosk").stat().st_ino == (stop.lib / "bundle/kiosk").stat().st_ino
    stop.unpack("2")
    assert stop.runs() == "1"


def test_where_there_are_no_hard_links_it_is_copied(stop: Stop, tmp_path: Path) -> None:
    stop.unpack("1")
    assert stop.versions("add", "1", path=failing("cp", tmp_path / "bin", unless="-a")).returncode == 0
    assert stop.runs() == "1"
    assert (stop.lib / "current/kiosk").stat().st_ino != (stop.lib / "bundle/kiosk").stat().st_ino


@pytest.mark.parametrize("program", ["cp", "mv", "ln", "sync"])
def test_an_upgrade_that_fails_leaves_the_version_that_ran(stop: Stop, tmp_path: Path, program: str) -> None:
    stop.upgrade("1")
    stop.unpack("2")
    assert stop.versions("add", "2", path=failing(program, tmp_path / "bin")).returncode != 0
    assert stop.runs() == "1"
    assert stop.versions("add", "2").returncode == 0
    assert (stop.runs(), stop.runs("previous")) == ("2", "1")


def test_half_a_copy_gives_a_full_disk_its_room_back(stop: Stop, tmp_path: Path) -> None:
    stop.upgrade("1")
    stop.unpack("2")
    half = 'for to; do :; done\nmkdir "$to"\ntouch "$to/kiosk"\nexit 1\n'
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/cp").write_text(f"#!/bin/sh\n{half}")
    (tmp_path / "bin/cp").chmod(0o755)
    assert stop.versions("add", "2", path=tmp_path / "bin").returncode != 0
    assert not (stop.lib / "installed/.new").exists()


def test_what_a_program_runs_from_stays_until_it_has_ended(stop: Stop) -> None:
    stop.upgrade("1")
    shutil.copy(shutil.which("sleep") or "", stop.lib / "installed/1-1/agent")
    with beside(subprocess.Popen([stop.lib / "installed/1-1/agent", "60"])) as agent:
        for version in ("2", "3"):
            stop.upgrade(version)
            stop.pending.unlink()
        assert stop.kept() == {"1-1", "2-1", "3-1"}
        agent.kill()
    stop.versions("prune")
    assert stop.kept() == {"2-1", "3-1"}


def test_other_words_are_refused(stop: Stop) -> None:
    assert stop.versions("fly").returncode == 2
