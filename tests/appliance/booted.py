"""A machine whose first process is systemd itself, with the kiosk's units and the program as it lies here.

Everything is kept apart from the machine that tests: processes, mounts (this machine's files under an overlay),
network, control groups. So the units' users, mounts, system call filters, sockets and watchdogs are the real ones.
What it has not: graphics card, touch, sound, udev, memory limits where this machine counts memory by itself.
Source: namespaces(7), pivot_root(8), systemd(1), https://systemd.io/CONTAINER_INTERFACE/.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kiosk.sos.child import MORTAL
from tests.conftest import ROOT
from tests.e2e.pavilion import until
from tests.e2e.three_users import TOML
from tests.ordinary_user import hidden_folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SYSTEMD = Path("/lib/systemd/systemd")
SPEC = ROOT / "build_spec"
TREE = "/opt/kiosk"
"""Where that machine has this tree: a unit has a /tmp of its own, and no home, wherever the tree lies here."""
LIMIT = 120.0
ALONE = Path("/run/smart-stop-booted.lock")
"""Held by the one machine of this kind that runs."""
OWN_NAMESPACES = ("--mount", "--pid", "--fork", "--kill-child", "--cgroup", "--uts", "--ipc", "--net")
NEEDLESS = (
    *(
        "systemd-udevd.service",
        "systemd-udev-trigger.service",
        "systemd-udevd-control.socket",
        "systemd-udevd-kernel.socket",
    ),
    *(
        "systemd-modules-load.service",
        "systemd-networkd.service",
        "systemd-timesyncd.service",
        "systemd-resolved.service",
    ),
    *(
        "systemd-sysctl.service",
        "systemd-random-seed.service",
        "systemd-remount-fs.service",
        "systemd-logind.service",
    ),
    *("dev-hugepages.mount", "dev-mqueue.mount", "sys-kernel-debug.mount", "sys-kernel-tracing.mount"),
    *("sys-kernel-config.mount", "sys-fs-fuse-connections.mount", "getty.target"),
)
"""What a machine made of namespaces can do without."""
TARGET = "[Unit]\nWants=sysinit.target basic.target sockets.target kiosk.target\nAfter=basic.target\n"
SESSION = "[Service]\nEnvironment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1\n"
UNPRIVILEGED = "[Service]\nOOMScoreAdjust=0\n"
"""For a machine that may not make its processes dearer to the kernel than they were: CAP_SYS_RESOURCE."""
RESOURCE = 24
"""The number of that capability. Source: linux/capability.h."""

# The arguments: a folder to mount things in, the script that fills the root, the program to become.
_BEGIN = """
set -eu
root=$1 fill=$2
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$root"
mkdir "$root/changes" "$root/work" "$root/root"
mount -t overlay -o "lowerdir=/,upperdir=$root/changes,workdir=$root/work" overlay "$root/root"
cd "$root/root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
    touch "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/shm dev/pts old
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
sh -eu "$fill"
mount -t tmpfs -o mode=1777 tmpfs tmp
pivot_root . old
umount -l old
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=stop.target \
    --log-target=journal --show-status=0
"""


class Booted:
    """A stop that was started with its machine, running while the block lasts.

    `drop_ins`: what is said of units of the kiosk beside their files, by the name of the unit.
    """

    def __init__(self, drop_ins: Mapping[str, str] | None = None) -> None:
        self._drop_ins = drop_ins or {}

    def __enter__(self) -> Self:
        # Another one started from the same control group would have its units in the same control groups.
        self._alone = ALONE.open("w")
        fcntl.flock(self._alone, fcntl.LOCK_EX)
        self._folder = tempfile.TemporaryDirectory(prefix="booted-")
        folder = Path(self._folder.name)
        for name in ("root", "units"):
            (folder / name).mkdir()
        _write_units(folder / "units", self._drop_ins)
        (folder / "fill.sh").write_text(_fill(folder))
        self._errors = (folder / "errors").open("w+")
        self._holder = subprocess.Popen(
            [*MORTAL, "unshare", *OWN_NAMESPACES, "sh", "-c", _BEGIN, "sh", folder / "root", folder / "fill.sh"],
            stdin=subprocess.DEVNULL,
            stdout=self._errors,
            stderr=self._errors,
        )
        try:
            children = Path(f"/proc/{self._holder.pid}/task/{self._holder.pid}/children")
            until(lambda: self._lives() and children.read_text(), LIMIT, what="a first process")
            self._first = int(children.read_text().split()[0])
            until(lambda: self._lives() and self._is_systemd(), LIMIT, what="systemd")
            until(lambda: self.run("systemctl", "is-active", "basic.target").stdout == "active\n", LIMIT)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._holder.kill()
        self._holder.wait()
        self._errors.close()
        self._folder.cleanup()
        self._alone.close()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of that machine as its root to the end."""
        return subprocess.run(
            ["nsenter", f"--target={self._first}", "--all", "--root", "--wd", *words],
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )

    def shown(self, unit: str, what: str) -> str:
        """A property of a unit. Source: systemctl(1), show."""
        return self.run("systemctl", "show", "--value", f"--property={what}", unit).stdout.strip()

    def units(self, pattern: str) -> list[str]:
        """The units of that kind that are active."""
        listed = self.run("systemctl", "list-units", "--plain", "--no-legend", "--state=active", pattern)
        return [line.split()[0] for line in listed.stdout.splitlines()]

    def journal(self, unit: str) -> str:
        """What a unit printed."""
        return self.run("journalctl", "--no-pager", "--output=cat", f"--unit={unit}").stdout

    def say(self, unit: str, text: str) -> None:
        """Write a drop-in of a unit, in place of what was said of it before, and let systemd read it."""
        beside = self.path(f"/etc/systemd/system/{unit}.d")
        beside.mkdir(exist_ok=True)
        (beside / "test.conf").write_text(text)
        self.run("systemctl", "daemon-reload")

    def processes(self) -> Mapping[Path, Sequence[str]]:
        """Every process of that machine: its folder in /proc, from here, and its words."""
        found = {}
        for number in self.run("sh", "-c", "echo /proc/[0-9]*").stdout.split():
            folder = Path(f"/proc/{self._first}/root{number}")
            try:
                found[folder] = (folder / "cmdline").read_text().split("\0")[:-1]
            except OSError:  # gone meanwhile
                continue
        return found

    def path(self, name: str) -> Path:
        """The file or folder `name` of that machine, as seen from here."""
        return Path(f"/proc/{self._first}/root{name}")

    def _lives(self) -> bool:
        if self._holder.poll() is not None:
            self._errors.seek(0)
            raise AssertionError(f"the machine ended: {self._errors.read()}")
        return True

    def _is_systemd(self) -> bool:
        return Path(f"/proc/{self._first}/comm").read_text() == "systemd\n"


def can_boot() -> str:
    """Why no machine can be started in this one, "" where one can."""
    if os.geteuid() != 0:
        return "only root can start a machine in a machine"
    tried = subprocess.run(
        ["unshare", "--mount", "--cgroup", "mount", "-t", "cgroup2", "cgroup2", "/mnt"],
        capture_output=True,
        check=False,
    )
    if tried.returncode:
        return "this machine gives no control groups away (cgroups(7), version 2)"
    missing = [name for name in ("cage", "seatd", "unshare", "nsenter", "pivot_root") if not shutil.which(name)]
    return f"not installed here: {', '.join(missing)}" if missing or not SYSTEMD.exists() else ""


def _write_units(folder: Path, drop_ins: Mapping[str, str]) -> None:
    """What the administrator of that machine says of its units."""
    (folder / "stop.target").write_text(TARGET)
    for name in NEEDLESS:
        (folder / name).symlink_to("/dev/null")
    dear = Path("/proc/self/status").read_text().partition("CapEff:\t")[2].split()[0]
    for name in ("sos", "session", "screen", "browse@", "update-check"):
        beside = folder / f"kiosk-{name}.service.d"
        beside.mkdir()
        (beside / "home.conf").write_text("[Service]\nProtectHome=no\n")  # where the interpreter may lie
        if not int(dear, 16) >> RESOURCE & 1 and name in {"sos", "session", "screen"}:
            (beside / "memory.conf").write_text(UNPRIVILEGED)
    (folder / "kiosk-session.service.d" / "headless.conf").write_text(SESSION)
    for name, text in drop_ins.items():
        (folder / f"{name}.d" / "test.conf").write_text(text)


def _fill(folder: Path) -> str:
    """The script that puts the kiosk into the root it is started in."""
    share = "usr/lib/smart-stop-kiosk/libexec"
    folders = [str(ROOT), *(path for path in sys.path if path.endswith("-packages"))]
    packages = ":".join(path.replace(str(ROOT), TREE, 1) for path in folders)
    hidden = "\n".join(
        f"mount -t tmpfs -o mode=755 tmpfs .{place}\n"
        + "\n".join(f"mkdir -p .{path}\nmount --bind {path} .{path}" for path in needed)
        for place, needed in hidden_folders().items()
    )
    program = (
        f'#!/bin/sh\nexport PYTHONPATH={packages} PYTHONDONTWRITEBYTECODE=1\nexec {_python()} -m kiosk "$@"\n'
    )
    (folder / "kiosk").write_text(program)
    (folder / "kiosk.toml").write_text(TOML.replace("warm_spare = false", "warm_spare = true"), encoding="utf-8")
    return (
        textwrap.dedent(f"""
        rm -rf etc/systemd/system/*.wants usr/lib/systemd/system/multi-user.target.wants
        cp -a {folder}/units/. etc/systemd/system/
        cp {SPEC}/systemd/* usr/lib/systemd/system/
        cp {SPEC}/debian/sysusers.conf usr/lib/sysusers.d/smart-stop-kiosk.conf
        cp {SPEC}/debian/tmpfiles.conf usr/lib/tmpfiles.d/smart-stop-kiosk.conf
        systemd-sysusers --root=. smart-stop-kiosk.conf
        mkdir -p {share} etc/kiosk var/lib/smart-stop-kiosk .{TREE}
        mount --bind {ROOT} .{TREE}
        cp -r {SPEC}/session/. {SPEC}/update/. {share}/
        chmod 755 {share}/session {share}/update-check
        install -m 755 {folder}/kiosk usr/bin/kiosk
        install -m 640 {folder}/kiosk.toml etc/kiosk/kiosk.toml
        chroot . chown kiosk-screen:kiosk-settings /etc/kiosk/kiosk.toml
        rm -rf var/log/journal var/lib/kiosk var/lib/kiosk-sos
    """)
        + hidden
        + "\n"
    )


def _python() -> Path:
    """The interpreter without our environment's link to it, which may lie where others may not look."""
    return Path(os.path.realpath(sys.executable))
