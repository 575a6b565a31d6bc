"""A stop's own screen as a process, told to run where something is wrong, and read by what it prints."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.pavilion import until
from tests.e2e.program import environment, words
from tests.feeds.gtfs_zip import EVERY_DAY, gtfs_zip

LIMIT = 60.0
NAME = "Остановка Ясная"
EVERY = 5
"""Minutes between two buses, round the clock, all years."""
NO_DESKTOP = {"DISPLAY", "WAYLAND_DISPLAY"}
TIME = re.compile(r"\b([0-2][0-9]):([0-5][0-9])\b")
ROW = re.compile(r"^ +30 ")


def round_the_clock(file: Path) -> Path:
    """A GTFS zip in which a bus leaves S1 every five minutes of every day."""
    minutes = range(0, 24 * 60, EVERY)
    trips = "".join(f"R,D,T{minute}\n" for minute in minutes)
    calls = "".join(
        f"T{minute},{clock(minute + 10 * way)},{clock(minute + 10 * way)},S{way + 1},{way}\n"
        for minute in minutes
        for way in (0, 1)
    )
    return gtfs_zip(
        file,
        trips=f"route_id,service_id,trip_id\n{trips}",
        stop_times=f"trip_id,arrival_time,departure_time,stop_id,stop_sequence\n{calls}",
        calendar=EVERY_DAY,
    )


def clock(minute: int) -> str:
    """Minutes of a service day as GTFS writes them."""
    return f"{minute // 60:02}:{minute % 60:02}:00"


def settings(folder: Path, gtfs: str | Path, more: str = "") -> Path:
    """The smallest settings of a pavilion, in `folder`; `more` is further TOML."""
    file = folder / "kiosk.toml"
    file.write_text(
        f'[stop]\nids = ["S1"]\nname = "{NAME}"\n[timetable]\ngtfs = "{gtfs}"\n'
        f'[display]\nlanguage = "ru"\nfullscreen = false\n[services]\nenabled = false\n{more}'
    )
    return file


class Screen:
    """`kiosk run` with the settings of `folder`, from entering to leaving; then it has ended on SIGTERM, cleanly.

    `before` are the words of a program that starts it, `more` its environment. Data lie in folder/data, the
    status in folder/run, unless `more` says otherwise.
    """

    def __init__(self, folder: Path, *, before: Sequence[str] = (), more: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._words = [*before, *words("run", "--config", folder / "kiosk.toml")]
        places = {"KIOSK_DATA_DIR": str(folder / "data"), "KIOSK_RUNTIME_DIR": str(folder / "run")}
        kept = {name: value for name, value in environment(**places).items() if name not in NO_DESKTOP}
        self._environment = {
            **kept,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_QUICK_BACKEND": "software",
            **(more or {}),
        }
        self._printed: list[str] = []
        self._errors: list[str] = []

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            self._words,
            cwd=self._folder,
            env=self._environment,
            stdout=pipe,
            stderr=pipe,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        assert self.process.stdout
        assert self.process.stderr
        streams = ((self.process.stdout, self._printed), (self.process.stderr, self._errors))
        self._readers = [
            threading.Thread(target=_read, args=of, name="screen reader", daemon=True) for of in streams
        ]
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        group = self.process.pid
        try:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGTERM)
            code = self.process.wait(LIMIT)
        finally:
            if self.process.poll() is None:
                os.killpg(group, signal.SIGKILL)
                self.process.wait()
            for reader in self._readers:
                reader.join(LIMIT)
            for reader, stream in zip(self._readers, (self.process.stdout, self.process.stderr), strict=True):
                assert stream
                if not reader.is_alive():  # what outlives a killed screen may still hold its stream
                    stream.close()
        if error is None:
            assert code in {0, -signal.SIGTERM}, self.log
        assert "Traceback" not in self.log, self.log

    @property
    def log(self) -> str:
        """Everything on its error stream so far."""
        return "".join(self._errors)

    @property
    def board(self) -> str:
        """The board it printed last."""
        return "".join(self._printed).rstrip("\n").rpartition("\n\n")[2]

    @property
    def times(self) -> list[int]:
        """The clock times of the rows of that board, in minutes of the day; a countdown is none."""
        rows = [line for line in self.board.splitlines() if ROW.match(line)]
        return [int(found[1]) * 60 + int(found[2]) for line in rows if (found := TIME.search(line))]

    @property
    def minute(self) -> int | None:
        """The minute of the day at the top of that board, None where it is not known."""
        found = TIME.search(self.board.partition("\n")[0])
        return int(found[1]) * 60 + int(found[2]) if found else None

    def reads(self, *wanted: str) -> None:
        """Wait until a board holds all of this."""
        self.until(lambda: all(word in self.board for word in wanted), what=wanted)

    def logs(self, *wanted: str) -> None:
        """Wait until the log holds all of this."""
        self.until(lambda: all(word in self.log for word in wanted), what=wanted)

    def until(self, true: Callable[[], object], what: object = "") -> None:
        """Wait until it is so; a screen that ended meanwhile is a failure."""

        def so() -> bool:
            assert self.process.poll() is None, f"it ended with {self.process.returncode}: {self.log}"
            return bool(true())

        try:
            until(so, LIMIT, what=what)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.board}\n{self.log[-3000:]}") from None


def _read(stream: Iterable[str], into: list[str]) -> None:
    for line in stream:
        into.append(line)
