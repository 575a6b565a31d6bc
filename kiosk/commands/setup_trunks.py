"""The operators' lines as blocks of kiosk.toml, in their order; a block that stays keeps its words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

import tomlkit

from kiosk.config.lines import lines

HEADER = "[[emergency.trunks]]"
NAME = "operator-{}"

_COMMENT = re.compile(r"\s*(#.*)?$")
_ROW = re.compile(r"[^\n]*\n|[^\n]+")


def with_trunks(text: str, uris: Sequence[str]) -> str:
    """The content of a kiosk.toml with a trunk for each of `uris`, in this order.

    Raises ValueError where that cannot be written without changing something else.
    """
    data = tomllib.loads(text)
    known = _trunks(data)
    if [trunk.get("uri") for trunk in known] == list(uris):
        return text
    rest, blocks = _without(text, len(known))
    kept = {trunk.get("uri"): block for trunk, block in zip(known, blocks, strict=True)}
    names = {trunk.get("name") for trunk, uri in ((trunk, trunk.get("uri")) for trunk in known) if uri in uris}
    wanted = [kept.get(uri) or _block(uri, _free_name(names)) for uri in uris]
    new = _with(rest, wanted)
    expected = {
        **data,
        "emergency": {**data.get("emergency", {}), "trunks": _trunks(tomllib.loads("".join(wanted)))},
    }
    if not uris:
        del expected["emergency"]["trunks"]
    if tomllib.loads(new) != expected:
        raise ValueError("cannot be written without changing something else")
    return new


def _trunks(data: dict[str, Any]) -> list[dict[str, Any]]:
    found = data.get("emergency", {}).get("trunks", [])
    return found if isinstance(found, list) else []


def _without(text: str, count: int) -> tuple[str, list[str]]:
    """The text without its trunks, and the blocks of these."""
    known = lines(text)
    rows = _ROW.findall(text)
    headers = sorted(number for number in known.values() if rows[number - 1].lstrip().startswith("["))
    blocks: list[str] = []
    for index in reversed(range(count)):
        start = known.get(("emergency", "trunks", str(index)), 0)
        if start not in headers:
            raise ValueError("stands in one line with others")
        end = next((number for number in headers if number > start), len(rows) + 1) - 1
        while end > start and _COMMENT.match(rows[end - 1]):  # what is said above the next table is of that one
            end -= 1
        begin = _above(rows, start - 1)
        blocks.insert(0, "".join(rows[begin:end]))
        gap = begin > 0 and not rows[begin - 1].strip()
        del rows[begin - gap : end]
    return "".join(rows), blocks


def _with(text: str, blocks: Sequence[str]) -> str:
    """The blocks below everything that is said in [emergency], or at the end."""
    known = lines(text)
    rows = _ROW.findall(text)
    begin = known.get(("emergency",), len(rows) + 1)
    others = (number for number in known.values() if number > begin and rows[number - 1].lstrip().startswith("["))
    at = _above(rows, min(others, default=len(rows) + 1) - 1)
    while at and not rows[at - 1].strip():
        at -= 1
    if at and not rows[at - 1].endswith("\n"):
        rows[at - 1] += "\n"
    added = "".join("\n" + block.rstrip("\n") + "\n" for block in blocks)
    return "".join(rows[:at]) + added + "".join(rows[at:])


def _above(rows: Sequence[str], header: int) -> int:
    """Where the comment begins that stands right above the table whose header is row `header`."""
    while header < len(rows) and header and rows[header - 1].lstrip().startswith("#"):
        header -= 1
    return header


def _block(uri: str, name: str) -> str:
    written = [f"{key} = {tomlkit.item(value).as_string()}\n" for key, value in (("name", name), ("uri", uri))]
    return "".join((HEADER, "\n", *written))


def _free_name(taken: set[Any]) -> str:
    number = next(number for number in range(1, len(taken) + 2) if NAME.format(number) not in taken)
    taken.add(NAME.format(number))
    return NAME.format(number)
