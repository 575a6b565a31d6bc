"""A pavilion that starts without any network: it shows what it knows, says what it does not, and joins in later.

Feeds and dispatchers are those of the demonstration, in a network of their own that is only a loopback interface,
taken down and up.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from kiosk.domain.call.status import State
from tests.beside import beside
from tests.e2e import damage
from tests.e2e.pavilion import Pavilion
from tests.e2e.program import environment, kiosk, words
from tests.e2e.screen import Screen

STOP = "filatova-1"
NAME = "Проспект Филатова"
FEEDS_AT = "192.0.2.10"
"""Where the feeds are, once there is a network. Source: RFC 5737, an address for documentation."""
RELAY = """
import socket, socketserver, sys, threading
here, port = sys.argv[1], int(sys.argv[2])

def pour(source, into):
    while piece := source.recv(65536):
        into.sendall(piece)
    into.shutdown(socket.SHUT_WR)

class Relay(socketserver.BaseRequestHandler):
    def handle(self):
        with socket.create_connection(("127.0.0.1", port)) as other:
            back = threading.Thread(target=pour, args=(other, self.request), daemon=True)
            back.start()
            pour(self.request, other)
            back.join()

class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    def handle_error(self, *_):
        pass
    def server_bind(self):
        self.socket.setsockopt(socket.IPPROTO_IP, 15, 1)  # IP_FREEBIND, ip(7): before there is such an address
        super().server_bind()

with Server((here, port), Relay) as server:
    print("relaying", flush=True)
    server.serve_forever()
"""
AWHILE = 5.0
"""Seconds in which a screen without a network is watched."""

pytestmark = pytest.mark.timeout(240)


class Town:
    """The demonstration in a network of its own, which has a loopback interface and nothing else until `join`.

    The dispatchers answer there at once, as if over a line of their own; the feeds do at FEEDS_AT after `join`.
    """

    def __init__(self, parts: ExitStack) -> None:
        self._demo = parts.enter_context(_started([*damage.offline("ip link set lo up"), *words("demo")]))
        address = _said(self._demo, "listening on ")
        self.trunks = _said(self._demo, "dispatcher on ").split()
        self.port = address.rpartition(":")[2]
        relay = _started([*self.inside(), words()[0], "-c", RELAY, FEEDS_AT, self.port])
        self._relay = parts.enter_context(relay)
        _said(self._relay, "relaying")
        self.feeds = f"http://{FEEDS_AT}:{self.port}"

    def close(self) -> None:
        for process in (self._relay, self._demo):
            process.terminate()
            process.communicate(timeout=30)

    def join(self) -> None:
        """The network comes."""
        damage.enter(self._demo.pid, "net", ["ip", "address", "add", f"{FEEDS_AT}/32", "dev", "lo"])

    def inside(self) -> list[str]:
        """The words before a program that is to live there."""
        return damage.beside(self._demo.pid, "net")

    def fetch(self, into: Path) -> None:
        """Its timetable, by the way that only this test has."""
        script = "import sys, urllib.request as r; open(sys.argv[2], 'wb').write(r.urlopen(sys.argv[1]).read())"
        address = f"http://127.0.0.1:{self.port}/gtfs.zip"
        subprocess.run([*self.inside(), words()[0], "-c", script, address, into], check=True, timeout=30)


def _started(command: list[str]) -> AbstractContextManager[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    return beside(subprocess.Popen(command, env=environment(), stdout=pipe, text=True, encoding="utf-8"))


def _said(program: subprocess.Popen[str], announcement: str) -> str:
    assert program.stdout
    line = program.stdout.readline()
    assert line.startswith(announcement), line
    return line.removeprefix(announcement).strip()


@pytest.fixture
def town() -> Iterator[Town]:
    with ExitStack() as parts:
        made = Town(parts)
        yield made
        made.close()


@contextmanager
def screen_in(town: Town) -> Iterator[tuple[Screen, Pavilion]]:
    """A screen of the demonstrated stop, as an operator would set it up, in that network."""
    with Pavilion(*town.trunks, kept=False) as place:
        text = place.config.read_text()
        feeds = "".join(
            f'{key} = "{town.feeds}/{name}.pb"\n'
            for key, name in (("trip_updates", "trip-updates"), ("vehicle_positions", "vehicle-positions"))
        )
        text = text.replace('ids = ["S1"]\nname = "Остановка Ясная"', f'ids = ["{STOP}"]')
        text = text.replace('gtfs = "feed.zip"', f'gtfs = "{town.feeds}/gtfs.zip"')
        place.config.write_text(f"{text}\n[realtime]\npoll_seconds = 1\n{feeds}")
        more = {"KIOSK_RUNTIME_DIR": str(place.folder)}
        yield Screen(place.folder, before=town.inside(), more=more), place


def work(screen: Screen) -> float:
    """Seconds of the processor that all its processes have used so far."""
    root = psutil.Process(screen.process.pid)
    return sum(sum(one.cpu_times()[:2]) for one in [root, *root.children(recursive=True)])


def calls_out(place: Pavilion) -> None:
    """A call is answered, whatever the feeds do."""
    place.wait_for(State.IDLE, limit=60)
    place.wait_until_ready()
    place.call()
    place.wait_for(State.CONNECTED, heard=True, limit=60)
    place.hang_up()


def test_a_stop_that_was_never_online_says_so_and_fills_when_the_network_comes(town: Town) -> None:
    with screen_in(town) as (shown, place), shown as screen:
        screen.reads("Расписание ещё не загружено")
        screen.logs(
            "the timetable is not renewed: there is no network", "feed trip_updates fails: there is no net"
        )
        calls_out(place)
        before = work(screen)
        threading.Event().wait(AWHILE)
        assert work(screen) - before < AWHILE / 2, "it works hard at nothing"
        assert screen.log.count("feed trip_updates fails") == 1
        town.join()
        screen.logs("there is a new timetable", "feed trip_updates works again")
        screen.reads(NAME, "в реальном времени")


def test_a_stop_without_a_network_shows_the_last_timetable_and_that_nothing_is_live(
    town: Town, tmp_path: Path
) -> None:
    fetched = tmp_path / "gtfs.zip"
    town.fetch(fetched)
    with screen_in(town) as (shown, place):
        done = kiosk("import", "--gtfs", fetched, "--stop", STOP, "--out", place.data)
        assert done.returncode == 0, done.stderr
        with shown as screen:
            screen.reads(NAME, "по расписанию", "ждём данные с автобусов")
            assert "))" not in screen.board
            calls_out(place)
            town.join()
            screen.reads(NAME, "в реальном времени")
