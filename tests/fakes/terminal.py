"""A person at a terminal: types each answer when its question is asked, and sees what the program shows."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tests.conftest import ROOT
from tests.e2e.program import environment, words

Answers: TypeAlias = Sequence[tuple[str, str]]
"""A pattern that the end of what is shown has to match, and what is typed then; Enter is added."""

CTRL_C, CTRL_D = "\x03", "\x04"
"""Typed without Enter."""
PATIENCE = 30.0
"""Seconds without a word after which the program counts as stuck."""
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Held:
    """What came of a conversation: `shown` as it was on the screen, `unseen` the answers typed without an echo."""

    code: int
    shown: str
    unseen: tuple[str, ...]


def converse(arguments: Sequence[str], answers: Answers, more: Mapping[str, str] | None = None) -> Held:
    """Start `kiosk` with these arguments at a terminal of its own, and answer its questions to the end."""
    pid, terminal = pty.fork()
    if not pid:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # as a shell does; whoever started the tests may ignore it
        os.chdir(ROOT)
        os.execve(sys.executable, words(*arguments), environment(COLUMNS="160", **(more or {})))  # noqa: S606
    shown, unseen, waiting = "", [], list(answers)
    raw, since = b"", 0
    typed = ""
    while part := _read(terminal, shown, again=typed == CTRL_C):
        raw += part
        shown = _COLOUR.sub("", raw.decode(errors="ignore")).replace("\r\n", "\n")
        if waiting and re.search(waiting[0][0] + r"[^\n]*: $", shown[since:]):
            typed = waiting.pop(0)[1]
            if not termios.tcgetattr(terminal)[3] & termios.ECHO:
                unseen.append(typed)
            since = len(shown)
            os.write(terminal, typed.encode() + (b"" if typed in {CTRL_C, CTRL_D} else b"\n"))
    os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert not waiting, f"never asked: {waiting[0][0]}\n{shown}"
    return Held(code, shown, tuple(unseen))


def _read(terminal: int, shown: str, *, again: bool) -> bytes:
    """What the program writes next, nothing where it has ended. Ctrl-C is typed `again` where it was too early.

    Between the question and the wait for its answer Python sees it only after that wait.
    """
    patience = 1.0 if again else PATIENCE
    end = time.monotonic() + PATIENCE
    while not select.select([terminal], [], [], patience)[0]:
        if time.monotonic() >= end:
            raise AssertionError(f"nothing more is said after:\n{shown}")
        os.write(terminal, CTRL_C.encode())
    try:
        return os.read(terminal, 4096)
    except OSError:  # its side is closed
        return b""
