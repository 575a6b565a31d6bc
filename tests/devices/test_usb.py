"""Which of the mounted filesystems are USB sticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.devices.usb import Stick, sticks

if TYPE_CHECKING:
    from pathlib import Path

ROOT = "24 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw"


class Machine:
    """A machine as its kernel tells of it, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.block = folder / "class" / "block"
        self.block.mkdir(parents=True)
        self.mounts = folder / "mountinfo"
        self.disk("sda", 8, 0, "pci/ata1", removable=False, partitions=2)

    def disk(self, name: str, major: int, first: int, bus: str, *, removable: bool, partitions: int) -> None:
        disk = self.folder / "devices" / bus / "block" / name
        disk.mkdir(parents=True)
        (disk / "dev").write_text(f"{major}:{first}\n")
        (disk / "removable").write_text(f"{int(removable)}\n")
        (self.block / name).symlink_to(disk)
        for number in range(1, partitions + 1):
            part = disk / f"{name}{number}"
            part.mkdir()
            (part / "partition").write_text(f"{number}\n")
            (part / "dev").write_text(f"{major}:{first + number}\n")
            (self.block / part.name).symlink_to(part)

    def seen(self, *lines: str) -> tuple[Stick, ...]:
        self.mounts.write_text("\n".join((ROOT, *lines)) + "\n")
        return sticks(self.mounts, self.block)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def told(found: tuple[Stick, ...]) -> list[tuple[str, str, bool]]:
    return [(str(stick.path), stick.device, stick.writable) for stick in found]


def test_a_stick_is_found_and_the_disk_of_the_system_is_not(machine: Machine) -> None:
    machine.disk("sdb", 8, 16, "pci/usb1/1-1", removable=True, partitions=1)
    assert machine.seen() == ()
    found = machine.seen("36 24 8:17 / /media/stick rw,nosuid shared:9 - vfat /dev/sdb1 rw,errors=remount-ro")
    assert told(found) == [("/media/stick", "sdb1", True)]


def test_a_disk_on_usb_that_calls_itself_fixed_is_a_stick_too(machine: Machine) -> None:
    machine.disk("sdc", 8, 32, "pci/usb2/2-1/host6", removable=False, partitions=0)
    assert told(machine.seen("36 24 8:32 / /mnt rw - exfat /dev/sdc rw")) == [("/mnt", "sdc", True)]


def test_a_card_is_one_where_its_slot_says_removable(machine: Machine) -> None:
    machine.disk("mmcblk0", 179, 0, "platform/mmc0", removable=True, partitions=1)
    assert told(machine.seen("36 24 179:1 / /mnt rw - vfat /dev/mmcblk0p1 rw")) == [("/mnt", "mmcblk01", True)]


def test_a_system_that_runs_from_usb_is_no_stick(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.disk("sdd", 8, 48, "pci/usb1/1-2", removable=True, partitions=2)
    own = ("25 24 8:49 / / rw - ext4 /dev/sdd1 rw", "26 25 8:50 / /data rw - ext4 /dev/sdd2 rw")
    assert machine.seen(*own) == ()


@pytest.mark.parametrize("flags", [("ro,nosuid", "rw"), ("rw", "ro")])
def test_one_that_cannot_be_written_is_told(machine: Machine, flags: tuple[str, str]) -> None:
    machine.disk("sdb", 8, 16, "pci/usb1/1-1", removable=True, partitions=1)
    (found,) = machine.seen(f"36 24 8:17 / /mnt {flags[0]} - iso9660 /dev/sdb1 {flags[1]}")
    assert not found.writable


def test_blanks_in_its_name_and_a_second_mount_of_it(machine: Machine) -> None:
    machine.disk("sdb", 8, 16, "pci/usb1/1-1", removable=True, partitions=1)
    lines = [
        f"3{n} 24 8:17 / {where} rw - vfat /dev/sdb1 rw" for n, where in enumerate((r"/media/MY\040STICK", "/mnt"))
    ]
    assert told(machine.seen(*lines)) == [("/media/MY STICK", "sdb1", True)]


def test_what_cannot_be_read_holds_no_stick(machine: Machine, tmp_path: Path) -> None:
    assert sticks(tmp_path / "none", machine.block) == ()
    machine.seen("what is this", "36 24 8:17 / /mnt rw - vfat")
    assert sticks(machine.mounts, tmp_path / "none") == ()
    assert machine.seen("36 24", "") == ()


def test_this_machine_tells_something() -> None:
    assert isinstance(sticks(), tuple)
