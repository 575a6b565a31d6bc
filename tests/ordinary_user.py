"""Runs programs as an ordinary user when the tests themselves run as root: Chromium's sandbox demands it.

`with ordinary_user() as user: user.run([sys.executable, "-m", "kiosk", "browse", ...])`. Run as an ordinary user
already, the words simply run. Run as root, they run under a user id that is nobody else's, with a HOME of their
own; where the interpreter or the checkout lies in a folder that only root may enter (/root), they run in a private
mount namespace in which that folder holds nothing but what they need, at the same paths. The system is kept.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
USER_IDS = range(65000, 65534)
"""Reserved by Debian (policy, 9.2.2), so no account has them, and a container that maps 65536 ids knows them."""

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - as the kiosk does
CLONE_NEWNS = 0x20000
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 4096, 16384, 1 << 18
PROBE = "import sys, PySide6.QtCore, pytest; open('pyproject.toml').close()"


@dataclass
class Way:
    """How a program comes to run as somebody else: its interpreter; hidden folders, with those needed in them."""

    python: str = sys.executable
    hidden: Mapping[str, Sequence[str]] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OrdinaryUser:
    """Somebody who is not root. `home` is a fresh folder of that user's for everything the programs write.

    `group` is the primary one, `groups` are further ones; for root's tests alone. None: one of the user's number.
    """

    uid: int
    home: Path
    way: Way
    group: int | None = None
    groups: tuple[int, ...] = ()

    @property
    def python(self) -> str:
        """The interpreter that this user can run: the one with our packages."""
        return self.way.python

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What the programs of this user find in their environment: ours, with every place inside `home`."""
        places = {name: str(self.home / folder) for name, folder in PLACES.items()}
        ours = {**os.environ, **self.way.environment, **places, "PYTHONDONTWRITEBYTECODE": "1"}
        ours.pop("DBUS_SESSION_BUS_ADDRESS", None)
        return {**ours, "HOME": str(self.home), "USER": "kiosk-test", "LOGNAME": "kiosk-test", **(more or {})}

    def start(
        self, words: Sequence[str | Path], env: Mapping[str, str] | None = None, **how: Any
    ) -> subprocess.Popen[Any]:
        """The program, started; its pid is the program's own. `how` goes to subprocess.Popen."""
        how.setdefault("cwd", ROOT)
        words = [self.python if str(word) == sys.executable else str(word) for word in words]
        if os.getuid() == 0:
            group = self.uid if self.group is None else self.group
            order = {"uid": self.uid, "hidden": self.way.hidden, "cwd": str(how.pop("cwd"))}
            order |= {"group": group, "groups": self.groups}
            words = [sys.executable, "-I", __file__, json.dumps(order), *words]
        return subprocess.Popen(words, env=self.environment(env), **how)

    def run(
        self,
        words: Sequence[str | Path],
        env: Mapping[str, str] | None = None,
        *,
        timeout: float = 60,
        stdin: bytes = b"",
    ) -> subprocess.CompletedProcess[bytes]:
        """The same, waited for, with what it printed. A program that takes longer than `timeout` is killed."""
        pipe = subprocess.PIPE
        with self.start(words, env, stdin=pipe, stdout=pipe, stderr=pipe) as program:
            try:
                out, err = program.communicate(stdin, timeout)
            except BaseException:
                program.kill()
                raise
        return subprocess.CompletedProcess(program.args, program.returncode, out, err)

    def folder(self, name: str) -> Path:
        """A new folder of this user's, inside `home`."""
        made = self.home / name
        made.mkdir(mode=0o700, parents=True)
        os.chown(made, self.uid, -1)
        return made

    def processes(self) -> list[int]:
        """Every process that runs under this user id; as an ordinary user, that is more than the tests' own."""
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdecimal() and entry.stat().st_uid == self.uid and _alive(entry):
                    found.append(int(entry.name))
        return found


PLACES = {
    "TMPDIR": "tmp",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "HYPOTHESIS_STORAGE_DIRECTORY": "hypothesis",
}


@contextlib.contextmanager
def ordinary_user(*, another: bool = False) -> Iterator[OrdinaryUser]:
    """A user who is not root, until the end of the block: then its processes are ended and its home is removed.

    `another`: one that this run of the tests has not used yet, which only root has.
    """
    as_root = os.getuid() == 0
    uid = os.getuid() if not as_root else _free_user_id() if another else _usual_user_id()
    home = Path(tempfile.mkdtemp(prefix="kiosk-user-"))
    try:
        user = OrdinaryUser(uid, home, _way(uid) if as_root else Way())
        os.chown(home, uid, -1)
        for place in PLACES.values():
            user.folder(place)
        yield user
        if as_root:
            _end(user)
    finally:
        shutil.rmtree(home)
        if as_root:  # where sessions lie in memory, of a user id that is ours alone
            shutil.rmtree(SHARED_MEMORY / f"smart-stop-kiosk-{uid}", ignore_errors=True)


@functools.cache
def _usual_user_id() -> int:
    return _free_user_id()


def _free_user_id() -> int:
    """A user id that no account, no process and no other run of the tests has.

    An abstract socket is the lock of the latter: it is gone with this process, whatever ends it.
    """
    taken = {entry.pw_uid for entry in pwd.getpwall()} | {pid.stat().st_uid for pid in _processes()}
    for uid in USER_IDS:
        lock = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(OSError):
            if uid not in taken:
                lock.bind(f"\0kiosk-test-user-{uid}")
                _LOCKS.append(lock)
                return uid
        lock.close()
    raise RuntimeError("every user id for tests is taken")


_LOCKS: list[socket.socket] = []


def _processes() -> Iterator[Path]:
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdecimal() and entry.stat():
                yield entry


def _alive(process: Path) -> bool:
    return (process / "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"


def _end(user: OrdinaryUser) -> None:
    """End what still runs under a user id that is ours alone."""
    while left := user.processes():
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@functools.cache
def _way(uid: int) -> Way:
    """The first way on which another user can run our tests, found by trying."""
    packages = os.pathsep.join(path for path in sys.path if path.endswith("-packages"))
    system_python = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    ways = [Way(), Way(hidden=hidden_folders()), Way(python=system_python, environment={"PYTHONPATH": packages})]
    reasons = []
    for way in ways:
        tried = OrdinaryUser(uid, Path("/nonexistent"), way).run([sys.executable, "-c", PROBE])
        if tried.returncode == 0:
            return way
        reasons.append(tried.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    raise RuntimeError(
        f"no ordinary user can run {sys.executable} in {ROOT}: run the tests as an ordinary user, or place both"
        f" where everybody may read them ({'; '.join(reasons)})"
    )


def hidden_folders() -> dict[str, list[str]]:
    """The topmost folders on the way to ours that others may not enter, each with those of ours inside it."""
    hidden: dict[str, list[str]] = {}
    ours = {ROOT, Path(sys.prefix), Path(sys.base_prefix), Path(os.path.realpath(sys.base_prefix))}
    for needed in sorted(ours):
        for ancestor in reversed(needed.parents):
            if not ancestor.stat().st_mode & 0o001:
                hidden.setdefault(str(ancestor), []).append(str(needed))
                break
    return hidden


def _check(result: int) -> None:
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _become(uid: int, hidden: Mapping[str, Sequence[str]], cwd: str, group: int, groups: Sequence[int]) -> None:
    """Turn this process into one of that user's, for which the hidden folders hold only what is named."""
    libc = ctypes.CDLL(None, use_errno=True)
    os.umask(0o022)
    if hidden:
        _check(libc.unshare(CLONE_NEWNS))
        _check(libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None))
    for folder, needed in hidden.items():
        kept = {path: os.open(path, os.O_PATH | os.O_DIRECTORY) for path in needed}
        _check(libc.mount(b"none", folder.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, b"mode=0755"))
        for path, descriptor in kept.items():
            Path(path).mkdir(parents=True, exist_ok=True)
            source = f"/proc/self/fd/{descriptor}".encode()
            _check(libc.mount(source, path.encode(), None, MS_BIND | MS_REC, None))
            os.close(descriptor)
    os.setgroups(groups)
    os.setresgid(group, group, group)
    os.setresuid(uid, uid, uid)
    os.chdir(cwd)


def main() -> None:
    """The short program between root and the ordinary user: an order (JSON), then the words to become."""
    _become(**json.loads(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - no shell: the process stays the one that was started


if __name__ == "__main__":
    main()
