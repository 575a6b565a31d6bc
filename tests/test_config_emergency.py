"""[emergency] of kiosk.toml: what may stand in it, what is told about what may not, and what the agent gets."""

from __future__ import annotations

import dataclasses
import os
import re
import sqlite3
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.config.demonstrated import demonstrated_emergency, demonstrated_settings
from kiosk.config.emergency import Emergency, TrunkSettings, dialled
from kiosk.config.emergency_plan import agent_plan, sound
from kiosk.config.faults import ConfigError, ConfigFault
from kiosk.config.proven import proven
from kiosk.config.read import read
from kiosk.config.settings import Settings, Stop, TimetableFeed
from kiosk.domain.call.sip_uri import SipUri, Transport
from kiosk.domain.text import Text
from kiosk.sos.plan import Pavilion, Sound
from tests.conftest import ROOT

SMALLEST = '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "https://example.org/gtfs.zip"\n'
TRUNK = '[[emergency.trunks]]\nname = "a"\nuri = "sip:112@sip.example.org"\n'
SECRET = "hunter2"  # noqa: S105  (what must never be told)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.toml"


def told(file: Path, emergency: str, environ: Mapping[str, str] | None = None) -> tuple[ConfigFault, ...]:
    """What is told about a file with these lines after the smallest one's four."""
    file.write_text(SMALLEST + emergency)
    with pytest.raises(ConfigError) as caught:
        read(file, environ or {})
    return caught.value.faults


def settings(emergency: Emergency, stop: Stop | None = None) -> Settings:
    return Settings(stop or Stop(("S1",)), TimetableFeed("g.zip"), emergency=emergency)


def test_no_trunk_is_the_default(file: Path) -> None:
    file.write_text(SMALLEST)
    assert read(file, {}).emergency == Emergency()
    assert read(file, {}).emergency.trunks == ()


def test_trunks_are_read_in_their_order_and_the_password_comes_from_the_environment(file: Path) -> None:
    file.write_text(
        SMALLEST
        + '[emergency]\npavilion = "0042"\nbutton_device = "/dev/input/event3"\n'
        + TRUNK
        + 'auth_user = "u"\nauth_password = "env:SIP"\nregister = true\n'
        + '[[emergency.trunks]]\nname = "b"\nuri = "sip:192.0.2.7:5080;transport=tcp"\ncodecs = ["opus"]\n'
    )
    found = read(file, {"SIP": SECRET})
    assert [trunk.name for trunk in found.emergency.trunks] == ["a", "b"]
    assert found.emergency.trunks[0].auth_password == SECRET
    assert found.emergency.button_device == Path("/dev/input/event3")
    assert SECRET not in repr(found)
    assert proven(file.read_bytes(), file.parent, {"SIP": SECRET}) == found


def test_a_fault_has_the_line_of_the_right_trunk(file: Path) -> None:
    faults = told(
        file,
        '[emergency]\nnumbr = "112"\ncountdown_seconds = 11\n'
        + TRUNK
        + '[[emergency.trunks]]\nname = "b"\nuri = "http://sip.example.org"\ncodec = ["pcma"]\n'
        + '[[emergency.trunks]]\nuri = "sip:112@b.example.org"\nmedia_encryption = "aes"\ncodecs = ["g729"]\n',
    )
    assert [(fault.line, fault.key) for fault in faults] == [
        (6, "emergency.numbr"),
        (7, "emergency.countdown_seconds"),
        (13, "emergency.trunks.1.uri"),
        (14, "emergency.trunks.1.codec"),
        (15, "emergency.trunks.2.name"),
        (17, "emergency.trunks.2.media_encryption"),
        (18, "emergency.trunks.2.codecs.0"),
    ]
    remedies = {fault.key: fault.remedy for fault in faults}
    assert "codecs" in remedies["emergency.trunks.1.codec"]
    assert "[[emergency.trunks]]" in remedies["emergency.trunks.2.name"]
    assert "number" in remedies["emergency.numbr"]


@pytest.mark.parametrize(
    ("lines", "key", "word"),
    [
        (TRUNK + TRUNK.replace("sip.ex", "b.ex"), "trunks.1.name", "another trunk"),
        (TRUNK + TRUNK.replace('"a"', '"b"'), "trunks.1.uri", "another trunk"),
        (
            TRUNK + '[[emergency.trunks]]\nname = "b"\nuri = "sip:SIP.example.org:5060"\n',
            "trunks.1.uri",
            "another trunk",
        ),
        ('[[emergency.trunks]]\nname = ""\nuri = "sip:112@a"\n', "trunks.0.name", "no name"),
        ('[[emergency.trunks]]\nname = "a\\nb"\nuri = "sip:112@a"\n', "trunks.0.name", "no name"),
        ('[[emergency.trunks]]\nname = "a"\nuri = ""\n', "trunks.0.uri", "no SIP address"),
        (TRUNK.replace("sip:112", "sips:112"), "trunks.0.uri", "no SIP address"),
        (TRUNK.replace(".org", ".org;transport=ws"), "trunks.0.uri", "transport ws"),
        (TRUNK.replace(".org", ".org:70000"), "trunks.0.uri", "port"),
        (TRUNK + 'account = "0042"\n', "trunks.0.account", "no SIP address"),
        (TRUNK + 'test_uri = "sip:112@sip.example.org"\n', "trunks.0.test_uri", "emergency operator"),
        (TRUNK + 'test_uri = "sip:103@echo.example.org"\n', "trunks.0.test_uri", "emergency operator"),
        (TRUNK + 'test_uri = "sip:911@echo.example.org"\n', "trunks.0.test_uri", "emergency operator"),
        (TRUNK + 'test_uri = "sip:%31%312@echo.example.org"\n', "trunks.0.test_uri", "emergency operator"),
        (TRUNK + 'test_uri = "sip:112;x=1@echo.example.org"\n', "trunks.0.test_uri", "emergency operator"),
        (TRUNK + 'test_uri = "sip:echo.example.org"\n', "trunks.0.test_uri", "no SIP address"),
        (TRUNK + 'auth_password = "x"\n', "trunks.0.auth_password", "auth_user"),
        (TRUNK + 'auth_user = "u"\nauth_password = "x\\ny"\n', "trunks.0.auth_password", "control"),
        (TRUNK + 'auth_user = "u;v"\n', "trunks.0.auth_user", "semicolon"),
        (
            "".join(f'[[emergency.trunks]]\nname = "{n}"\nuri = "sip:112@{n}"\n' for n in range(5)),
            "trunks",
            "more than 4",
        ),
        (TRUNK + 'auth_user = "u"\nauth_password = "env:GONE"\n', "trunks.0.auth_password", "GONE"),
        (TRUNK + "register = true\n", "trunks.0.register", "password"),
        (TRUNK + "codecs = []\n", "trunks.0.codecs", "no codec"),
        (TRUNK + 'callback_from = ["sip.example.org"]\n', "trunks.0.callback_from.0", "no address"),
        (TRUNK + 'callback_from = ["2001:db8::/32"]\n', "trunks.0.callback_from.0", "no address"),
        (TRUNK.replace("sip.example.org", "[2001:db8::1]"), "trunks.0.uri", "IPv4 only"),
        (TRUNK + 'account = "sip:1@[2001:db8::1]"\n', "trunks.0.account", "IPv4 only"),
        (TRUNK + 'test_uri = "sip:1@[2001:db8::1]"\n', "trunks.0.test_uri", "IPv4 only"),
        (TRUNK + "callback_from = 1\n", "trunks.0.callback_from", "list"),
        ("[emergency.trunks]\nname = 'a'\n", "trunks", "list"),
        ("[emergency]\ntrunks = [1]\n", "trunks.0", "not a section"),
        ('[emergency]\npavilion = "1\\n2"\n', "pavilion", "no code"),
        ('[emergency]\naddress = "1\\n2"\n', "address", "one line"),
        ('[emergency]\nnumber = "112;a"\n', "number", "telephone"),
        ('[emergency]\nnumber = ""\n', "number", "empty"),
        ('[emergency]\nmicrophone = "hw:0\\nx"\n', "microphone", "ALSA"),
        ('[emergency]\nloudspeaker = "a b"\n', "loudspeaker", "ALSA"),
        ('[emergency]\nnotice_url = "http://example.org"\n', "notice_url", "https"),
        ('[emergency]\nnotice_headers = { K = "env:GONE" }\n', "notice_headers.K", "GONE"),
        ('[emergency]\nbind_address = "lo"\n', "bind_address", "IPv4 address"),
        ('[emergency]\nbind_address = "::1"\n', "bind_address", "IPv4 address"),
        ("[emergency]\nbutton_key = 768\n", "button_key", "large"),
        ("[emergency]\nsip_port = 70000\n", "sip_port", "large"),
        ("emergency = 1\n", "timetable.emergency", "unknown"),
    ],
)
def test_what_cannot_be_used_is_told_with_a_remedy(file: Path, lines: str, key: str, word: str) -> None:
    (fault,) = told(file, lines)
    assert fault.key in {key, f"emergency.{key}"}
    assert word in fault.what
    assert fault.remedy
    assert fault.line is not None
    assert fault.line > 4


def test_a_table_with_single_brackets_is_told_how_to_become_a_trunk(file: Path) -> None:
    (fault,) = told(file, "[emergency.trunks]\nname = 'a'\n")
    assert "[[emergency.trunks]]" in fault.remedy


def test_no_address_and_no_password_is_repeated_in_a_fault(file: Path) -> None:
    wrong = f'auth_password = "{SECRET}"\ntest_uri = "sip:112@{SECRET}"\naccount = "{SECRET}"\n'
    assert SECRET not in str(told(file, TRUNK + wrong + "register = 3\n"))


def test_the_documented_trunk_names_every_key_with_its_default() -> None:
    text = (ROOT / "resources" / "kiosk.toml").read_text(encoding="utf-8")
    example = text[text.index("# [[emergency.trunks]]") : text.index("[storage]")]
    set_lines = [line[2:] for line in example.splitlines() if re.match(r"# (\[\[|[a-z_]+ = )", line)]
    (trunk,) = tomllib.loads("\n".join(set_lines))["emergency"]["trunks"]
    defaults = {key.name: key.default for key in dataclasses.fields(TrunkSettings)}
    assert set(trunk) == set(defaults)
    for name in set(defaults) - {"name", "uri"}:
        assert (tuple(trunk[name]) if isinstance(trunk[name], list) else trunk[name]) == defaults[name], name


def test_a_trunk_without_a_user_is_called_at_the_number() -> None:
    assert dialled("sip:sip.example.org;transport=tls", "112") == SipUri(
        "112", "sip.example.org", 5061, Transport.TLS
    )
    assert dialled("sip:101@sip.example.org", "112").user == "101"
    with pytest.raises(ValueError, match="no SIP address"):
        dialled("sip.example.org", "112")


def test_the_plan_holds_what_the_settings_say(tmp_path: Path) -> None:
    emergency = Emergency(
        trunks=(
            TrunkSettings(
                "a", "sip:sip.example.org;transport=tcp", pidf_lo=True, auth_user="u", auth_password=SECRET
            ),
            TrunkSettings("b", "sip:112@b.example.org", account="sip:+78422@b.example.org", test_uri="sip:9@b"),
        ),
        pavilion="УЛ 42",
        address="проспект Филатова, 1",
        microphone="none",
        loudspeaker="plughw:CARD=Horn",
        button_device=Path("/dev/input/event3"),
        lamp_command=("lamp",),
        notice_url="https://example.org/calls",
        location_edge=True,
        countdown_seconds=0,
        callback_minutes=0,
    )
    plan = agent_plan(settings(emergency), tmp_path / "run", tmp_path / "data", tmp_path)
    first, second = plan.trunks
    assert first.uri == SipUri("112", "sip.example.org", 5060, Transport.TCP)
    assert str(first.account) == "sip:%D0%A3%D0%9B%2042@sip.example.org:5060;transport=tcp"
    assert str(second.account) == "sip:+78422@b.example.org:5060"
    assert second.test_uri == SipUri("9", "b", 5060)
    assert plan.user_agent.display_name == "Pavilion УЛ 42"
    assert plan.user_agent.sound == Sound("", "plughw:CARD=Horn", 0.1)
    assert plan.user_agent.folder.parent == plan.run_dir == tmp_path / "run"
    assert (plan.timers.countdown, plan.timers.callback_window) == (0.0, 0.0)
    assert plan.edge
    assert plan.button is not None
    assert plan.notice is not None
    assert plan.lamp == ("lamp",)
    assert (plan.pavilion.lat, plan.pavilion.stop_name) == (None, Text(""))
    assert SECRET not in repr(plan)


def test_a_trunk_over_tls_is_dialled_without_the_edge(tmp_path: Path) -> None:
    tls = TrunkSettings("a", "sip:112@sip.example.org;transport=tls", pidf_lo=True)
    plan = agent_plan(settings(Emergency((tls,), location_edge=True)), tmp_path, tmp_path, tmp_path)
    assert not plan.trunks[0].pidf_lo
    assert not plan.edge


def test_nothing_set_up_is_a_plan_without_a_trunk(tmp_path: Path) -> None:
    plan = agent_plan(settings(Emergency()), tmp_path, tmp_path, tmp_path)
    assert plan.trunks == ()
    assert (plan.button, plan.notice, plan.lamp, plan.edge) == (None, None, (), False)
    assert plan.user_agent.display_name == "Pavilion"


def test_the_timetable_tells_the_name_and_the_place_unless_the_operator_does(tmp_path: Path) -> None:
    timetable = tmp_path / "timetable.sqlite"

    def pavilion(name: str = "") -> Pavilion:
        stop = Stop(("S1",), name=name)
        return agent_plan(settings(Emergency(), stop), tmp_path, tmp_path, tmp_path, timetable=timetable).pavilion

    assert pavilion().lat is None
    database = sqlite3.connect(timetable)
    database.execute("CREATE TABLE stops (stop_id TEXT, stop_name TEXT, stop_lat REAL, stop_lon REAL)")
    database.execute("INSERT INTO stops VALUES ('S1', 'улица Карбышева', 54.38, 48.58)")
    database.commit()
    database.close()
    assert pavilion() == Pavilion("", Text("улица Карбышева"), Text(""), 54.38, 48.58)
    assert pavilion("Парк").stop_name.default == "Парк"
    timetable.write_bytes(os.urandom(5000))
    assert pavilion().lat is None
    timetable = tmp_path / ("x" * 300)  # as good as in a folder that the agent may not enter
    assert pavilion().lat is None


def test_auto_takes_the_first_device_of_each_kind(tmp_path: Path) -> None:
    (tmp_path / "pcm").write_text(
        "00-03: HDMI 0 : HDMI 0 : playback 1\n"
        "01-00: USB Audio : USB Audio : capture 1\n"
        "10-02: ALC256 Analog : ALC256 Analog : playback 1 : capture 2\n"
    )
    assert sound(Emergency(), tmp_path) == Sound("plug:'dsnoop:1,0'", "plug:'dmix:0,3'", 0.1)
    (tmp_path / "pcm").write_text("no device list at all\n: playback 1\n")
    assert sound(Emergency(), tmp_path) == Sound("", "")
    assert sound(Emergency(), tmp_path / "absent") == Sound("", "")


def test_auto_can_be_looked_for_again(tmp_path: Path) -> None:
    plan = agent_plan(settings(Emergency(loudspeaker="none")), tmp_path, tmp_path, tmp_path)
    assert plan.user_agent.sound == Sound("", "")
    (tmp_path / "pcm").write_text("01-00: USB Audio : USB Audio : playback 1 : capture 1\n")
    assert plan.find_sound is not None
    assert plan.find_sound() == Sound("plug:'dsnoop:1,0'", "")
    fixed = settings(Emergency(microphone="none", loudspeaker="plughw:CARD=Horn"))
    assert agent_plan(fixed, tmp_path, tmp_path, tmp_path).find_sound is None


def test_the_demonstration_calls_only_where_it_is_told(tmp_path: Path) -> None:
    emergency = demonstrated_emergency(["sip:112@127.0.0.1:5070", "sip:112@127.0.0.1:5080"])
    plan = agent_plan(dataclasses.replace(demonstrated_settings(), emergency=emergency), tmp_path, tmp_path)
    assert {trunk.uri.host for trunk in plan.trunks} == {"127.0.0.1"}
    assert plan.user_agent.address == "127.0.0.1"
    assert plan.pavilion.code == "0042"
    assert plan.pavilion.stop_name.in_language("en") == "Filatova Avenue"
    assert "Филатова" in plan.pavilion.address.in_language("ru")
    assert "Filatova" in plan.pavilion.address.in_language("en")
    assert demonstrated_settings().emergency.trunks == ()


def test_only_a_call_that_stays_on_this_machine_is_made_from_loopback(tmp_path: Path) -> None:
    for uris, address in (
        (("sip:112@127.0.0.1:5070", "sip:112@192.0.2.1"), ""),
        (("sip:112@localhost",), "127.0.0.1"),
        ((), ""),
    ):
        trunks = tuple(TrunkSettings(str(number), uri) for number, uri in enumerate(uris))
        assert agent_plan(settings(Emergency(trunks)), tmp_path, tmp_path).user_agent.address == address
    fixed = Emergency((TrunkSettings("a", "sip:112@127.0.0.1"),), bind_address="127.0.0.2")
    assert agent_plan(settings(fixed), tmp_path, tmp_path).user_agent.address == "127.0.0.2"
