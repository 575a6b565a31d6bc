"""Killing a logging process again and again, and counting what it tells the disk; for the tests and the bench."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.devices.usage_files import entries

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

STRACE = shutil.which("strace") or ""


def can_trace() -> bool:
    """Whether strace is there and this system lets it work."""
    words = (STRACE, "-o", "/dev/null", "true")
    return bool(STRACE) and subprocess.run(words, capture_output=True, check=False).returncode == 0


def meddling(what: str) -> tuple[str, ...]:
    """The words that run a program whose fdatasync is meddled with as `what` says in strace's language."""
    return (STRACE, "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "-e", f"inject=fdatasync:{what}")


@contextmanager
def child(
    file: Path, first: int, last: int | None = None, *, under: Sequence[str] = ()
) -> Iterator[subprocess.Popen[str]]:
    """`usage_child`, killed at the end of the block if it still runs. `under`: the words of what runs it."""
    words = [*under, sys.executable, "-m", "tests.devices.usage_child", str(file), str(first)]
    words += [] if last is None else [str(last)]
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def acknowledged(line: str) -> int:
    """The number in a line of the child; 0 where the line says something else."""
    word, _, number = line.partition(" ")
    return int(number) if word == "acknowledged" else 0


def lines(process: subprocess.Popen[str]) -> Iterator[str]:
    """What the child says, until it ends."""
    assert process.stdout is not None
    yield from process.stdout


def killed(file: Path, times: int, dice: random.Random) -> list[int]:
    """Kill the logging process `times` with -9, at any moment; which events it had acknowledged."""
    told: list[int] = []
    first = 1
    for _ in range(times):
        wanted = dice.randrange(1, 12)
        with child(file, first) as process:
            for line in lines(process):
                told += [acknowledged(line)] if acknowledged(line) else []
                wanted -= 1
                if not wanted:
                    process.send_signal(signal.SIGKILL)
            told += [number for line in lines(process) if (number := acknowledged(line))]
        first = 1000 + first - first % 1000
    return told


def on_disk(file: Path) -> set[int]:
    """The events of children that are in the log."""
    found = (dict(entry.event.fields) for entry in entries(file) if entry.event.name == "feed_back")
    return {int(fields["seconds"]) for fields in found}


@dataclass(frozen=True, slots=True)
class Syncs:
    """How often a process made the disk write for good before each acknowledged commit."""

    before_each: tuple[int, ...]


def syncs(file: Path, trace: Path, commits: int) -> Syncs:
    """Count fdatasync and fsync of the log's own files between acknowledgements, as strace sees them."""
    words = (STRACE, "-f", "-y", "-o", str(trace), "-e", "trace=fdatasync,fsync,write", "-e", "signal=none")
    with child(file, 1, commits, under=words) as process:
        assert sum(1 for line in lines(process) if acknowledged(line)) == commits
    sync = re.compile(rf"\bf(?:data)?sync\(\d+<[^>]*{re.escape(file.name)}(?:-wal)?>")
    found, since = [], 0
    for line in trace.read_text(errors="replace").splitlines():
        since += bool(sync.search(line))
        if re.search(r'write\(1<[^>]*>, "acknowledged ', line):
            found.append(since)
            since = 0
    return Syncs(tuple(found))
