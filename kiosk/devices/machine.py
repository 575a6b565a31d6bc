"""What the kernel tells of this machine. Odd or missing contents are "it does not say", never an error."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.devices.machine_clock import most_error, synchronised
from kiosk.devices.machine_files import integer, listed, text
from kiosk.devices.machine_network import network
from kiosk.devices.machine_outside import outputs, sound, touch_screens
from kiosk.domain.maintenance.fact_readings import Disk, Machine, Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KIBIBYTE = 1024
THOUSANDTHS = 1000.0
STARTED = 19
"""Where a process's start stands in /proc/PID/stat after its name, in ticks. Source: proc(5), field 22."""


@dataclass(frozen=True, slots=True)
class Roots:
    """Where the kernel shows itself."""

    proc: Path = Path("/proc")
    sys: Path = Path("/sys")


HERE = Roots()


def machine(folder: Path, roots: Roots = HERE, clock_is_kept: Callable[[], bool | None] = synchronised) -> Machine:
    """Everything that can be read now; `folder` is where the kiosk keeps its data. May take some milliseconds."""
    up = _uptime(roots.proc)
    return Machine(
        disk=disk(folder, roots),
        memory=_memory(roots.proc),
        network=network(roots.proc, roots.sys),
        synchronised=clock_is_kept(),
        clock_error=most_error(),
        celsius=tuple(_temperatures(roots.sys)),
        sound=sound(roots.proc),
        outputs=tuple(outputs(roots.sys)),
        touch=touch_screens(roots.proc),
        uptime=up,
        own_uptime=_own_uptime(roots.proc, up),
    )


def disk(folder: Path, roots: Roots = HERE) -> Disk | None:
    """The file system of `folder`, or of the nearest folder above it that is there."""
    for place in (folder, *folder.parents):
        with contextlib.suppress(OSError):
            return _file_system(place, roots)
    return None


def _file_system(folder: Path, roots: Roots) -> Disk:
    found = os.statvfs(folder)
    device = folder.stat().st_dev
    return Disk(
        free_bytes=found.f_bavail * found.f_frsize,
        free_inodes=found.f_favail if found.f_files else None,  # btrfs and others tell no number
        read_only=bool(found.f_flag & os.ST_RDONLY),
        errors=_ext4_errors(roots.sys, device),
    )


def _ext4_errors(sys: Path, device: int) -> int | None:
    """Source: Linux, Documentation/ABI/testing/sysfs-fs-ext4, errors_count."""
    try:
        name = (sys / "dev/block" / f"{os.major(device)}:{os.minor(device)}").resolve(strict=True).name
    except (OSError, RuntimeError):  # RuntimeError: links in a circle
        return None
    return integer(sys / "fs/ext4" / name / "errors_count")


def _memory(proc: Path) -> Memory | None:
    """Source: proc(5), meminfo and PID/status; both in KiB."""
    of_all = dict(_sizes(text(proc / "meminfo")))
    if "MemTotal" not in of_all or "MemAvailable" not in of_all:
        return None
    own = dict(_sizes(text(proc / "self/status"))).get("VmRSS")
    return Memory(of_all["MemTotal"], of_all["MemAvailable"], own)


def _sizes(lines: str) -> Iterator[tuple[str, int]]:
    for line in lines.splitlines():  # MemAvailable:   15786432 kB
        name, _, rest = line.partition(":")
        words = rest.split()
        if len(words) == 2 and words[1] == "kB" and words[0].isascii() and words[0].isdigit():
            yield name, int(words[0]) * KIBIBYTE


def _temperatures(sys: Path) -> Iterator[tuple[str, float]]:
    """In degrees; the kernel counts thousandths.

    Source: Linux, Documentation/ABI/testing/sysfs-class-thermal and sysfs-class-hwmon.
    """
    for zone in listed(sys / "class/thermal", "thermal_zone*"):
        degrees = integer(zone / "temp")
        if degrees is not None:
            yield text(zone / "type").strip()[:40] or zone.name, degrees / THOUSANDTHS
    for sensor in listed(sys / "class/hwmon", "hwmon*/temp*_input"):
        degrees = integer(sensor)
        if degrees is not None:
            yield text(sensor.parent / "name").strip()[:40] or sensor.parent.name, degrees / THOUSANDTHS


def _uptime(proc: Path) -> float | None:
    """Source: proc(5), uptime."""
    words = text(proc / "uptime").split()
    try:
        seconds = float(words[0]) if words else -1.0
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _own_uptime(proc: Path, up: float | None) -> float | None:
    """Seconds since this process was started."""
    words = text(proc / "self/stat").rpartition(")")[2].split()
    if up is None or len(words) <= STARTED or not words[STARTED].isdecimal():
        return None
    return max(up - int(words[STARTED]) / os.sysconf("SC_CLK_TCK"), 0.0)
