"""The two dispatchers of the demonstration, in a thread of their own, and how they are told what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Any, TypeVar

from kiosk.demo.dispatcher.behaviour import parse
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.demo.dispatcher.heard import Heard
from kiosk.demo.dispatcher.voice import operator
from kiosk.domain.call.sip_uri import Transport

TRUNKS = {"a": Transport.UDP, "b": Transport.TCP}
PATIENCE = 10.0

Result = TypeVar("Result")


class Desk:
    """Two dispatchers, one for each operator's trunk, as a context manager.

    `failed` is called when they end, which before the end of the context is a bug; leaving it raises that.
    """

    def __init__(self, failed: Callable[[], None]) -> None:
        self._dispatchers = {name: Dispatcher(transport=transport) for name, transport in TRUNKS.items()}
        self._failed = failed
        self._ready: Future[tuple[str, ...]] = Future()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="demo-dispatchers")

    def __enter__(self) -> Desk:
        self._ended = self._thread.submit(self._run)
        self._ended.add_done_callback(lambda _: self._failed())
        either: list[Future[Any]] = [self._ready, self._ended]
        wait(either, return_when=FIRST_COMPLETED)
        if self._ended.done():
            self._thread.shutdown()
            self._ended.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._ended.done():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.shutdown()
        self._ended.result()

    @property
    def uris(self) -> tuple[str, ...]:
        """Where they are called, the trunks in their order."""
        return self._ready.result()

    def status(self) -> dict[str, Any]:
        """How each behaves and what it heard of its last call."""
        return self._do(self._status())

    def order(self, words: Mapping[str, str]) -> None:
        """`trunk` and `behaviour`, or `do` = call_back. Raises ValueError in words that name what is wrong."""
        trunk = words.get("trunk", "")
        if trunk not in {"", *self._dispatchers}:
            raise ValueError(f"trunk is none of {', '.join(self._dispatchers)}")
        if words.get("do") == "call_back":
            self._do(self._call_back(trunk))
        elif trunk and "behaviour" in words:
            self._do(self._dispatchers[trunk].behave(parse(words["behaviour"])))
        else:
            raise ValueError("trunk and behaviour, or do=call_back, are wanted")

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        """In the thread of the dispatchers."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    async def _status(self) -> dict[str, Any]:
        return {name: _told(one) for name, one in self._dispatchers.items()}

    async def _call_back(self, trunk: str) -> None:
        called = [one for name, one in self._dispatchers.items() if one.calls and trunk in {"", name}]
        if not called:
            raise ValueError("nobody has called yet")
        try:
            await max(called, key=lambda one: one.calls[-1].invited_at).call_back()
        except OSError as error:
            raise ValueError("the pavilion does not listen") from error

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        first, second = self._dispatchers.values()
        async with first, second:
            self._ready.set_result((str(first.uri), str(second.uri)))
            stop = asyncio.create_task(self._stop.wait())
            await self._speak(stop)
            bugs = [asyncio.create_task(one.failed()) for one in (first, second)]
            done, others = await asyncio.wait({stop, *bugs}, return_when=asyncio.FIRST_COMPLETED)
            for task in others:
                task.cancel()
            await asyncio.gather(*done)

    async def _speak(self, stop: asyncio.Task[bool]) -> None:
        """Speech takes a moment to be made; whoever calls before that hears a tone."""
        making = asyncio.create_task(asyncio.to_thread(operator))
        await asyncio.wait({making, stop}, return_when=asyncio.FIRST_COMPLETED)
        if making.done():
            for one in self._dispatchers.values():
                one.voice = making.result()


def _told(one: Dispatcher) -> dict[str, Any]:
    last = one.calls[-1] if one.calls else None
    return {
        "uri": str(one.uri),
        "behaviour": str(one.behaviour),
        "calls": len(one.calls),
        "last": None if last is None else _told_of(last),
    }


def _told_of(call: Heard) -> dict[str, Any]:
    return {
        "state": call.state,
        "seconds_heard": round(call.seconds, 2),
        "level": round(call.level),
        "lost": call.lost,
        "digits": call.digits,
    }
