"""The lamp's command: real programs that write down what they were told, hang and fail."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from kiosk.sos.lamp import Lamp

GENEROUS = 20.0
NEVER = 1000.0


@contextlib.asynccontextmanager
async def lit(lamp: Lamp) -> AsyncIterator[None]:
    task = asyncio.create_task(lamp.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(GENEROUS):
        while not condition():
            await asyncio.sleep(0.005)


def shell(script: str, file: Path) -> tuple[str, ...]:
    return ("sh", "-c", script, str(file))  # $0 is the file, $1 the word


def words(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


def alive(pid: str) -> bool:
    """Whether it runs; a dead one may wait for whoever adopted it to notice."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "told"


def test_word_is_shown_once(told: Path) -> None:
    async def play() -> None:
        lamp = Lamp(shell('echo "$1" >> "$0"', told))
        async with lit(lamp):
            for word in ("works", "dialing", "connected"):
                lamp.show(word)
                lamp.show(word)
                await until(lambda word=word: words(told)[-1:] == [word])  # type: ignore[misc]  # bound at once
                lamp.show(word)

    asyncio.run(play())
    assert words(told) == ["works", "dialing", "connected"]


def test_newest_word_wins(told: Path) -> None:
    async def play() -> None:
        lamp = Lamp(shell('echo "$1" >> "$0"; while [ ! -e "$0.go" ]; do sleep 0.01; done', told))
        async with lit(lamp):
            lamp.show("works")
            await until(lambda: words(told) == ["works"])
            for word in ("arming", "countdown", "dialing"):
                lamp.show(word)
            told.with_suffix(".go").touch()
            await until(lambda: len(words(told)) > 1)

    asyncio.run(play())
    assert words(told) == ["works", "dialing"]


@pytest.mark.parametrize(
    ("script", "reason"),
    [("exit 3", "exit code 3"), ("sleep 1000 & echo $$ $! > $0; wait", "no end within 0.3 s")],
)
def test_failure_is_told_once_and_recovery_once(
    told: Path, caplog: pytest.LogCaptureFixture, script: str, reason: str
) -> None:
    caplog.set_level(logging.INFO)
    mended = told.with_suffix(".mended")

    async def play() -> None:
        lamp = Lamp(
            shell(f'[ -e "$0.mended" ] && exit 0; echo >> "$0.tries"; {script}', told), limit=0.3, again=0.01
        )
        async with lit(lamp):
            lamp.show("works")
            tries = told.with_suffix(".tries")
            await until(lambda: tries.exists() and len(tries.read_text()) > 2)
            mended.touch()
            await until(lambda: len(caplog.records) > 1)

    asyncio.run(play())
    assert [record.getMessage() for record in caplog.records] == [
        f"the lamp's command fails: {reason}",
        "the lamp's command works again",
    ]
    assert not [pid for pid in words(told) if alive(pid)]


def test_program_that_does_not_exist_is_told(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    async def play() -> None:
        lamp = Lamp((str(tmp_path / "no-such-program"),), again=NEVER)
        async with lit(lamp):
            lamp.show("works")
            await until(lambda: bool(caplog.records))

    asyncio.run(play())
    assert caplog.messages == ["the lamp's command fails: exit code 127"]


def test_nothing_of_it_outlives_us(told: Path) -> None:
    async def play() -> None:
        lamp = Lamp(shell('sleep 1000 & echo $$ $! > "$0"; wait', told))
        async with lit(lamp):
            lamp.show("works")
            await until(lambda: len(words(told)) == 2)
            assert all(alive(pid) for pid in words(told))
        await until(lambda: not any(alive(pid) for pid in words(told)))

    asyncio.run(play())


def test_no_command_is_no_lamp() -> None:
    async def play() -> None:
        lamp = Lamp(())
        lamp.show("works")
        await asyncio.wait_for(lamp.run(), GENEROUS)

    asyncio.run(play())
