"""Tries at the PIN on a real disk: nothing makes one cheaper, neither restarts nor kills nor a broken disk."""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.devices.lockout_file import LockoutFile
from kiosk.devices.pin_file import PinFile
from kiosk.devices.pin_gate import Answer, PinGate
from kiosk.domain.maintenance.lockout import wait_after
from tests.beside import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

PIN, WRONG = "483920", "705318"
YEAR = 365 * 24 * 3600


class Clock:
    """Seconds that only the test moves."""

    def __init__(self) -> None:
        self.seconds = 5000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    PinFile(tmp_path).set(PIN)
    return tmp_path


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Nothing can take the place of the count; for root, too, to whom modes mean nothing."""
    in_the_way = folder / ".lockout.new"
    in_the_way.mkdir()
    yield
    in_the_way.rmdir()


def tries_on_disk(folder: Path) -> int:
    return LockoutFile(folder).read()


def test_the_right_pin_is_right(folder: Path, clock: Clock) -> None:
    gate = PinGate(folder, seconds=clock)
    assert gate.look().answer is Answer.READY
    assert gate.enter(WRONG).answer is Answer.WRONG
    assert gate.enter(WRONG).tries == 2
    assert tries_on_disk(folder) == 2
    assert gate.enter(PIN).answer is Answer.RIGHT
    assert tries_on_disk(folder) == 0


def test_without_a_pin_nobody_gets_in(tmp_path: Path, clock: Clock) -> None:
    gate = PinGate(tmp_path, seconds=clock)
    assert gate.look().answer is Answer.UNSET
    assert gate.enter("000000").answer is Answer.UNSET
    assert tries_on_disk(tmp_path) == 0


def test_while_locked_nothing_is_looked_at_or_counted(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = PinGate(folder, seconds=clock)
    for _ in range(5):
        gate.enter(WRONG)
    monkeypatch.setattr(PinFile, "matches", lambda *_: pytest.fail("it was looked at"))
    locked = gate.enter(PIN)
    assert (locked.answer, locked.tries, locked.wait) == (Answer.LOCKED, 5, 15)
    clock.seconds += 14.9
    assert gate.look().wait == 1
    monkeypatch.undo()
    clock.seconds += 0.1
    assert gate.enter(PIN).answer is Answer.RIGHT


def test_the_count_is_on_the_disk_before_the_pin_is_looked_at(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(PinFile, "matches", lambda *_: seen.append(tries_on_disk(folder)))
    PinGate(folder, seconds=clock).enter(WRONG)
    assert seen == [1]


def test_the_count_survives_restarts_and_the_wait_begins_anew(folder: Path, clock: Clock) -> None:
    gate = PinGate(folder, seconds=clock)
    for _ in range(5):
        gate.enter(WRONG)
    clock.seconds = 3.0  # the machine has started again
    gate = PinGate(folder, seconds=clock)
    assert (gate.look().answer, gate.look().wait) == (Answer.LOCKED, 15)
    clock.seconds += 15
    assert gate.enter(WRONG).wait == 30


KILLED = """
import sys, threading
from pathlib import Path
from kiosk.devices.pin_file import PinFile
from kiosk.devices.pin_gate import PinGate

def counted(*_):
    print("counted", flush=True)
    threading.Event().wait()

PinFile.matches = counted
print(PinGate(Path(sys.argv[1])).enter("705318").answer.value, flush=True)
"""


def test_a_kill_between_the_count_and_the_look_gives_no_free_try(folder: Path) -> None:
    said = []
    for _ in range(7):
        words = [sys.executable, "-c", KILLED, str(folder)]
        with beside(subprocess.Popen(words, stdout=subprocess.PIPE, encoding="utf-8")) as child:
            assert child.stdout is not None
            said.append(child.stdout.readline().strip())
            if said[-1] == "counted":
                child.kill()
    assert said == ["counted"] * 5 + ["locked"] * 2
    assert tries_on_disk(folder) == 5


@pytest.mark.parametrize(
    "kept", [b"", b"\0" * 40, b"[]", b'{"tries": -1}', b'{"tries": 1e3}', b'{"tries": true}', b"[" * 1024]
)
def test_a_count_that_cannot_be_read_locks_for_an_hour_and_not_for_ever(
    folder: Path, clock: Clock, kept: bytes
) -> None:
    (folder / "lockout").write_bytes(kept)
    gate = PinGate(folder, seconds=clock)
    assert gate.look().wait == 3600
    clock.seconds += 3600
    assert gate.enter(PIN).answer is Answer.RIGHT


@pytest.mark.parametrize("name", ["lockout", "pin"])
def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(folder: Path, clock: Clock, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    gate = PinGate(folder, seconds=clock)
    assert gate.enter(PIN).answer is (Answer.LOCKED if name == "lockout" else Answer.BROKEN)


def test_a_new_pin_on_the_command_line_ends_the_wait_of_a_running_screen(folder: Path, clock: Clock) -> None:
    gate = PinGate(folder, seconds=clock)
    for _ in range(5):
        gate.enter(WRONG)
    LockoutFile(folder).remove()
    assert gate.look().answer is Answer.READY
    assert gate.enter(WRONG).tries == 1


def test_a_disk_that_cannot_be_written_gives_one_try_an_hour(folder: Path, clock: Clock) -> None:
    with unwritable(folder):
        gate = PinGate(folder, seconds=clock)
        assert (gate.enter(PIN).answer, gate.look().wait) == (Answer.LOCKED, 3600)
        clock.seconds += 3600
        assert gate.enter(WRONG).answer is Answer.WRONG
        assert gate.enter(PIN).answer is Answer.LOCKED
        gate = PinGate(folder, seconds=clock)
        assert gate.enter(PIN).answer is Answer.LOCKED, "a restart gains nothing"
        clock.seconds += 3600
        assert gate.enter(PIN).answer is Answer.RIGHT
    assert gate.enter(WRONG).answer is Answer.WRONG
    assert gate.enter(PIN).answer is Answer.RIGHT, "the disk is back: no hour to wait"


def test_a_disk_that_fails_under_a_running_screen_lets_a_technician_in_once(folder: Path, clock: Clock) -> None:
    gate = PinGate(folder, seconds=clock)
    clock.seconds += 100_000
    with unwritable(folder):
        assert gate.enter(PIN).answer is Answer.RIGHT
        assert gate.enter(PIN).answer is Answer.LOCKED


def test_another_file_of_the_folder_being_written_is_waited_for(folder: Path, clock: Clock) -> None:
    """A lock on the folder is no broken disk."""
    gate = PinGate(folder, seconds=clock)
    other = os.open(folder, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    release = threading.Timer(0.2, os.close, (other,))
    release.start()
    assert gate.enter(WRONG).answer is Answer.WRONG
    release.join()
    assert tries_on_disk(folder) == 1


def most_answers(seconds: float) -> int:
    """How many tries this time is worth, whatever happens meanwhile."""
    needed = itertools.accumulate(wait_after(tries) for tries in itertools.count())
    return 1 + sum(1 for _ in itertools.takewhile(lambda cost: cost <= seconds, itertools.islice(needed, 1, None)))


class Killed(BaseException):
    """The program ends here."""


class Guesser(RuleBasedStateMachine):
    """Somebody who tries PINs and may restart the program and the machine, kill, and break the disk."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        (self.folder / "pin").write_text("set")
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(PinFile, "matches", self.looked_at)
        self.patch.setattr(LockoutFile, "write", self.written)
        self.broken = False
        self.kills = False
        self.world = 0.0
        self.booted = -500.0
        self.answers = 0
        self.gate = PinGate(self.folder, seconds=self.seconds)

    def seconds(self) -> float:
        return self.world - self.booted

    def looked_at(self, _pin: str) -> bool:
        if self.kills:
            raise Killed
        self.answers += 1
        return False

    def written(self, tries: int) -> bool:
        # Without the syncs of a real disk: there are thousands of tries here.
        if not self.broken:
            (self.folder / "lockout").write_text(json.dumps({"tries": tries}))
        return not self.broken

    @rule(count=st.integers(1, 8))
    def guess(self, count: int) -> None:
        for _ in range(count):
            self.gate.enter(WRONG)

    @rule(seconds=st.one_of(st.floats(0, 100), st.floats(0, 8000)))
    def wait(self, seconds: float) -> None:
        self.world += seconds

    @rule()
    def wait_as_told(self) -> None:
        self.world += self.gate.look().wait

    @rule()
    def restart(self) -> None:
        self.gate = PinGate(self.folder, seconds=self.seconds)

    @rule(down=st.floats(0, 60))
    def reboot(self, down: float) -> None:
        self.world += down
        self.booted = self.world
        self.restart()

    @rule()
    def kill_while_it_looks(self) -> None:
        self.kills = True
        try:
            self.gate.enter(WRONG)
        except Killed:
            self.restart()
        self.kills = False

    @rule()
    @precondition(lambda self: not self.broken)
    def break_disk(self) -> None:
        self.broken = True

    @rule()
    @precondition(lambda self: self.broken)
    def mend_disk(self) -> None:
        self.broken = False

    @invariant()
    def no_try_is_cheaper(self) -> None:
        assert self.answers <= most_answers(self.world)

    def teardown(self) -> None:
        self.patch.undo()
        self._folder.cleanup()


Guesser.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_no_sequence_of_events_makes_a_try_cheaper = Guesser.TestCase


@pytest.fixture(autouse=True)
def no_leftovers() -> Iterator[None]:
    yield
    assert PinFile.matches.__module__ == "kiosk.devices.pin_file"


def test_a_year_of_tries_restarts_reboots_and_kills_is_less_than_a_hundredth_of_all_pins() -> None:
    """The cheapest way through the year that restarts, reboots, kills and a disk that fails now and then offer."""
    guesser = Guesser()
    for step in itertools.count():
        if guesser.world >= YEAR:
            break
        guesser.guess(1)
        guesser.wait_as_told()
        if step % 3 == 2:
            guesser.restart()
        if step % 10 == 9:
            guesser.kill_while_it_looks()
        if step % 50 == 49:
            guesser.reboot(30.0)
        if step % 100 == 99:
            guesser.broken = not guesser.broken
    guesser.teardown()
    assert 4_000 < guesser.answers <= 9_000
