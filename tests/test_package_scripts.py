"""The scripts of the package that act on the machine, for upgrades and USB sticks; and the one that packs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.config.manuals import INSTALLED
from tests.conftest import ROOT
from tests.package_files import DEBIAN

TOLD = "told"


def program(folder: Path, name: str, does: str = "") -> None:
    """A program that writes down how it was asked, then does what is to be done."""
    folder.mkdir(exist_ok=True)
    script = folder / name
    script.write_text(f'#!/bin/sh\necho "{name} $*" >>"{folder}/{TOLD}"\n{does}\n')
    script.chmod(0o755)


def told(folder: Path) -> list[str]:
    """How the programs of a folder were asked, in order."""
    file = folder / TOLD
    return file.read_text().splitlines() if file.exists() else []


def run(script: Path, *words: str, path: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the programs in `path` in place of the system's."""
    known = {**os.environ, **environ, "PATH": f"{path}:{os.environ['PATH']}"}
    return subprocess.run([script, *words], env=known, capture_output=True, text=True, timeout=60, check=False)


class Upgraded:
    """A stop whose agent says in which state its call is, one after the other; the last one again and again."""

    def __init__(self, folder: Path, *states: str) -> None:
        self.programs = folder / "bin"
        self.screen = folder / "screen"
        """The number of the screen's process, which is another one after each start."""
        self.screen.write_text("7\n")
        program(self.programs, "sleep")
        program(self.programs, "systemctl", f'[ "$1" != show ] || cat {self.screen}')
        program(self.programs, "deb-systemd-invoke", f'case $2 in *-screen.*) echo "7$$" >{self.screen} ;; esac')
        self.script = folder / "libexec" / "restart"
        self.script.parent.mkdir()
        shutil.copy(DEBIAN / "libexec" / "restart", self.script)
        says = folder / "states"
        says.write_text("".join(f"{state}\n" for state in states))
        previous = folder / "previous"
        previous.mkdir()
        agent = previous / "kiosk"
        agent.write_text(
            '#!/bin/sh\n[ "$*" = "sos status --json" ] || exit 2\n'
            f'printf \'{{\\n  "state": "%s",\\n}}\\n\' "$(head -n 1 {says})"\n'
            f'[ "$(wc -l <{says})" = 1 ] || sed -i 1d {says}\n'
        )
        agent.chmod(0o755)

    def restart(self) -> list[str]:
        """What is done to the units, in order."""
        assert run(self.script, path=self.programs).returncode == 0
        return [line for line in told(self.programs) if not line.startswith(("sleep", "systemctl show"))]


ALL = [
    "deb-systemd-invoke try-restart kiosk-sos.service",
    "deb-systemd-invoke try-restart kiosk-session.service",
    "deb-systemd-invoke try-restart kiosk-screen.service",
    "systemctl --no-block start kiosk-update-check.service",
]


def test_after_an_upgrade_the_agent_comes_first_and_the_judgement_last(tmp_path: Path) -> None:
    stop = Upgraded(tmp_path, "idle")
    assert stop.restart() == ALL
    assert not any(line.startswith("sleep") for line in told(stop.programs))


@pytest.mark.parametrize("state", ["countdown", "dialing", "ringing", "connected", "retrying", "incoming"])
def test_an_upgrade_waits_until_a_call_has_ended(tmp_path: Path, state: str) -> None:
    stop = Upgraded(tmp_path, state, state, "ended")
    assert stop.restart() == ALL
    assert told(stop.programs)[:2] == ["sleep 15", "sleep 15"]


def test_the_agent_of_a_call_without_end_is_left_alone(tmp_path: Path) -> None:
    stop = Upgraded(tmp_path, "connected")
    assert stop.restart() == ALL[1:]


def test_a_version_that_nothing_was_started_in_is_not_judged(tmp_path: Path) -> None:
    """As where a policy-rc.d(8) forbids it: deb-systemd-invoke(1) then does nothing, and says that all is well."""
    stop = Upgraded(tmp_path, "idle")
    program(stop.programs, "deb-systemd-invoke")
    assert stop.restart() == ALL[:3]


@pytest.mark.parametrize("number", ["0\n", ""])
def test_where_no_screen_ran_the_judgement_has_its_turn_all_the_same(tmp_path: Path, number: str) -> None:
    stop = Upgraded(tmp_path, "idle")
    stop.screen.write_text(number)
    program(stop.programs, "deb-systemd-invoke")
    assert stop.restart() == ALL


def test_an_agent_that_does_not_answer_is_started_anew(tmp_path: Path) -> None:
    stop = Upgraded(tmp_path, "idle")
    (tmp_path / "previous/kiosk").write_text("#!/bin/sh\nexit 2\n")
    assert stop.restart() == ALL


def test_what_an_agent_leaves_behind_is_not_waited_for(tmp_path: Path) -> None:
    """A child of the program that is asked for a call holds its output open."""
    stop, number = Upgraded(tmp_path, "idle"), tmp_path / "number"
    (tmp_path / "previous/kiosk").write_text(f"#!/bin/sh\n/bin/sleep 1000 &\necho $! >{number}\n")
    program(stop.programs, "timeout", 'shift 3\nexec /usr/bin/timeout -k 0.1 0.3 "$@"')
    try:
        assert [line for line in stop.restart() if not line.startswith("timeout")] == ALL
        assert "timeout -k 5 10 " in "\n".join(told(stop.programs))
    finally:
        with suppress(ProcessLookupError):  # ended with what it was asked by
            os.kill(int(number.read_text()), signal.SIGKILL)


class Stick:
    """A machine that runs from the disk sda and has a stick in it, sdb."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.programs, self.sys = folder / "bin", folder / "sys"
        for disk in ("sda", "sdb"):
            for partition in (f"{disk}1", f"{disk}2"):
                entry = self.sys / "devices" / disk / partition
                entry.mkdir(parents=True)
                (entry / "partition").write_text("1\n")
        block = self.sys / "class" / "block"
        block.mkdir(parents=True)
        for entry in self.sys.glob("devices/**/sd*"):
            (block / entry.name).symlink_to(entry)
        program(self.programs, "findmnt", 'case "$*" in *" /") echo /dev/sda2 ;; *) exit 1 ;; esac')
        program(self.programs, "lsblk", f"echo {kind}")
        program(self.programs, "systemd-mount")

    def mount(self, partition: str) -> list[str]:
        """Put it in; the words of systemd-mount(1)."""
        script = DEBIAN / "libexec" / "mount-stick"
        assert run(script, partition, path=self.programs, KIOSK_SYS=str(self.sys)).returncode == 0
        asked = [line.split() for line in told(self.programs) if line.startswith("systemd-mount")]
        return asked[0] if asked else []


@pytest.mark.parametrize("kind", ["vfat", "exfat"])
@pytest.mark.parametrize("partition", ["sdb1", "sdb"])
def test_a_stick_is_mounted_for_the_screen_alone_and_runs_nothing(
    tmp_path: Path, kind: str, partition: str
) -> None:
    words = Stick(tmp_path, kind).mount(partition)
    assert words[-2:] == [f"/dev/{partition}", f"/run/kiosk-sticks/{partition}"]
    assert f"--type={kind}" in words
    assert "--property=LazyUnmount=yes" in words, "it goes though something of it is open when it is pulled out"
    options = next(word for word in words if word.startswith("--options=")).partition("=")[2].split(",")
    assert {"nosuid", "nodev", "noexec", "uid=kiosk-screen", "dmask=0077", "fmask=0177"} <= set(options)


@pytest.mark.parametrize("kind", ["ntfs", "ext4", "iso9660", ""])
def test_a_filesystem_of_another_kind_is_left_alone(tmp_path: Path, kind: str) -> None:
    assert Stick(tmp_path, kind).mount("sdb1") == []


def test_a_partition_of_the_disk_that_the_machine_runs_from_is_left_alone(tmp_path: Path) -> None:
    assert Stick(tmp_path, "vfat").mount("sda1") == []


class Packed:
    """Packages of a bundle that is only a script."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bundle = folder / "bundle"
        library = self.bundle / "_internal" / "library.so"
        library.parent.mkdir(parents=True)
        library.write_bytes(b"library")
        library.chmod(0o777)
        program(self.bundle, "kiosk")

    def pack(self, *words: str, out: str = "out", umask: int = 0o077) -> tuple[Path, str]:
        """The package and what was said."""
        done = subprocess.run(
            [ROOT / "build_spec/package.sh", "--version", "1.2.3", "--bundle", self.bundle,
             "--out", self.folder / out, *words],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}, umask=umask,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return self.folder / out / "smart-stop-kiosk_1.2.3_amd64.deb", done.stdout


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    return Packed(tmp_path)


def contents(package: Path) -> dict[str, list[str]]:
    """Mode, owner, size, day, time of each file of a package."""
    listed = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True).stdout
    lines = [line.split(maxsplit=5) for line in listed.splitlines()]
    return {line[5].removeprefix(".").partition(" -> ")[0]: line[:5] for line in lines}


def test_whoever_packs_makes_the_same_bytes(packed: Packed) -> None:
    first, _ = packed.pack("--fast", out="first", umask=0o077)
    second, _ = packed.pack("--fast", out="second", umask=0o002)
    assert first.read_bytes() == second.read_bytes()


def test_everything_is_roots_and_of_one_time(packed: Packed) -> None:
    files = contents(packed.pack("--fast")[0])
    assert {owner for _, owner, *_ in files.values()} == {"root/root"}
    assert len({(day, time) for *_, day, time in files.values()}) == 1
    modes = {path: mode for path, (mode, *_) in files.items()}
    share = "/usr/lib/smart-stop-kiosk"
    assert modes[f"{share}/bundle/kiosk"] == "-rwxr-xr-x"
    assert modes[f"{share}/bundle/_internal/library.so"] == "-rw-r--r--"
    assert modes[f"{share}/libexec/versions"] == "-rwxr-xr-x"
    assert modes["/usr/bin/kiosk"] == "lrwxrwxrwx"
    assert {mode for path, mode in modes.items() if path.endswith("/")} == {"drwxr-xr-x"}


def test_what_the_program_sends_technicians_to_is_installed(packed: Packed) -> None:
    assert set(INSTALLED.values()) <= set(contents(packed.pack("--fast")[0]))


def test_its_size_is_counted_as_debian_does(packed: Packed) -> None:
    """Each file and link in whole kilobytes, any folder as one. Source: Debian Policy, 5.6.20."""
    (packed.bundle / "large").write_bytes(bytes(3 * 1024 + 1))
    package, _ = packed.pack("--fast")
    field = subprocess.run(
        ["dpkg-deb", "--field", package, "Installed-Size"], capture_output=True, text=True, check=True
    ).stdout
    sizes = [1 if mode[0] in "dl" else -(-int(size) // 1024) for mode, _, size, *_ in contents(package).values()]
    assert int(field) == sum(sizes)


def test_what_has_not_changed_is_not_packed_again(packed: Packed) -> None:
    package, _ = packed.pack("--fast")
    made = package.stat().st_mtime_ns
    assert "is up to date" in packed.pack("--fast")[1]
    assert package.stat().st_mtime_ns == made
    later = package.stat().st_mtime + 10
    os.utime(packed.bundle / "kiosk", (later, later))
    assert "is up to date" not in packed.pack("--fast")[1]


def test_a_bundle_without_the_program_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "build_spec/package.sh", "--bundle", tmp_path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"package.sh: {tmp_path} holds no program kiosk\n"
