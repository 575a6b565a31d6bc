"""`make bench`: every promised number, beside its floor or peer of the same run.

Usage: python -m tests.bench [NAME ...]      (all of SUBJECTS without a name; ON_REQUEST only by name)
Exit code 1 when a figure misses what it must reach.
"""

from __future__ import annotations

import importlib
import sys

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figure
from tests.conftest import REAL_FEEDS

SUBJECTS = (
    "import",
    "realtime",
    "screen",
    "emergency",
    "services",
    "usage",
    "black_box",
    "events_page",
    "bundle",
    "recovery",
)
ON_REQUEST = ("appliance_soak",)
"""What takes hours."""
COLOUR = {"aim": "green", "must": "yellow", "MISSED": "bold red"}


def main(names: list[str]) -> int:
    """Measure the subjects named, or all, and print one table."""
    if unknown := set(names) - {*SUBJECTS, *ON_REQUEST}:
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(SUBJECTS + ON_REQUEST)}")
    real_feeds = REAL_FEEDS if REAL_FEEDS.is_dir() else None
    console = Console()
    if real_feeds is None:
        console.print("No recorded real feeds here: synthetic feeds of the same size are measured.")
    found: list[Figure] = []
    for name in names or SUBJECTS:
        console.print(f"measuring {name} ...", highlight=False)
        found += importlib.import_module(f"tests.bench.bench_{name}").figures(real_feeds)
    console.print(table(found))
    return int(any(figure.verdict == "MISSED" for figure in found))


def table(figures: list[Figure]) -> Table:
    """The figures as a table."""
    result = Table(title="What we promise, and what was measured")
    for column, justify in (("what", "left"), ("value", "right"), ("must", "right"), ("aim", "right")):
        result.add_column(column, justify="left" if justify == "left" else "right")
    result.add_column("reached")
    result.add_column("beside, in the same run")
    for figure in figures:
        result.add_row(
            figure.name,
            f"{figure.value:.3g} {figure.unit}".strip(),
            f"<= {figure.must:g}",
            f"<= {figure.aim:g}",
            f"[{COLOUR[figure.verdict]}]{figure.verdict}[/]",
            figure.beside,
        )
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
