"""Calls that may hang, in a thread that nobody waits for."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def aside(function: Callable[[], T], name: str) -> T:
    """What `function` returns or raises, run in a thread of this name.

    Unlike the loop's own threads it does not hold up the end of the process: a resolver or a server may hang for
    minutes. Whoever waits no longer (a limit, a cancellation) leaves the thread to end by itself.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            result = function()
        except Exception as error:  # noqa: BLE001  passed on to whoever awaits it
            answer(done.set_exception, error)
        else:
            answer(done.set_result, result)

    def answer(settle: Callable[..., None], value: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if done.done() else settle(value))

    threading.Thread(target=run, name=name, daemon=True).start()
    return await done
