"""Why the emergency line is not at its best, in the technician's language. Anything else is said as it came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.screens.maintenance.drill_agent_words import agent_words
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile(r"(?<=\.) (?=[A-Z])")
_TRUNK = r"(?P<trunk>\S+)"


def health_words(said: str) -> str:
    """The sentences of the emergency agent about a trunk or the whole line, one after the other."""
    return " ".join(_sentence(part) for part in _END.split(said))


def _sentence(said: str) -> str:
    for pattern, words in _sentences():
        if found := re.fullmatch(pattern, said):
            return _filled(words, found)
    return _answer(said)


def _filled(words: str, found: re.Match[str]) -> str:
    parts = found.groupdict(default="")
    why = parts.get("why", "")
    return (
        words.replace("%1", parts.get("trunk", ""))
        .replace("%2", parts.get("count", ""))
        .replace("%3", agent_words(_answer(why)))
    )


def _answer(said: str) -> str:
    """What a trunk said to the question whether it is there, or why it said nothing."""
    for pattern, words in _answers():
        if found := re.fullmatch(pattern, said):
            return words.replace("%1", found.groupdict(default="").get("count", ""))
    return said


def _sentences() -> Iterator[tuple[str, str]]:
    yield rf"Trunk {_TRUNK} does not answer: (?P<why>.*)\.", tr("Trunk %1 does not answer: %3.")
    yield rf"Trunk {_TRUNK} is not registered\.", tr("Trunk %1 is not registered.")
    yield (
        rf"Trunk {_TRUNK} refused the last call with (?P<count>\d+)\.",
        tr("Trunk %1 refused the last call with %2."),
    )
    yield (
        rf"The last test call over trunk {_TRUNK} failed: (?P<why>.*)\.",
        tr("The last test call over trunk %1 failed: %3."),
    )
    yield (
        rf"No test call was made over trunk {_TRUNK} for (?P<count>\d+) days\.",
        tr("No test call was made over trunk %1 for %2 d."),
    )
    yield (
        r"The user agent cannot be started; it has been dead for (?P<count>\d+) s\.",
        tr("The call program cannot be started; it has been dead for %2 s."),
    )
    yield r"No trunk is set up\.", tr("No trunk is set up.")
    yield (
        r"Callers cannot be told apart, so every call-back is refused\.",
        tr("Callers cannot be told apart, so every call-back is refused."),
    )
    yield r"Phrases cannot be spoken into a call\.", tr("Phrases cannot be spoken into a call.")
    yield r"There is no microphone or no loudspeaker\.", tr("There is no microphone or no loudspeaker.")
    yield (
        r"The microphone does not hear the loudspeaker: (?P<why>.*)\.",
        tr("The microphone does not hear the loudspeaker: %3."),
    )


def _answers() -> Iterator[tuple[str, str]]:
    yield "no answer", tr("no answer")
    yield "refused", tr("it refuses the connection")
    yield r"out of service \((?P<count>\d+)\)", tr("it is out of service (%1)")
    yield "it does not speak SIP", tr("it does not speak SIP")
    yield "it closed the connection", tr("it closed the connection")
    yield "its name was not found", tr("its name was not found")
    yield "its certificate cannot be trusted", tr("its certificate is not trusted")
    yield "no secure connection came about", tr("no secure connection came about")
    yield "our CA file cannot be read", tr("our CA file cannot be read")
    yield "no reason known", tr("no reason known")
    yield "the network fails", tr("the network fails")
