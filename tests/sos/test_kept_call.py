"""A call that is kept in memory while it runs: what a new agent makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.call.machine import Call
from kiosk.domain.call.status import CallStatus, State
from kiosk.sos.kept_call import FORSAKEN, NAME, KeptCall

NOW = 1000.0


def call(state: State, until: float | None = None, callback_until: float | None = None) -> Call:
    status = CallStatus(state, NOW, until, reference="a1b2", trunk="b", callback_until=callback_until)
    return Call(status)


def test_without_a_kept_call_there_is_none(tmp_path: Path) -> None:
    assert KeptCall(tmp_path).taken_up(NOW) == Call()


@pytest.mark.parametrize("state", [State.DIALING, State.RINGING, State.CONNECTED])
def test_a_call_is_dialled_again_at_once_over_its_trunk(tmp_path: Path, state: State) -> None:
    KeptCall(tmp_path).keep(call(state), NOW)
    taken = KeptCall(tmp_path).taken_up(NOW + 2)
    assert (taken.status.state, taken.status.until) == (State.RETRYING, NOW + 2)
    assert (taken.status.reference, taken.round.first) == ("a1b2", "b")


def test_a_call_nobody_can_still_wait_for_is_not_dialled(tmp_path: Path) -> None:
    KeptCall(tmp_path).keep(call(State.CONNECTED), NOW)
    assert KeptCall(tmp_path).taken_up(NOW + FORSAKEN).status.state is State.RETRYING
    assert KeptCall(tmp_path).taken_up(NOW + FORSAKEN + 1) == Call()
    assert KeptCall(tmp_path).taken_up(NOW - 1) == Call()


def test_the_window_for_the_call_back_outlives_the_agent(tmp_path: Path) -> None:
    idle = call(State.IDLE, callback_until=NOW + 900)
    KeptCall(tmp_path).keep(idle, NOW)
    assert KeptCall(tmp_path).taken_up(NOW + 600).status.callback_until == NOW + 900


def test_a_call_of_before_the_machine_started_is_forgotten(tmp_path: Path) -> None:
    KeptCall(tmp_path).keep(call(State.CONNECTED), NOW)
    kept = json.loads((tmp_path / NAME).read_text())
    (tmp_path / NAME).write_text(json.dumps(kept | {"boot": "another"}))
    assert KeptCall(tmp_path).taken_up(NOW) == Call()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"boot": 1}', "\x00" * 100])
def test_a_damaged_file_is_no_call_and_is_told(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / NAME).write_text(content)
    assert KeptCall(tmp_path).taken_up(NOW) == Call()
    assert caplog.messages == [] if content == '{"boot": 1}' else len(caplog.messages) == 1


def test_a_folder_that_takes_nothing_is_told_once_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = KeptCall(tmp_path / "absent")
    for second in range(3):
        kept.keep(call(State.CONNECTED), NOW + second)
    assert len(caplog.messages) == 1


def test_what_is_kept_follows_the_call(tmp_path: Path) -> None:
    kept = KeptCall(tmp_path)
    kept.keep(call(State.CONNECTED), NOW)
    over = call(State.ENDED, until=NOW + 20)
    kept.keep(replace(over, status=replace(over.status, callback_until=NOW + 900)), NOW + 5)
    assert KeptCall(tmp_path).taken_up(NOW + 6).status.state is State.ENDED
