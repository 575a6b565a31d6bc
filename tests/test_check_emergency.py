"""`kiosk check` of [emergency]: what a technician is told before a passenger has to find out."""

from __future__ import annotations

import dataclasses
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.commands.check_emergency import emergency_call
from kiosk.commands.finding import Finding, Level
from kiosk.config.emergency import Emergency, TrunkSettings
from kiosk.config.settings import Settings, Stop, TimetableFeed

LIMIT = 20.0
WHOLE = Emergency(
    trunks=(TrunkSettings("a", "sip:112@127.0.0.1:1", test_uri="sip:9@127.0.0.1:1"),) * 2,
    pavilion="0042",
    address="проспект Филатова, 1",
    microphone="default",
    loudspeaker="default",
)


class Operator:
    """A trunk's far end that answers OPTIONS with 200, from a thread."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(LIMIT)
        self.uri = f"sip:112@127.0.0.1:{self._socket.getsockname()[1]}"
        self.asked: list[bytes] = []
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def _answer(self) -> None:
        while True:
            request, place = self._socket.recvfrom(65536)
            if not request:
                return
            self.asked.append(request)
            lines = [line for line in request.split(b"\r\n") if line.split(b":")[0] not in {b"Accept"}]
            self._socket.sendto(b"\r\n".join([b"SIP/2.0 200 OK", *lines[1:]]), place)

    def close(self) -> None:
        self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join(LIMIT)
        self._socket.close()


@pytest.fixture
def operator() -> Iterator[Operator]:
    running = Operator()
    yield running
    running.close()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The programs that are there."""
    there = {"baresip", "aplay", "arecord", "espeak-ng", "kamailio"}

    def which(name: str, path: str) -> str | None:
        return f"{path}/{name}" if name in there else None

    monkeypatch.setattr("shutil.which", which)
    return there


def told(emergency: Emergency, folder: Path) -> dict[str, list[Finding]]:
    """The findings by their subject, of a machine whose sound devices and agent's socket lie in `folder`."""
    settings = Settings(Stop(("S1",)), TimetableFeed("g.zip"), emergency=emergency)
    found: dict[str, list[Finding]] = {}
    for finding in emergency_call(settings, folder / "sos.sock", folder):
        found.setdefault(finding.subject, []).append(finding)
    return found


def test_without_a_trunk_the_bar_sends_people_to_their_own_telephone(tmp_path: Path) -> None:
    (finding,) = told(Emergency(), tmp_path)["emergency call"]
    assert finding.level is Level.WARNING
    assert "dial 112 themselves" in finding.what


def test_a_pavilion_where_all_is_well(tmp_path: Path, operator: Operator, installed: set[str]) -> None:
    trunks = tuple(TrunkSettings(name, operator.uri, test_uri="sip:9@127.0.0.1") for name in "ab")
    found = told(dataclasses.replace(WHOLE, trunks=trunks), tmp_path)
    assert {finding.level for findings in found.values() for finding in findings} == {Level.OK}
    assert list(found) == ["trunk a", "trunk b", "emergency agent"]
    assert "200" in found["trunk a"][0].what
    assert all(request.startswith(b"OPTIONS sip:127.0.0.1") for request in operator.asked)


def test_a_trunk_that_is_not_there_is_a_fault(tmp_path: Path, installed: set[str]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:  # bound, never listening: refused
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        trunks = (
            TrunkSettings("closed", f"sip:112@127.0.0.1:{port};transport=tcp"),
            TrunkSettings("nameless", "sip:112@sip.invalid"),
        )
        found = told(dataclasses.replace(WHOLE, trunks=trunks), tmp_path)
    for name in ("closed", "nameless"):
        assert found[f"trunk {name}"][0].level is Level.FAULT
        assert "does not answer" in found[f"trunk {name}"][0].what
        assert any("test_uri" in finding.remedy for finding in found[f"trunk {name}"])


@pytest.mark.parametrize(
    ("changed", "level", "word"),
    [
        ({"address": ""}, Level.FAULT, "cannot say where they are"),
        ({"pavilion": ""}, Level.WARNING, "no code"),
        ({"trunks": WHOLE.trunks[:1]}, Level.WARNING, "one trunk only"),
        ({"microphone": "auto"}, Level.FAULT, "no sound device: there is no microphone"),
        ({"loudspeaker": "plughw:CARD=Horn,0"}, Level.FAULT, "no sound device plughw:CARD=Horn,0"),
        ({"loudspeaker": "hw:7"}, Level.FAULT, "no sound device hw:7"),
        ({"microphone": "none"}, Level.WARNING, "no microphone is wanted"),
        ({"button_device": Path("/dev/input/absent")}, Level.FAULT, "no button"),
        ({"button_device": Path(__file__)}, Level.FAULT, "no button"),
        ({"ca_file": Path("/absent.pem")}, Level.FAULT, "no file /absent.pem"),
    ],
)
def test_what_is_missing_is_told_with_a_remedy(
    tmp_path: Path, installed: set[str], changed: dict[str, object], level: Level, word: str
) -> None:
    found = told(dataclasses.replace(WHOLE, **changed), tmp_path)["emergency call"]  # type: ignore[arg-type]
    (finding,) = [finding for finding in found if word in finding.what]
    assert finding.level is level


def test_a_device_that_is_there_is_not_complained_of(tmp_path: Path, installed: set[str]) -> None:
    (tmp_path / "card7").mkdir()
    (tmp_path / "Horn").mkdir()
    sound = dataclasses.replace(
        WHOLE, microphone="hw:7", loudspeaker="plughw:CARD=Horn,0", button_device=Path("/dev/null")
    )
    assert "emergency call" not in told(sound, tmp_path)


def test_a_button_that_may_not_be_read_is_a_fault(
    tmp_path: Path, installed: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    (finding,) = told(dataclasses.replace(WHOLE, button_device=Path("/dev/null")), tmp_path)["emergency call"]
    assert "group input" in finding.remedy


@pytest.mark.parametrize(
    ("program", "package"),
    [("baresip", "baresip-core"), ("aplay", "alsa-utils"), ("espeak-ng", "espeak-ng"), ("kamailio", "kamailio")],
)
def test_a_missing_program_is_named_with_its_package(
    tmp_path: Path, installed: set[str], program: str, package: str
) -> None:
    installed.remove(program)
    (finding,) = told(dataclasses.replace(WHOLE, location_edge=True), tmp_path)["emergency call"]
    assert finding.level is Level.FAULT
    assert finding.remedy == f"sudo apt install {package}"


def test_the_edge_is_wanted_only_where_it_is_used(tmp_path: Path, installed: set[str]) -> None:
    installed.remove("kamailio")
    assert "emergency call" not in told(WHOLE, tmp_path)


def test_keys_in_the_clear_and_a_location_that_stays_here_are_odd(tmp_path: Path, installed: set[str]) -> None:
    uri = "sip:112@127.0.0.1:1;transport=tcp"
    trunk = TrunkSettings("a", uri, media_encryption="srtp", pidf_lo=True, register=True)
    over_tls = TrunkSettings("b", "sip:112@127.0.0.1:1;transport=tls", pidf_lo=True)
    everything = told(dataclasses.replace(WHOLE, trunks=(trunk, over_tls)), tmp_path)
    assert any("over TLS its location" in finding.what for finding in everything["trunk b"])
    (proof,) = [finding for finding in everything["trunk b"] if "does not prove who answers" in finding.what]
    assert proof.level is Level.WARNING
    assert not any("who answers" in finding.what for finding in everything["trunk a"] if finding.level)
    found = everything["trunk a"]
    assert any("in the clear" in finding.what and finding.level is Level.WARNING for finding in found)
    assert any("location_edge" in finding.remedy for finding in found)
    assert any("registration" in finding.what and finding.level is Level.OK for finding in found)


@pytest.mark.parametrize(
    ("health", "level"),
    [("works", Level.OK), ("degraded", Level.WARNING), ("broken", Level.FAULT), ("splendid", Level.WARNING)],
)
def test_the_running_agent_is_asked_for_its_own_verdict(
    tmp_path: Path, installed: set[str], health: str, level: Level
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(tmp_path / "sos.sock"))
        listening.listen()
        listening.settimeout(LIMIT)

        def answer() -> None:
            asking, _ = listening.accept()
            with asking:
                asking.settimeout(LIMIT)
                assert asking.recv(65536)
                line = {"ok": True, "health": health, "faults": ["trunk a does not answer"]}
                asking.sendall(json.dumps(line).encode() + b"\n")

        thread = threading.Thread(target=answer)
        thread.start()
        (finding,) = told(WHOLE, tmp_path)["emergency agent"]
        thread.join(LIMIT)
    assert finding.level is level
    assert "trunk a does not answer" in finding.what
