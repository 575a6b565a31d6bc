"""The door of the service menu: the pattern or the operator's USB key, then the PIN; and when it closes."""

from __future__ import annotations

import logging
import math
import secrets
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.app.background import Background
from kiosk.app.live import ZONE
from kiosk.devices import token
from kiosk.devices.pin_gate import Answer, PinGate, Try
from kiosk.devices.token_watch import Seen, TokenWatch
from kiosk.domain.call.status import IN_CALL
from kiosk.domain.maintenance import pattern, session
from kiosk.domain.maintenance.menu import Role
from kiosk.domain.maintenance.pattern import Pattern
from kiosk.domain.maintenance.session import How, Session
from kiosk.domain.service_day import local_date
from kiosk.screens.maintenance.menu import CLOSED, OPEN, PAD
from kiosk.screens.maintenance.pad import USUAL, Look, PadScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kiosk.app.maintenance.context import Context
    from kiosk.devices.usb import Stick
    from kiosk.domain.call.status import CallStatus

TICK_MS = 1000
TOLD = 60
"""Seconds before it closes from which on that is told."""

log = logging.getLogger(__name__)


class Door(QObject):
    """Opens and closes the menu of `context`; `screen` is its PIN pad.

    `monotonic`, `gate` and `sticks` are those of this machine unless a test brings its own.
    """

    _key_heard = Signal(object)

    def __init__(
        self,
        context: Context,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        gate: Callable[[], PinGate] | None = None,
        sticks: Callable[[], tuple[Stick, ...]] | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._menu = context.menu
        self._monotonic = monotonic
        self._make_gate = gate or partial(PinGate, context.folder / "maintenance")
        self._gate: PinGate | None = None
        self.screen = PadScreen(self)
        # Of its own: the PIN must not wait for what another page takes its time with.
        self._background = Background(self)
        self._watch = self._token_watch(sticks)
        self._pattern = Pattern()
        self._session: Session | None = None
        self._seen = Seen()
        self._by_key = False
        self._opened_for: Role | None = None
        self._free_at = 0.0
        self._in_call = False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Let people in from now on."""
        self._menu.doorHeld.connect(self._held)
        self._menu.doorTouched.connect(self._touched_clock)
        self._menu.doorWanted.connect(self._wanted)
        self._menu.touched.connect(self._touched)
        self._menu.closed.connect(self._closed)
        self.screen.entered.connect(self._entered)
        if self._context.emergency is not None:
            self._context.emergency.published.connect(self._hear_call)
        self._background.run(self._make_gate, self._have_gate)
        if self._watch is not None:
            self._key_heard.connect(self._key_seen)
            self._watch.start()
        self._timer.start()

    def stop(self) -> None:
        """Let nobody in any more."""
        self._timer.stop()
        if self._watch is not None:
            self._watch.stop()
        self._background.stop()

    @Slot()
    def tick(self) -> None:
        """Close what nobody uses, and tell how much time is left."""
        now = self._monotonic()
        if self._session is None:
            return
        left = self._session.left(now)
        if left.seconds <= 0:
            self._menu.close(left.how.value)
        elif self._menu.look == OPEN:
            self._menu.tell_time(left.seconds if left.seconds <= TOLD else 0, stayable=left.stayable)
        elif self.screen.look == Look.LOCKED:
            self._count_down(now)

    def _count_down(self, now: float) -> None:
        seconds = math.ceil(self._free_at - now)
        if seconds > 0:
            self.screen.count_down(seconds)
        else:
            self._look_at_gate()

    @Slot()
    def _held(self) -> None:
        self._pattern = pattern.held(self._monotonic())

    @Slot()
    def _touched_clock(self) -> None:
        self._pattern = pattern.touched(self._pattern, self._monotonic())
        if self._pattern.complete:
            self._pattern = Pattern()
            self._ask(by_key=self._seen.token is not None)

    @Slot()
    def _wanted(self) -> None:
        self._ask(by_key=self._seen.token is not None)

    @Slot()
    def _touched(self) -> None:
        if self._session is not None:
            self._session = session.touched(self._session, self._monotonic())

    def _ask(self, *, by_key: bool) -> None:
        """Bring up the pad, unless the menu is open or somebody calls for help."""
        if self._in_call or self._menu.look != CLOSED:
            return
        self._by_key = by_key
        self._session = session.pad_opened(self._monotonic())
        order = list(USUAL)
        if self._context.settings.maintenance.shuffled_pad:
            secrets.SystemRandom().shuffle(order)
        self.screen.begin("".join(order))
        self._menu.ask_pin()
        self._look_at_gate()

    def _have_gate(self, gate: PinGate) -> None:
        self._gate = gate
        self._look_at_gate()

    def _look_at_gate(self) -> None:
        if self._gate is not None and self._menu.look == PAD:
            self._background.run(self._gate.look, self._answered)

    @Slot(str)
    def _entered(self, digits: str) -> None:
        if self._gate is not None:
            self._background.run(partial(self._gate.enter, digits), self._answered)

    def _answered(self, made: Try) -> None:
        """Show and write down what came of a try; one that was made counts, whether or not the pad is still up."""
        if made.answer is Answer.WRONG:
            self._context.journal.record("pin_refused", tries=made.tries)
            if made.wait:
                self._context.journal.record("pin_locked", seconds=made.wait)
        if self._menu.look != PAD:
            return
        if made.answer is Answer.RIGHT:
            self._let_in()
            return
        self._free_at = self._monotonic() + made.wait
        if made.wait and made.answer in (Answer.WRONG, Answer.LOCKED):
            self.screen.tell(Look.LOCKED, made.wait)
        elif made.answer is not Answer.READY or self.screen.look in (Look.STARTING, Look.LOCKED):
            self.screen.tell(Look(made.answer.value))

    def _let_in(self) -> None:
        known = self._seen.token if self._by_key else None
        self._opened_for = known.role if known else Role.TECHNICIAN
        self._session = session.opened(self._monotonic())
        by = "key" if known else "hold"
        self._context.journal.record("maintenance_opened", role=self._opened_for, by=by)
        log.info("the service menu is open")
        self._menu.let_in(self._opened_for)

    @Slot(str)
    def _closed(self, how: str) -> None:
        role, self._opened_for, self._session = self._opened_for, None, None
        self.screen.tell(Look.STARTING)
        self._menu.tell_time(0)
        if role is not None:
            self._context.journal.record("maintenance_closed", role=role, how=how)
            log.info("the service menu is closed: %s", how)

    @Slot(object)
    def _hear_call(self, status: CallStatus | None) -> None:
        """A call for help needs the whole screen, and nobody at the menu's keys."""
        self._in_call = status is not None and status.state in IN_CALL
        if self._in_call:
            self._pattern = Pattern()
            self._menu.close(How.EMERGENCY.value)

    @Slot(object)
    def _key_seen(self, seen: Seen) -> None:
        gone = self._seen.token is not None and seen.token is None
        self._seen = seen
        self.screen.tell_key(seen.token.role.value if seen.token else seen.refusal.value if seen.refusal else "")
        if seen.refusal is not None:
            self._context.journal.record("token_refused")
        if seen.token is not None:
            self._ask(by_key=True)
        elif gone and self._by_key and self._menu.look == PAD:
            self._menu.close()

    def _token_watch(self, sticks: Callable[[], tuple[Stick, ...]] | None) -> TokenWatch | None:
        settings = self._context.settings
        if not settings.maintenance.operator_key:
            return None
        key = token.public_key(settings.maintenance.operator_key)
        more = {} if sticks is None else {"sticks": sticks}
        return TokenWatch(key, settings.emergency.pavilion, self._today, self._key_heard.emit, **more)

    def _today(self) -> date:
        return local_date(self._context.clock.read().instant, ZONE)
