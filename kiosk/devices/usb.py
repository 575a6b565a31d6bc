"""USB sticks that are put in: what is mounted from a removable disk, read from what the kernel tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
BLOCK = Path("/sys/class/block")
_USB = re.compile(r"usb\d+")
_ESCAPED = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Stick:
    """A mounted filesystem of a removable disk. `device`: its partition, such as sdb1."""

    path: Path
    device: str
    writable: bool


@dataclass(frozen=True, slots=True)
class _Mount:
    number: str
    path: Path
    writable: bool


def sticks(mounts: Path = MOUNTS, block: Path = BLOCK) -> tuple[Stick, ...]:
    """Every filesystem that stands on a removable disk or hangs on USB; never on the disk that the system is on.

    A filesystem that is mounted twice is told once. Nothing where the kernel tells nothing; mounting is the
    system's work. Source: proc(5), /proc/PID/mountinfo; Linux, Documentation/ABI/stable/sysfs-block.
    """
    mounted = _mounted(mounts)
    partitions = _partitions(block, {mount.number for mount in mounted})
    own = {_disk(partitions[mount.number]) for mount in mounted if _system(mount) and mount.number in partitions}
    found: dict[str, Stick] = {}
    for mount in mounted:
        partition = partitions.get(mount.number)
        if partition is not None and _disk(partition) not in own and _removable(partition):
            found.setdefault(partition.name, Stick(mount.path, partition.name, mount.writable))
    return tuple(found.values())


def _mounted(mounts: Path) -> list[_Mount]:
    """36 35 8:17 / /media/stick rw,nosuid shared:1 - vfat /dev/sdb1 rw,errors=remount-ro."""
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        fields, _, rest = line.partition(" - ")
        before, after = fields.split(" "), rest.split(" ")
        if len(before) >= 6 and len(after) >= 3:
            flags = {before[5].split(",")[0], after[2].split(",")[0]}
            found.append(_Mount(before[2], Path(_plain(before[4])), flags == {"rw"}))
    return found


def _plain(escaped: str) -> str:
    """A path whose blanks the kernel wrote as \\040."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), escaped)


def _partitions(block: Path, numbers: set[str]) -> dict[str, Path]:
    """The real folder of each partition or disk, by its number."""
    try:
        named = sorted(block.iterdir())
    except OSError:
        return {}
    numbered = ((_line(entry / "dev"), entry) for entry in named)
    return {number: entry.resolve() for number, entry in numbered if number in numbers}


def _system(mount: _Mount) -> bool:
    return mount.path == Path("/") or mount.path.parts[:2] == ("/", "boot")


def _disk(partition: Path) -> Path:
    return partition.parent if (partition / "partition").exists() else partition


def _removable(partition: Path) -> bool:
    return _line(_disk(partition) / "removable") == "1" or any(_USB.fullmatch(part) for part in partition.parts)


def _line(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""
