"""The self-tests of one plan: which trunk is asked how, what listens, who makes the daily call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.sos.options import OptionsAnswer, options
from kiosk.sos.self_test import SelfTests
from kiosk.sos.sound_loop import SoundLoop
from kiosk.sos.test_call import DailyCall

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.call.status import SelfTestResult
    from kiosk.domain.call.trunk import Trunk
    from kiosk.sos.baresip.user_agent import UserAgent
    from kiosk.sos.plan import AgentPlan, Sound
    from kiosk.sos.record import Record


def self_tests(
    plan: AgentPlan, user_agent: UserAgent, record: Record, wall: Callable[[], int], changed: Callable[[], None]
) -> SelfTests:
    """What looks after `user_agent` and the trunks of `plan`, on the same path as a call takes."""
    sound = plan.user_agent.sound
    some = sound.microphone or sound.loudspeaker or plan.find_sound is not None

    async def hear() -> SelfTestResult:
        return await SoundLoop(user_agent.plan.sound, wall).hear()

    async def ask(trunk: Trunk) -> OptionsAnswer:
        return await options(trunk.uri, trunk.account, ca_file=plan.user_agent.ca_file)

    return SelfTests(
        plan.trunks,
        user_agent,
        record,
        ask=ask,
        hear=hear if some else None,
        unable=lambda: lacking(user_agent.plan.sound),
        line=DailyCall(user_agent, wall),
        wall=wall,
        changed=changed,
    )


def lacking(sound: Sound) -> str:
    """What the test of the sound cannot do without."""
    words = (("no microphone", sound.microphone), ("no loudspeaker", sound.loudspeaker))
    return " and ".join(word for word, device in words if not device)
