"""The units under a systemd that is the first process: everything starts, is locked in as said, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.appliance.booted import Booted, can_boot
from tests.e2e.pavilion import until

SCREEN, SOS, SESSION = (f"kiosk-{name}.service" for name in ("screen", "sos", "session"))
LIMIT = 60.0


@pytest.fixture(scope="module")
def stop() -> Iterator[Booted]:
    """A stop that runs: its board is painted, its agent answers, a browser waits for the first passenger."""
    if why := can_boot():
        pytest.skip(why)
    with Booted() as booted:
        until(lambda: is_healthy(booted), LIMIT, what="a healthy kiosk")
        until(lambda: renderers(booted), LIMIT, what="a browser that waits")
        yield booted


def is_healthy(stop: Booted) -> bool:
    return stop.run("kiosk", "health").stdout == "healthy\n"


def renderers(stop: Booted) -> list[Path]:
    """Chromium's, which writes all its words into one."""
    return [folder for folder, words in stop.processes().items() if "--type=renderer" in " ".join(words)]


def user(stop: Booted, folder: Path) -> str:
    return stop.run("id", "--name", "--user", str(folder.stat().st_uid)).stdout.strip()


def test_everything_runs_and_nothing_fails(stop: Booted) -> None:
    active = stop.units("kiosk*")
    assert {SCREEN, SOS, SESSION, "kiosk-browse.socket", "kiosk.target"} <= set(active)
    (session,) = (name for name in active if name.startswith("kiosk-browse@"))
    assert stop.shown(session, "Slice") == "kiosk-browse.slice"
    assert stop.run("systemctl", "list-units", "--plain", "--no-legend", "--state=failed", "kiosk*").stdout == ""
    for name in (SCREEN, SOS, SESSION):
        assert "Traceback" not in stop.journal(name)
        assert stop.shown(name, "NRestarts") == "0"


def test_three_users_run_three_programs(stop: Booted) -> None:
    users = {
        words[words.index("kiosk") + 1]: user(stop, folder)
        for folder, words in stop.processes().items()
        if words[1:3] == ["-m", "kiosk"]
    }
    assert users == {"run": "kiosk-screen", "sos": "kiosk-sos", "browse": "kiosk-browse"}


def test_nobody_of_them_can_do_what_root_can(stop: Booted) -> None:
    for name in (SCREEN, SOS, SESSION, *stop.units("kiosk-browse@*")):
        told = stop.path(f"/proc/{stop.shown(name, 'MainPID')}/status").read_text()
        fields = dict(line.split(":\t", 1) for line in told.splitlines() if ":\t" in line)
        assert int(fields["CapBnd"], 16) == int(fields["CapEff"], 16) == 0, name
        assert (fields["NoNewPrivs"], fields["Seccomp"]) == ("1", "2"), name


def test_the_browser_makes_its_sandbox_in_its_unit(stop: Booted) -> None:
    """A page is computed in namespaces that hold no files and no network."""
    ours = stop.path("/proc/1/ns")
    for renderer in renderers(stop):
        for name in ("user", "net", "pid"):
            assert (renderer / "ns" / name).readlink() != (ours / name).readlink()
        assert stop.run("ls", f"/proc/{renderer.name}/root").stdout == ""


def test_callers_are_told_from_strangers_in_the_unit(stop: Booted) -> None:
    """The agent puts filters on sockets of another process, which its unit has to allow."""
    assert "callers cannot be told apart" not in stop.journal(SOS)


def test_phrases_for_a_call_are_spoken_in_the_unit(stop: Booted) -> None:
    """The agent starts the voice through setpriv(1), whose system calls the unit has to allow."""
    until(lambda: "phrases can be spoken" in stop.journal(SOS), LIMIT)
    assert "not all phrases" not in stop.journal(SOS)


def test_a_screen_that_is_killed_comes_back_and_emergency_call_and_compositor_stay(stop: Booted) -> None:
    before = {name: stop.shown(name, "MainPID") for name in (SCREEN, SOS, SESSION)}
    stop.run("systemctl", "kill", "--signal=KILL", SCREEN)
    until(lambda: stop.shown(SCREEN, "MainPID") not in {"0", before[SCREEN]}, LIMIT)
    until(lambda: is_healthy(stop), LIMIT)
    assert [stop.shown(name, "MainPID") for name in (SOS, SESSION)] == [before[SOS], before[SESSION]]


def test_a_compositor_that_is_killed_comes_back_with_its_screen(stop: Booted) -> None:
    agent = stop.shown(SOS, "MainPID")
    before = stop.shown(SCREEN, "MainPID")
    stop.run("systemctl", "kill", "--signal=KILL", SESSION)
    until(lambda: stop.shown(SCREEN, "MainPID") not in {"0", before}, LIMIT)
    until(lambda: is_healthy(stop), LIMIT)
    assert stop.shown(SOS, "MainPID") == agent


def test_an_update_can_be_judged_and_taken_back_from_its_unit(stop: Booted) -> None:
    """What the script needs is possible there: to ask, to write its two folders, to start units anew."""
    doing = "kiosk health && touch /usr/lib/smart-stop-kiosk/x /var/lib/smart-stop-kiosk/x"
    doing = f"{doing} && systemctl restart {SCREEN} && ! touch /etc/x && echo done"
    stop.say("kiosk-update-check.service", f'[Service]\nExecStart=\nExecStart=/bin/sh -c "{doing}"\n')
    stop.path("/var/lib/smart-stop-kiosk/update-pending").touch()
    until(lambda: is_healthy(stop), LIMIT)
    stop.run("systemctl", "start", "kiosk-update-check.service")
    until(lambda: "done\n" in stop.journal("kiosk-update-check.service"), LIMIT)


def test_a_screen_that_starts_in_a_new_version_has_it_judged(stop: Booted) -> None:
    """Though nobody asks for it: the upgrade itself could not start the screen anew."""
    check = "kiosk-update-check.service"
    until(lambda: stop.shown(check, "ActiveState") == "inactive", LIMIT)
    pending = "/var/lib/smart-stop-kiosk/update-pending"
    stop.say(check, f'[Service]\nExecStart=\nExecStart=/bin/sh -c "rm {pending} && echo judged"\n')
    stop.path(pending).touch()
    stop.run("systemctl", "kill", "--signal=KILL", SCREEN)
    until(lambda: "judged\n" in stop.journal(check), LIMIT)


def test_the_target_stops_all_in_order_and_nothing_is_left(stop: Booted) -> None:
    """The last test here: nothing runs after it."""
    until(lambda: is_healthy(stop), LIMIT)
    stop.run("systemctl", "stop", "kiosk.target", SCREEN, SOS, SESSION, "kiosk-browse.socket")
    until(lambda: not [name for name in stop.units("kiosk*") if not name.endswith(".slice")], LIMIT)
    assert not [words for words in stop.processes().values() if "kiosk" in words or "cage" in words]
    assert [stop.shown(name, "Result") for name in (SCREEN, SOS, SESSION)] == ["success"] * 3
    assert list(stop.path("/run/kiosk-browse/web").glob("session-*")) == []
