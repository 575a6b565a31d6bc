"""The conversation of `kiosk setup`: questions, what is set now, and why an answer will not do."""

from __future__ import annotations

import getpass
import io
import sys

from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import LONGEST_SENTENCE, plain

NONE = "-"
"""What is typed for "none", where Enter alone keeps what is there."""
LONGEST_SHOWN = 90
"""Characters of what is there now, in a question."""


class AnswerError(Exception):
    """An answer will not do; the reason in one sentence."""


class Talk:
    """Asks at the terminal. Ctrl-C and the end of the input leave by KeyboardInterrupt."""

    def __init__(self) -> None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise CommandError("there is no terminal to ask at: give the answers as options, with --no-input.")
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")

    def part(self, number: int, title: str, *about: str) -> None:
        """Begin one of the five."""
        sys.stdout.write(f"\n{number} of 5  {title}\n")
        sys.stdout.writelines(f"        {line}\n" for line in about)

    def say(self, sentence: str) -> None:
        """Tell something on a line of its own."""
        sys.stdout.write(f"  {plain(sentence, LONGEST_SENTENCE)}\n")
        sys.stdout.flush()

    def ask(self, question: str, present: str = "") -> str | None:
        """What is typed, without the spaces round it; "" for NONE, None where Enter keeps what is there."""
        shown = f" [{plain(present, LONGEST_SHOWN)}]" if present else ""
        while True:
            typed = self._line(f"  {question}{shown}: ").strip()
            if typed.isprintable() and "\ufffd" not in typed:
                break
            self.say("This is no plain text.")
        return None if not typed else "" if typed == NONE else typed

    def hidden(self, question: str) -> str:
        """The same for a secret, of which nothing is shown; "" for Enter."""
        try:
            return getpass.getpass(f"  {question}: ").strip()
        except EOFError:
            raise KeyboardInterrupt from None

    def agrees(self, question: str) -> bool:
        """Whether the answer is yes, which Enter alone means too."""
        while True:
            typed = self._line(f"  {question} [Y/n]: ").strip().casefold()
            if typed in {"", "y", "yes", "д", "да"}:
                return True
            if typed in {"n", "no", "н", "нет"}:
                return False

    def _line(self, prompt: str) -> str:
        try:
            return input(prompt)
        except EOFError:
            raise KeyboardInterrupt from None
