"""A stop as the package makes it: its folders, and three users by their numbers: screen, sos and browse."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.e2e.program import words
from tests.ordinary_user import OrdinaryUser, ordinary_user

FOLDERS = ROOT / "build_spec" / "debian" / "tmpfiles.conf"
KIOSK, SETTINGS = "kiosk", "kiosk-settings"
UMASK = "0027"
"""That of screen and emergency call. The session's is of its own making."""
READABLE = "import os, sys; print(*[path for path in sys.stdin.read().split() if os.access(path, os.R_OK)])"
TOML = """
[stop]
ids = ["S1"]
name = "Остановка Ясная"
[timetable]
gtfs = "feed.zip"
[display]
fullscreen = false
[services]
warm_spare = false
[emergency]
pavilion = "0042"
address = "Ульяновск, улица Ясная, 1"
microphone = "none"
loudspeaker = "none"
countdown_seconds = 10
[[emergency.trunks]]
name = "one"
uri = "sip:112@127.0.0.1:9"
auth_user = "pavilion"
auth_password = "very-secret"
"""


@dataclass(frozen=True)
class Stop:
    """One stop in `folder`; each user's programs are started by `start`."""

    folder: Path
    screen: OrdinaryUser
    sos: OrdinaryUser
    browse: OrdinaryUser

    @property
    def etc(self) -> Path:
        return self.folder / "etc" / "kiosk"

    @property
    def data(self) -> Path:
        return self.folder / "var" / "lib" / "kiosk"

    @property
    def sos_data(self) -> Path:
        return self.folder / "var" / "lib" / "kiosk-sos"

    @property
    def run(self) -> Path:
        return self.folder / "run" / "kiosk"

    @property
    def sessions(self) -> Path:
        return self.folder / "run" / "kiosk-browse"

    def start(self, user: OrdinaryUser, *arguments: str, **how: Any) -> subprocess.Popen[Any]:
        """Start `kiosk` as that user, with what its unit says of folders."""
        umask = ("sh", "-c", f'umask {UMASK}; exec "$0" "$@"')
        return user.start([*umask, user.python, *words(*arguments)[1:]], self.environment(user), **how)

    def environment(self, user: OrdinaryUser) -> dict[str, str]:
        """What the user's unit puts into the environment."""
        shared = {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), user.way.environment.get("PYTHONPATH"))))}
        if user is self.browse:
            return {**shared, "KIOSK_RUNTIME_DIR": str(self.sessions)}
        return {
            **shared,
            "KIOSK_CONFIG": str(self.etc / "kiosk.toml"),
            "KIOSK_DATA_DIR": str(self.data),
            "KIOSK_SOS_DATA_DIR": str(self.sos_data),
            "KIOSK_RUNTIME_DIR": str(self.run),
        }

    def readable(self, user: OrdinaryUser) -> set[str]:
        """The files, sockets and folders of this stop that the user may read or speak to, from its folder on."""
        everything = [path for path in self.folder.rglob("*") if not path.is_relative_to(self.folder / "home")]
        inside = [path for path in everything if path.is_file() or path.is_socket() or _is_own(path)]
        told = user.run([sys.executable, "-c", READABLE], stdin="\n".join(map(str, inside)).encode())
        assert told.returncode == 0, told.stderr
        return {str(Path(path).relative_to(self.folder)) for path in told.stdout.decode().split()}


def _is_own(path: Path) -> bool:
    """Whether a folder is none that everybody may look into, such as those above ours."""
    return path.is_dir() and not path.stat().st_mode & stat.S_IROTH


@contextlib.contextmanager
def stop() -> Iterator[Stop]:
    """Nobody runs yet. For root alone. All are ended, and all is removed, at the end."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-stop-"))
    folder.chmod(0o755)
    with (
        ordinary_user(another=True) as screen,
        ordinary_user(another=True) as sos,
        ordinary_user(another=True) as browse,
    ):
        kiosk, settings = browse.uid, sos.uid  # numbers that nobody else has
        users = {
            "kiosk-screen": replace(screen, group=kiosk, groups=(settings,)),
            "kiosk-sos": replace(sos, group=kiosk, groups=(settings,)),
            "kiosk-browse": replace(browse, group=kiosk),
        }
        _make_folders(folder, users, {KIOSK: kiosk, SETTINGS: settings})
        made = Stop(folder, users["kiosk-screen"], users["kiosk-sos"], users["kiosk-browse"])
        file = made.etc / "kiosk.toml"
        file.write_text(TOML, encoding="utf-8")
        os.chown(file, screen.uid, settings)
        file.chmod(0o640)
        try:
            yield made
        finally:
            shutil.rmtree(folder)


def _make_folders(folder: Path, users: dict[str, OrdinaryUser], groups: dict[str, int]) -> None:
    """The folders of tmpfiles.d, inside `folder`."""
    lines = re.findall(r"^d (\S+)\s+(\d+) (\S+)\s+(\S+)", FOLDERS.read_text(), re.MULTILINE)
    for path, mode, owner, group in lines:
        made = folder / path.lstrip("/")
        made.mkdir(parents=True)
        os.chown(made, users[owner].uid if owner in users else 0, groups.get(group, 0))
        made.chmod(int(mode, 8))
    for above in ("etc", "var", "var/lib", "run"):
        (folder / above).chmod(0o755)
