"""Which trunk goes first, and whether a call would lead anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kiosk.domain.call.events import Closed, Established, Event, Incoming, Ringing
from kiosk.domain.call.health import Findings, faults, verdict
from kiosk.domain.call.order import in_order
from kiosk.domain.call.refusals import Refusal, learned
from kiosk.domain.call.status import Health, SelfTest, SelfTestResult, State, TrunkReport
from tests.domain.a_call import A, B, Driven, trunk

NOW = 1_800_000_000
DAY = 24 * 3600

C = trunk("c")
TESTED = trunk("a", test=True)


def answers(name: str, *, registered: bool | None = None) -> TrunkReport:
    return TrunkReport(name, NOW - 10, True, 1.0, 200, registered)


def silent(name: str, *, registered: bool | None = None) -> TrunkReport:
    return TrunkReport(name, NOW - 10, False, None, None, registered, "no answer in 1 s")


def result(test: SelfTest, *, passed: bool, at: int = NOW - 60, on: str = "") -> SelfTestResult:
    return SelfTestResult(test, at, passed, "nothing heard", on)


DEAD = "The user agent cannot be started; it has been dead for 5 s."
WELL = Findings((A, B), NOW, NOW - 600, sound=True, reports={"a": answers("a"), "b": answers("b")})


def test_the_order_is_answered_then_unknown_then_silent() -> None:
    assert in_order((A, B, C), {}) == (A, B, C)
    assert in_order((A, B, C), {"a": silent("a"), "b": TrunkReport("b"), "c": answers("c")}) == (C, B, A)
    assert in_order((A, B, C), {"c": answers("c"), "b": answers("b")}) == (B, C, A)
    assert in_order((A, B), {"a": silent("a"), "b": silent("b")}) == (A, B)


@pytest.mark.parametrize(
    ("findings", "health", "said"),
    [
        (WELL, Health.WORKS, ()),
        (replace(WELL, trunks=()), Health.ABSENT, ("No trunk is set up.",)),
        (replace(WELL, reports={}), Health.UNKNOWN, ()),
        (replace(WELL, reports={"a": TrunkReport("a"), "b": TrunkReport("b")}), Health.UNKNOWN, ()),
        (replace(WELL, dead_for=5.0), Health.WORKS, ()),
        (replace(WELL, dead_for=5.1), Health.BROKEN, (DEAD,)),
        (
            replace(WELL, reports={"a": silent("a"), "b": answers("b")}),
            Health.DEGRADED,
            ("Trunk a does not answer: no answer in 1 s.",),
        ),
        (
            replace(WELL, reports={"a": silent("a"), "b": silent("b")}),
            Health.BROKEN,
            ("Trunk a does not answer: no answer in 1 s.", "Trunk b does not answer: no answer in 1 s."),
        ),
        (
            replace(WELL, reports={"a": silent("a")}),
            Health.UNKNOWN,
            ("Trunk a does not answer: no answer in 1 s.",),
        ),
        (
            replace(WELL, reports={"a": silent("a"), "b": silent("b", registered=True)}),
            Health.DEGRADED,
            ("Trunk a does not answer: no answer in 1 s.", "Trunk b does not answer: no answer in 1 s."),
        ),
        (
            replace(WELL, reports={"a": answers("a", registered=False), "b": answers("b")}),
            Health.DEGRADED,
            ("Trunk a is not registered.",),
        ),
        (
            replace(WELL, guarded=False),
            Health.DEGRADED,
            ("Callers cannot be told apart, so every call-back is refused.",),
        ),
        (replace(WELL, phrases=False), Health.DEGRADED, ("Phrases cannot be spoken into a call.",)),
        (replace(WELL, sound=False), Health.DEGRADED, ("There is no microphone or no loudspeaker.",)),
        (
            replace(WELL, results=(result(SelfTest.SOUND, passed=False),)),
            Health.BROKEN,
            ("The microphone does not hear the loudspeaker: nothing heard.",),
        ),
        (
            replace(WELL, sound=False, results=(result(SelfTest.SOUND, passed=False),)),
            Health.DEGRADED,
            ("There is no microphone or no loudspeaker.",),
        ),
        (replace(WELL, results=(result(SelfTest.SOUND, passed=True),)), Health.WORKS, ()),
        (
            replace(WELL, results=(result(SelfTest.CALL, passed=False, on="a"),)),
            Health.DEGRADED,
            ("The last test call over trunk a failed: nothing heard.",),
        ),
        (
            replace(WELL, results=tuple(result(SelfTest.CALL, passed=False, on=name) for name in "ab")),
            Health.BROKEN,
            (
                "The last test call over trunk a failed: nothing heard.",
                "The last test call over trunk b failed: nothing heard.",
            ),
        ),
    ],
)
def test_the_verdict_and_what_staff_are_told(findings: Findings, health: Health, said: tuple[str, ...]) -> None:
    assert verdict(findings) is health
    assert faults(findings) == said


REFUSED = replace(WELL, refusals={"a": Refusal(403, NOW - 5)})
A_REFUSED = "Trunk a refused the last call with 403."


def test_a_trunk_that_refused_a_call_leads_nowhere_whatever_it_answers_to_options() -> None:
    assert (verdict(REFUSED), faults(REFUSED)) == (Health.DEGRADED, (A_REFUSED,))
    assert verdict(replace(REFUSED, trunks=(A,))) is Health.BROKEN
    assert verdict(replace(REFUSED, trunks=(A,), reports={})) is Health.BROKEN
    assert verdict(replace(REFUSED, reports={"a": answers("a")})) is Health.UNKNOWN


def test_a_refusal_is_forgotten_after_a_day() -> None:
    for age, health in ((DAY - 1, Health.DEGRADED), (DAY, Health.WORKS)):
        assert verdict(replace(WELL, refusals={"a": Refusal(401, NOW - age)})) is health


def test_a_test_call_that_passed_since_outweighs_a_refusal() -> None:
    for at, passed, health in (
        (NOW - 4, True, Health.WORKS),
        (NOW - 6, True, Health.DEGRADED),
        (NOW - 4, False, Health.DEGRADED),
    ):
        tested = (result(SelfTest.CALL, passed=passed, at=at, on="a"),)
        assert verdict(replace(REFUSED, results=tested)) is health


def after_calls(*events: Event) -> Mapping[str, Refusal]:
    """What two trunks are known for after these news of calls that were dialled."""
    call, refusals = Driven(A, B).dialling(), dict[str, Refusal]()
    for event in events:
        before = call.status()
        call.does(event, after=0.1)
        refusals = dict(learned(refusals, before, event, call.status(), NOW))
        if call.state() is State.RETRYING:
            call.waits()
    return refusals


@pytest.mark.parametrize("code", [401, 403, 404, 407])
def test_a_call_that_was_refused_is_remembered_of_its_trunk_alone(code: int) -> None:
    assert after_calls(Closed("one", code)) == {"a": Refusal(code, NOW)}
    assert after_calls(Ringing("one"), Closed("one", code)) == {"a": Refusal(code, NOW)}
    assert after_calls(Closed("one", 503), Closed("two", code)) == {"b": Refusal(code, NOW)}


@pytest.mark.parametrize("end", [Closed("one", code) for code in (None, 408, 480, 486, 500, 503, 600, 603)])
def test_busy_overloaded_and_silent_trunks_refuse_nothing_for_good(end: Closed) -> None:
    assert after_calls(end) == {}
    assert after_calls(Established("one"), Closed("one")) == {}


def test_the_late_end_of_an_old_call_tells_nothing_of_the_present_trunk() -> None:
    assert after_calls(Ringing("one"), Closed("one", 486), Closed("one", 403)) == {}


def test_a_call_that_connects_is_forgiven_what_was_refused_but_no_call_back_is() -> None:
    refused = (Closed("one", 403), Closed("two", 486))
    assert after_calls(*refused, Established("three")) == {}
    back = (*refused, Incoming("back", "a"), Established("back"))
    assert after_calls(*back) == {"a": Refusal(403, NOW)}


def test_a_failed_test_call_over_the_only_trunk_that_answers_is_no_way_out() -> None:
    findings = replace(
        WELL,
        reports={"a": answers("a"), "b": silent("b")},
        results=(result(SelfTest.CALL, passed=False, on="a"),),
    )
    assert verdict(findings) is Health.BROKEN


def test_a_newer_result_takes_the_place_of_an_older_one() -> None:
    old, new = result(SelfTest.SOUND, passed=False, at=NOW - 9), result(SelfTest.SOUND, passed=True, at=NOW)
    assert verdict(replace(WELL, results=(new, old))) is Health.WORKS


def test_a_dead_user_agent_is_told_before_anything_was_asked() -> None:
    assert verdict(replace(WELL, reports={}, dead_for=9.0)) is Health.BROKEN


@pytest.mark.parametrize(
    ("made", "since", "health"),
    [
        (NOW - 3 * DAY, NOW - 9 * DAY, Health.WORKS),
        (NOW - 3 * DAY - 1, NOW - 9 * DAY, Health.DEGRADED),
        (None, NOW - 3 * DAY, Health.WORKS),
        (None, NOW - 3 * DAY - 1, Health.DEGRADED),
        (NOW + DAY, NOW, Health.WORKS),
    ],
)
def test_a_test_call_must_be_made_every_three_days(made: int | None, since: int, health: Health) -> None:
    results = () if made is None else (result(SelfTest.CALL, passed=True, at=made, on="a"),)
    findings = replace(WELL, trunks=(TESTED, B), since=since, results=results)
    assert verdict(findings) is health
    told = faults(findings)
    assert told == (() if health is Health.WORKS else ("No test call was made over trunk a for 3 days.",))


def test_where_no_test_number_is_agreed_none_is_missed() -> None:
    assert verdict(replace(WELL, since=NOW - 99 * DAY)) is Health.WORKS
