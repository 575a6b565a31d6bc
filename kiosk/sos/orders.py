"""Orders of the rules are carried out, one after the other, so that a hang-up precedes a dial."""

from __future__ import annotations

import asyncio
import functools
import logging
from typing import TYPE_CHECKING

from kiosk.domain.call.events import (
    Answer,
    Dial,
    HangUp,
    NotifyCentre,
    PhraseSpoken,
    Refuse,
    Speak,
    UserAgentDied,
)
from kiosk.sos.baresip.user_agent import UserAgentError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from kiosk.domain.call.events import Event, Order
    from kiosk.domain.call.status import CallStatus, Phrase
    from kiosk.sos.baresip.user_agent import UserAgent
    from kiosk.sos.plan import AgentPlan
    from kiosk.sos.self_test import SelfTests
    from kiosk.sos.speech import Speech

log = logging.getLogger(__name__)


class Orders:
    """Takes orders at once and carries them out in turn; speaking and telling the centre go on beside."""

    def __init__(
        self,
        plan: AgentPlan,
        user_agent: UserAgent,
        speech: Speech,
        *,
        tests: SelfTests,
        happened: Callable[[Event], None],
        wall: Callable[[], int],
    ) -> None:
        self._trunks = {trunk.name: trunk for trunk in plan.trunks}
        self._user_agent = user_agent
        self._speech = speech
        self._tests = tests
        self._happened = happened
        self._tell_centre = _centre(plan, wall)
        self._given: asyncio.Queue[Order] = asyncio.Queue()

    def give(self, order: Order, status: CallStatus) -> None:
        """Carry out `order` as soon as those before it are; `status` is the call's that it belongs to."""
        match order:
            case Speak():
                self._beside(self._speak(order.phrase))
            case NotifyCentre():
                self._beside(self._notify(status.reference))
            case _:
                self._given.put_nowait(order)

    async def run(self) -> None:
        """Carry out what is given, for ever."""
        async with asyncio.TaskGroup() as self._group:
            while True:
                await self._carry_out(await self._given.get())

    async def _carry_out(self, order: Order) -> None:
        try:
            match order:
                case Dial():
                    await self._tests.quiet()
                    trunk = self._trunks[order.trunk]
                    await self._user_agent.dial(trunk.uri, trunk, with_location=order.with_location)
                case HangUp():
                    await self._user_agent.hang_up(order.call_id)
                case Answer():
                    await self._user_agent.answer(order.call_id)
                case Refuse():
                    await self._user_agent.refuse(order.call_id)
        except UserAgentError as error:
            log.warning("the user agent did not %s: %s", type(order).__name__.lower(), error)
            if isinstance(order, Dial):
                self._happened(UserAgentDied())

    def _beside(self, doing: Coroutine[None, None, None]) -> None:
        self._group.create_task(doing)

    async def _speak(self, phrase: Phrase) -> None:
        """Let the machine speak in place of the microphone; a call that ends meanwhile ends this."""
        spoken = self._speech.file(phrase)
        if spoken is not None:
            try:
                await self._user_agent.play(spoken.path, spoken.seconds)
            except UserAgentError as error:
                log.warning("the phrase %s could not be spoken: %s", phrase, error)
        self._happened(PhraseSpoken())

    async def _notify(self, reference: str) -> None:
        if self._tell_centre:
            await self._tell_centre(reference)


def _centre(plan: AgentPlan, wall: Callable[[], int]) -> Callable[[str], Awaitable[bool]] | None:
    """How the centre is told of a call; None where there is none. What that takes is loaded before any call, and
    not at all where it is not needed: it is 2 MB.
    """
    if plan.notice is None:
        return None
    from kiosk.sos.notice import notify  # noqa: PLC0415

    return functools.partial(notify, plan.notice, plan.pavilion, wall=wall)
