"""One web session from its folder to the proof that nothing of it is left. No Qt: it never hangs with the window.

Screen and supervisor, supervisor and window speak JSON, one object a line. To the supervisor: {"open": REQUEST}
once, {"end": END}; the end of input is the end of the session. From it: {"state": STATE} in the order of
`kiosk.browse.wire.State`, with "how" when it closes and "left" and "milliseconds" when it ended; {"bug": WHERE}.
The window gets {"plan": PLAN} first and both words of the screen, and says what it told the screen through us,
{"pulse": n} from its own loop and {"over": END} when it has destroyed page and profile and is to be killed.
"""

from __future__ import annotations

import contextlib
import os
import select
import time
from typing import TYPE_CHECKING, Any

from kiosk.browse import sweep, tree, verify
from kiosk.browse.environment import environment
from kiosk.browse.folder import SessionFolder, alone
from kiosk.browse.signals import told_to_end
from kiosk.browse.trust import TrustError, trust
from kiosk.browse.watch import Patience, Watch
from kiosk.browse.window_process import PIECE, WindowProcess
from kiosk.browse.wire import Lines, State, WireError, end_from_json, plan_to_json, request_from_json
from kiosk.domain.services.session import End

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kiosk.browse.plan import BrowsePlan

MEGABYTE = 2**20
WIPING = 0.6
"""Seconds in which the kernel has to let go of what is killed."""


class Supervisor:
    """Runs one session: `window_words` start its window in a new folder in `sessions`.

    `tell` hears what the screen is to know; `patience` is for tests.
    """

    def __init__(
        self,
        plan: BrowsePlan,
        window_words: Sequence[str],
        tell: Callable[[Mapping[str, object]], None],
        *,
        sessions: Path,
        environ: Mapping[str, str] = os.environ,
        patience: Patience = Patience(),  # noqa: B008  a frozen value
    ) -> None:
        self._plan = plan
        self._words = window_words
        self._tell = tell
        self._sessions = sessions
        self._environ = environ
        self._patience = patience
        self._from_screen = Lines()
        self._opened = False
        self._said_closing = False
        self._how: End | None = None
        self._over_since = 0.0
        self._without = ""

    def run(self, requests: int) -> End:
        """The whole session; `requests` is where the screen's words come from. Raises FolderError, WindowError."""
        tree.adopt_orphans()
        places = verify.places(self._environ)
        before = verify.names(places)
        with told_to_end() as signalled:
            with alone(self._sessions):
                left = sweep.sweep(self._sessions)
                folder = SessionFolder.made(self._sessions)
            try:
                how = self._live(folder, requests, signalled)
            finally:
                left += self._wiped(folder)
            left += sorted(map(str, verify.names(places) - before))
            took = round((time.monotonic() - self._over_since) * 1000)
            self._tell({"state": State.ENDED, "how": how, "left": left, "milliseconds": took})
            return how

    def _live(self, folder: SessionFolder, requests: int, signalled: int) -> End:
        self._trust(folder)
        window = WindowProcess(
            self._words,
            environment(folder, self._plan.resolver_rules, self._environ),
            folder.inner("home"),
        )
        exit_code: int | None = None
        try:
            with contextlib.suppress(OSError):  # only a sweep would need it
                sweep.note_window(folder.path, window.pid)
            now = time.monotonic()
            self._watch = Watch(self._plan.unresponsive_seconds, self._patience, now)
            window.tell({"plan": plan_to_json(self._plan)})
            exit_code = self._supervise(window, requests, signalled)
        finally:
            how = self._ends(End.CRASHED)
            window.close(exit_code)
        return how

    def _trust(self, folder: SessionFolder) -> None:
        ca_file, scratch = self._plan.ca_file, folder.inner("tmp")
        try:
            if self._plan.authorities:
                ca_file = scratch / "authorities.pem"
                ca_file.write_text(self._plan.authorities)
            if ca_file is not None:
                trust(ca_file, folder.inner("home"), scratch)
        except (TrustError, OSError):
            self._without = "ca_file"

    def _supervise(self, window: WindowProcess, requests: int, signalled: int) -> int | None:
        """Until the window is dead or is to be killed; its exit code where it is dead."""
        heard: dict[int, Callable[[], bool]] = {  # False: there is nothing more to hear
            window.says: lambda: self._hear_window(window),
            requests: lambda: self._hear_screen(requests, window),
            signalled: lambda: self._end(End.ABANDONED, window),
            window.ended: lambda: False,
        }
        poll = select.poll()
        for fd in heard:
            poll.register(fd, select.POLLIN)
        while not self._is_to_be_killed():
            ready = {fd for fd, _ in poll.poll(self._watch.seconds(time.monotonic()) * 1000 + 1)}
            for fd in [fd for fd in heard if fd in ready]:
                if not heard[fd]():
                    del heard[fd]
                    poll.unregister(fd)
            dead = tree.reap()
            if window.pid in dead:
                self._hear_window(window)  # its last words
                return dead[window.pid]
        return None

    def _is_to_be_killed(self) -> bool:
        """Whether the window has had its time, in one way or another."""
        now = time.monotonic()
        if self._watch.closing:
            return not self._opened or self._watch.farewell_is_over(now)
        if self._watch.is_silent(now):
            self._gives_up(End.UNRESPONSIVE)
        elif self._watch.is_to_look(now) and self._takes_too_much():
            self._gives_up(End.MEMORY)
        return self._watch.closing

    def _takes_too_much(self) -> bool:
        return tree.takes_more(tree.descendants(os.getpid()), self._plan.memory_megabytes * MEGABYTE)

    def _hear_screen(self, requests: int, window: WindowProcess) -> bool:
        """Pass on what the screen wants."""
        try:
            piece = os.read(requests, PIECE)
        except ConnectionResetError:  # the screen died with words of ours unread
            piece = b""
        try:
            for message in self._from_screen.objects(piece):
                if "open" in message and not self._opened:
                    request_from_json(message["open"])
                    self._opened = window.tell(message)
                    self._watch.opens(time.monotonic())
                elif "end" in message:
                    self._end(end_from_json(message["end"]), window)
                else:
                    raise WireError("The screen says what nobody understands.")
        except WireError as error:
            self._tell({"bug": str(error)})
            piece = b""
        return bool(piece) or self._end(End.ABANDONED, window)

    def _end(self, how: End, window: WindowProcess) -> bool:
        if not self._watch.closing:
            self._ends(how, hidden=False)
            window.tell({"end": how})
        return False

    def _hear_window(self, window: WindowProcess) -> bool:
        try:
            for message in window.heard():
                if message is None:
                    return False
                self._hear(message)
        except WireError as error:
            self._tell({"bug": str(error)})
            self._gives_up(End.CRASHED)
            return False
        return True

    def _hear(self, message: dict[str, Any]) -> None:
        now = time.monotonic()
        self._watch.beats(now)
        match message:
            case {"state": State.READY}:
                self._watch.is_ready(now)
                self._tell({"state": State.READY, **({"without": self._without} if self._without else {})})
            case {"state": State.OPENED | State.PAINTED as state}:
                self._tell({"state": state})
            case {"state": State.CLOSING, "how": how}:
                self._ends(end_from_json(how))
            case {"over": how}:  # page and profile are destroyed: to die in order would only take longer
                self._gives_up(end_from_json(how))
            case {"bug": str(where)}:
                self._tell({"bug": where})
            case {"pulse": int()}:
                pass
            case _:
                raise WireError("The window says what nobody understands.")

    def _gives_up(self, how: End) -> None:
        self._ends(how)
        self._watch.gives_up(time.monotonic())

    def _ends(self, how: End, *, hidden: bool = True) -> End:
        """The session is over: how, which is the first that was told.

        `hidden`: its window is not on the screen any more, or is about to be killed.
        """
        now = time.monotonic()
        if self._how is None:
            self._how, self._over_since = how, now
            self._watch.closes(now)
        if hidden and not self._said_closing:
            self._said_closing = True
            self._tell({"state": State.CLOSING, "how": self._how})
        return self._how

    def _wiped(self, folder: SessionFolder) -> list[str]:
        """What would not go when what is left of the window's tree is killed and its folder removed."""
        left = [f"process {pid}" for pid in tree.end_all(WIPING)]
        return left if folder.remove() else [*left, f"folder {folder.path.name}"]
