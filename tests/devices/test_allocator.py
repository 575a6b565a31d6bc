"""Large pieces of memory go back to the system: seen in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

KEPT = """
import sys
from kiosk.devices.allocator import return_large_pieces
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
if sys.argv[1] == "told":
    return_large_pieces()
before = resident()
for _ in range(3):
    piece = bytearray(b"x") * 8_000_000
    del piece
print(resident() - before)
"""


def kept(how: str) -> int:
    """Bytes that a process keeps of pieces that it gave back."""
    done = subprocess.run([sys.executable, "-c", KEPT, how], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_large_pieces_are_not_kept() -> None:
    assert kept("told") < 2_000_000 < kept("as usual")
