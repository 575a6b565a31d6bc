"""The facts of the status: every level, every threshold, and since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.board import Board, Clock
from kiosk.domain.call.health import TEST_CALL_OVERDUE
from kiosk.domain.call.status import Health, SelfTest, SelfTestResult, TrunkReport
from kiosk.domain.maintenance import fact_machine, fact_program, fact_service
from kiosk.domain.maintenance.fact_list import (
    Read,
    Running,
    Wishes,
    facts_with_screen,
    facts_without_screen,
)
from kiosk.domain.maintenance.fact_readings import Disk, Machine, Memory, Network, Shown, Sound
from kiosk.domain.maintenance.fact_service import Line, TimetableFacts
from kiosk.domain.maintenance.facts import STATES, Fact, Held, Level, Name, fact, held, worst, worst_first
from kiosk.domain.realtime import Fault, FeedMessage, SourceState
from kiosk.domain.service_day import Now

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = 1_795_000_000
TODAY = date(2026, 11, 18)
MEGABYTE = 2**20
GIGABYTE = 2**30
SEEN = Shown(1080, 1920, seen=True, touch=True)


def test_a_state_that_the_catalogue_lacks_is_a_bug() -> None:
    with pytest.raises(KeyError):
        fact(Name.DISK, "splendid")


def test_every_thing_can_be_good_and_every_level_is_used() -> None:
    assert set(STATES) == set(Name)
    assert all(Level.GREEN in states.values() for states in STATES.values())
    assert {level for states in STATES.values() for level in states.values()} == set(Level)


def test_the_worst_comes_first_and_names_the_whole() -> None:
    lines = (
        fact(Name.DISK, "room"),
        fact(Name.MEMORY, "low"),
        fact(Name.TEMPERATURE, "no_sensor"),
        fact(Name.NETWORK, "no_link"),
        fact(Name.DISPLAY, "connected"),
    )
    assert [one.name for one in worst_first(lines)] == ["network", "memory", "temperature", "disk", "display"]
    assert worst(lines) is Level.RED
    assert worst(lines[:3]) is Level.AMBER
    assert worst((lines[0], lines[2])) is Level.UNKNOWN
    assert worst((lines[0],)) is Level.GREEN
    assert worst(()) is Level.GREEN


# Since when.


def since_of(facts: tuple[Fact, ...]) -> list[int | None]:
    return [one.since for one in facts]


def test_a_level_keeps_its_moment_until_it_changes() -> None:
    room, low = fact(Name.DISK, "room", free_bytes=1), fact(Name.DISK, "low", free_bytes=1)
    first, known = held([room], Now(NOW, 50.0), {})
    assert since_of(first) == [NOW]
    second, known = held([replace(room, values=())], Now(NOW + 30, 80.0), known)
    assert since_of(second) == [NOW]
    third, known = held([low], Now(NOW + 60, 110.0), known)
    assert since_of(third) == [NOW + 60]
    fourth, _ = held([room], Now(NOW + 90, 140.0), known)
    assert since_of(fourth) == [NOW + 90]


def test_another_state_of_the_same_level_is_no_new_level() -> None:
    _, known = held([fact(Name.DISK, "low")], Now(NOW, 0.0), {})
    later, _ = held([fact(Name.DISK, "errors")], Now(NOW + 500, 500.0), known)
    assert since_of(later) == [NOW]


@pytest.mark.parametrize("step", [-40 * 365 * 86400, -3600, 3600, 10 * 365 * 86400])
def test_a_step_of_the_wall_clock_moves_the_moment_with_it(step: int) -> None:
    """What began 30 s ago began 30 s ago, whatever the clock says now."""
    low = fact(Name.DISK, "low")
    _, known = held([low], Now(NOW, 1000.0), {})
    later, _ = held([low], Now(NOW + 30 + step, 1030.0), known)
    assert since_of(later) == [NOW + step]


@given(st.lists(st.floats(0.01, 5000), max_size=40), st.floats(0, 1e6))
def test_a_moment_does_not_tremble(steps: list[float], began: float) -> None:
    """The wall clock is told in whole seconds, the other one in parts of them."""
    low, monotonic, told = fact(Name.DISK, "low"), began, set()
    known: Mapping[str, Held] = {}
    for step in [0.0, *steps]:
        monotonic += step
        lines, known = held([low], Now(NOW + int(monotonic), monotonic), known)
        told.update(since_of(lines))
    assert len(told) == 1


def test_a_thing_that_knows_its_own_moment_keeps_it() -> None:
    failing = fact(Name.FEED, "lost", "trip_updates", NOW - 4000)
    lines, known = held([failing], Now(NOW, 10.0), {})
    assert since_of(lines) == [NOW - 4000]
    lines, _ = held([replace(failing, since=NOW - 3999)], Now(NOW + 30, 40.0), known)
    assert since_of(lines) == [NOW - 4000]


def test_two_of_a_kind_are_told_apart() -> None:
    one, other = fact(Name.TRUNK, "answers", "city"), fact(Name.TRUNK, "silent", "lte")
    _, known = held([one, other], Now(NOW, 0.0), {})
    lines, _ = held([one, replace(other, state="answers", level=Level.GREEN)], Now(NOW + 9, 9.0), known)
    assert since_of(lines) == [NOW, NOW + 9]


# The machine.


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (None, "not_readable"),
        (Disk(10 * GIGABYTE, 5000), "room"),
        (Disk(10 * GIGABYTE, None), "room"),
        (Disk(500 * MEGABYTE, 5000), "room"),
        (Disk(500 * MEGABYTE - 1, 5000), "low"),
        (Disk(50 * MEGABYTE - 1, 5000), "full"),
        (Disk(10 * GIGABYTE, 999), "out_of_inodes"),
        (Disk(10 * GIGABYTE, 5000, errors=1), "errors"),
        (Disk(10 * GIGABYTE, 5000, errors=0), "room"),
        (Disk(0, 0, read_only=True, errors=9), "read_only"),
    ],
)
def test_disk(found: Disk | None, state: str) -> None:
    assert fact_machine.disk(found).state == state


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (None, "not_readable"),
        (Memory(0, 0), "not_readable"),
        (Memory(4 * GIGABYTE, GIGABYTE), "enough"),
        (Memory(1000, 100), "enough"),
        (Memory(1000, 99), "low"),
        (Memory(1000, 40), "low"),
        (Memory(1000, 39), "out"),
        (Memory(4 * GIGABYTE, GIGABYTE, 700 * MEGABYTE), "enough"),
        (Memory(4 * GIGABYTE, GIGABYTE, 700 * MEGABYTE + 1), "grown"),
    ],
)
def test_memory(found: Memory | None, state: str) -> None:
    assert fact_machine.memory(found).state == state


@pytest.mark.parametrize(
    ("celsius", "state"),
    [
        ((), "no_sensor"),
        ((("a", 20.0), ("b", 79.9)), "normal"),
        ((("a", 20.0), ("b", 80.0)), "hot"),
        ((("a", 95.0),), "too_hot"),
        ((("a", -30.0), ("b", 10.0)), "cold"),
        ((("a", -29.9), ("b", 10.0)), "normal"),
        ((("a", -30.0), ("b", 81.0)), "hot"),
        ((("broken", 255.0), ("b", 40.0)), "normal"),
        ((("broken", -273.0), ("b", 40.0)), "normal"),
        ((("broken", float("nan")),), "no_sensor"),
    ],
)
def test_temperature(celsius: tuple[tuple[str, float], ...], state: str) -> None:
    assert fact_machine.temperature(celsius).state == state


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (None, "not_readable"),
        (Network(), "no_link"),
        (Network(("eth0",), ("IPv4",)), "no_route"),
        (Network(("eth0",), ("IPv4",), default_route=True), "connected"),
    ],
)
def test_network(found: Network | None, state: str) -> None:
    assert fact_machine.network(found).state == state


CARDS = Sound((("0", "PCH"), ("1", "Device")), plays=True, records=True)


@pytest.mark.parametrize(
    ("found", "microphone", "loudspeaker", "state", "lacking"),
    [
        (CARDS, "auto", "auto", "present", None),
        (replace(CARDS, records=False), "auto", "auto", "missing", "microphone"),
        (Sound(), "auto", "auto", "missing", "microphone, loudspeaker"),
        (CARDS, "plughw:1,0", "plug:'dmix:0,3'", "present", None),
        (CARDS, "plughw:2,0", "plughw:1,0", "missing", "microphone"),
        (CARDS, "hw:CARD=Device,DEV=0", "sysdefault:CARD=PCH", "present", None),
        (CARDS, "hw:CARD=Camera,DEV=0", "default", "missing", "microphone"),
        (CARDS, "none", "", "off", None),
        (None, "none", "", "off", None),
        (None, "auto", "auto", "not_readable", None),
        (Sound((("0", "PCH"),), plays=True), "none", "auto", "present", None),
    ],
)
def test_audio(found: Sound | None, microphone: str, loudspeaker: str, state: str, lacking: str | None) -> None:
    told = fact_machine.audio(found, microphone, loudspeaker)
    assert (told.state, told.value("lacking")) == (state, lacking)


@pytest.mark.parametrize(
    ("outputs", "shown", "state"),
    [
        ((), None, "not_readable"),
        ((), SEEN, "connected"),
        ((("HDMI-A-1", "connected"), ("DP-1", "disconnected")), None, "connected"),
        ((("HDMI-A-1", "disconnected"),), SEEN, "disconnected"),
        ((("HDMI-A-1", "unknown"),), SEEN, "connected"),
        ((("HDMI-A-1", "connected"),), replace(SEEN, seen=False), "off_screen"),
    ],
)
def test_display(outputs: tuple[tuple[str, str], ...], shown: Shown | None, state: str) -> None:
    assert fact_machine.display(outputs, shown).state == state


@pytest.mark.parametrize(
    ("devices", "shown", "state"),
    [
        (None, None, "not_readable"),
        (None, SEEN, "present"),
        ((), None, "missing"),
        ((), replace(SEEN, touch=False), "missing"),
        (("ILITEK",), None, "present"),
        (("ILITEK",), SEEN, "present"),
        (("ILITEK",), replace(SEEN, touch=False), "not_used"),
    ],
)
def test_touch(devices: tuple[str, ...] | None, shown: Shown | None, state: str) -> None:
    assert fact_machine.touch(devices, shown).state == state


# What comes from outside.


def source(name: str = "trip_updates", age: float = 0.0, header: int | None = None, **more: object) -> SourceState:
    """A live source whose last message came `age` seconds ago."""
    state = SourceState(name, FeedMessage(header), 1000.0 - age)
    return replace(state, **more)  # type: ignore[arg-type]  # fields by name


def feed(*sources: SourceState, error: int | None = None) -> list[Fact]:
    return list(fact_service.feeds(sources, Now(NOW, 1000.0), error))


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (source(age=90), "fresh"),
        (source(age=91), "late"),
        (source(age=300), "late"),
        (source(age=301), "lost"),
        (source(header=NOW - 90), "fresh"),
        (source(header=NOW - 91), "late"),
        (source(header=NOW - 301), "lost"),
        (source("alerts", age=600), "fresh"),
        (source("alerts", age=601), "late"),
        (source("alerts_2", age=1801), "lost"),
        (source(age=80, fault=Fault.TIMEOUT, failing_since=939.0), "late"),
        (source(age=50, fault=Fault.TIMEOUT, failing_since=940.0), "fresh"),
        (SourceState("trip_updates"), "starting"),
        (SourceState("trip_updates", fault=Fault.TLS, failing_since=941.0), "starting"),
        (SourceState("trip_updates", fault=Fault.TLS, failing_since=939.0), "lost"),
    ],
)
def test_feeds(one: SourceState, state: str) -> None:
    (told,) = feed(one)
    assert (told.state, told.part) == (state, one.name)


def test_a_feed_tells_its_age_its_fault_and_since_when() -> None:
    (told,) = feed(source(age=700, fault=Fault.REFUSED, failing_since=400.0))
    assert dict(told.values) == {"age_s": 700, "fault": "refused"}
    (silent,) = feed(SourceState("alerts", fault=Fault.REFUSED, failing_since=400.0))
    assert silent.since == NOW - 600


def test_the_age_of_a_feed_is_not_that_of_our_wrong_clock() -> None:
    """Our clock is an hour ahead, which the board found out."""
    (told,) = feed(source(age=5, header=NOW - 3600 - 10), error=3600)
    assert (told.state, told.value("age_s")) == ("fresh", 10)


def test_no_live_feed_is_no_fault() -> None:
    assert [one.state for one in feed()] == ["none_set"]


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (TimetableFacts(), "missing"),
        (TimetableFacts(fault="No answer."), "missing"),
        (TimetableFacts(NOW - 99), "no_end"),
        (TimetableFacts(NOW - 99, date(2026, 11, 17)), "expired"),
        (TimetableFacts(NOW - 99, date(2026, 11, 18)), "ends_soon"),
        (TimetableFacts(NOW - 99, date(2026, 11, 24)), "ends_soon"),
        (TimetableFacts(NOW - 99, date(2026, 11, 25)), "valid"),
        (TimetableFacts(NOW - 99, date(2026, 11, 25), "No answer."), "not_renewed"),
    ],
)
def test_timetable(known: TimetableFacts, state: str) -> None:
    assert fact_service.timetable(known, TODAY, NOW).state == state


def lines_of(line: Line | None, *, wanted: bool = True) -> dict[str, str]:
    return {one.key: one.state for one in fact_service.emergency(line, NOW, wanted=wanted)}


def test_the_emergency_line_tells_trunks_sound_and_test_calls() -> None:
    day = 86400
    line = Line(
        Health.DEGRADED,
        ("Trunk lte is not registered.",),
        (
            TrunkReport("city", NOW - 9, True, 4.63, 200, registered=True),
            TrunkReport("lte", NOW - 9, True, 61.0, 200, registered=False),
            TrunkReport("old", NOW - 9, False, failure="no reply"),
            TrunkReport("new"),
        ),
        (
            SelfTestResult(SelfTest.SOUND, NOW - 500, True, "heard"),
            SelfTestResult(SelfTest.CALL, NOW - 5 * day, False, "busy", "city"),
            SelfTestResult(SelfTest.CALL, NOW - day, True, "echo", "city"),
            SelfTestResult(SelfTest.CALL, NOW - TEST_CALL_OVERDUE - 1, True, "echo", "lte"),
            SelfTestResult(SelfTest.CALL, NOW - 60, False, "busy", "old"),
        ),
    )
    assert lines_of(line) == {
        "emergency": "degraded",
        "trunk:city": "answers",
        "trunk:lte": "not_registered",
        "trunk:old": "silent",
        "trunk:new": "not_asked",
        "sound_loop": "heard",
        "test_call:city": "passed",
        "test_call:lte": "overdue",
        "test_call:old": "failed",
    }
    (whole, *_) = fact_service.emergency(line, NOW, wanted=True)
    assert dict(whole.values) == {
        "trunks": 4, "answering": 2, "registered": 1, "reason": "Trunk lte is not registered.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("health", "state"),
    [(health, fact_service.HEALTHS[health]) for health in Health],
)
def test_every_health_of_the_line_has_a_state(health: Health, state: str) -> None:
    assert lines_of(Line(health)) == {"emergency": state, "sound_loop": "not_tested", "test_call": "never"}


def test_a_sound_loop_without_devices_is_not_called_deaf() -> None:
    heard = (SelfTestResult(SelfTest.SOUND, NOW - 9, False, "not possible: no microphone"),)
    assert lines_of(Line(Health.DEGRADED, tests=heard, sound=False))["sound_loop"] == "not_possible"
    assert lines_of(Line(Health.BROKEN, tests=heard))["sound_loop"] == "not_heard"


def test_an_agent_that_does_not_answer_is_red_where_one_is_wanted() -> None:
    assert lines_of(None) == {"emergency": "silent"}
    assert lines_of(None, wanted=False) == {"emergency": "absent"}


def test_a_trunk_that_is_told_twice_has_one_line() -> None:
    line = Line(Health.WORKS, trunks=(TrunkReport("a"), TrunkReport("a", answered=True)))
    assert lines_of(line)["trunk:a"] == "answers"


@pytest.mark.parametrize(
    ("synchronised", "board", "fed", "state"),
    [
        (True, Clock.GOOD, True, "synchronised"),
        (False, Clock.GOOD, True, "not_synchronised"),
        (None, Clock.GOOD, True, "agrees"),
        (None, Clock.GOOD, False, "not_compared"),
        (True, Clock.DOUBTFUL, True, "doubtful"),
        (True, Clock.UNKNOWN, False, "lost"),
        (None, None, False, "not_compared"),
    ],
)
def test_clock(synchronised: bool | None, board: Clock | None, fed: bool, state: str) -> None:
    assert fact_service.clock(NOW, Machine(synchronised=synchronised), board, None, fed=fed).state == state


def test_how_far_a_kept_clock_may_be_off_is_told() -> None:
    kept = fact_service.clock(NOW, Machine(synchronised=True, clock_error=0.0264), Clock.GOOD, None, fed=True)
    assert kept.value("most_error_ms") == 26
    alone = fact_service.clock(NOW, Machine(synchronised=False, clock_error=16.0), Clock.GOOD, None, fed=True)
    assert alone.value("most_error_ms") is None


def test_a_clock_before_its_time_is_lost_whatever_else_is_known() -> None:
    assert fact_service.clock(0, Machine(synchronised=True), None, None, fed=False).state == "lost"


# The program.


@pytest.mark.parametrize(
    ("size", "trouble", "level"),
    [
        (9, "", Level.GREEN),
        (None, "", Level.UNKNOWN),
        (9, "read-only", Level.RED),
        (None, "disk-full", Level.RED),
        (9, "disk-error", Level.RED),
        (9, "locked", Level.RED),
        (9, "corrupt-put-aside", Level.AMBER),
        (9, "newer-put-aside", Level.AMBER),
    ],
)
def test_usage_log(size: int | None, trouble: str, level: Level) -> None:
    assert fact_program.usage_log(size, trouble).level is level


@pytest.mark.parametrize(("age", "answers"), [(0, True), (90, True), (90.5, False), (-1, False)])
def test_a_screen_is_silent_after_three_of_its_intervals(age: float, answers: bool) -> None:
    assert fact_program.answers(age, 30) is answers


def test_every_way_a_life_ends_has_a_state() -> None:
    from kiosk.devices.life import Why  # noqa: PLC0415  the words of another room

    assert {str(why) for why in Why} == set(STATES[Name.RESTART]) - {"not_known"}
    assert fact_program.restart("no such word", None).state == "not_known"


# The whole list.


def test_the_running_screen_tells_every_thing_there_is() -> None:
    facts = tuple(
        facts_with_screen(
            Running(
                sources=(source(),), board=Board(NOW), network="there", shown=SEEN, why="stopped", ended=NOW - 99
            ),
            Read(
                Machine(uptime=5.0, own_uptime=2.0, synchronised=True),
                Line(Health.WORKS, trunks=(TrunkReport("city", answered=True),)),
                NOW - 9,
                pin=True,
                log_bytes=4096,
            ),
            Wishes(emergency=True, feeds=("trip_updates",), portal=True),
            Now(NOW, 1000.0),
            version="1.2.3",
            last_day=date(2027, 5, 1),
            today=TODAY,
        )
    )
    assert {one.name for one in facts} == set(Name)
    assert len({one.key for one in facts}) == len(facts)


def test_without_a_screen_nothing_is_said_that_only_a_screen_knows() -> None:
    memory = Memory(1000, 500, own=99)
    facts = tuple(
        facts_without_screen(
            Read(Machine(memory=memory), pin=None),
            Wishes(feeds=("alerts",)),
            Now(NOW, 0.0),
            version="1.2.3",
            last_day=None,
            today=TODAY,
            silent=None,
        )
    )
    by_name = {one.name: one for one in facts}
    assert set(Name) - set(by_name) == {
        Name.TRUNK, Name.SOUND_LOOP, Name.TEST_CALL, Name.PORTAL, Name.RESTART,
    }  # fmt: skip
    assert by_name[Name.SCREEN].state == "not_running"
    assert by_name[Name.FEED].state == "not_watched"
    assert by_name[Name.MEMORY].value("own_bytes") is None
    assert by_name[Name.PIN].state == "not_readable"
    assert worst(facts) is Level.RED
