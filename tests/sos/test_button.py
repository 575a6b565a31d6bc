"""The physical button, through a pipe that carries the bytes of an input device."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call.events import ButtonDown, ButtonUp, Event
from kiosk.sos.button import EV_KEY, EV_SYN, INPUT_EVENT, SYN_DROPPED, SYN_REPORT, Key, watch
from kiosk.sos.plan import Button

KEY = 0x161
SOON = 0.01
GENEROUS = 20.0


def event(kind: int, code: int, value: int) -> bytes:
    return INPUT_EVENT.pack(1_795_333_069, 123_456, kind, code, value)


REPORT = event(EV_SYN, SYN_REPORT, 0)
PRESS = event(EV_KEY, KEY, 1) + REPORT
REPEAT = event(EV_KEY, KEY, 2) + event(EV_SYN, SYN_REPORT, 1)
RELEASE = event(EV_KEY, KEY, 0) + REPORT
LOST = event(EV_SYN, SYN_DROPPED, 0)
NOISE = event(4, 4, 458_792) + event(EV_KEY, 30, 1) + event(EV_KEY, 30, 0) + REPORT


class Watched:
    """A button being watched, and what happened."""

    def __init__(self, device: Path) -> None:
        self.device = device
        self._events: asyncio.Queue[Event] = asyncio.Queue()

    async def happens(self) -> Event:
        return await asyncio.wait_for(self._events.get(), GENEROUS)

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        task = asyncio.create_task(watch(Button(self.device, KEY), self._events.put_nowait, reopen=SOON))
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        assert self._events.empty()


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "event0"
    os.mkfifo(path)
    return path


@contextlib.contextmanager
def plugged(pipe: Path) -> Iterator[int]:
    """The device's own end; when it is left, the device is unplugged."""
    descriptor = os.open(pipe, os.O_RDWR)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def test_press_and_release_are_told_and_nothing_else(pipe: Path) -> None:
    async def play() -> None:
        watched = Watched(pipe)
        with plugged(pipe) as device:
            async with watched.watching():
                os.write(device, NOISE + PRESS)
                assert await watched.happens() == ButtonDown()
                os.write(device, REPEAT * 50 + NOISE + RELEASE)
                assert await watched.happens() == ButtonUp()
                os.write(device, PRESS + RELEASE)
                assert [await watched.happens(), await watched.happens()] == [ButtonDown(), ButtonUp()]

    asyncio.run(play())


def test_unplugged_while_pressed_is_released(pipe: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async def play() -> None:
        watched = Watched(pipe)
        async with watched.watching():
            with plugged(pipe) as device:
                os.write(device, PRESS)
                assert await watched.happens() == ButtonDown()
                pipe.unlink()
            assert await watched.happens() == ButtonUp()
            os.mkfifo(tmp_path / "new")
            with plugged(tmp_path / "new") as device:
                (tmp_path / "new").rename(pipe)
                os.write(device, PRESS + RELEASE)
                assert [await watched.happens(), await watched.happens()] == [ButtonDown(), ButtonUp()]
                assert caplog.messages == [
                    "the button cannot be read: it was closed",
                    "the button can be read again",
                ]

    asyncio.run(play())


@pytest.mark.parametrize("kind", ["missing", "file", "folder"])
def test_what_is_no_device_is_told_once_and_looked_for_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    caplog.set_level(logging.INFO)
    device = tmp_path / "event0"
    if kind == "file":
        device.write_bytes(PRESS)
    elif kind == "folder":
        device.mkdir()

    async def play() -> None:
        watched = Watched(device)
        async with watched.watching():
            while not caplog.records:
                await asyncio.sleep(SOON)
            await asyncio.sleep(5 * SOON)  # some attempts more, for the log to be said twice if it were
            if kind != "missing":
                device.rename(tmp_path / "other")
            os.mkfifo(tmp_path / "new")
            with plugged(tmp_path / "new") as end:
                (tmp_path / "new").rename(device)
                os.write(end, PRESS + RELEASE)
                assert [await watched.happens(), await watched.happens()] == [ButtonDown(), ButtonUp()]
                assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]

    asyncio.run(play())


def test_bug_in_the_listener_ends_the_watch(pipe: Path) -> None:
    def broken(_: Event) -> None:
        raise ZeroDivisionError

    async def play() -> None:
        with plugged(pipe) as device:
            os.write(device, PRESS + RELEASE)
            await asyncio.wait_for(watch(Button(pipe, KEY), broken), GENEROUS)

    with pytest.raises(ZeroDivisionError):
        asyncio.run(play())


def test_lost_events_release_and_ask_for_a_new_press() -> None:
    key = Key(KEY)
    assert list(key.read(PRESS + LOST)) == [ButtonDown(), ButtonUp()]
    assert list(key.read(event(EV_KEY, KEY, 1) + REPORT)) == []  # of before the gap
    assert list(key.read(REPEAT * 3 + RELEASE)) == []
    assert list(key.read(PRESS)) == [ButtonDown()]


def test_release_alone_is_nothing() -> None:
    assert list(Key(KEY).read(RELEASE + REPEAT + RELEASE)) == []


@given(st.lists(st.sampled_from([PRESS, RELEASE, REPEAT, NOISE, LOST, REPORT])), st.data())
def test_bytes_may_be_cut_anywhere(events: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(events)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)))))
    cut = Key(KEY)
    parts = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert [happened for part in parts for happened in cut.read(part)] == list(Key(KEY).read(whole))


@given(st.binary(max_size=2000))
def test_garbage_never_presses_twice(noise: bytes) -> None:
    """Whatever the bytes say, a press is followed by a release and the other way round."""
    told = list(Key(KEY).read(noise + PRESS[: INPUT_EVENT.size]))
    assert told[::2] == [ButtonDown()] * len(told[::2])
    assert told[1::2] == [ButtonUp()] * len(told[1::2])
