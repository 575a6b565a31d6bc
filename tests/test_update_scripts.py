"""What judges an upgrade and takes it back: shell scripts that must work though the new version does not."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.beside import beside
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SCRIPTS = (ROOT / "build_spec" / "update" / "update-check", ROOT / "build_spec" / "update" / "roll-back")
RESTART = ROOT / "build_spec" / "debian" / "libexec" / "restart"
COMMANDS = (
    "basename", "readlink", "timeout", "head", "tr", "rm", "sync", "cat", "date", "sed", "mv", "ln", "cut",
    "sleep", "systemctl", "deb-systemd-invoke",
)  # fmt: skip
"""What the scripts start, each of which is a moment in which the power may go."""
OLD, NEW = "0.6.0-1", "0.7.0-1"
HEALTHY = "echo healthy"
ILL = 'echo "No screen runs that has painted, or only one in safe mode."; exit 1'


@dataclass(frozen=True)
class Stop:
    """A pavilion's folders below `root`, with fakes of what the scripts talk to."""

    root: Path

    @property
    def path(self) -> str:
        """Where the scripts find commands: ours first."""
        return f"{self.root / 'bin'}:/usr/sbin:/usr/bin:/sbin:/bin"

    @property
    def lib(self) -> Path:
        return self.root / "lib"

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def current(self) -> str:
        return (self.lib / "current").readlink().name

    @property
    def told(self) -> str:
        """What systemd was told."""
        log = self.root / "systemctl.log"
        return log.read_text() if log.exists() else ""

    @property
    def note(self) -> dict[str, list[str]]:
        """What is kept of a version that was taken back."""
        found: dict[str, list[str]] = {}
        for line in (self.state / "rolled-back").read_text().splitlines():
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
        return found

    def put(self, version: str, answers: str) -> None:
        """Install a version whose `kiosk health` does what the shell words `answers` say."""
        folder = self.lib / "installed" / version
        folder.mkdir(parents=True, exist_ok=True)
        asked = self.root / "asked"
        program(folder / "kiosk", f'[ "$1" = health ] || exit 2\necho {version} >>{asked}\n{answers}\n')

    def lead(self, name: str, version: str) -> None:
        (self.lib / name).unlink(missing_ok=True)
        (self.lib / name).symlink_to(f"installed/{version}")

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a script as a service would, in a process group of its own."""
        known: Mapping[str, str] = {"PATH": self.path, "RUNTIME_DIRECTORY": f"{self.root}/run", **environment}
        return subprocess.run(
            [self.lib / "libexec" / words[0], *words[1:]],
            env=known,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            start_new_session=True,
        )

    def judge(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run("update-check", **environment)

    @property
    def asked(self) -> list[str]:
        """The versions that were asked for their health, in order."""
        file = self.root / "asked"
        return file.read_text().split() if file.exists() else []


def program(file: Path, words: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{words}")
    file.chmod(0o755)


@pytest.fixture
def stop(tmp_path: Path) -> Stop:
    """A stop that runs OLD and was just upgraded to NEW."""
    stop = Stop(tmp_path)
    stop.state.mkdir()
    (tmp_path / "run").mkdir()
    (tmp_path / "kiosk.toml").touch()
    places = {
        "lib=/usr/lib/smart-stop-kiosk\n": f"lib={stop.lib}\n",
        "state=/var/lib/smart-stop-kiosk\n": f"state={stop.state}\n",
        "settings=/etc/kiosk/kiosk.toml\n": f"settings={tmp_path}/kiosk.toml\n",
    }
    for script in SCRIPTS:
        text = script.read_text()
        for place, ours in places.items():
            assert place in text or place.startswith("settings")
            text = text.replace(place, ours)
        program(stop.lib / "libexec" / script.name, text.partition("\n")[2])
    shutil.copy(RESTART, stop.lib / "libexec" / "restart")
    program(tmp_path / "bin" / "sleep", f'echo sleep "$@" >>{tmp_path}/systemctl.log\n')
    program(tmp_path / "bin" / "sync", "exit 0\n")  # the disk of this test may take its time
    program(tmp_path / "bin" / "systemctl", f'echo "$@" >>{tmp_path}/systemctl.log\n')
    program(tmp_path / "bin" / "deb-systemd-invoke", f'echo "$@" >>{tmp_path}/systemctl.log\n')
    stop.put(OLD, HEALTHY)
    stop.put(NEW, HEALTHY)
    stop.lead("current", NEW)
    stop.lead("previous", OLD)
    (stop.state / "update-pending").write_text(f"{NEW}\n")
    return stop


def is_off(stop: Stop, question: str) -> None:
    """Let `systemctl QUESTION` answer no."""
    program(stop.root / "bin" / "systemctl", f'[ "$1" != {question} ]\n')


def test_a_healthy_version_stays_and_is_not_judged_again(stop: Stop) -> None:
    (stop.state / "rolled-back").write_text("from=0.6.9\n")
    assert stop.judge().returncode == 0
    assert stop.current == NEW
    assert (stop.lib / "previous").readlink().name == OLD, "for whoever wants it back by hand"
    assert list(stop.state.iterdir()) == [], "nor is an earlier one told of any more"
    assert "sleep 60" in stop.told
    assert "try-restart" not in stop.told
    assert stop.judge().returncode == 0
    assert stop.asked == [NEW]


def test_a_version_that_is_not_healthy_is_taken_back(stop: Stop) -> None:
    done = stop.judge()
    stop.put(NEW, ILL)
    (stop.state / "update-pending").write_text(f"{NEW}\n")
    done = stop.judge()
    assert done.returncode == 0, done.stderr
    assert stop.current == OLD
    assert {key: value for key, value in stop.note.items() if key != "at"} == {
        "from": ["0.7.0"],
        "to": ["0.6.0"],
        "reason": ["No screen runs that has painted, or only one in safe mode."],
    }
    assert int(stop.note["at"][0]) > 1_700_000_000
    assert {"try-restart kiosk-screen.service", "try-restart kiosk-sos.service"} <= set(stop.told.splitlines())
    assert "No screen runs that has painted, or only one in safe mode." in done.stdout


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        ("exit 1", ["It says nothing."]),
        ("exit 0", ["exit 0"]),
        ("kill -KILL $$", ["Killed", "exit 137"]),
        ("echo 'healthy\033[31m'", ["healthy[31m", "exit 0"]),
        ("echo healthy; exit 3", ["healthy", "exit 3"]),
        ("echo healthy; echo and so on", ["healthy", "and so on", "exit 0"]),
        ("echo unhealthy", ["unhealthy", "exit 0"]),
        ("head -c 4000000 /dev/urandom", None),
        ("yes healthy", ["healthy"] * 5),
    ],
)
def test_a_program_that_answers_rubbish_is_not_healthy(
    stop: Stop, answers: str, reasons: list[str] | None
) -> None:
    stop.put(NEW, answers)
    assert stop.judge().returncode == 0
    assert stop.current == OLD
    assert reasons is None or stop.note["reason"] == reasons
    assert all(line.isprintable() for line in (stop.state / "rolled-back").read_text().splitlines())


def test_a_program_that_hangs_is_ended_and_not_healthy(stop: Stop) -> None:
    """Also one that will not be ended: `timeout` is told when to kill it."""
    program(stop.root / "bin" / "timeout", 'shift 3\nexec /usr/bin/timeout -k 0.1 0.1 "$@"\n')
    stop.put(NEW, "trap '' TERM\nwhile :; do /bin/sleep 0.05; done")
    stop.put(OLD, HEALTHY)
    assert stop.judge().returncode == 0
    assert (stop.current, stop.note["reason"]) == (OLD, ["Killed", "exit 137"])


@contextmanager
def lingering(folder: Path) -> Iterator[str]:
    """Shell words that start a child which holds everything open that it was given, until the block ends."""
    number = folder / "lingering"
    try:
        yield f"/usr/bin/setsid /bin/sleep 1000 & echo $! >{number}\n"
    finally:
        if number.exists():
            os.kill(int(number.read_text()), signal.SIGKILL)


@pytest.mark.parametrize(("answers", "stays"), [(HEALTHY, True), (ILL, False)])
def test_a_child_left_behind_is_not_waited_for(stop: Stop, answers: str, *, stays: bool) -> None:
    with lingering(stop.root) as words:
        stop.put(NEW, words + answers)
        assert stop.judge().returncode == 0
    assert stop.current == (NEW if stays else OLD)


def test_where_no_answer_can_be_kept_nothing_is_judged(stop: Stop) -> None:
    (stop.root / "run" / "kiosk-health").mkdir()
    stop.put(NEW, ILL)
    assert stop.judge().returncode not in {0, 1}
    assert (stop.current, stop.asked) == (NEW, [])
    assert (stop.state / "update-pending").exists()


def test_the_time_that_a_program_may_hang_is_limited() -> None:
    text = SCRIPTS[0].read_text()
    assert 'timeout -k 5 "$longest"' in text
    assert "longest=$((grace + 20))" in text


def test_a_version_whose_program_is_gone_is_not_healthy(stop: Stop) -> None:
    (stop.lib / "installed" / NEW / "kiosk").unlink()
    assert stop.judge().returncode == 0
    assert stop.current == OLD


@pytest.mark.parametrize("previous", [None, NEW, "0.5.0-1"])
def test_without_an_earlier_version_it_stays_and_says_so(stop: Stop, previous: str | None) -> None:
    stop.put(NEW, ILL)
    (stop.lib / "previous").unlink()
    if previous:
        stop.lead("previous", previous)
    done = stop.judge()
    assert done.returncode == 1
    assert "no version before 0.7.0 to go back to" in done.stderr
    assert stop.current == NEW
    assert (stop.note["from"], stop.note["to"]) == (["0.7.0"], [""])
    assert stop.judge().returncode == 0
    assert stop.asked == [NEW], "never judged again"


def test_it_never_goes_back_and_forth(stop: Stop) -> None:
    """Though the one before is not healthy either: the fault is the world's, or nobody can help it."""
    stop.put(NEW, ILL)
    stop.put(OLD, ILL)
    assert stop.judge().returncode == 0
    for _ in range(3):
        assert stop.judge().returncode == 0
    assert stop.current == OLD
    assert stop.asked.count(NEW) == 1
    assert stop.run("roll-back").returncode == 1
    assert stop.current == OLD


def test_where_no_kiosk_is_set_up_there_is_nothing_to_judge(stop: Stop) -> None:
    (stop.root / "kiosk.toml").unlink()
    stop.put(NEW, ILL)
    assert stop.judge().returncode == 0
    assert (stop.current, stop.asked, list(stop.state.iterdir())) == (NEW, [], [])


def test_a_kiosk_that_is_not_enabled_is_not_judged(stop: Stop) -> None:
    is_off(stop, "is-enabled")
    stop.put(NEW, ILL)
    assert stop.judge().returncode == 0
    assert (stop.current, stop.asked, list(stop.state.iterdir())) == (NEW, [], [])


def test_a_kiosk_that_somebody_stopped_is_judged_when_it_runs_again(stop: Stop) -> None:
    is_off(stop, "is-active")
    stop.put(NEW, ILL)
    assert stop.judge().returncode == 0
    assert (stop.current, stop.asked) == (NEW, [])
    assert (stop.state / "update-pending").exists()


def test_an_upgrade_that_came_while_it_waited_is_judged_in_its_place(stop: Stop) -> None:
    newer = "0.8.0-1"
    stop.put(newer, ILL)
    program(
        stop.root / "bin" / "sleep",
        f"ln -sfn installed/{newer} {stop.lib}/current; echo {newer} >{stop.state}/update-pending\n",
    )
    assert stop.judge().returncode == 0
    assert (stop.current, stop.asked, stop.note["from"]) == (OLD, [newer], ["0.8.0"])


@pytest.mark.parametrize(
    ("version", "calling", "again"), [(OLD, False, True), (OLD, True, False), (NEW, False, False)]
)
def test_an_agent_that_is_still_of_the_version_before_starts_anew_unless_it_is_needed(
    stop: Stop, version: str, *, calling: bool, again: bool
) -> None:
    """Else the new version would be taken back for it."""
    said = f"""[ "$1" = health ] || {{ echo '{'"state": "connected"' if calling else ""}'; exit; }}\n"""
    program(stop.lib / "installed" / OLD / "kiosk", said)
    agent = stop.lib / "installed" / version / "agent"
    shutil.copy("/bin/sleep", agent)
    with beside(subprocess.Popen([agent, "1000"])) as running:
        told = f'[ "$1" != show ] || echo {running.pid}'
        program(stop.root / "bin" / "systemctl", f'echo "$@" >>{stop.root}/systemctl.log\n{told}\n')
        assert stop.judge().returncode == 0
        running.kill()
    assert ("try-restart kiosk-sos.service" in stop.told.splitlines()) == again
    assert stop.current == NEW


@pytest.mark.parametrize("content", ["", "\0\0\0\0"])
def test_a_note_that_the_power_cut_short_is_judged_all_the_same(stop: Stop, content: str) -> None:
    (stop.state / "update-pending").write_text(content)
    stop.put(NEW, ILL)
    assert stop.judge().returncode == 0
    assert stop.current == OLD


def test_a_full_disk_does_not_keep_the_broken_version(stop: Stop) -> None:
    stop.put(NEW, ILL)
    (stop.state / ".rolled-back.new").mkdir()
    assert stop.judge().returncode == 0
    assert stop.current == OLD
    assert not (stop.state / "update-pending").exists()


def test_by_hand_the_version_before_comes_back(stop: Stop) -> None:
    done = stop.run("roll-back")
    assert done.returncode == 0, done.stderr
    assert "version 0.6.0 runs in place of 0.7.0" in done.stdout
    assert stop.current == OLD
    assert stop.note["reason"] == ["Taken back by hand."]
    assert not (stop.state / "update-pending").exists()


def test_what_was_taken_back_by_hand_before_its_judgement_is_judged_no_more(stop: Stop) -> None:
    program(stop.root / "bin" / "sleep", f"{stop.lib}/libexec/roll-back\n")
    done = stop.judge()
    assert (done.returncode, done.stderr) == (0, "")
    assert stop.asked == []
    assert stop.note["reason"] == ["Taken back by hand."]


@pytest.mark.parametrize("script", ["update-check", "roll-back"])
def test_words_that_a_script_does_not_know_are_refused(stop: Stop, script: str) -> None:
    done = stop.run(script, "--now")
    assert (done.returncode, done.stderr.startswith("Usage: ")) == (2, True)
    assert stop.current == NEW


@pytest.mark.skipif(os.getuid() == 0, reason="root may do it")
def test_only_root_may(stop: Stop) -> None:
    stop.lib.chmod(0o500)
    try:
        done = stop.run("roll-back")
    finally:
        stop.lib.chmod(0o700)
    assert (done.returncode, stop.current) == (2, NEW)


@pytest.mark.parametrize("ill", [True, False])
def test_a_power_cut_at_any_moment_leaves_a_whole_version_and_the_judgement_is_made(
    stop: Stop, *, ill: bool
) -> None:
    """The whole process group is killed in front of the first command, of the second, and so on."""
    stop.put(NEW, ILL if ill else HEALTHY)
    steps = stop.root / "steps"
    counting = f"read -r number <{steps} || number=0\nnumber=$((number + 1))\necho $number >{steps}\n"
    for command in COMMANDS:
        real = shutil.which(command, path=stop.path)
        program(
            stop.root / "cut" / command, f'{counting}[ $number -lt "$CUT_AT" ] || kill -KILL 0\nexec {real} "$@"\n'
        )
    for cut in range(1, 100):
        stop.lead("current", NEW)
        (stop.state / "update-pending").write_text(f"{NEW}\n")
        steps.write_text("0\n")
        done = stop.judge(PATH=f"{stop.root / 'cut'}:{stop.path}", CUT_AT=str(cut))
        assert (stop.lib / "current" / "kiosk").exists()
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        assert stop.judge().returncode == 0
        assert stop.current == (OLD if ill else NEW)
        assert not (stop.state / "update-pending").exists()
    assert cut > (12 if ill else 6)
