"""A screen that is kept running as at a stop: `kiosk run` under a supervisor with the numbers of its unit."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.devices.starts import NAME
from tests.e2e.program import environment, words
from tests.fakes.supervisor import Supervisor
from tests.feeds.gtfs_zip import gtfs_zip

if TYPE_CHECKING:
    from pathlib import Path

WHOLE, SAFE = "the board is shown", "safe mode: the board is shown"
BARE = "safe mode: a screen without settings is shown, with the emergency call"
ALONE = "safe mode: a screen without settings and emergency call"
STOP = '[stop]\nids = ["S1"]\nname = "{name}"\n[timetable]\ngtfs = "{gtfs}"\n[display]\nfullscreen = false\n{more}'


class Stop:
    """A stop in `folder`, with a feed of its own; its data, what is in memory, its settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data, self.memory = folder / "data", folder / "run"
        self.memory.mkdir()
        self.config = folder / "kiosk.toml"
        self.configure()
        self.environment = {
            **environment(
                KIOSK_DATA_DIR=str(self.data),
                KIOSK_RUNTIME_DIR=str(self.memory),
                XDG_CACHE_HOME=str(folder / "cache"),
            ),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def configure(self, name: str = "Ясная", *, gtfs: str = "none.zip", more: str = "") -> None:
        """Write its settings."""
        self.config.write_text(STOP.format(name=name, gtfs=gtfs, more=more))

    def feed(self) -> Path:
        """A feed with a bus each hour of every day."""
        hours = range(24)
        rows = "".join(
            f"T{hour},{hour:02}:{m}:00,{hour:02}:{m}:00,S{s},{s}\n"
            for hour in hours
            for s, m in ((1, 10), (2, 40))
        )
        return gtfs_zip(
            self.folder / "feed.zip",
            trips="route_id,service_id,trip_id\n" + "".join(f"R,D,T{hour}\n" for hour in hours),
            stop_times=f"trip_id,arrival_time,departure_time,stop_id,stop_sequence\n{rows}",
            calendar="service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
            "D,1,1,1,1,1,1,1,20200101,20991231\n",
        )

    def run_words(self) -> list[str]:
        """`kiosk run` as the unit starts it."""
        return words("run", "--quiet", "--config", self.config)

    def supervised(self, source: str = "", **more: str) -> Supervisor:
        """It runs until the block is left. `source` is run in the program before it begins: it makes the fault."""
        program = self.run_words()
        if source:
            begin = f"import sys; from kiosk.__main__ import main\n{source}\nsys.exit(main())"
            program = [sys.executable, "-c", begin, *program[3:]]
        return Supervisor(program, {**self.environment, **more}, self.folder)

    def rungs(self) -> list[int]:
        """Where each start stood that was noted."""
        lines = (self.memory / NAME).read_text().splitlines()[1:]
        return [int(line.split()[1]) for line in lines if " " in line]

    def events(self, name: str) -> int:
        """How many events of this kind the usage log holds; 0 while it cannot be read."""
        try:
            with closing(sqlite3.connect(f"file:{self.data / 'usage.sqlite'}?mode=ro", uri=True)) as log:
                (count,) = log.execute("SELECT count(*) FROM events WHERE name = ?", (name,)).fetchone()
                return int(count)
        except sqlite3.Error:
            return 0


def spoilt(timetable: Path) -> None:
    """Make it a database that is whole and makes its reader die."""
    with closing(sqlite3.connect(timetable)) as database, database:
        database.execute("UPDATE feed SET max_time = 'x'")
