"""What the emergency agent's self-tests say, in the technician's language. Anything else is said as it came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRUNK = re.compile(r"(?P<trunk>[^:]+): (?P<rest>.*)")
_HEARD = r" \(share (?P<a>[\d.]+), loudness (?P<b>\d+)\)"


def agent_words(said: str) -> str:
    """One sentence of a self-test, with the trunk's name before it where it has one."""
    if known := _known(said):
        return known
    trunk = _TRUNK.fullmatch(said)
    if trunk and (known := _known(trunk["rest"])):
        return f"{trunk['trunk']}: {known}"
    return said


def _known(said: str) -> str:
    for pattern, words in _sentences():
        if found := re.fullmatch(pattern, said):
            parts = found.groupdict()
            return words.replace("%1", parts.get("a", "")).replace("%2", parts.get("b", ""))
    return ""


def _sentences() -> Iterator[tuple[str, str]]:
    """Patterns of what the agent says, and the words for it."""
    yield f"the tone was heard{_HEARD}", tr("the tone was heard (share %1, loudness %2)")
    yield f"the tone was not heard{_HEARD}", tr("the tone was not heard (share %1, loudness %2)")
    yield f"our tone came back{_HEARD}", tr("our tone came back (share %1, loudness %2)")
    yield f"the test tone was heard{_HEARD}", tr("the test tone was heard (share %1, loudness %2)")
    yield f"another sound came{_HEARD}", tr("another sound came (share %1, loudness %2)")
    yield "no sound came", tr("no sound came")
    yield "there is no microphone or no loudspeaker", tr("there is no microphone or no loudspeaker")
    yield "not possible: no microphone and no loudspeaker", tr("there is neither a microphone nor a loudspeaker")
    yield "not possible: no microphone", tr("there is no microphone")
    yield "not possible: no loudspeaker", tr("there is no loudspeaker")
    yield from _devices("microphone", tr("the microphone"))
    yield from _devices("loudspeaker", tr("the loudspeaker"))
    yield r"refused with SIP (?P<a>\d+)", tr("refused with SIP %1")
    yield r"no answer within (?P<a>\d+) s", tr("no answer within %1 s")
    yield "the trunk cannot be reached", tr("the trunk cannot be reached")
    yield "the far end hung up too soon", tr("the far end hung up too soon")
    yield "the user agent died", tr("the call program died")
    yield "no trunk has a test number", tr("no trunk has a test number")
    yield (
        "its test number is the emergency number; not called",
        tr("its test number is the emergency number; not called"),
    )
    yield "not now: a call comes first", tr("not now: a call comes first")
    yield "A self-test is running already.", tr("a self-test is running already")


def _devices(device: str, name: str) -> Iterator[tuple[str, str]]:
    words = {
        "is not there": tr("%1 is not there"),
        "is in use by another program": tr("%1 is in use by another program"),
        "may not be used by us": tr("%1 may not be used by this program"),
        "gives no sound": tr("%1 gives no sound"),
        "hangs": tr("%1 hangs"),
    }
    for said, sentence in words.items():
        yield f"the {device} {said}", sentence.replace("%1", name)
