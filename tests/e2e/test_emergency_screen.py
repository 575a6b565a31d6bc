"""The screen beside the agent: it may freeze and die, and the call goes on; a new one shows it again."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
from PySide6.QtGui import QImage

from kiosk.domain.call.status import State
from tests.e2e.pavilion import LIMIT, Desk, Pavilion, until

SLOW = 2 * LIMIT
"""Seconds for a whole screen to start on a busy machine."""
NOBODY = "sip:112@127.0.0.1:9"


@contextmanager
def screen(pavilion: Pavilion, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """`kiosk run` without a desktop, killed afterwards if it still runs."""
    shown = pavilion.start("run", *words, QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software")
    try:
        yield shown
    finally:
        shown.kill()
        shown.wait()


def test_the_call_outlives_its_screen_and_the_next_one_shows_it_again() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion(operator.uri, kept=False) as pavilion:
            settings = ("--config", str(pavilion.config))
            with screen(pavilion, *settings) as first:
                pavilion.wait_for(State.IDLE, limit=SLOW)
                agent = pavilion.pid
                pavilion.wait_until_ready()
                until(lambda: green(pavilion) == 0.0, SLOW, "the board")
                pavilion.call()
                pavilion.wait_for(State.CONNECTED, heard=True)
                call = operator.wait_for_call()
                until(lambda: green(pavilion) > 0.1, SLOW, "the page of a call that is answered")
                first.send_signal(signal.SIGSTOP)
                operator.wait_for_sound(call, 1.0)
                first.kill()
                operator.wait_for_sound(call, 1.0)
            (pavilion.folder / "build" / "screen.png").unlink()
            with screen(pavilion, *settings) as second:
                until(lambda: green(pavilion) > 0.1, SLOW, "the same page on the next screen")
                assert pavilion.pid == agent
                second.terminate()
                assert second.wait(SLOW) == 0
            operator.wait_for_sound(call, 1.0)
            assert pavilion.pid == agent
            # No packet of it was lost, whatever became of the screens.
            assert call.lost == 0
            assert call.state == "connected"
            assert operator.calls == [call]
            # Nobody watches and the call is over: the agent, which no screen owns any more, ends.
            pavilion.unwatch()
            pavilion.hang_up()
            until(lambda: call.ended == "bye")
            until(lambda: not pavilion.processes(), SLOW, "nobody to be left")


def green(pavilion: Pavilion) -> float:
    """How much of the screen is as green as an answered call is, 0 to 1; -1 where there is no picture yet."""
    picture = QImage(str(pavilion.folder / "build" / "screen.png"))
    if picture.isNull():
        return -1.0
    points = [(x, y) for x in range(0, picture.width(), 20) for y in range(0, picture.height(), 20)]
    colours = [picture.pixelColor(x, y) for x, y in points]
    return sum(one.green() > max(one.red(), one.blue()) + 20 for one in colours) / len(points)


def test_an_agent_that_is_killed_is_started_again_by_its_screen() -> None:
    with Desk() as desk:
        operator = desk.operator()
        with (
            Pavilion(operator.uri, kept=False) as pavilion,
            screen(pavilion, "--quiet", "--config", str(pavilion.config)),
        ):
            pavilion.wait_for(State.IDLE, limit=SLOW)
            pavilion.wait_until_ready()
            pavilion.call()
            pavilion.wait_for(State.CONNECTED, heard=True)
            before = pavilion.pid
            psutil.Process(before).kill()
            operator.wait_for_call(2, SLOW)
            pavilion.wait_for(State.CONNECTED, heard=True, limit=SLOW)
            assert pavilion.pid != before
            assert len(operator.calls) == 2


def test_the_dispatcher_of_the_demonstration_hears_its_call() -> None:
    with Pavilion(NOBODY, kept=False) as desk, screen(desk, "--demo", "--quiet") as demonstration:
        until(lambda: list(desk.folder.glob("demo-*/sos.sock")), SLOW, "the demonstration's agent")
        called = desk.program("sos", "call", "--demo", "--json")
        assert called.returncode == 0, called.stderr + desk.errors()
        assert json.loads(called.stdout)["connected"]
        until(lambda: heard_by_the_dispatcher(demonstration.pid) > 1.0, SLOW, "a second of sound")
        assert desk.program("sos", "hangup", "--demo").returncode == 0
        agents = [
            one for one in psutil.Process(demonstration.pid).children(recursive=True) if one.name() == "baresip"
        ]
        assert len(agents) == 1
        demonstration.terminate()
        assert demonstration.wait(SLOW) == 0
        until(lambda: not desk.processes(), SLOW, "nobody to be left")


def heard_by_the_dispatcher(screen: int) -> float:
    """How many seconds of the pavilion's sound the called dispatcher of the demonstration has heard."""
    told = [trunk["last"] for trunk in dispatchers(screen).values() if trunk["calls"]]
    assert len(told) == 1
    return float(told[0]["seconds_heard"])


def dispatchers(screen: int) -> dict[str, Any]:
    """What the demonstration's server tells of its two dispatchers."""
    family = psutil.Process(screen).children(recursive=True)
    (server,) = [one for one in family if "demo" in one.cmdline()[-8:] and "sos" not in one.cmdline()]
    (agent,) = [one for one in family if "sos" in one.cmdline()]
    sip = {int(port) for port in re.findall(r"sip:[^ ]*:(\d+)", " ".join(agent.cmdline()))}
    listening = {one.laddr.port for one in server.net_connections("tcp") if one.status == psutil.CONN_LISTEN}
    (port,) = listening - sip
    with socket.create_connection(("127.0.0.1", port), LIMIT) as connection:
        connection.sendall(b"GET /dispatcher HTTP/1.0\r\n\r\n")
        with connection.makefile("rb") as answer:
            head, _, body = answer.read().partition(b"\r\n\r\n")
    assert b" 200 " in head
    told: dict[str, Any] = json.loads(body)
    return told
