"""The whole kiosk as a process of its own, without a desktop: it starts, shows the board, and ends cleanly."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from kiosk.config.last_good import NAME
from tests.beside import beside
from tests.e2e.pavilion import until
from tests.e2e.program import environment, words
from tests.feeds.gtfs_zip import EVERY_DAY, gtfs_zip

PNG = b"\x89PNG\r\n\x1a\n"


@contextlib.contextmanager
def start(*arguments: str | Path, folder: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """`kiosk run` in `folder`, where there is no desktop."""
    kept = {name: value for name, value in environment(**more).items() if not name.startswith("QT_")}
    kept = {name: value for name, value in kept.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    process = subprocess.Popen(
        words("run", *arguments),
        cwd=folder,
        env={**kept, "KIOSK_DATA_DIR": str(folder / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with beside(process) as kiosk:
        yield kiosk


def shown_until(kiosk: subprocess.Popen[str], word: str) -> str:
    """What it printed up to the first line that holds `word`."""
    assert kiosk.stdout
    printed = ""
    for line in kiosk.stdout:
        printed += line
        if word in line:
            return printed
    pytest.fail(f"it ended without showing {word!r}: {printed}\n{kiosk.stderr.read() if kiosk.stderr else ''}")


def started_by(kiosk: subprocess.Popen[str], *commands: str) -> list[psutil.Process]:
    """The processes it started, once those of these commands are among them."""

    def children() -> list[psutil.Process]:
        running = psutil.Process(kiosk.pid).children(recursive=True)
        return running if set(commands) <= {word for child in running for word in words_of(child)} else []

    def words_of(child: psutil.Process) -> list[str]:
        with contextlib.suppress(psutil.NoSuchProcess):  # the import of the timetable ends by itself
            return child.cmdline()
        return []

    return until(children, what=commands)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_demonstration_shows_live_buses_and_ends_with_its_server(tmp_path: Path, number: int) -> None:
    with start("--demo", "--at", "2026-11-23T08:00", "--speed", "10", folder=tmp_path) as kiosk:
        printed = shown_until(kiosk, "мин")
        assert "Проспект Филатова" in printed
        children = started_by(kiosk, "demo", "sos")
        kiosk.send_signal(number)
        _, errors = kiosk.communicate(timeout=60)
    assert kiosk.returncode == 0, errors
    assert "no desktop" in errors
    assert "Traceback" not in errors
    assert psutil.wait_procs(children, timeout=10)[1] == []
    assert (tmp_path / "build" / "screen.png").read_bytes().startswith(PNG)


def test_a_stop_of_its_own_settings_shows_its_timetable(tmp_path: Path) -> None:
    """The feed runs from 00:00 to 24:00 of every day of many years, so that there is always a next bus."""
    rows = "".join(
        f"T{hour},{hour:02}:{m}:00,{hour:02}:{m}:00,S{s},{s}\n"
        for hour in range(24)
        for s, m in ((1, 10), (2, 40))
    )
    feed = gtfs_zip(
        tmp_path / "feed.zip",
        trips="route_id,service_id,trip_id\n" + "".join(f"R,D,T{hour}\n" for hour in range(24)),
        stop_times=f"trip_id,arrival_time,departure_time,stop_id,stop_sequence\n{rows}",
        calendar=EVERY_DAY,
    )
    file = tmp_path / "kiosk.toml"
    file.write_text(
        f'[stop]\nids = ["S1"]\nname = "Остановка Ясная"\n[timetable]\ngtfs = "{feed}"\n'
        "[display]\nfullscreen = false\n"
    )
    with start("--config", file, folder=tmp_path) as kiosk:
        assert "Остановка Ясная" in shown_until(kiosk, ":10")
        kiosk.terminate()
        _, errors = kiosk.communicate(timeout=60)
    assert kiosk.returncode == 0, errors
    assert (tmp_path / "data" / "timetable.sqlite").is_file()
    assert (tmp_path / "data" / NAME).read_text() == file.read_text()
    # A slip of the pen later on does not leave the stop without its board.
    file.write_text("[stop]\nids = [")
    with start("--config", file, folder=tmp_path) as kiosk:
        assert "Остановка Ясная" in shown_until(kiosk, ":10")
        kiosk.terminate()
        _, errors = kiosk.communicate(timeout=60)
    assert kiosk.returncode == 0, errors
    assert "going on with the settings that last were right" in errors


def test_a_screen_that_wants_to_start_again_does_so_in_the_same_process(tmp_path: Path) -> None:
    """The first life ends as the service menu ends it; the second is the real one, by day when buses come."""
    script = (
        "import os, sys, kiosk.app; from kiosk.app.restart import RESTART; from kiosk.__main__ import main\n"
        "kiosk.app.run = lambda *_, **__: (print('first life', os.getpid(), flush=True), RESTART)[1]\n"
        "sys.argv = ['kiosk', 'run', '--demo', '--at', '2026-11-23T08:00']; sys.exit(main())"
    )
    kept = {name: value for name, value in environment().items() if not name.startswith("QT_")}
    kept["KIOSK_DATA_DIR"] = str(tmp_path / "data")
    kept["QT_QPA_PLATFORM"] = "offscreen"
    with beside(
        subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env=kept,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
    ) as kiosk:
        assert "Проспект Филатова" in shown_until(kiosk, "мин").partition(f"first life {kiosk.pid}")[2]
        kiosk.terminate()
        kiosk.communicate(timeout=60)
    assert kiosk.returncode == 0
