"""Work beside the screen's thread: one piece after the other, its errors in sight, and an end that comes."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kiosk.app.background import Background

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background(patience=0.01)
    yield made
    made.stop()


def test_pieces_are_done_in_order_in_another_thread_and_given_in_this_one(
    background: Background, qtbot: QtBot
) -> None:
    here = threading.current_thread()
    given: list[int] = []

    def give(number: int) -> None:
        assert threading.current_thread() is here
        given.append(number)

    def work(number: int) -> int:
        assert threading.current_thread() is not here
        return number

    for number in range(20):
        background.run(partial(work, number), give)
    qtbot.waitUntil(lambda: len(given) == 20)
    assert given == list(range(20))


def test_an_error_of_the_work_is_raised_in_the_screens_thread_and_the_next_piece_is_done(
    background: Background, qtbot: QtBot
) -> None:
    missing: dict[str, str] = {}
    given: list[str] = []
    with qtbot.capture_exceptions() as raised:
        background.run(lambda: str(missing["key"]), given.append)
        background.run(lambda: "next", given.append)
        qtbot.waitUntil(lambda: given == ["next"])
    assert [kind for kind, _, _ in raised] == [KeyError]


def test_stopping_does_not_wait_for_ever_for_work_that_hangs(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    begun, answers, ended = threading.Event(), threading.Event(), threading.Event()
    given: list[object] = []

    def hang() -> None:
        begun.set()
        answers.wait()

    background.run(hang, given.append)
    background.run(ended.set, given.append)
    begun.wait()
    background.stop()
    assert "left behind" in caplog.text
    left = [one for one in threading.enumerate() if one.name == "background"]
    assert all(thread.daemon for thread in left)
    answers.set()
    for thread in left:
        thread.join()
    qtbot.wait(0)
    assert not given
    assert not ended.is_set()


def test_stopping_waits_for_what_will_end(qtbot: QtBot) -> None:
    background = Background()
    begun, done = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        done.set()

    background.run(work, lambda _: None)
    begun.wait()
    background.stop()
    assert done.is_set()
    background.run(begun.clear, lambda _: None)
    assert begun.is_set()
