"""The machine as the kernel tells of it: recorded trees, the real one, and contents that cannot be."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from kiosk.devices.machine import disk, machine
from kiosk.devices.machine_clock import Timex, most_error, synchronised
from kiosk.domain.maintenance.fact_machine import machine_facts
from kiosk.domain.maintenance.fact_readings import Machine, Memory, Network, Sound
from tests.conftest import ROOT
from tests.devices.machine_trees import CAMERA_FREE, INPUT, MACHINE, ROUTE, ROUTE_6, planted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KIBIBYTE = 1024


def read(folder: Path, files: Mapping[str, str]) -> Machine:
    return machine(folder, planted(folder, files), lambda: None)


def test_a_computer_behind_a_panel(tmp_path: Path) -> None:
    found = read(tmp_path, MACHINE)
    assert found.memory == Memory(3910272 * KIBIBYTE, 2702140 * KIBIBYTE, 217088 * KIBIBYTE)
    assert found.network == Network(("enp1s0",), ("IPv4",), default_route=True)
    assert found.celsius == (("acpitz", 27.8), ("x86_pkg_temp", 47.5), ("nvme", -4.85))
    assert found.sound == Sound((("0", "PCH"), ("1", "Device")), plays=True, records=True)
    assert found.outputs == (("DP-1", "disconnected"), ("HDMI-A-1", "connected"))
    assert found.touch == ("ILITEK ILITEK-TP",)
    assert found.uptime == 266400.52
    assert found.own_uptime == pytest.approx(266400.52 - 120000 / os.sysconf("SC_CLK_TCK"))


def test_a_board_computer_on_a_modem(tmp_path: Path) -> None:
    """What it does not tell is not known, and stands in no way."""
    found = read(tmp_path, CAMERA_FREE)
    assert found.network == Network(("wwan0",), ("IPv4",), default_route=True)
    assert found.celsius == (("cpu-thermal", 51.121),)
    assert (found.sound, found.touch, found.outputs, found.own_uptime) == (None, None, (), None)
    assert found.memory == Memory(3910272 * KIBIBYTE, 2702140 * KIBIBYTE)


def test_a_machine_that_tells_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, {})
    assert found == Machine(disk=found.disk)


LINK_ONLY = {"sys/class/net/lo/operstate": "unknown", "sys/class/net/enp1s0/operstate": "up"}


@pytest.mark.parametrize(
    ("routes", "routes_6", "expected"),
    [
        ("", "", Network(("enp1s0",))),
        ("", ROUTE_6, Network(("enp1s0",))),  # fe80:: leads to the next socket only
        ("\n".join(ROUTE.splitlines()[::2]), "", Network(("enp1s0",), ("IPv4",))),
        (ROUTE.replace("\t0003\t", "\t0202\t"), "", Network(("enp1s0",), ("IPv4",))),
        (
            "",
            f"{'0' * 32} 00 {'0' * 32} 00 {'f' * 32} 00000400 00000001 00000000 00000003 enp1s0",
            Network(("enp1s0",), ("IPv6",), default_route=True),
        ),
        (ROUTE.replace("enp1s0", "gone0"), "", Network(("enp1s0",))),
    ],
    ids=["none", "link-local", "no default", "default is down", "ipv6", "over another"],
)
def test_ways_out(tmp_path: Path, routes: str, routes_6: str, expected: Network) -> None:
    files = {**LINK_ONLY, "proc/net/route": routes, "proc/net/ipv6_route": routes_6}
    assert read(tmp_path, files).network == expected


def test_an_interface_without_a_cable_is_no_link(tmp_path: Path) -> None:
    files = {**MACHINE, "sys/class/net/enp1s0/operstate": "down\n"}
    assert read(tmp_path, files).network == Network()


def test_a_touch_screen_of_one_finger_is_one_and_a_touch_pad_is_none(tmp_path: Path) -> None:
    one_finger = 'N: Name="eGalax"\nB: PROP=2\nB: KEY=400 0 0 0 0 0\nB: ABS=3\n'
    mouse = 'N: Name="Mouse"\nB: PROP=0\nB: KEY=70000 0 0 0 0\nB: REL=903\n'
    tablet = 'N: Name="Tablet absolute"\nB: PROP=0\nB: KEY=400 0 0 0 0 0\nB: ABS=3\n'
    listing = "\n".join((one_finger, mouse, tablet))
    assert read(tmp_path, {"proc/bus/input/devices": listing}).touch == ("eGalax",)
    pad_alone = INPUT.split("\n\n")[2]
    assert read(tmp_path, {"proc/bus/input/devices": pad_alone}).touch == ()


HOSTILE = (
    "", "\0" * 5000, "\n" * 5000, "-", "9" * 5000, "-" * 50, "nan", "inf", "1e400", "٣٤٥", "0x10", "١ kB",
    "MemTotal: -1 kB\nMemAvailable: 99999999999999999999999999 kB", "Name: \ufffd\ufffe",
    ": : : :\n" * 2000, "a b c d e f g h i j\n" * 2000, ") ) ) (", "99-99: : : : capture : playback\n",
    'N: Name="\x1b[2J\x07"\nB: PROP=fffffffffffffffffffffffff\nB: ABS=zz\n', "B: KEY=" + "f " * 300,
    " 0 [" + "x" * 9000 + "]: y", "\x1b[31mconnected", "connected\nconnected",
)  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_contents_that_cannot_be_are_read_as_nothing_worse_than_unknown(tmp_path: Path, content: str) -> None:
    found = read(tmp_path, dict.fromkeys(MACHINE, content))
    facts = list(machine_facts(found, microphone="auto", loudspeaker="auto", shown=None))
    assert len(facts) == 8


def test_random_bytes_in_every_file(tmp_path: Path) -> None:
    chance = random.Random(5)
    roots = planted(tmp_path, MACHINE)
    for _ in range(60):
        for name in MACHINE:
            genuine = MACHINE[name].encode()
            cut = chance.randrange(len(genuine))
            noise = chance.randbytes(chance.randrange(200))
            (tmp_path / name).write_bytes(genuine[:cut] + noise + genuine[cut:])
        found = machine(tmp_path, roots, lambda: None)
        assert len(list(machine_facts(found, microphone="hw:0", loudspeaker="hw:1", shown=None))) == 8


def test_folders_and_circles_in_the_place_of_files(tmp_path: Path) -> None:
    for name in list(MACHINE)[::2]:
        (tmp_path / name).mkdir(parents=True)
    for name in list(MACHINE)[1::2]:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(file.name)
    device = tmp_path.stat().st_dev
    circle = tmp_path / "sys/dev/block" / f"{os.major(device)}:{os.minor(device)}"
    circle.parent.mkdir(parents=True)
    circle.symlink_to(circle.name)
    found = read(tmp_path, {})
    assert found.disk is not None
    assert found.disk.errors is None
    assert found.memory is None


def test_the_errors_that_ext4_counts(tmp_path: Path) -> None:
    device = tmp_path.stat().st_dev
    roots = planted(
        tmp_path, {"sys/devices/mmcblk0p2/dev": "179:2\n", "sys/fs/ext4/mmcblk0p2/errors_count": "3\n"}
    )
    link = roots.sys / "dev/block" / f"{os.major(device)}:{os.minor(device)}"
    link.parent.mkdir(parents=True)
    link.symlink_to(roots.sys / "devices/mmcblk0p2")
    found = disk(tmp_path, roots)
    assert found is not None
    assert found.errors == 3


def test_the_disk_of_a_folder_that_is_not_there_yet_is_the_one_it_will_be_on(tmp_path: Path) -> None:
    found, there = disk(tmp_path / "a" / "b"), disk(tmp_path)
    assert found is not None
    assert there is not None
    assert found.free_inodes == pytest.approx(there.free_inodes, rel=0.2)


LOOK = "from pathlib import Path; from kiosk.devices.machine import disk; print(disk(Path('{}')))"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("size=1m,nr_inodes=20", "Disk(free_bytes=1048576, free_inodes=19, read_only=False, errors=None)"),
        ("ro,size=1m,nr_inodes=20", "Disk(free_bytes=1048576, free_inodes=19, read_only=True, errors=None)"),
    ],
)
def test_a_real_small_disk_and_one_that_can_only_be_read(tmp_path: Path, options: str, expected: str) -> None:
    look = f'"{sys.executable}" -c "{LOOK.format(tmp_path)}"'
    script = f'mount -t tmpfs -o {options} none "{tmp_path}" && {look}'
    words = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    if "unshare failed" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("no file system may be mounted here")
    assert done.stdout.strip() == expected, done.stderr


def test_this_machine_agrees_with_another_program_that_reads_it(tmp_path: Path) -> None:
    found = machine(tmp_path)
    assert found.memory is not None
    assert found.memory.total == psutil.virtual_memory().total
    assert found.memory.own == pytest.approx(psutil.Process().memory_info().rss, rel=0.2)
    assert found.disk is not None
    assert found.disk.free_bytes == pytest.approx(psutil.disk_usage(str(tmp_path)).free, rel=0.2)
    assert found.network is not None
    up = {name for name, state in psutil.net_if_stats().items() if state.isup and name != "lo"}
    assert set(found.network.links) <= up
    assert found.uptime is not None
    assert found.own_uptime is not None
    assert 0 <= found.own_uptime < found.uptime


@pytest.mark.skipif(sys.maxsize < 2**32, reason="the sizes of a machine of 64 bits")
def test_the_kernel_tells_whether_its_clock_is_kept() -> None:
    """`status` stands where the kernel writes it: struct __kernel_timex, linux/timex.h."""
    assert Timex.status.offset == 40
    assert Timex.rest.offset + Timex.rest.size >= 208
    assert Timex.maxerror.offset == 24
    assert synchronised() in {True, False}
    assert (most_error() is not None) == synchronised()
