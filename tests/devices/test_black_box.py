"""The ring of pictures in memory and the frozen boxes: bounded, whole or not at all, whatever the disk does."""

from __future__ import annotations

import errno
import logging
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from kiosk.devices.black_box import Picture, Ring
from kiosk.devices.frozen_boxes import LOG, FrozenBoxes
from kiosk.domain.service_day import Now

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_795_000_000


def filled(ring: Ring, count: int, every: int = 5, size: int = 100) -> None:
    for number in range(count):
        ring.add(Now(NOW + number * every, float(number * every)), bytes([number % 256]) * size)


def test_only_the_last_ten_minutes_are_kept_in_the_process_and_in_the_folder(tmp_path: Path) -> None:
    ring = Ring(tmp_path / "ring")
    filled(ring, 40, every=30)

    kept = ring.pictures()

    assert [picture.at for picture in kept] == list(range(NOW + 19 * 30, NOW + 40 * 30, 30))
    assert Ring(tmp_path / "ring").left() == kept
    assert (tmp_path / "ring").stat().st_mode & 0o777 == 0o700


def test_they_are_bounded_in_number_and_in_bytes(tmp_path: Path) -> None:
    few, small = Ring(tmp_path / "few", most_pictures=3), Ring(tmp_path / "small", most_bytes=250)
    filled(few, 9)
    filled(small, 9)

    assert [picture.at for picture in few.pictures()] == [NOW + 30, NOW + 35, NOW + 40]
    assert len(few.left()) == 3
    assert sum(len(picture.data) for picture in small.left()) == 200
    assert len(small.pictures()) == 2


@pytest.mark.parametrize("step", [-86_400, 86_400])
def test_a_clock_that_steps_loses_no_picture_and_keeps_their_order(tmp_path: Path, step: int) -> None:
    ring = Ring(tmp_path)
    ring.add(Now(NOW, 0.0), b"before")
    ring.add(Now(NOW + step, 5.0), b"after")

    assert [picture.data for picture in Ring(tmp_path).left()] == [b"before", b"after"]


def test_without_a_folder_in_memory_they_stay_in_the_process() -> None:
    ring = Ring(None)
    filled(ring, 3)

    assert len(ring.pictures()) == 3
    assert ring.left() == ()
    ring.clear()
    assert ring.pictures() == ()


def test_clearing_removes_what_an_earlier_process_left(tmp_path: Path) -> None:
    filled(Ring(tmp_path), 3)
    (tmp_path / ".000000007-1795000000.jpg").write_bytes(b"half")
    (tmp_path / "somebody's.txt").write_text("not ours")

    Ring(tmp_path).clear()

    assert [path.name for path in tmp_path.iterdir()] == ["somebody's.txt"]


def test_a_full_memory_is_told_once_and_the_pictures_stay_in_the_process(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    folder = tmp_path / "ring"
    folder.write_text("a file where the folder should be")
    ring = Ring(folder)
    filled(ring, 3)

    assert len(ring.pictures()) == 3
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    folder.unlink()
    ring.add(Now(NOW + 20, 20.0), b"again")
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert [picture.data for picture in ring.left()] == [b"again"]


PICTURES = tuple(Picture(f"{number:09}-{NOW + number}.jpg", NOW + number, b"x" * 1000) for number in range(4))


def test_a_frozen_box_holds_the_pictures_and_the_end_of_the_log(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path / "boxes")

    frozen = boxes.freeze("crash", NOW, PICTURES, b"the last line\n")

    assert frozen.name == "20261118T110640Z-crash"
    assert boxes.all() == (frozen,)
    assert frozen.pictures == 4
    assert boxes.pictures(frozen.name) == PICTURES
    assert (tmp_path / "boxes" / frozen.name / LOG).read_bytes() == b"the last line\n"
    assert (tmp_path / "boxes" / frozen.name).stat().st_mode & 0o777 == 0o700


def test_five_are_kept_the_oldest_go(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path)
    for number in range(8):
        boxes.freeze("report", NOW + 1000 * number, PICTURES, b"")

    assert [box.at for box in boxes.all()] == [NOW + 1000 * number for number in (7, 6, 5, 4, 3)]


def test_many_reports_push_out_no_crash(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path)
    boxes.freeze("crash", NOW, PICTURES, b"")
    for number in range(1, 12):
        boxes.freeze("report", NOW + 1000 * number, PICTURES, b"")

    assert [box.why for box in boxes.all()] == ["report"] * 4 + ["crash"]


def test_they_are_bounded_in_bytes_together(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path, kept_bytes=9000)
    for number in range(4):
        boxes.freeze("emergency", NOW + 1000 * number, PICTURES, b"")

    assert [box.at for box in boxes.all()] == [NOW + 3000, NOW + 2000]


def test_a_disk_that_fills_up_leaves_no_half_a_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = FrozenBoxes(tmp_path)
    first = boxes.freeze("crash", NOW, PICTURES, b"")
    synced: list[int] = []

    def full(number: int) -> None:
        synced.append(number)
        if len(synced) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        boxes.freeze("report", NOW + 1, PICTURES, b"")

    assert [path.name for path in tmp_path.iterdir()] == [first.name]


def test_what_a_killed_process_began_is_swept_and_strange_folders_are_passed_over(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path)
    (tmp_path / ".20261117T065320Z-crash.new").mkdir()
    (tmp_path / "20269999T999999Z-crash").mkdir()
    (tmp_path / "notes").mkdir()

    frozen = boxes.freeze("crash", NOW, PICTURES, b"")

    assert boxes.all() == (frozen,)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["../secret", "", ".", "20261117T065320Z-crash/..", "nonsense"])
def test_no_other_folder_is_read_or_copied(tmp_path: Path, name: str) -> None:
    boxes = FrozenBoxes(tmp_path / "boxes")
    boxes.freeze("crash", NOW, PICTURES, b"")
    (tmp_path / "secret").mkdir()

    assert boxes.pictures(name) == ()
    with pytest.raises(FileNotFoundError):
        boxes.copy(name, tmp_path / "stick")


def test_a_box_is_copied_whole_also_over_an_earlier_copy(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path / "boxes")
    frozen = boxes.freeze("crash", NOW, PICTURES, b"log\n")

    for _ in range(2):
        made = boxes.copy(frozen.name, tmp_path / "stick" / "black-box")
        assert sorted(path.name for path in made.iterdir()) == [*(picture.name for picture in PICTURES), LOG]
    assert [path.name for path in made.parent.iterdir()] == [frozen.name]


def test_a_stick_cannot_lead_the_copy_back_into_this_machine(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path / "boxes")
    frozen = boxes.freeze("crash", NOW, PICTURES, b"")
    ours = tmp_path / "ours"
    ours.mkdir()
    (tmp_path / "stick").symlink_to(ours)

    with pytest.raises(OSError, match="link"):
        boxes.copy(frozen.name, tmp_path / "stick")
    assert list(ours.iterdir()) == []


def test_a_box_that_vanishes_while_it_is_read_is_an_error_of_the_world(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path / "boxes")
    frozen = boxes.freeze("crash", NOW, PICTURES, b"")
    shutil.rmtree(tmp_path / "boxes" / frozen.name)

    assert boxes.pictures(frozen.name) == ()
    with pytest.raises(FileNotFoundError):
        boxes.copy(frozen.name, tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []


def test_clearing_removes_every_box(tmp_path: Path) -> None:
    boxes = FrozenBoxes(tmp_path)
    boxes.freeze("crash", NOW, PICTURES, b"")
    boxes.clear()
    assert boxes.all() == ()
