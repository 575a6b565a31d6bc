"""A machine of its own in a folder: mounts, processes and network that nobody else has, and that end with it.

Source: unshare(1), nsenter(1), mount(8) on overlay, chroot(1).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kiosk.sos.child import MORTAL
from tests.appliance.first_process import JOURNAL, PATH, TARGET
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

Done = subprocess.CompletedProcess[str]

LIMIT = 120.0
"""Seconds for what takes some on a machine that is not busy."""
HERE = Path(__file__).parent
LIB = "/usr/lib/smart-stop-kiosk"
STATE = "/var/lib/smart-stop-kiosk"
SETTINGS = "/etc/kiosk/kiosk.toml"

# The arguments: the folders it is made of, where what changes goes ("" into memory, "-" into the folder itself),
# where it is mounted, cached packages.
_BEGIN = """
set -eu
below=$1 changes=$2 root=$3 cached=$4
mount --make-rprivate /
if [ "$changes" = - ]; then
    mount --bind "$below" "$root"
else
    if [ -z "$changes" ]; then
        changes=$root.changes
        mount -t tmpfs -o mode=755 tmpfs "$changes"
    fi
    mkdir "$changes/upper" "$changes/work"
    mount -t overlay -o "lowerdir=$below,upperdir=$changes/upper,workdir=$changes/work" overlay "$root"
fi
mount -t proc proc "$root/proc"
mount --bind -o ro "$root/proc/sys" "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/systemd/system" "$root/run/lock"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --bind "$cached" "$root/var/cache/apt/archives"
[ ! -x "$(command -v ip)" ] || ip link set lo up
shift 4
exec "$@"
"""


class Machine:
    """A Debian in folders that lie over each other, running while the block lasts. Paths in it begin with "/".

    What changes goes into `changes`/upper, another such folder; None: it is gone afterwards; `in_place`: into the
    only folder. `network`: it has that of whoever tests, for apt; else one of its own, in which there is nothing
    but loopback. `cached` holds apt's packages.
    """

    def __init__(
        self,
        *below: Path,
        cached: Path,
        changes: Path | None = None,
        in_place: bool = False,
        network: bool = False,
    ) -> None:
        self._below, self._cached = below, cached
        self._changes = "-" if in_place else str(changes or "")
        self._network = network

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="machine-", dir=self._cached.parent)
        self._mounted = Path(self._folder.name) / "root"
        for folder in (self._mounted, Path(f"{self._mounted}.changes")):
            folder.mkdir()
        # It ends with whoever tests, however that ends; and all that is in it ends with its first process.
        own = [*MORTAL, "unshare", "--mount", "--pid", "--fork", "--kill-child"]
        own += [] if self._network else ["--net"]
        words = [":".join(map(str, self._below)), self._changes, str(self._mounted), str(self._cached)]
        first = [sys.executable, "-m", "tests.appliance.first_process", str(self._mounted)]
        self._errors = (Path(self._folder.name) / "first-process").open("w+")
        self._holder = subprocess.Popen(
            [*own, "sh", "-c", _BEGIN, "sh", *words, *first],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(),
            cwd=ROOT,
            text=True,
        )
        self._others: list[subprocess.Popen[str]] = []
        try:
            _await_ready(self._holder)
            children = Path(f"/proc/{self._holder.pid}/task/{self._holder.pid}/children").read_text()
            self._first = int(children.split()[0])
            if not self._network:
                self.beside("-m", "tests.appliance.town")
        except BaseException:
            self._errors.seek(0)
            sys.stderr.write(self._errors.read())
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self._others, self._holder):
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        self._errors.close()
        self._folder.cleanup()

    def path(self, name: str) -> Path:
        """The file or folder `name` of the machine, as seen from here."""
        return Path(f"/proc/{self._first}/root{self._mounted}{name}")

    def run(self, *words: str, check: bool = True, limit: float = LIMIT, said: str = "", **more: str) -> Done:
        """Run a command of the machine as root to its end; `more` is in its environment."""
        environment = {
            "PATH": PATH,
            "LANG": "C.UTF-8",
            "HOME": "/root",
            "DEBIAN_FRONTEND": "noninteractive",
            **more,
        }
        done = subprocess.run(
            [*self._enter, "chroot", str(self._mounted), *words],
            env=environment,
            input=said,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
        assert not check or done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def apt(self, *words: str, limit: float = 400.0) -> Done:
        """apt-get, without a question; maintainer scripts find our systemctl."""
        options = ("-o", f"DPkg::Path={PATH}", "-o", "APT::Sandbox::User=root", "-o", "Dpkg::Use-Pty=0")
        return self.run("apt-get", "-y", "-q", "--no-install-recommends", *options, *words, limit=limit)

    def beside(self, *words: str) -> None:
        """Run a Python program of the tests in the machine's network, until that ends; it has said "ready"."""
        process = subprocess.Popen(
            [*self._enter, sys.executable, *words],
            stdout=subprocess.PIPE,
            env=_environment(),
            cwd=ROOT,
            text=True,
        )
        self._others.append(process)
        _await_ready(process)

    def health(self, *words: str) -> list[str]:
        """What `kiosk health` says."""
        return self.run("kiosk", "health", *words, check=False).stdout.splitlines()

    def status(self, *words: str) -> dict[str, dict[str, Any]]:
        """The facts of `kiosk status`, by name."""
        told = json.loads(self.run("kiosk", "status", "--json", *words, check=False).stdout)
        return {one["name"]: one for one in told["facts"]}

    def systemctl(self, *words: str, check: bool = True) -> int:
        """Tell the first process."""
        return self.run("systemctl", *words, check=check).returncode

    def begin(self) -> None:
        """What systemd does at the start of a machine, as far as the kiosk needs it."""
        self.run("systemd-tmpfiles", "--create", "smart-stop-kiosk.conf", check=False)
        if self.run("systemctl", "is-enabled", "--quiet", TARGET, check=False).returncode == 0:
            self.systemctl("start", TARGET)

    @property
    def version(self) -> str:
        """What `current` leads to, without the number of its copy."""
        return self.path(f"{LIB}/current").readlink().name.rpartition("-")[0]

    def journal(self, unit: str) -> str:
        """What a unit printed."""
        file = self.path(f"/{JOURNAL}/{unit}")
        return file.read_text(errors="replace") if file.exists() else ""

    def drop_in(self, unit: str, text: str) -> None:
        """A drop-in of the administrator's for a unit."""
        folder = self.path(f"/etc/systemd/system/{unit}.d")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "test.conf").write_text(text)

    def serving(self) -> dict[str, str]:
        """The files that the screen, "run", and the emergency agent, "sos", were started from."""
        known = self.processes().values()
        return {words[1]: program for _, program, words in known if words[1:] and words[1] in {"run", "sos"}}

    def processes(self) -> dict[int, tuple[str, str, list[str]]]:
        """Of each process that runs from the package: its user, the file it was started from, its words."""
        found = {}
        names = {line.split(":")[2]: line.split(":")[0] for line in self._passwd()}
        for folder in self.path("/proc").glob("[0-9]*"):
            try:
                program = str((folder / "exe").readlink())
                words = (folder / "cmdline").read_text().split("\0")[:-1]
                user = names.get(str(folder.stat().st_uid), "")
            except OSError:
                continue
            if LIB in program:
                found[int(folder.name)] = (user, program[program.index(LIB) :], words)
        return found

    def _passwd(self) -> list[str]:
        return self.path("/etc/passwd").read_text().splitlines()

    @property
    def _enter(self) -> list[str]:
        return ["nsenter", "--target", str(self._first), "--mount", "--pid", *([] if self._network else ["--net"])]


def _environment() -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _await_ready(process: subprocess.Popen[str]) -> None:
    """Until it has said so. Raises AssertionError."""
    assert process.stdout is not None
    late = threading.Timer(LIMIT, process.kill)
    late.start()
    try:
        said = process.stdout.readline()
    finally:
        late.cancel()
    assert said == "ready\n", f"{process.args!r} did not begin: {said!r}"
