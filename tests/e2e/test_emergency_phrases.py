"""What is spoken into one call is not heard in the next, however soon that comes."""

from __future__ import annotations

from pathlib import Path

from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.events import PhraseWanted
from kiosk.domain.call.status import Phrase, State
from kiosk.domain.call.tone import tone_share
from tests.e2e.agent_here import agent, run, trunks
from tests.e2e.pavilion import LIMIT, MICROPHONE_HZ
from tests.sos.far_end import tone_file, until


def test_a_call_at_once_after_one_that_ended_in_a_sentence_has_the_microphone(tmp_path: Path) -> None:
    microphone = f"aufile,{tone_file(tmp_path / 'tone.wav', MICROPHONE_HZ)}"

    async def test() -> None:
        async with Dispatcher() as only, agent(*trunks(only.uri), microphone=microphone) as here:
            await until(lambda: here.agent._speech.file(Phrase.ADDRESS), LIMIT)
            for number in (1, 2, 3):
                here.call()
                heard = await only.wait_for_call(number, LIMIT)
                await only.wait_for_sound(heard, 1.0, LIMIT)
                assert tone_share(heard.samples(0.5), 8000, MICROPHONE_HZ) >= 0.9
                here.agent.happened(PhraseWanted(Phrase.ADDRESS))
                await until(lambda heard=heard: tone_share(heard.samples(0.2), 8000, MICROPHONE_HZ) < 0.3)  # type: ignore[misc]
                here.give_up()
            await here.wait_for(State.IDLE)

    run(test)
