"""Whether an emergency call stands in the way of ending the screen, as the agent last said."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.domain.call.status import CallStatus, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.app.emergency import Emergency


class CallHeard(QObject):
    """Listens to `emergency`; None: there is no agent. `monotonic` is the clock that CallStatus counts on."""

    def __init__(self, emergency: Emergency | None, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._status = CallStatus()
        if emergency is not None:
            emergency.published.connect(self._hear)

    @property
    def needed(self) -> bool:
        """Whether a call is on or may come back. An agent that is silent is where it was at its last word."""
        back = self._status.callback_until
        return self._status.state is not State.IDLE or (back is not None and self._monotonic() < back)

    @Slot(object)
    def _hear(self, status: CallStatus | None) -> None:
        if status is not None:
            self._status = status
