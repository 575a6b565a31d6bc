"""Keep one live source polled: fetch, parse, judge, publish, wait."""

from __future__ import annotations

import hashlib
import logging
import random as chance
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.domain.realtime import SourceState
from kiosk.feeds.errors import FeedError, FetchError
from kiosk.feeds.fetch import Response, fetch
from kiosk.feeds.line import Line
from kiosk.feeds.plausible import Judgement
from kiosk.feeds.source import NO_VALIDATORS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.realtime import Fault, FeedMessage
    from kiosk.domain.service_day import Now
    from kiosk.feeds.fetch import NotModified, Source

LONGEST_WAIT = 300.0
SHORTEST_WAIT = 1.0
STOP_PATIENCE = 5.0

log = logging.getLogger(__name__)


class Poller:
    """One thread that polls one source and publishes every fact about it, good or bad.

    `publish` is called in that thread. Only what the world does wrong is caught: a bug in `parse` or `publish`
    ends the thread through threading.excepthook. `wait` waits for at most so many seconds, less when woken.
    """

    def __init__(
        self,
        name: str,
        source: Source,
        parse: Callable[[bytes], FeedMessage],
        publish: Callable[[SourceState], None],
        *,
        interval: float,
        clocks: Callable[[], Now],
        random: Callable[[], float] = chance.random,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._source = source
        self._parse = parse
        self._publish = publish
        self._interval = interval
        self._clocks = clocks
        self._random = random
        self._awake = threading.Event()
        self._wait = wait or self._awake.wait
        self._stopping = False
        self._rereading = False
        self._line = Line()
        self._state = SourceState(name)
        self._judgement = Judgement()
        self._validators = NO_VALIDATORS
        self._digest = b""
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name=f"feed {name}", daemon=True)

    def start(self) -> None:
        """Begin polling, at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the poll that runs, publish nothing more, and wait for the thread."""
        self._stopping = True
        self._line.hang_up()
        self._awake.set()
        self._thread.join(STOP_PATIENCE)
        if self._thread.is_alive():
            log.warning("%s does not stop and is left behind", self._thread.name)

    def reread(self) -> None:
        """Poll now and parse what comes even if it is known: what `parse` looks for has changed."""
        self._rereading = True
        self._awake.set()

    def _run(self) -> None:
        while not self._stopping:
            seconds = self._poll()
            if not self._stopping:
                self._wait(seconds)
                self._awake.clear()

    def _poll(self) -> float:
        """Poll once, publish the fact, and say how long to wait."""
        try:
            validators = NO_VALIDATORS if self._rereading else self._validators
            found = fetch(self._source, validators, self._new_line())
            state = self._read(found)
        except FetchError as error:
            self._failures += 1
            self._tell(self._failure(error.fault, error.sentence))
            return self._back_off(error.retry_after)
        except FeedError as error:
            # The server itself is well: asking at the usual pace shows soonest when its content is too.
            self._failures = 0
            self._tell(self._failure(error.fault, error.sentence))
            return self._interval
        self._failures = 0
        self._tell(replace(state, fault=None, reason="", failing_since=None))
        return max(self._interval, found.retry_after or 0.0)

    def _new_line(self) -> Line:
        """A line that `stop` can reach: it either finds this one, or has already said that we are stopping."""
        self._line = line = Line()
        if self._stopping:
            line.hang_up()
        return line

    def _read(self, found: Response | NotModified) -> SourceState:
        """The state after an answer. Raises FeedError.

        What is remembered as known is only what was accepted: a refused body is looked at anew each time.
        """
        if not isinstance(found, Response):
            return replace(self._state, received=self._clocks().monotonic)
        digest = hashlib.sha256(found.body).digest()
        known = digest == self._digest
        if known and not self._rereading:
            return replace(self._state, received=self._clocks().monotonic)
        if self._rereading:
            self._rereading, self._digest, self._validators = False, b"", NO_VALIDATORS
        message = self._parse(found.body)
        now = self._clocks()
        if not self._judgement.accepts(message, now):
            return self._state
        self._note_silent_change(message, known=known)
        self._digest = digest
        self._validators = found.validators
        return replace(self._state, message=message, received=now.monotonic)

    def _note_silent_change(self, message: FeedMessage, *, known: bool) -> None:
        last = self._state.message
        if last and last.timestamp is not None and last.timestamp == message.timestamp and not known:
            log.info("feed %s has changed under the same timestamp", self._state.name)

    def _failure(self, fault: Fault, reason: str) -> SourceState:
        since = self._state.failing_since
        since = self._clocks().monotonic if since is None else since
        return replace(self._state, fault=fault, reason=reason, failing_since=since)

    def _tell(self, state: SourceState) -> None:
        """Publish `state`; log it only where the fault begins, changes or ends."""
        if self._stopping:
            return
        if state.fault and state.fault != self._state.fault:
            log.warning("feed %s fails: %s", state.name, state.reason)
        elif self._state.fault and not state.fault:
            log.info("feed %s works again", state.name)
        self._state = state
        self._publish(state)

    def _back_off(self, retry_after: float | None) -> float:
        """How long to leave a failing server alone: ever longer, by chance, so that kiosks do not come as one."""
        longest = max(LONGEST_WAIT, self._interval)
        if retry_after is not None:
            return min(longest, retry_after + self._random() * self._interval)
        ceiling = min(longest, self._interval * 2.0 ** min(self._failures, 16))
        return max(SHORTEST_WAIT, self._random() * ceiling)
