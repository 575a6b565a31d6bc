"""The readiness drill: its flow, what its steps make of what they see, and its result as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.board import Board, Clock, Feed
from kiosk.domain.call.status import SelfTest, SelfTestResult
from kiosk.domain.maintenance import drill_flow, drill_judged
from kiosk.domain.maintenance.drill import (
    LONGEST_DETAIL,
    MOST,
    Finding,
    NoResultError,
    Outcome,
    Reason,
    Result,
    Step,
    Tried,
    failed,
    from_text,
    passed,
    skipped,
    to_text,
)
from kiosk.domain.maintenance.drill_flow import GUIDED, TASKS, WHOLE, Drill, Stand
from kiosk.domain.maintenance.drill_guided import COLOURS, WORDS, ColourTest, TypingTest
from kiosk.domain.maintenance.drill_touch import STUCK_AFTER, Grid
from kiosk.domain.realtime import FeedMessage, SourceState
from kiosk.domain.service_day import Now

NOW = 1_795_000_000
WELL = passed()
findings = st.builds(Finding, st.sampled_from(Outcome), st.sampled_from(Reason), st.text())
words = st.text(st.characters(codec="utf-8"), max_size=40)
results = st.builds(
    Result,
    began=st.integers(0, MOST - 1),
    seconds=st.integers(0, MOST - 1),
    pavilion=words,
    stop=words,
    version=words,
    role=words,
    tried=st.lists(st.sampled_from(Step), unique=True).flatmap(
        lambda steps: st.tuples(
            *(
                st.builds(Tried, st.just(step), findings, st.integers(1, 9))
                for step in sorted(steps, key=list(Step).index)
            )
        )
    ),
)


# The flow.


def test_no_drill_can_take_longer_than_a_minute() -> None:
    """The guided steps follow each other; each of the others has only those before it."""
    limits = {task.step: task.limit for task in TASKS}
    assert sum(limits[step] for step in GUIDED) <= WHOLE
    for task in TASKS:
        assert task.limit + (limits[task.after] if task.after else 0.0) <= WHOLE or task.guided
    assert {task.step for task in TASKS} == set(Step)


def test_what_needs_nobody_runs_beside_the_first_guided_step() -> None:
    drill = drill_flow.begin(100.0)
    assert drill.running == (Step.TOUCH, Step.SOUND, Step.NETWORK, Step.FEED, Step.CLOCK, Step.STORAGE)
    assert drill.guided is Step.TOUCH


def test_the_agent_is_asked_for_one_self_test_at_a_time() -> None:
    drill = drill_flow.begin(100.0)
    assert drill.of(Step.CALL).stand is Stand.WAITING
    drill = drill_flow.found(drill, Step.SOUND, 1, failed(Reason.AGENT), 103.0)
    assert drill.of(Step.CALL) == drill_flow.Standing(Stand.RUNNING, 103.0, 1)


def test_somebody_who_answers_is_led_from_step_to_step() -> None:
    drill = drill_flow.begin(100.0)
    for step in GUIDED:
        assert drill.guided is step
        drill = drill_flow.found(drill, step, 1, WELL, 105.0)
    assert drill.guided is None
    assert not drill.over


def test_a_step_that_hangs_ends_by_its_own_limit() -> None:
    drill = drill_flow.begin(100.0)
    late = drill_flow.tick(drill, 109.9)
    assert late.of(Step.NETWORK).stand is Stand.RUNNING
    over = drill_flow.tick(drill, 110.0)
    assert over.of(Step.NETWORK).finding == failed(Reason.HUNG, "10")


def test_what_comes_after_the_limit_changes_nothing() -> None:
    drill = drill_flow.tick(drill_flow.begin(100.0), 110.0)
    assert drill_flow.found(drill, Step.NETWORK, 1, WELL, 111.0) == drill


def test_what_a_guided_step_knows_at_its_limit_is_told() -> None:
    missing = failed(Reason.UNTOUCHED, "left 2")
    drill = drill_flow.tick(drill_flow.begin(100.0), 122.0, {Step.TOUCH: missing})
    assert drill.of(Step.TOUCH).finding == missing
    assert drill.guided is Step.COLOURS


def test_one_step_can_be_run_once_more_and_an_answer_to_its_first_try_is_not_taken() -> None:
    drill = finished()
    drill = drill_flow.again(drill, Step.CALL, 200.0)
    assert drill.running == (Step.CALL,)
    assert drill_flow.found(drill, Step.CALL, 1, WELL, 201.0) == drill
    drill = drill_flow.found(drill, Step.CALL, 2, skipped(Reason.NO_TEST_NUMBER), 201.0)
    assert drill.over
    assert [one for one in drill.tried if one.tries == 2] == [Tried(Step.CALL, skipped(Reason.NO_TEST_NUMBER), 2)]


def test_nothing_is_run_again_while_the_drill_goes_on() -> None:
    drill = drill_flow.found(drill_flow.begin(100.0), Step.STORAGE, 1, WELL, 101.0)
    assert drill_flow.again(drill, Step.STORAGE, 102.0) == drill


@pytest.mark.parametrize("why", [Reason.LEFT, Reason.CALLED])
def test_a_drill_broken_off_tells_which_steps_had_not_ended(why: Reason) -> None:
    drill = drill_flow.found(drill_flow.begin(100.0), Step.STORAGE, 1, WELL, 101.0)
    drill = drill_flow.end(drill, why)
    assert drill.over
    assert {one.step for one in drill.tried if one.finding == WELL} == {Step.STORAGE}
    assert all(one.finding == skipped(why) for one in drill.tried if one.step is not Step.STORAGE)


answers = st.tuples(st.floats(0.0, 5.0), st.sampled_from(Step), st.integers(1, 2), findings)


@given(st.lists(answers, max_size=30))
def test_whatever_happens_it_ends_in_time_with_one_finding_for_each_step(
    events: list[tuple[float, Step, int, Finding]],
) -> None:
    """Answers early, late, twice or never; after the last of them nobody answers any more."""
    now = 1000.0
    drill = drill_flow.begin(now)
    seen: dict[Step, Finding] = {}
    silence = [(1.0, None, 1, WELL)] * int(WHOLE + 5)
    for wait, step, tries, finding in [*events, *silence]:
        if drill.over:
            break
        now += wait
        if step is not None:
            drill = drill_flow.found(drill, step, tries, finding, now)
        drill = drill_flow.tick(drill, now)
        assert drill_flow.seconds_left(drill, now) <= WHOLE
        assert sum(step in GUIDED for step in drill.running) <= 1
        for one in drill.tried:
            assert seen.setdefault(one.step, one.finding) == one.finding
        _no_step_runs_over(drill, now)
    assert drill.over
    assert [one.step for one in drill.tried] == list(Step)
    # A step ends at the first look after its limit: five seconds late at most, for each of three in a row.
    assert now - 1000.0 <= WHOLE + 3 * 5.0


def _no_step_runs_over(drill: Drill, now: float) -> None:
    limits = {task.step: task.limit for task in TASKS}
    assert all(now - drill.of(step).since < limits[step] for step in drill.running)


def test_the_time_left_counts_what_waits() -> None:
    drill = drill_flow.begin(100.0)
    assert drill_flow.seconds_left(drill, 100.0) == WHOLE
    assert drill_flow.step_seconds_left(drill, Step.TOUCH, 107.0) == 15.0
    assert drill_flow.step_seconds_left(drill, Step.COLOURS, 107.0) == 18.0
    assert drill_flow.seconds_left(finished(), 107.0) == 0.0


def finished() -> Drill:
    """A drill in which everything passed."""
    drill = drill_flow.begin(100.0)
    while not drill.over:
        for step in drill.running:
            drill = drill_flow.found(drill, step, 1, WELL, 110.0)
    return drill


# The touch grid.


def wiped(grid: Grid, but: tuple[int, ...] = (), finger: int = 0, now: float = 10.0) -> Grid:
    """One finger comes over every cell but these."""
    for cell in range(grid.columns * grid.rows):
        if cell not in but:
            row, column = divmod(cell, grid.columns)
            grid = grid.down(finger, (column + 0.5) / grid.columns, (row + 0.5) / grid.rows, now)
    return grid


def test_a_grid_that_felt_a_finger_everywhere_passes_once_it_is_lifted() -> None:
    grid = wiped(Grid(5, 7))
    assert grid.missing == ()
    assert grid.finding(10.0) is None
    assert grid.up(0).finding(10.0) == WELL


@pytest.mark.parametrize(
    ("cells", "areas"),
    [
        ((0,), "top-left 1"),
        ((2,), "top 1"),
        ((17,), "middle 1"),
        ((34, 33, 29), "bottom-right 2,bottom 1"),
        ((15, 20), "left 2"),
    ],
)
def test_cells_that_felt_nothing_are_named_by_where_they_lie(cells: tuple[int, ...], areas: str) -> None:
    grid = wiped(Grid(5, 7), but=cells).up(0)
    assert grid.finding(11.0) is None
    assert grid.so_far(11.0) == failed(Reason.UNTOUCHED, areas)


def test_a_glass_that_feels_nothing_is_told_as_such() -> None:
    assert Grid(5, 7).so_far(30.0) == failed(Reason.UNTOUCHED, "all")


def test_a_finger_that_stays_is_found_although_every_cell_was_touched() -> None:
    grid = Grid(5, 7).down(7, 0.95, 0.95, 1.0)
    grid = wiped(grid, now=3.0).up(0)
    assert grid.finding(3.0) is None, "it has not stayed for long yet"
    assert grid.finding(1.0 + STUCK_AFTER) == failed(Reason.STUCK, "bottom-right")


def test_a_finger_outside_the_grid_that_stays_is_found_too() -> None:
    grid = wiped(Grid(5, 7).down(7, 0.5, -0.2, 1.0), now=6.0).up(0)
    assert grid.finding(6.0) == failed(Reason.STUCK, "outside")


def test_one_that_trembles_in_its_cell_is_as_stuck_as_one_that_rests() -> None:
    grid = Grid(5, 7)
    for n in range(50):
        grid = grid.down(7, 0.90 + n % 2 * 0.05, 0.95, 1.0 + n / 10)
    assert [point.number for point in grid.stuck(5.9)] == [7]


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.floats(-1, 2), st.floats(-1, 2))))
def test_no_touch_is_ever_made_up(events: list[tuple[int, bool, float, float]]) -> None:
    grid, felt, held = Grid(9, 4), set(), set()
    for n, (finger, down, x, y) in enumerate(events):
        grid = grid.down(finger, x, y, float(n)) if down else grid.up(finger)
        if down:
            held.add(finger)
            felt.add(grid.cell(x, y))
        else:
            held.discard(finger)
    assert grid.touched == felt - {None}
    assert {point.number for point in grid.points} == held
    assert len(grid.missing) + len(grid.touched) == 36
    assert grid.lifted().points == ()


# Colours and keyboard.


def test_all_colours_well() -> None:
    test = ColourTest()
    shown = []
    while test.colour:
        assert test.finding() is None
        shown.append(test.colour)
        test = test.answered(well=True)
    assert tuple(shown) == COLOURS
    assert test.finding() == WELL
    assert test.answered(well=False) == test


def test_spots_are_told_by_their_colours_and_the_others_are_looked_at_all_the_same() -> None:
    test = ColourTest()
    for colour in COLOURS:
        test = test.answered(well=colour not in ("green", "black"))
    assert test.finding() == failed(Reason.SPOTS, "green,black")
    assert test.answered(well=True).so_far() == failed(Reason.SPOTS, "green,black")
    assert ColourTest().answered(well=True).so_far() is None


@pytest.mark.parametrize("language", WORDS)
def test_the_word_takes_a_key_of_every_row(language: str) -> None:
    rows = json.loads((_keyboards() / f"{language}.json").read_text())["rows"]
    for row in rows:
        keys = {" " if key == {"do": "space"} or _does(key, "space") else key for key in row if _types(key)}
        assert keys & set(WORDS[language]), row


def _keyboards() -> Any:
    from kiosk import paths  # noqa: PLC0415  the one test that looks at the real keyboards

    return paths.resources() / "keyboards"


def _types(key: object) -> bool:
    return isinstance(key, str) or _does(key, "space")


def _does(key: object, do: str) -> bool:
    return isinstance(key, Mapping) and key.get("do") == do


def test_the_word_that_arrives_passes() -> None:
    test = TypingTest("dawn 4")
    assert (test.next_key, test.wrong, test.finding()) == ("d", False, None)
    assert TypingTest("dawn 4", "daw").next_key == "n"
    assert TypingTest("dawn 4", "dawn 4").finding() == WELL
    assert TypingTest("dawn 4", "dawn 4").next_key == ""


@pytest.mark.parametrize(("typed", "right"), [("q", 0), ("dq", 1), ("dawn 44", 6), ("Dawn", 0)])
def test_another_character_is_to_be_deleted_and_what_was_typed_is_told_to_nobody(typed: str, right: int) -> None:
    test = TypingTest("dawn 4", typed)
    assert test.wrong
    assert test.next_key == ""
    assert test.right == right
    assert test.so_far() == failed(Reason.NOT_TYPED, f"{right}/6")


# What is known anyway.


@pytest.mark.parametrize(
    ("feed", "age", "finding"),
    [
        (Feed.LIVE, 9, passed(9)),
        (Feed.AGEING, 140, failed(Reason.OLD, 140)),
        (Feed.LOST, 900, failed(Reason.LOST, 900)),
        (Feed.LOST, None, failed(Reason.LOST)),
        (Feed.STARTING, None, failed(Reason.STARTING)),
        (Feed.ABSENT, None, skipped(Reason.NOT_SET_UP)),
    ],
)
def test_the_live_feed_is_judged_as_on_the_board(feed: Feed, age: int | None, finding: Finding) -> None:
    assert drill_judged.feed(Board(NOW, feed=feed, feed_age=age)) == finding


def source(behind: int) -> SourceState:
    """A feed made `behind` seconds before it was received, ten seconds ago."""
    return SourceState("trip_updates", FeedMessage(NOW - 10 - behind), received=990.0)


@pytest.mark.parametrize(
    ("clock", "error", "behind", "kept", "finding"),
    [
        (Clock.GOOD, None, [4], None, passed(4)),
        (Clock.GOOD, None, [45, 3], None, passed(3)),
        (Clock.GOOD, None, [-20], None, passed(-20)),
        (Clock.GOOD, None, [45], True, failed(Reason.OFF, 45)),
        (Clock.DOUBTFUL, -95, [-95], True, failed(Reason.OFF, -95)),
        (Clock.UNKNOWN, None, [], True, failed(Reason.UNSET)),
        (Clock.GOOD, None, [], True, passed()),
        (Clock.GOOD, None, [], False, skipped(Reason.NOT_COMPARED)),
        (Clock.GOOD, None, [], None, skipped(Reason.NOT_COMPARED)),
    ],
)
def test_the_clock_is_compared_with_the_feeds(
    clock: Clock, error: int | None, behind: list[int], kept: bool | None, finding: Finding
) -> None:
    board = Board(NOW, clock=clock, clock_error=error)
    sources = [SourceState("alerts"), *map(source, behind)]
    assert drill_judged.clock(board, sources, Now(NOW, 1000.0), kept=kept) == finding


def test_the_worst_trunk_tells_what_the_self_test_found() -> None:
    well = SelfTestResult(SelfTest.CALL, NOW, True, "our tone came back", "city")
    ill = SelfTestResult(SelfTest.CALL, NOW, False, "refused with SIP 486", "lte")
    assert drill_judged.self_test([well]) == passed("city: our tone came back")
    assert drill_judged.self_test([well, ill]) == failed(Reason.AGENT, "lte: refused with SIP 486")
    assert drill_judged.self_test([]) == failed(Reason.AGENT)


# The result.


@given(results)
def test_a_result_is_read_back_as_it_was_written(result: Result) -> None:
    text = to_text(result)
    assert from_text(text) == result
    assert to_text(from_text(text)) == text
    assert "\n" not in text


@given(st.text())
def test_a_detail_is_short_and_can_be_printed(detail: str) -> None:
    kept = failed(Reason.AGENT, detail).detail
    assert len(kept) <= LONGEST_DETAIL
    assert kept.isprintable()


def test_the_worst_step_is_the_outcome() -> None:
    tried = tuple(Tried(step, WELL) for step in Step)
    result = Result(NOW, 40, "0042", "73100257", "0.5.0", "technician", tried)
    assert result.outcome is Outcome.PASSED
    amber = replace(result, tried=(*tried[1:], Tried(Step.TOUCH, skipped(Reason.LEFT))))
    assert amber.outcome is Outcome.SKIPPED
    red = replace(amber, tried=(*amber.tried[1:], Tried(Step.CALL, failed(Reason.NO_AGENT))))
    assert red.outcome is Outcome.FAILED
    assert (red.count(Outcome.PASSED), red.count(Outcome.FAILED), red.count(Outcome.SKIPPED)) == (7, 1, 1)


VALID: dict[str, Any] = json.loads(
    to_text(Result(NOW, 40, "0042", "7", "0.5.0", "technician", (Tried(Step.CALL, WELL),)))
)


@pytest.mark.parametrize(
    "change",
    [
        {"drill": 2},
        {"began": -1},
        {"began": 1.5},
        {"began": True},
        {"began": 2**60},
        {"seconds": "40"},
        {"stop": 7},
        {"steps": []},
        {"steps": {"lift": ["passed"]}},
        {"steps": {"call": []}},
        {"steps": {"call": "passed"}},
        {"steps": {"call": {"passed": 1}}},
        {"steps": {"call": None}},
        {"steps": {"call": [[], [], [], []]}},
        {"steps": {"call": ["passed", "well", "", 1, 1]}},
        {"steps": {"call": ["passed", "well", 7]}},
        {"steps": {"call": ["passed", "well", "", 0]}},
        {"steps": {"call": ["passed", "well", "", True]}},
        {"steps": {"call": ["great"]}},
        {"steps": {"call": ["passed", "why-not"]}},
    ],
)
def test_what_is_no_result_is_refused_in_one_sentence(change: dict[str, object]) -> None:
    with pytest.raises(NoResultError, match=r"^[A-Z].*\.$"):
        from_text(json.dumps(VALID | change))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "7", "{", "[" * 10_000, '{"drill":1}'])
def test_other_text_is_no_result(text: str) -> None:
    with pytest.raises(NoResultError):
        from_text(text)
