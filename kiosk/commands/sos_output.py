"""The emergency agent's state, tests and history as a technician reads them."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any, TextIO

from kiosk.commands.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kiosk.domain.call.status import CallStatus, SelfTestResult, TrunkReport
    from kiosk.sos.full_status import FullStatus

COLUMNS = 120
"""Of a table where the output is no terminal that could tell."""

TRUNK_HEAD = ("trunk", "last OPTIONS", "asked", "latency", "registered", "failure")
TEST_HEAD = ("self-test", "trunk", "result", "tested", "what")
MOST_COLUMNS = 12
"""Of what the agent's record may hold of one event."""


def write_status(full: FullStatus, now: int, to: TextIO) -> None:
    """Everything at this moment; `now` in POSIX seconds."""
    agent, user_agent = full.agent, full.user_agent
    lines = [
        f"call: {_call(full.call)}",
        f"health: {full.call.health.value}",
        *(f"  - {plain(fault)}" for fault in full.faults),
        f"sound: {'microphone and loudspeaker' if full.call.sound else 'none'}",
        f"user agent: {plain(user_agent.name, 40)} {plain(user_agent.version, 40)}, "
        f"{_process(user_agent.pid, user_agent.alive)}, restarts: {user_agent.restarts}",
        f"agent: {plain(agent.version, 40)}, pid {agent.pid}, running for {_span(agent.uptime_s)}",
    ]
    if full.callback_seconds_left is not None:
        lines.append(f"call-backs are taken for {_span(full.callback_seconds_left)} more")
    to.writelines(f"{line}\n" for line in lines)
    if full.trunks:
        _write_table("trunks", TRUNK_HEAD, (_trunk(trunk, now) for trunk in full.trunks), to)
    if full.tests:
        _write_table("last self-tests", TEST_HEAD, (_result(result, now) for result in full.tests), to)


def write_results(results: Sequence[SelfTestResult], to: TextIO) -> None:
    """What came out of tests that were run just now."""
    rows = ((one.test.value, one.trunk or "-", _passed(one), one.what) for one in results)
    _write_table("", ("self-test", "trunk", "result", "what"), rows, to)


def write_history(history: dict[str, Any], now: int, to: TextIO) -> None:
    """The record, newest first, in whatever fields this agent keeps."""
    for title in ("tests", "events"):
        entries = [one for one in _list(history.get(title)) if isinstance(one, dict)]
        head = tuple(dict.fromkeys(name for entry in entries for name in entry))[:MOST_COLUMNS]
        rows = (tuple(_cell(name, entry.get(name), now) for name in head) for entry in entries)
        if entries:
            _write_table(title, head, rows, to)
        else:
            to.write(f"{title}: none\n")


def _list(raw: object) -> list[object]:
    return raw if isinstance(raw, list) else []


def _cell(name: str, value: object, now: int) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "at" and isinstance(value, int):
        return _age(value, now)
    return str(value) if isinstance(value, str | int | float) else "?"


def _call(status: CallStatus) -> str:
    words = [status.state.value]
    if status.trunk:
        words.append(f"over {plain(status.trunk, 40)}, attempt {status.attempt}")
    if status.failure:
        words.append(f"last failure {status.failure.value}")
    if status.heard:
        words.append("heard")
    if status.reference:
        words.append(f"reference {plain(status.reference, 40)}")
    return ", ".join(words)


def _process(pid: int | None, alive: bool) -> str:
    return "not running" if pid is None else f"pid {pid}{'' if alive else ', does not answer'}"


def _trunk(trunk: TrunkReport, now: int) -> tuple[str, ...]:
    answers = {None: "not asked yet", True: "answered", False: "no answer"}[trunk.answered]
    return (
        trunk.name,
        answers if trunk.code is None else f"{answers} {trunk.code}",
        _age(trunk.asked_at, now),
        "-" if trunk.latency_ms is None else f"{trunk.latency_ms:.1f} ms",
        {None: "not wanted", True: "yes", False: "no"}[trunk.registered],
        trunk.failure or "-",
    )


def _result(result: SelfTestResult, now: int) -> tuple[str, ...]:
    return result.test.value, result.trunk or "-", _passed(result), _age(result.at, now), result.what


def _passed(result: SelfTestResult) -> str:
    return "passed" if result.passed else "FAILED"


def _age(at: int | None, now: int) -> str:
    if at is None:
        return "-"
    return f"{_span(now - at)} ago" if at <= now else f"in {_span(at - now)}"


def _span(seconds: int) -> str:
    """Such as "59 s", "3 min", "47 h", "9 d"."""
    for most, unit, size in ((120, "s", 1), (120, "min", 60), (48, "h", 3600)):
        if seconds < most * size:
            return f"{seconds // size} {unit}"
    return f"{seconds // 86400} d"


def _write_table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], to: TextIO) -> None:
    """Nothing the agent says is read as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Not straight to `to`: when its reader goes away, rich would end the program in its own way.
    width = shutil.get_terminal_size().columns if to.isatty() else COLUMNS
    console = Console(file=io.StringIO(), width=width, highlight=False)
    table = Table(box=None, pad_edge=False)
    for name in head:
        table.add_column(Text(plain(name, 40)))
    for row in rows:
        table.add_row(*(Text(plain(cell), overflow="fold") for cell in row))
    with console.capture() as shown:
        console.print(table)
    to.write(f"\n{title}:\n" if title else "")
    to.writelines(f"{line.rstrip()}\n" for line in shown.get().splitlines())
