"""An event loop that stands still ends its process; one that turns, or was stopped for a while, goes on."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading

import psutil
import pytest

from kiosk.sos.client import AgentGone, request
from tests.beside import beside
from tests.conftest import ROOT
from tests.e2e.pavilion import LIMIT, Pavilion, until
from tests.e2e.program import environment, words
from tests.flow.test_emergency_process import answering

WATCHED = """
import asyncio, logging, sys, time
from kiosk.sos.watchdog import Watchdog
logging.basicConfig(level="INFO")
async def main():
    dog = Watchdog(2.0)
    dog.start()
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while (word := (await reader.readline()).decode().strip()) != "end":
        print(word, flush=True)
        if word == "stand-still":
            standing_still()
    dog.stop()
def standing_still():
    time.sleep(1000)
asyncio.run(main())
"""

STUCK = """
import sys, time
from kiosk.sos import watchdog
from kiosk.sos.agent import Agent
from kiosk.__main__ import main
def stuck_in_the_rules(agent, event):
    time.sleep(1000)
watchdog.LIMIT = 2.0
Agent.happened = stuck_in_the_rules
sys.exit(main())
"""


def watched() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WATCHED],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


def say(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{word}\n")
    assert process.stdout.readline() == f"{word}\n"


def test_a_loop_that_stands_still_ends_its_process_and_tells_where_it_stood() -> None:
    with beside(watched()) as process:
        say(process, "stand-still")
        _, told = process.communicate(timeout=LIMIT)
    assert process.returncode == 70
    assert "the event loop stands still" in told
    assert "in standing_still" in told


def test_a_process_that_was_stopped_longer_than_that_goes_on() -> None:
    with beside(watched()) as process:
        say(process, "before")
        for _ in range(2):
            process.send_signal(signal.SIGSTOP)
            until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_STOPPED)
            threading.Event().wait(3.0)  # it is about this time, more than it may stand still
            process.send_signal(signal.SIGCONT)
            say(process, "after")
        _, told = process.communicate("end\n", timeout=LIMIT)
    assert (process.returncode, told) == (0, "")


def test_an_agent_that_is_stuck_ends_and_its_log_tells_where() -> None:
    pavilion = Pavilion("sip:112@127.0.0.1:9", kept=False)
    arguments = words("sos", "--config", pavilion.config, "--socket", pavilion.socket)[3:]
    # It is not to start itself again, without what is changed in it here.
    env = environment(KIOSK_DATA_DIR=str(pavilion.data), KIOSK_SETTINGS_CHECKED="1")
    try:
        with beside(subprocess.Popen([sys.executable, "-c", STUCK, *arguments], cwd=ROOT, env=env)) as agent:
            until(lambda: answering(pavilion.socket))
            with pytest.raises(AgentGone):
                request(pavilion.socket, "call", limit=LIMIT)
            assert agent.wait(LIMIT) == 70
        assert "in stuck_in_the_rules" in pavilion.log()
        until(lambda: not pavilion.processes(), what="the user agent to be gone too")
    finally:
        pavilion.stop()
        shutil.rmtree(pavilion.folder)
