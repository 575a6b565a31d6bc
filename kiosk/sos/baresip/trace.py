"""What baresip's SIP trace on its standard output tells: the provisional answers it makes no event of.

Anybody who may send us SIP can put a second trace into a message's body. So what is read here may lengthen our
patience with a trunk, or make us refuse a caller; it never lets anybody in. It is neither logged nor kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_HEAD = 16_384
"""Bytes of start line and headers that are looked at; a message with more is passed over."""

_START = re.compile(rb"\x1b\[36;1m#\n([A-Z]+) (\S+) -> (\S+)\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n|\x1b\[;m\n")
_CALL_ID = re.compile(rb"^(?:call-id|i)[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_MARK = b"\x1b[36;1m#\n"


@dataclass(frozen=True, slots=True)
class Traced:
    """One message: how it travelled, its first line and the call it is part of ("" where it names none)."""

    transport: str
    source: str
    first_line: str
    call_id: str

    @property
    def code(self) -> int | None:
        """The status code of a response."""
        words = self.first_line.split(" ", 2)
        if words[0] != "SIP/2.0" or len(words) < 2 or not re.fullmatch("[1-6][0-9][0-9]", words[1]):
            return None
        return int(words[1])


class Trace:
    """Cuts the stream into messages; holds no more than `LONGEST_HEAD` bytes of it."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Traced]:
        """The messages whose heads are whole now."""
        text = self._rest + data
        at = 0
        while (start := _START.search(text, at)) is not None:
            end = _HEAD_END.search(text, start.end())
            if end is None and len(text) - start.start() <= LONGEST_HEAD:
                self._rest = text[start.start() :]
                return
            at = start.end() if end is None else end.start()
            if end is not None:
                yield _traced(start, text[start.end() : end.start()])
        self._rest = text[max(at, len(text) - 200) :] if _MARK[:1] in text[-200:] else b""


def _traced(start: re.Match[bytes], head: bytes) -> Traced:
    call_id = _CALL_ID.search(head)
    return Traced(
        start[1].decode(),
        start[2].decode(errors="replace"),
        head.partition(b"\n")[0].decode(errors="replace").strip(),
        "" if call_id is None else call_id[1].decode(errors="replace"),
    )
