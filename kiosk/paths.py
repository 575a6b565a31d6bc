"""Where resources, settings and data lie: from a checkout, from a frozen program, at a stop and on a desk."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STATION_DATA = Path("/var/lib/kiosk")
STATION_CONFIG = Path("/etc/kiosk/kiosk.toml")
STATION_RUNTIME = Path("/run/kiosk")
SHARED_RUNTIME = Path("/tmp")  # noqa: S108  only a private folder in it is used, and whose it is is checked
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  as above
TIMETABLE = "timetable.sqlite"
"""The name of an imported timetable inside the folder that `kiosk import --out` was given."""
USAGE = "usage.sqlite"
"""The name of the usage log inside the data folder."""
SOS_SOCKET = "sos.sock"
"""The name of the emergency agent's socket inside its folder."""
STATUS_FILE = "status.json"
"""The name of the file, beside that socket, in which a running screen tells how it is."""
BROWSE_SOCKET = "browse.sock"
"""The name of the socket, in the runtime folder of a stop, behind which the system starts web sessions."""


class PathError(Exception):
    """A folder cannot be used; one sentence."""


def root() -> Path:
    """The folder that holds `resources` and `kiosk`: the checkout, or what a frozen program unpacked."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Fonts, icons, sounds, translations and the documented kiosk.toml."""
    return root() / "resources"


def qml() -> Path:
    """The import path under which QML finds the module Kiosk."""
    return root() / "kiosk" / "qml"


def data_dir(environ: Mapping[str, str] = os.environ, station: Path = STATION_DATA) -> Path:
    """Where the kiosk keeps its timetable, its last good settings and its log; it may not exist yet.

    $KIOSK_DATA_DIR, else /var/lib/kiosk where this user may write there, else the user's own data folder.
    Source of the latter: XDG Base Directory Specification (a relative path there is to be ignored).
    """
    if named := environ.get("KIOSK_DATA_DIR"):
        return Path(named).expanduser().absolute()
    if station.is_dir() and os.access(station, os.W_OK | os.X_OK):
        return station
    shared = Path(environ.get("XDG_DATA_HOME", ""))
    if not shared.is_absolute():
        shared = Path(environ.get("HOME") or Path.home()) / ".local" / "share"
    return shared / "smart-stop-kiosk"


def config_file(environ: Mapping[str, str] = os.environ, station: Path = STATION_CONFIG) -> Path | None:
    """The settings used when the command line names none: $KIOSK_CONFIG, else /etc/kiosk/kiosk.toml if there.

    It is there too where this user may not look: whoever wants to read it is refused then.
    """
    if named := environ.get("KIOSK_CONFIG"):
        return Path(named).expanduser().absolute()
    try:
        return station if station.is_file() else None
    except PermissionError:
        return station


def runtime_dir(
    environ: Mapping[str, str] = os.environ, station: Path = STATION_RUNTIME, shared: Path = SHARED_RUNTIME
) -> Path:
    """Where sockets lie, in memory and gone with the power. The folder is there afterwards. Raises PathError.

    $KIOSK_RUNTIME_DIR, else /run/kiosk where this user may write, else the user's own one, else a private one
    in /tmp. Source: XDG Base Directory Specification, XDG_RUNTIME_DIR (a relative path there is to be ignored).
    """
    if named := environ.get("KIOSK_RUNTIME_DIR"):
        return _made(Path(named).expanduser().absolute())
    if station.is_dir() and os.access(station, os.W_OK | os.X_OK):
        return station
    own = Path(environ.get("XDG_RUNTIME_DIR", ""))
    if own.is_absolute() and own.is_dir() and os.access(own, os.W_OK | os.X_OK):
        return _private(own / "smart-stop-kiosk")
    return _private(shared / f"smart-stop-kiosk-{os.geteuid()}")


def sos_sockets(
    file: Path | None,
    environ: Mapping[str, str] = os.environ,
    station: Path = STATION_RUNTIME,
    shared: Path = SHARED_RUNTIME,
) -> tuple[Path, ...]:
    """Where an emergency agent for the settings in `file` may serve; last where one started by this user does.

    A machine at a stop has one agent, that of its service, in /run/kiosk; a folder that $KIOSK_RUNTIME_DIR names
    has one too. On a desk each file of settings has an agent of its own: no screen shows another's call.
    """
    folder = runtime_dir(environ, station, shared)
    if environ.get("KIOSK_RUNTIME_DIR"):
        return (folder / SOS_SOCKET,)
    if folder == station:
        return (station / SOS_SOCKET,)
    own = folder / _digest(file) if file else folder
    return (station / SOS_SOCKET, own / SOS_SOCKET)


def sos_socket(
    file: Path | None,
    environ: Mapping[str, str] = os.environ,
    station: Path = STATION_RUNTIME,
    shared: Path = SHARED_RUNTIME,
) -> Path:
    """The one of `sos_sockets` to go by: the service's where it is, even for a user who may not write there."""
    *others, own = sos_sockets(file, environ, station, shared)
    return next((socket for socket in others if may_be_there(socket)), own)


def status_files(
    file: Path | None,
    environ: Mapping[str, str] = os.environ,
    station: Path = STATION_RUNTIME,
    shared: Path = SHARED_RUNTIME,
) -> tuple[Path, ...]:
    """Where a screen with the settings in `file` may tell how it is; last where one of this user does."""
    return tuple(socket.with_name(STATUS_FILE) for socket in sos_sockets(file, environ, station, shared))


def demo_status_file(process: int, folder: Path) -> Path:
    """Where the demonstration that is this process tells how it is, inside a `runtime_dir`."""
    return folder / f"demo-{process}" / STATUS_FILE


def sos_data_dir(environ: Mapping[str, str] = os.environ) -> Path | None:
    """$KIOSK_SOS_DATA_DIR: where an emergency agent keeps its data that the system runs, under a user of its own.

    None: the screen starts the agent, which keeps its data in the screen's folder.
    """
    named = environ.get("KIOSK_SOS_DATA_DIR")
    return Path(named).expanduser().absolute() if named else None


def browse_socket(
    environ: Mapping[str, str] = os.environ, station: Path = STATION_RUNTIME, shared: Path = SHARED_RUNTIME
) -> Path | None:
    """Where the system starts web sessions under a user of their own; None where whoever wants one starts it."""
    try:
        socket = runtime_dir(environ, station, shared) / BROWSE_SOCKET
        there = stat.S_ISSOCK(socket.lstat().st_mode)
    except (OSError, PathError):
        return None
    return socket if there and os.access(socket, os.W_OK) else None


def sessions_dir(
    environ: Mapping[str, str] = os.environ,
    station: Path = STATION_RUNTIME,
    shared: Path = SHARED_RUNTIME,
    memory: Path = SHARED_MEMORY,
) -> Path:
    """Where web sessions have their folders: in memory wherever this machine offers it, and this user's alone.

    The `runtime_dir`; where that lies on a disk (a desk without XDG_RUNTIME_DIR) a private folder in /dev/shm. The
    folder is there afterwards. Raises PathError.
    """
    folder = runtime_dir(environ, station, shared)
    if not in_memory(folder) and in_memory(memory) and os.access(memory, os.W_OK | os.X_OK):
        folder = _private(memory / f"smart-stop-kiosk-{os.geteuid()}")
    return _private(folder / "web")


def black_box_dir(
    data: Path,
    environ: Mapping[str, str] = os.environ,
    station: Path = STATION_RUNTIME,
    shared: Path = SHARED_RUNTIME,
    memory: Path = SHARED_MEMORY,
) -> Path | None:
    """Where the last minutes of pictures of the screen that keeps its data in `data` lie: in memory, or None.

    In the `runtime_dir`, else in a private folder in /dev/shm: never on a disk, and this user's alone. The folder
    is there afterwards. Raises PathError.
    """
    folder = runtime_dir(environ, station, shared)
    if not in_memory(folder):
        if not (in_memory(memory) and os.access(memory, os.W_OK | os.X_OK)):
            return None
        folder = _private(memory / f"smart-stop-kiosk-{os.geteuid()}")
    return _private(_private(folder / "black-box") / _digest(data))


def in_memory(path: Path) -> bool:
    """Whether what is written there is gone with the power. Source: proc(5), /proc/PID/mountinfo."""
    try:
        device = path.stat().st_dev
        mounts = Path("/proc/self/mountinfo").read_text(errors="replace")
    except OSError:
        return False
    number = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.splitlines():  # 36 35 0:26 / /dev/shm rw,nosuid - tmpfs tmpfs rw
        mount, _, filesystem = line.partition(" - ")
        if mount.split()[2] == number:
            return filesystem.split()[0] in {"tmpfs", "ramfs"}
    return False


def may_be_there(path: Path) -> bool:
    """Whether there is such a file, or one may not look."""
    try:
        return path.exists()
    except PermissionError:
        return True


def demo_sockets(folder: Path) -> list[Path]:
    """The emergency agents' sockets of all demonstrations in a `runtime_dir`, the newest first."""
    found: list[tuple[float, Path]] = []
    for socket in folder.glob(f"demo-*/{SOS_SOCKET}"):
        with contextlib.suppress(OSError):  # a demonstration ended meanwhile
            found.append((socket.lstat().st_mtime, socket))
    return [socket for _, socket in sorted(found, reverse=True)]


def program() -> list[str]:
    """The words that start this program again as another process, from a checkout and frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "kiosk"]


def _digest(file: Path) -> str:
    """A short name for a file, the same however its path is written."""
    import hashlib  # noqa: PLC0415  4 MB of OpenSSL, which a web session's supervisor is spared

    return hashlib.sha256(os.fsencode(file.resolve())).hexdigest()[:12]


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PathError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    return folder


def _private(folder: Path) -> Path:
    """The folder, which nobody else can have put there or look into."""
    try:
        _made(folder)
        found = folder.lstat()
    except OSError as error:
        raise PathError(f"The folder {folder} cannot be used: {error.strerror}.") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PathError(f"The folder {folder} is not this user's alone, so it is not used.")
    return folder
