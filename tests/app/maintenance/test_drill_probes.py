"""What the drill finds on parts that work and on broken ones, where it needs nobody; and whom it never calls."""

from __future__ import annotations

import ast
import json
import socket
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.app.maintenance import drill_probes
from kiosk.app.maintenance.drill_probes import call, network, servers, sound, storage
from kiosk.config.settings import Realtime
from kiosk.demo.dispatcher.behaviour import BUSY
from kiosk.domain.call.status import SelfTest
from kiosk.domain.maintenance.drill import Finding, Reason, Step, failed, passed, skipped
from kiosk.domain.maintenance.drill_flow import TASKS
from tests.app.maintenance.drilled_here import DrilledHere, settings
from tests.conftest import ROOT
from tests.e2e.pavilion import Desk, Operator, Pavilion
from tests.sos.fake_agent import FakeCalls, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

PATIENCE = 20.0


class OwnSocket:
    """What listens at an agent's socket and is none: `answer` is told each line, and says what to say."""

    def __init__(self, path: Path, answer: Callable[[bytes], bytes | None]) -> None:
        self.path = path
        self.heard: list[bytes] = []
        self._answer = answer
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen()
        self._open = ExitStack()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                line = connection.recv(65_536)
                self.heard.append(line)
                said = self._answer(line)
                if said is None:
                    self._open.callback(connection.close)  # it keeps the caller waiting
                    continue
                connection.sendall(said)
                connection.close()

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(PATIENCE)
        self._open.close()


@contextmanager
def listening(path: Path, answer: Callable[[bytes], bytes | None]) -> Iterator[OwnSocket]:
    """Somebody at the agent's socket."""
    there = OwnSocket(path, answer)
    try:
        yield there
    finally:
        there.close()


@pytest.fixture
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sos") / "sos.sock"


BOTH = pytest.mark.parametrize("probe", [sound, call])


# The agent.


@BOTH
def test_an_agent_whose_test_passes(path: Path, probe: Callable[..., Finding]) -> None:
    with serving(path) as agent:
        assert probe(settings(), lambda: path) == passed("city: heard")
        assert agent.calls.tested == [SelfTest.SOUND if probe is sound else SelfTest.CALL]


@BOTH
def test_an_agent_whose_test_fails_says_why(path: Path, probe: Callable[..., Finding]) -> None:
    calls = FakeCalls()
    calls.passed = False
    with serving(path, calls):
        assert probe(settings(), lambda: path) == failed(Reason.AGENT, "city: heard")


@BOTH
def test_nobody_at_the_socket(path: Path, probe: Callable[..., Finding]) -> None:
    assert probe(settings(), lambda: path) == failed(Reason.NO_AGENT)


@BOTH
def test_an_agent_that_hangs_is_given_up(
    path: Path, probe: Callable[..., Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drill_probes, "LIMITS", dict.fromkeys(Step, 0.3))
    with listening(path, lambda _: None) as there:
        assert probe(settings(), lambda: path) == failed(Reason.NO_AGENT)
        assert len(there.heard) == 1


@BOTH
@pytest.mark.parametrize("said", [b"", b"\n", b"hello\n", b'{"ok": true, "results": [7]}\n', b"\xff" * 4096])
def test_what_dies_or_is_no_agent(path: Path, probe: Callable[..., Finding], said: bytes) -> None:
    with listening(path, lambda _: said):
        assert probe(settings(), lambda: path) == failed(Reason.NO_AGENT)


@BOTH
def test_an_agent_that_refuses_is_quoted(path: Path, probe: Callable[..., Finding]) -> None:
    said = b'{"ok": false, "error": "A self-test is running already."}\n'
    with listening(path, lambda _: said):
        assert probe(settings(), lambda: path) == failed(Reason.REFUSED, "A self-test is running already.")


def test_a_pavilion_without_sound_has_nothing_to_try(path: Path) -> None:
    for silent in ({"microphone": "none"}, {"loudspeaker": "none"}):
        assert sound(settings(**silent), lambda: path) == skipped(Reason.NOT_SET_UP)


def test_without_a_trunk_there_is_no_line_to_try(path: Path) -> None:
    wishes = settings()
    without = replace(wishes, emergency=replace(wishes.emergency, trunks=()))
    assert call(without, lambda: path) == skipped(Reason.NOT_SET_UP)
    assert sound(settings(), lambda: None) == skipped(Reason.NOT_SET_UP)


# Never the live number.


def test_without_a_test_number_nobody_is_asked_for_anything(path: Path) -> None:
    with listening(path, lambda _: b"") as there:
        assert call(settings(test=""), lambda: path) == skipped(Reason.NO_TEST_NUMBER)
        assert there.heard == []


def test_a_whole_drill_asks_the_agent_for_two_self_tests_and_nothing_else(
    path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """There is no word among them that dials a trunk's own number: that is "call"."""
    result = {"test": "sound", "at": 1, "passed": True, "what": "heard", "trunk": ""}
    said = json.dumps({"ok": True, "results": [result]}).encode() + b"\n"
    with listening(path, lambda _: said) as there:
        here = DrilledHere(tmp_path, qtbot, socket=path)
        here.begin()
        here.answer()
        first = here.until_over()
        here.screen.again("call")
        here.until_over()
        here.close()
        asked = [json.loads(line) for line in there.heard]
    assert [(one["do"], one["which"]) for one in asked] == [
        ("test", "sound"),
        ("test", "call"),
        ("test", "call"),
    ]
    assert {"do", "which", "until"} == set().union(*asked)
    assert first.tried[list(Step).index(Step.CALL)].finding == passed("heard")


def test_no_line_of_the_drill_can_say_anything_else_to_the_agent() -> None:
    """Every module of the drill: what it takes from the agent's room, and every word it says there."""
    taken, said = set(), []
    for file in (*ROOT.glob("kiosk/*/maintenance/drill*.py"), ROOT / "kiosk/commands/drill.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kiosk.sos"):
                taken |= {name.name for name in node.names}
            if isinstance(node, ast.Import):
                assert not any(name.name.startswith("kiosk.sos") for name in node.names)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "request":
                said.append(ast.literal_eval(node.args[1]))
            assert not (isinstance(node, ast.Attribute) and node.attr == "want"), "the button of the screen"
    assert taken == {"AgentGone", "AgentRefused", "request", "WireError", "result_from_json"}
    assert said == ["test"]


def at(operator: Operator, number: str) -> str:
    return operator.uri.replace("sip:112@", f"sip:{number}@")


def called(operator: Operator) -> list[str]:
    """The numbers that were dialled."""
    return [heard.message.uri.partition(":")[2].partition("@")[0] for heard in operator.calls]


def test_with_a_real_agent_the_test_number_alone_is_called() -> None:
    """A dispatcher at the live number and one at the test number, both of them real SIP."""
    with Desk() as desk:
        live, test = desk.operator(), desk.operator()
        trunk = {"uri": live.uri, "test_uri": at(test, "echo")}
        with Pavilion(trunk) as pavilion:
            finding = call(settings(test=at(test, "echo")), lambda: pavilion.socket)
            assert finding.reason is Reason.WELL, finding
            assert "our tone came back" in finding.detail
            assert called(test) == ["echo"]
            assert live.invites() == 0
            assert sound(settings(), lambda: pavilion.socket).reason is Reason.AGENT, "it has no loudspeaker"


@pytest.mark.parametrize("number", ["+112", "1-1-2"])
def test_with_a_real_agent_a_live_number_in_place_of_the_test_number_is_not_called(number: str) -> None:
    """Written so that the settings are accepted: the agent itself refuses. Plainer ones keep it from starting."""
    with Desk() as desk:
        operator = desk.operator()
        with Pavilion({"uri": operator.uri, "test_uri": at(operator, number)}) as pavilion:
            finding = call(settings(test=at(operator, number)), lambda: pavilion.socket)
            assert finding.reason is Reason.AGENT
            assert "not called" in finding.detail
            assert operator.invites() == 0


def test_a_test_line_that_refuses_fails_with_its_word() -> None:
    with Desk() as desk:
        live, busy = desk.operator(), desk.operator(BUSY)
        with Pavilion({"uri": live.uri, "test_uri": at(busy, "nobody")}) as pavilion:
            finding = call(settings(test=at(busy, "nobody")), lambda: pavilion.socket)
            assert finding == failed(Reason.AGENT, "trunk-1: refused with SIP 486")
            assert live.invites() == 0


# Network and storage.


@contextmanager
def server() -> Iterator[int]:
    """A port that takes connections."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def closed() -> int:
    """A port that takes none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def machine(folder: Path, *, way_out: bool) -> dict[str, Path]:
    """A kernel that knows one interface, with or without a default route over it."""
    interface = folder / "sys/class/net/eth0"
    interface.mkdir(parents=True)
    (interface / "operstate").write_text("up\n")
    (folder / "proc/net").mkdir(parents=True)
    route = "eth0 00000000 0100000A 0003 0 0 0 00000000 0 0 0\n" if way_out else ""
    (folder / "proc/net/route").write_text(f"Iface Destination Gateway Flags RefCnt Use Metric Mask\n{route}")
    return {"proc": folder / "proc", "sys": folder / "sys"}


def test_a_server_that_takes_a_connection(tmp_path: Path) -> None:
    with server() as port:
        wishes = settings(gtfs=f"http://127.0.0.1:{port}/gtfs.zip")
        assert network(wishes, **machine(tmp_path, way_out=False)) == passed()


def test_servers_that_do_not_answer_are_named_by_their_feeds(tmp_path: Path) -> None:
    with server() as port:
        wishes = replace(
            settings(gtfs=f"http://127.0.0.1:{port}/gtfs.zip"),
            realtime=Realtime(trip_updates=(f"http://127.0.0.1:{closed()}/updates",)),
        )
        finding = network(wishes, **machine(tmp_path, way_out=True))
    assert finding == failed(Reason.UNREACHED, "trip_updates")


@pytest.mark.parametrize(
    ("gtfs", "way_out", "finding"),
    [
        ("/srv/gtfs.zip", True, passed()),
        ("/srv/gtfs.zip", False, failed(Reason.NO_NETWORK)),
        ("http://127.0.0.1:{}/gtfs.zip", False, failed(Reason.NO_NETWORK)),
        ("http://127.0.0.1:{}/gtfs.zip", True, failed(Reason.UNREACHED, "timetable")),
    ],
)
def test_without_any_server_the_way_out_counts(tmp_path: Path, gtfs: str, way_out: bool, finding: Finding) -> None:
    assert network(settings(gtfs=gtfs.format(closed())), **machine(tmp_path, way_out=way_out)) == finding


def test_no_name_is_no_server(tmp_path: Path) -> None:
    wishes = settings(gtfs="https://nobody.invalid/gtfs.zip")
    assert network(wishes, **machine(tmp_path, way_out=True)).reason is Reason.UNREACHED


def test_each_server_is_tried_once() -> None:
    wishes = replace(
        settings(gtfs="https://data.example.org/gtfs.zip"),
        realtime=Realtime(
            trip_updates=("https://data.example.org/tu", "http://[::1]:8080/tu"),
            alerts=("/srv/alerts.pb", "file:///srv/a.pb"),
        ),
    )
    assert list(servers(wishes)) == [
        ("timetable", "data.example.org", 443),
        ("trip_updates_2", "::1", 8080),
    ]


def test_storage_that_works_and_storage_that_does_not(tmp_path: Path) -> None:
    assert storage(tmp_path / "data").reason is Reason.WELL
    (tmp_path / "file").write_text("")
    assert storage(tmp_path / "file") == failed(Reason.DISK_ERROR)


def test_no_slow_step_can_outlast_its_limit_by_itself() -> None:
    """Three servers, each with its own limit, fit into the network's."""
    limits = {task.step: task.limit for task in TASKS}
    assert limits[Step.NETWORK] > 3 * drill_probes.CONNECT_LIMIT
