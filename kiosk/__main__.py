"""The command line: `kiosk COMMAND ...`, which is the same as `python -m kiosk COMMAND ...`."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from kiosk import __version__
from kiosk.commands import to_know
from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import LONGEST_SENTENCE, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = 2
INTERRUPTED = 128 + signal.SIGINT
BROKEN_PIPE = 128 + signal.SIGPIPE
TERMINATED = 128 + signal.SIGTERM


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of repeating the whole usage."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(USAGE, f"{self.prog}: {plain(message)}. Try `{self.prog} --help`.\n")


def parser(asked: str = "") -> argparse.ArgumentParser:
    """The words the program knows; where the command is `asked` for already, perhaps its own alone."""
    words = Parser(prog="kiosk", description="The touch kiosk of a bus-stop pavilion.", allow_abbrev=False)
    words.add_argument("--version", action="version", version=f"kiosk {__version__}")
    commands = words.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in to_know(asked):
        command.add_to(commands)
    return words


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 2 refused with one sentence, 130 interrupted."""
    signal.signal(signal.SIGTERM, _terminate)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Cyrillic is no reason to stop
    try:
        words = sys.argv[1:] if arguments is None else list(arguments)
        options = parser(*words[:1]).parse_args(words)
        code: int = options.run(options)
        sys.stdout.flush()
    except CommandError as refusal:
        sys.stderr.writelines(f"kiosk: {plain(line, LONGEST_SENTENCE)}\n" for line in refusal.lines)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away. Python flushes once more at exit: let it flush into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code


def _terminate(*_: object) -> NoReturn:
    """Leave by the ordinary way out, so that what is half done is tidied away."""
    sys.exit(TERMINATED)


if __name__ == "__main__":
    sys.exit(main())
