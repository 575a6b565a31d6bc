"""The bundle: how soon its first board is painted against the same program from source, and how large it is."""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

from tests.bench.bench_screen import configuration, demonstration, run_words, seconds_until
from tests.bench.figures import Figure
from tests.conftest import ROOT

STARTS = 11
BUNDLE = Path(os.environ.get("KIOSK_BUNDLE", ROOT / "build" / "bundle" / "kiosk"))
MARK = "the board is painted"
MB = 1e6


def figures(_real_feeds: Path | None) -> list[Figure]:
    """Every figure of the bundle and, where it was made, of the package."""
    if not (BUNDLE / "kiosk").is_file():
        raise SystemExit(f"there is no bundle in {BUNDLE}: make it with build_spec/bundle.sh")
    with tempfile.TemporaryDirectory() as folder, demonstration() as address:
        found = [start_figure(configuration(Path(folder), address))]
    found.append(Figure("bundle, installed", size(BUNDLE) / MB, "MB", 600, 450, f"{BUNDLE}"))
    packages = sorted((ROOT / "dist").glob("*.deb"), key=lambda file: file.stat().st_mtime)
    if packages:
        newest = packages[-1]
        found.append(Figure("package", newest.stat().st_size / MB, "MB", 220, 150, newest.name))
    return found


def start_figure(config: Path) -> Figure:
    """Process start to the first painted board, frozen and from source in turn; both started before."""
    source = run_words(config)
    frozen = [str(BUNDLE / "kiosk"), *source[source.index("run") :]]
    ours, peer = [], []
    for _ in range(1 + STARTS):
        peer.append(seconds_until(source, MARK))
        ours.append(seconds_until(frozen, MARK))
    floor, value = statistics.median(peer[1:]), statistics.median(ours[1:])
    return Figure(
        "frozen start to first board, against source",
        value / floor,
        "x",
        1.3,
        1.0,
        f"{value:.2f} s; {floor:.2f} s",
    )


def size(folder: Path) -> int:
    """Bytes on the disk of all files in a folder; one with several names counts once."""
    files = {(stat.st_dev, stat.st_ino): stat.st_blocks * 512 for stat in map(Path.lstat, folder.rglob("*"))}
    return sum(files.values())
