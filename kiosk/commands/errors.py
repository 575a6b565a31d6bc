"""How a command says that it cannot do what it was asked."""

from __future__ import annotations


class CommandError(Exception):
    """The world or the user's words do not allow it; exit code 2.

    One sentence for the person at the terminal. Only settings with several faults give several lines.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
