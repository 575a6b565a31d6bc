"""The file of the starts: small, in memory, and never a reason not to start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kiosk.devices.starts import LONGEST, MANY, NAME, Starts
from kiosk.domain.ladder import LEAVES, LEFT, Rung

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Machine:
    """A machine that starts the program again and again; `now` is its clock, `boot` names its start."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / NAME
        self._boot = folder / "boot_id"
        self.boots(1)

    def boots(self, number: int) -> None:
        self.now = 100.0
        self._boot.write_text(f"{number}-a-b\n")

    def start(self, at_least: Rung = Rung.USUAL) -> Starts:
        self.now += 1
        starts = Starts(self.file, lambda: self.now, str(self._boot))
        starts.begin(at_least)
        return starts

    def rungs(self, count: int) -> list[Rung]:
        """Of starts that all die."""
        return [self.start().rung for _ in range(count)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_three_deaths_lead_down_and_twenty_lead_no_farther(machine: Machine) -> None:
    down = [rung for rung in (Rung.USUAL, Rung.SAFE, Rung.PLAIN, Rung.BARE) for _ in range(3)]
    assert machine.rungs(20) == [*down, *[Rung.ALONE] * 8]


def test_a_start_that_was_told_to_end_is_forgotten(machine: Machine) -> None:
    machine.rungs(3)
    safe = machine.start()
    assert (safe.rung, safe.died) == (Rung.SAFE, True)
    safe.end()
    whole = machine.start()
    assert (whole.rung, whole.died, whole.left_before, whole.deaths) == (Rung.USUAL, False, Rung.SAFE, 3)
    whole.end()
    assert machine.start().left_before is Rung.USUAL


def test_the_first_word_of_an_end_counts(machine: Machine) -> None:
    for _ in range(LEAVES):
        machine.rungs(3)
        safe = machine.start()
        assert (safe.rung, safe.may_leave) == (Rung.SAFE, True)
        safe.end(LEFT)
        safe.end()
    machine.rungs(3)
    assert not machine.start().may_leave


def test_many_starts_are_trimmed_but_not_how_often_safe_mode_was_left(machine: Machine) -> None:
    machine.start(Rung.SAFE).end(LEFT)
    for _ in range(3 * MANY):
        machine.start().end()
    assert len(machine.file.read_text().splitlines()) < 3 * MANY
    for _ in range(LEAVES - 1):
        machine.start(Rung.SAFE).end(LEFT)
    assert not machine.start().may_leave


def test_starts_that_follow_at_once_are_known(machine: Machine) -> None:
    machine.now += 0.0009996
    for _ in range(LEAVES):
        machine.start(Rung.SAFE).end(LEFT)
        machine.now -= 1
    assert not machine.start().may_leave


def test_another_start_of_the_machine_begins_anew(machine: Machine) -> None:
    machine.rungs(9)
    machine.boots(2)
    assert machine.rungs(4) == [Rung.USUAL, Rung.USUAL, Rung.USUAL, Rung.SAFE]


def test_safe_mode_by_hand(machine: Machine) -> None:
    assert machine.start(Rung.SAFE).rung is Rung.SAFE
    assert Starts(None).rung is Rung.USUAL
    nobodys = Starts(None)
    nobodys.begin(Rung.SAFE)
    assert (nobodys.rung, nobodys.noted) == (Rung.SAFE, False)
    nobodys.end()
    nobodys.forgive()


def test_a_death_that_was_the_compositors_is_forgiven(machine: Machine) -> None:
    machine.rungs(2)
    forgiven = machine.start()
    forgiven.forgive()
    assert machine.rungs(3) == [Rung.USUAL, Rung.USUAL, Rung.SAFE], "its own death is the first of three"


def test_what_is_forgiven_leads_neither_down_nor_up(machine: Machine) -> None:
    machine.rungs(3)
    third = machine.start()
    third.forgive()
    assert third.rung is Rung.USUAL, "the third death was the compositor's"
    machine.rungs(3)
    in_safe_mode = machine.start()
    in_safe_mode.forgive()
    assert (in_safe_mode.rung, machine.start().rung) == (Rung.SAFE, Rung.SAFE)


def zeros(file: Path) -> None:
    file.write_bytes(bytes(LONGEST))


def text(file: Path) -> None:
    file.write_text("kiosk starts 1 1-a-b\nnan 0\n1e999 0\n-1 7\n\n5\x005 1\nended\nleft\n" + "9" * 5000)


def huge(file: Path) -> None:
    file.write_text("kiosk starts 1 1-a-b\n" + "1.0 2\n" * LONGEST)


def folder(file: Path) -> None:
    file.mkdir()


def link(file: Path) -> None:
    file.symlink_to(file.with_name("boot_id"))


def pipe(file: Path) -> None:
    os.mkfifo(file)


def nowhere(file: Path) -> None:
    file.parent.rename(file.parent.with_name("moved"))


@pytest.mark.parametrize("broken", [zeros, text, huge, folder, link, pipe, nowhere])
def test_a_file_that_is_none_stops_nothing(machine: Machine, broken: Callable[[Path], None]) -> None:
    broken(machine.file)
    for _ in range(5):
        starts = machine.start()
        assert starts.rung in Rung
        starts.end()
        starts.forgive()


@pytest.mark.parametrize("broken", [zeros, text, link, pipe])
def test_and_is_made_anew_where_it_can_be(machine: Machine, broken: Callable[[Path], None]) -> None:
    broken(machine.file)
    assert machine.rungs(4)[0] is Rung.USUAL
    assert machine.start().rung is Rung.SAFE
