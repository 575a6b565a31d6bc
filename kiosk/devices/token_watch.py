"""Looks for the operator's token on USB sticks that are put in, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.devices import token, usb
from kiosk.devices.token import Refusal, Token, TokenError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from kiosk.devices.usb import Stick

EVERY = 2.0
"""Seconds between two looks."""
STOPPING = 1.0
"""Seconds for the last look to end: a stick that is broken may never answer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sticks that are in hold for the door: a token that opens this kiosk, or why one opens nothing."""

    token: Token | None = None
    refusal: Refusal | None = None


class TokenWatch:
    """Tells `heard` each time something changes. A stick is read once, when it is put in.

    What was read is judged at each look: a token that stays in expires all the same, and one that came before the
    clock was set opens once it is.

    `key` is the operator's, `kiosk` this pavilion's code, `today` gives the date here.
    """

    def __init__(
        self,
        key: Ed25519PublicKey,
        kiosk: str,
        today: Callable[[], date],
        heard: Callable[[Seen], None],
        *,
        sticks: Callable[[], tuple[Stick, ...]] = usb.sticks,
    ) -> None:
        self._key = key
        self._kiosk = kiosk
        self._today = today
        self._heard = heard
        self._sticks = sticks
        self._known: dict[Stick, Token | Refusal | None] = {}
        self._told = Seen()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="usb keys", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no longer."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(STOPPING)

    def look(self) -> None:
        """See which sticks came and went."""
        sticks = self._sticks()
        known = {stick: self._known[stick] if stick in self._known else self._read(stick) for stick in sticks}
        self._known = known
        today = self._today()
        found = [self._judged(one, today) for one in known.values()]
        now = min(found, key=lambda seen: (seen.token is None, seen.refusal is None), default=Seen())
        if now != self._told:
            self._told = now
            _note(now)
            self._heard(now)

    def _run(self) -> None:
        while not self._ending.wait(EVERY):
            self.look()

    def _read(self, stick: Stick) -> Token | Refusal | None:
        """The token on a stick, its signature checked; or why it is none; None where there is no such file."""
        try:
            return token.opened(token.read(stick.path / token.NAME), self._key)
        except TokenError as error:
            return error.why
        except OSError:
            return None  # a stick without a token, or one that was pulled out at once

    def _judged(self, found: Token | Refusal | None, today: date) -> Seen:
        if not isinstance(found, Token):
            return Seen(refusal=found)
        try:
            token.check(found, self._kiosk, today)
        except TokenError as error:
            return Seen(refusal=error.why)
        return Seen(found)


def _note(now: Seen) -> None:
    if now.refusal is not None:
        log.warning("a USB key does not open this kiosk: %s", TokenError(now.refusal))
    elif now.token is not None:
        log.info("a USB key that opens this kiosk was put in")
