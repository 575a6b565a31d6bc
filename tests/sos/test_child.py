"""Programs and threads beside the call: none outlives its owner, none holds up the end."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path
from subprocess import PIPE

import pytest

from kiosk.sos.aside import aside
from kiosk.sos.child import child
from tests.beside import beside

GENEROUS = 20.0


def alive(pid: str) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


async def until_dead(pid: str) -> None:
    async with asyncio.timeout(GENEROUS):
        while alive(pid):
            await asyncio.sleep(0.01)


async def until_named(pid: str, name: str) -> None:
    async with asyncio.timeout(GENEROUS):
        while Path(f"/proc/{pid}/comm").read_text().strip() != name:
            await asyncio.sleep(0.01)


def test_child_dies_with_an_owner_that_is_killed() -> None:
    script = (
        "import asyncio\n"
        "from kiosk.sos.child import child\n"
        "async def main():\n"
        "    async with child(('sleep', '1000')) as process:\n"
        "        print(process.pid, flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    with beside(subprocess.Popen([sys.executable, "-c", script], stdout=PIPE, text=True)) as owner:
        assert owner.stdout is not None
        pid = owner.stdout.readline().strip()
        asyncio.run(until_named(pid, "sleep"))  # before that setpriv may not have asked for its end
        owner.kill()
    asyncio.run(until_dead(pid))


@pytest.mark.parametrize("command", ["sleep 1000", "yes", "yes >&2", "trap '' TERM INT HUP; sleep 1000"])
def test_child_and_what_it_started_are_gone_when_left(command: str) -> None:
    async def play() -> None:
        words = ("sh", "-c", f"({command}) & echo $!; {command}")
        async with child(words, stdout=PIPE, stderr=PIPE) as process:
            assert process.stdout is not None
            grandchild = (await process.stdout.readline()).decode().strip()
        assert process.returncode == -9
        await until_dead(grandchild)

    asyncio.run(asyncio.wait_for(play(), GENEROUS))


def test_child_that_ended_by_itself_is_left_in_peace() -> None:
    async def play() -> None:
        async with child(("true",)) as process:
            assert await process.wait() == 0

    asyncio.run(play())


def test_what_a_thread_returns_or_raises_comes_back() -> None:
    async def play() -> None:
        assert await aside(lambda: threading.current_thread().name, "a name") == "a name"
        with pytest.raises(ZeroDivisionError):
            await aside(lambda: 1 // 0, "broken")

    asyncio.run(play())


def test_thread_that_hangs_holds_nobody_up() -> None:
    hanging = threading.Event()

    async def play() -> None:
        async with asyncio.timeout(0.05):
            await aside(lambda: hanging.wait(GENEROUS), "hanging")

    with pytest.raises(TimeoutError):
        asyncio.run(play())
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "hanging"]
    hanging.set()  # it comes back to a loop that is closed
    thread.join(GENEROUS)
    assert not thread.is_alive()
