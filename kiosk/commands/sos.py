"""`kiosk sos`: the emergency agent, and the words a technician says to the one that runs."""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk import paths
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

TESTS = ("user_agent", "trunks", "sound", "call", "all")
LONGEST_TEST = 300.0
"""Seconds for all self-tests together, the real test calls over every trunk among them."""
MOST_HISTORY = 200
CONFIG = "the agent's settings; default /etc/kiosk/kiosk.toml"
SOCKET = (
    "the agent's Unix socket; default: that of the stop, /run/kiosk/sos.sock, and where there is none one of its "
    "own for each file of settings"
)
ENDED = "0 a call was ended, 1 there was none, 2 no agent"
CODES = {
    "status": "0 a call works, 1 degraded or not known yet, 2 broken, no trunk set up, or no agent",
    "call": "0 connected (with --no-wait: begun), 1 ended, or not connected in time and still tried, "
    "2 no agent, or it began no call",
    "cancel": ENDED,
    "hangup": ENDED,
    "test": "0 all passed, 1 one failed, 2 no agent, or tests are running already",
    "history": "0 listed, 2 no agent",
}
STATUS_CODES = {"works": 0, "degraded": 1, "unknown": 1}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "sos",
        help="run the emergency agent, or speak to the one that runs",
        description="Without a further word: run the emergency agent, which owns the emergency call, until it is "
        "terminated. With one: speak to the agent that runs. Exit code without a further word: 0 ended as told, "
        "2 refused, 3 another agent serves at this socket already, 70 ended by a bug.",
    )
    words.add_argument("--config", type=Path, metavar="FILE", help=CONFIG)
    words.add_argument("--socket", type=Path, metavar="PATH", help=SOCKET)
    words.add_argument(
        "--trunk", action="append", default=[], metavar="URI", help="in place of the configured trunks; repeatable"
    )
    words.add_argument("--demo", action="store_true", help="the demonstrated pavilion")
    words.add_argument(
        "--with-parent",
        action="store_true",
        help="end some time after the program that started this one has ended",
    )
    words.set_defaults(run=_agent)
    _add_words(words.add_subparsers(title="words to the agent that runs", metavar="WORD"))


def _add_words(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _word(words, "status", _status, "tell whether a call would lead anywhere")
    call = _word(words, "call", _call, "begin an emergency call, with the same countdown as on the screen")
    call.add_argument(
        "--wait", type=_seconds, default=30.0, metavar="SECONDS", help="for the answer (default: 30)"
    )
    call.add_argument("--no-wait", dest="wait", action="store_const", const=0.0, help="leave once it has begun")
    _word(words, "cancel", _cancel, "give up the call that was begun")
    _word(words, "hangup", _hang_up, "end the call")
    test = _word(words, "test", _test, "run self-tests now and wait for their results")
    test.add_argument("which", nargs="?", choices=TESTS, default="all", help="default: all")
    history = _word(words, "history", _history, "list the last self-tests and calls")
    history.add_argument("--count", type=_count, default=20, metavar="N", help="of each (default: 20)")


def _word(
    words: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    does: str,
) -> argparse.ArgumentParser:
    word = words.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}. Exit code: {CODES[name]}.")
    # Left out they keep what was said before the word: `kiosk sos --demo status` is `kiosk sos status --demo`.
    left_out = argparse.SUPPRESS
    word.add_argument("--config", type=Path, default=left_out, metavar="FILE", help=CONFIG)
    word.add_argument("--socket", type=Path, default=left_out, metavar="PATH", help=SOCKET)
    word.add_argument("--demo", action="store_true", default=left_out, help="the newest demonstration that runs")
    word.add_argument("--json", action="store_true", help="print one JSON object")
    word.set_defaults(run=run)
    return word


def _agent(options: argparse.Namespace) -> int:
    from kiosk.commands import sos_agent

    return sos_agent.run(options)


def _status(options: argparse.Namespace) -> int:
    from kiosk.clock import Clock
    from kiosk.commands import sos_output
    from kiosk.sos.wire import WireError, full_status_from_json

    answer = _asked(options, "status")
    try:
        full = full_status_from_json(answer)
    except WireError as error:
        raise CommandError(f"the emergency agent is of another version: {error}") from error
    if options.json:
        _print_json(answer)
    else:
        sos_output.write_status(full, Clock().read().instant, sys.stdout)
    return STATUS_CODES.get(full.call.health, 2)


def _call(options: argparse.Namespace) -> int:
    from kiosk.commands import sos_call
    from kiosk.sos.client import AgentError

    try:
        return sos_call.run(_socket(options), options.wait, as_json=options.json, to=sys.stdout)
    except AgentError as error:
        raise CommandError(_sentence(error)) from error


def _cancel(options: argparse.Namespace) -> int:
    return _ended(options, "cancel")


def _hang_up(options: argparse.Namespace) -> int:
    return _ended(options, "hang_up")


def _ended(options: argparse.Namespace, do: str) -> int:
    answer = _asked(options, do)
    ended = answer.get("ended") is True
    if options.json:
        _print_json(answer)
    else:
        sys.stdout.write("The call is ended.\n" if ended else "There was no call.\n")
    return 0 if ended else 1


def _test(options: argparse.Namespace) -> int:
    from kiosk.commands import sos_output
    from kiosk.sos.wire import WireError, result_from_json

    answer = _asked(options, "test", limit=LONGEST_TEST, which=options.which)
    try:
        results = tuple(result_from_json(raw) for raw in answer.get("results") or ())
    except WireError as error:
        raise CommandError(f"the emergency agent is of another version: {error}") from error
    if options.json:
        _print_json(answer)
    else:
        sos_output.write_results(results, sys.stdout)
    return 0 if results and all(result.passed for result in results) else 1


def _history(options: argparse.Namespace) -> int:
    from kiosk.clock import Clock
    from kiosk.commands import sos_output

    answer = _asked(options, "history", count=options.count)
    if options.json:
        _print_json(answer)
    else:
        sos_output.write_history(answer, Clock().read().instant, sys.stdout)
    return 0


def _asked(options: argparse.Namespace, do: str, **more: Any) -> dict[str, Any]:
    """What the agent answers, without the word that it did. Raises CommandError where none does."""
    from kiosk.sos.client import AgentError, request

    path = _socket(options)
    try:
        answer = request(path, do, **more)
    except AgentError as error:
        raise CommandError(_sentence(error)) from error
    return {name: value for name, value in answer.items() if name != "ok"}


def _sentence(error: Exception) -> str:
    """An agent's sentence as it follows the name of this program."""
    text = str(error)
    return text[:1].lower() + text[1:]


def _socket(options: argparse.Namespace) -> Path:
    try:
        if options.socket:
            return Path(options.socket).absolute()
        if options.demo:
            return _demonstration(paths.runtime_dir())
        return paths.sos_socket(options.config or paths.config_file())
    except paths.PathError as error:
        raise CommandError(_sentence(error)) from error


def _demonstration(folder: Path) -> Path:
    """The socket of the newest demonstration that runs; one that was killed has left its own behind."""
    from kiosk.sos.conversation import AgentGone, connected

    for path in paths.demo_sockets(folder):
        with contextlib.suppress(AgentGone):
            connected(path, 1.0).close()
            return path
    raise CommandError("no demonstration runs here; start one with `kiosk run --demo`.")


def _print_json(answer: dict[str, Any]) -> None:
    # Escaped, so that nothing the agent says moves the cursor.
    sys.stdout.write(json.dumps(answer, indent=2) + "\n")


def _seconds(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 3600:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number of seconds from 0 to 3600")
    return value


def _count(word: str) -> int:
    if word.isascii() and word.isdigit() and 0 < int(word) <= MOST_HISTORY:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 to {MOST_HISTORY}")
