"""The wire: values come back as they went, and nothing else gets through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call.status import CallStatus, SelfTestResult, State, TrunkReport
from kiosk.sos import wire
from kiosk.sos.full_status import AgentReport, FullStatus, UserAgentReport
from kiosk.sos.wire import WireError

MOMENTS = st.floats(0, 1e9)
STATUSES = st.builds(CallStatus, since=MOMENTS, until=st.none() | MOMENTS, callback_until=st.none() | MOMENTS)
REPORTS = st.builds(
    TrunkReport,
    asked_at=st.none() | st.integers(0, 2**40),
    latency_ms=st.none() | MOMENTS,
    code=st.none() | st.integers(100, 699),
)
RESULTS = st.builds(SelfTestResult, at=st.integers(0, 2**40))
FULL = FullStatus(
    CallStatus(State.RINGING, 12.5, trunk="city"),
    ("Trunk lte does not answer: refused.",),
    (TrunkReport("city"),),
    (),
    UserAgentReport("baresip", None, "1.0.0", False, 3),
    AgentReport(1, "0.1.0", 60),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


def through(message: dict[str, Any]) -> dict[str, Any]:
    return wire.decode(wire.encode(message))


@given(status=STATUSES, report=REPORTS, result=RESULTS)
def test_values_come_back_as_they_went(status: CallStatus, report: TrunkReport, result: SelfTestResult) -> None:
    assert wire.status_from_json(through(wire.status_to_json(status))) == status
    assert wire.report_from_json(through(wire.report_to_json(report))) == report
    assert wire.result_from_json(through(wire.result_to_json(result))) == result


def test_everything_comes_back_and_says_first_what_most_readers_look_for() -> None:
    raw = through(wire.full_status_to_json(FULL))
    assert (raw["state"], raw["health"], raw["sound"]) == ("ringing", "unknown", True)
    assert wire.full_status_from_json(raw) == FULL


def test_a_field_of_another_version_is_ignored_and_one_with_a_default_may_be_missing() -> None:
    assert wire.status_from_json({"state": "idle", "colour": {"deep": [1]}}) == CallStatus()
    assert wire.status_from_json({"since": 3}).since == 3.0


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (None, "The field call is no object."),
        ([], "The field call is no object."),
        ({"state": "asleep"}, "The field call.state is none of idle, "),
        ({"state": 1}, "The field call.state is none of idle, "),
        ({"since": "1"}, "The field call.since is no number."),
        ({"since": True}, "The field call.since is no number."),
        ({"since": 10**400}, "The number in the field call.since is too large."),
        ({"attempt": 1.5}, "The field call.attempt is no whole number."),
        ({"attempt": 2**60}, "The number in the field call.attempt is too large."),
        ({"heard": 1}, "The field call.heard is no truth value."),
        ({"trunk": None}, "The field call.trunk is no text."),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_one_sentence(raw: object, sentence: str) -> None:
    with pytest.raises(WireError) as refusal:
        wire.status_from_json(raw)
    assert str(refusal.value).startswith(sentence)


def test_what_has_no_default_must_be_there() -> None:
    with pytest.raises(WireError, match=r"The field trunk\.name is missing"):
        wire.report_from_json({})
    with pytest.raises(WireError, match=r"The field status\.trunks is no list"):
        wire.full_status_from_json({**through(wire.full_status_to_json(FULL)), "trunks": {}})
    with pytest.raises(WireError, match=r"The field status\.agent\.pid is no whole number"):
        wire.full_status_from_json({**through(wire.full_status_to_json(FULL)), "agent": {"pid": "1"}})


@given(line=st.binary(max_size=200) | JSON.map(lambda raw: json.dumps(raw).encode()))
def test_any_line_is_an_object_or_refused(line: bytes) -> None:
    said = ""
    try:
        message = wire.decode(line)
    except WireError as error:
        said = str(error)
    else:
        assert isinstance(message, dict)
    assert said in {"", "A line is no JSON object."}


@given(raw=st.dictionaries(st.sampled_from(["state", "since", "until", "attempt", "heard", "saying"]), JSON))
def test_any_object_is_a_status_or_refused(raw: dict[str, object]) -> None:
    said = "The field call."
    try:
        status = wire.status_from_json(raw)
    except WireError as error:
        said = str(error)
    else:
        assert wire.status_from_json(through(wire.status_to_json(status))) == status
    assert said.startswith(("The field call.", "The number in the field call."))


@pytest.mark.parametrize(
    "line", [b"[" * 60_000, b'{"a":' * 10_000, b'{"a":' + b"9" * 60_000 + b"}", b'{"a":NaN}', b'{"a":-Infinity}']
)
def test_a_line_made_to_break_the_reader_is_refused(line: bytes) -> None:
    with pytest.raises(WireError, match="no JSON object"):
        wire.decode(line)


def test_a_line_has_its_longest_length_both_ways() -> None:
    with pytest.raises(WireError, match="longer than 65536 bytes; ask for less"):
        wire.encode({"a": "x" * wire.LONGEST_LINE})
    with pytest.raises(WireError, match="longer than 65536 bytes"):
        wire.decode(b" " * wire.LONGEST_LINE + b"{}")


def test_a_path_longer_than_an_address_is_refused_and_counted_in_bytes() -> None:
    assert wire.socket_address(Path("/" + "a" * 106)) == "/" + "a" * 106
    for path in ("/" + "a" * 107, "/" + "ю" * 54):
        with pytest.raises(WireError, match="longer than 107 bytes"):
            wire.socket_address(Path(path))
