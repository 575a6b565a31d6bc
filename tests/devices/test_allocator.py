"""Memory that is free goes back to the system: seen in a process of its own."""

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


SCATTERED = """
import ctypes, sys
from kiosk.devices.allocator import return_free_pieces
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
pieces = [ctypes.c_void_p(libc.malloc(2_000)) for _ in range(10_000)]
for piece in pieces:
    ctypes.memset(piece, 1, 2_000)
last = libc.malloc(2_000)
before = resident()
for number, piece in enumerate(pieces):
    if number % 20:
        libc.free(piece)
if sys.argv[1] == "told":
    return_free_pieces()
print(before - resident())
"""


def returned(how: str) -> int:
    """Bytes that a process gives back of 20 MB that it freed, but for a small piece here and there."""
    done = subprocess.run(
        [sys.executable, "-c", SCATTERED, how], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_free_pieces_between_used_ones_are_not_kept() -> None:
    assert returned("as usual") < 5_000_000 < returned("told")
