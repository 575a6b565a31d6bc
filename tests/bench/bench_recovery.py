"""How soon a board stands again after the screen was killed, hung, or died at each start; a renderer's end too.

"Painted" is READY=1, which the screen says after its first frame. The supervisor has the numbers of the unit.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.bench_bundle import BUNDLE
from tests.bench.bench_screen import configuration, demonstration, environment, run_words
from tests.bench.bench_services import NO_SCREEN, printed
from tests.bench.figures import Figure
from tests.conftest import ROOT
from tests.e2e.supervised import spoilt
from tests.e2e.test_supervision import DEADLY, HANG
from tests.fakes.supervisor import Supervisor
from tests.ordinary_user import ordinary_user

TIMES = 20
HANGS = 3
LOOPS = 3
"""How often each crash loop is measured."""


def figures(_real_feeds: Path | None) -> list[Figure]:
    """Every figure, from source, and of the bundle where there is one."""
    found: list[Figure] = []
    with demonstration() as address, tempfile.TemporaryDirectory() as folder:
        config = configuration(Path(folder), address)
        words = run_words(config)
        found += recovered("", words, config)
        if (BUNDLE / "kiosk").is_file():
            found += recovered(", frozen", [str(BUNDLE / "kiosk"), *words[words.index("run") :]], config)
        found += loops(config)
    return [*found, renderer_figure()]


def recovered(what: str, words: Sequence[str], config: Path) -> list[Figure]:
    """After kills, and after a loop that hangs; where no fault can be put into the program it is stopped."""
    killed, hung = [], []
    with kept(words, config) as screen:
        for number in range(TIMES):
            killed.append(again(screen, config, signal.SIGSEGV if number % 2 else signal.SIGKILL))
    source = () if what else faulty(words, HANG)
    with kept(source or words, config) as screen:
        for _ in range(HANGS):
            hung.append(again(screen, config, signal.SIGUSR1 if source else signal.SIGSTOP))
    p95 = sorted(killed)[round(0.95 * TIMES) - 1]
    told = f"best {min(killed):.2f} s, worst {max(killed):.2f} s"
    return [
        Figure(f"screen killed -> painted again, p95 of {TIMES}{what}", p95, "s", 5, 1.5, told),
        Figure(
            f"screen hangs -> painted again, worst of {HANGS}{what}", max(hung), "s", 20, 6, f"{min(hung):.2f} s"
        ),
    ]


def again(screen: Supervisor, config: Path, number: int) -> float:
    """Seconds from a fault of a screen that runs steadily to the next one's first frame."""
    beats, ready = len(screen.said("WATCHDOG=1")), len(screen.said("READY=1"))
    screen.wait(lambda one: len(one.said("WATCHDOG=1")) > beats)
    forget(config)  # each of these is the first of its kind
    at = screen.kill(number)
    return screen.wait_ready(ready + 1).at - at


def loops(config: Path) -> list[Figure]:
    """From the first start of a crash loop to a plain board: by settings and by a cache."""
    bad = config.with_name("deadly.toml")
    text = config.read_text(encoding="utf-8").replace("[stop]", '[stop]\nname = "Гибельная"')
    bad.write_text(text, encoding="utf-8")
    timetable = config.with_name("timetable.sqlite")
    good = timetable.read_bytes()
    by_settings = [stands(faulty(run_words(bad), DEADLY), config) for _ in range(LOOPS)]
    by_cache = []
    for _ in range(LOOPS):
        timetable.write_bytes(good)
        spoilt(timetable)
        by_cache.append(stands(run_words(config), config))
    timetable.write_bytes(good)
    said = "settings never ran well: down to a screen without settings, 9 deaths"
    return [
        Figure("crash loop by settings -> a board stands, worst", max(by_settings), "s", 60, 20, said),
        Figure("crash loop by a timetable -> a board stands, worst", max(by_cache), "s", 60, 20, "3 deaths"),
    ]


def stands(words: Sequence[str], config: Path) -> float:
    """Seconds from the first start to the first frame of whichever start paints one."""
    forget(config)
    with kept(words, config) as screen:
        return screen.wait_ready().at - screen.starts[0][0]


def renderer_figure() -> Figure:
    """A renderer of Chromium killed under a passenger."""
    with ordinary_user() as user:
        took = printed(user.run([user.python, "-m", "tests.bench.renderer_killed"], NO_SCREEN, timeout=300))[
            "took"
        ]
    beside = f"best {min(took):.2f} s"
    return Figure(f"renderer killed -> services page, worst of {len(took)}", max(took), "s", 2, 0.5, beside)


@contextmanager
def kept(words: Sequence[str], config: Path) -> Iterator[Supervisor]:
    """A screen that is kept running, and paints."""
    folder = config.parent
    memory = folder / "run"
    memory.mkdir(exist_ok=True)
    places = {"KIOSK_DATA_DIR": str(folder), "KIOSK_RUNTIME_DIR": str(memory), "PYTHONPATH": str(ROOT)}
    forget(config)
    with Supervisor(words, {**environment(), **places}, folder) as screen:
        screen.wait_ready()
        yield screen


def forget(config: Path) -> None:
    """As if the machine had been started anew."""
    (config.parent / "run" / "starts").unlink(missing_ok=True)


def faulty(words: Sequence[str], source: str) -> list[str]:
    """The program with `source` run in it before it begins."""
    begin = f"import sys; from kiosk.__main__ import main\n{source}\nsys.exit(main())"
    return [sys.executable, "-c", begin, *words[words.index("kiosk") + 1 :]]
