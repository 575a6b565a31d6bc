"""A Russian street address as the elements of a civic location. Source: RFC 5139, RFC 4776 (their names)."""

from __future__ import annotations

import re
from collections.abc import Iterator

Element = tuple[str, str]

ORDER = ("country", "A1", "A2", "A3", "RD", "STS", "HNO", "HNS", "LMK", "LOC", "ADDCODE")
"""Those used here, in the order of RFC 5139, 4."""

_STREETS = (
    ("улица", r"улица|ул\."),
    ("проспект", r"проспект|пр-т|пр-кт|просп\.|пр\."),
    ("переулок", r"переулок|пер\."),
    ("бульвар", r"бульвар|б-р|бул\."),
    ("площадь", r"площадь|пл\."),
    ("шоссе", r"шоссе|ш\."),
    ("проезд", r"проезд|пр-д"),
    ("набережная", r"набережная|наб\."),
)
_REGION = re.compile(r"область|обл\.|край|республика|респ\.|автономный округ", re.IGNORECASE)
_DISTRICT = re.compile(r"(?:^|\s)(?:район|р-н)(?:\s|$)", re.IGNORECASE)
_SETTLEMENT = re.compile(r"^(?:город|г\.|село|с\.|деревня|посёлок|поселок|пос\.)\s*", re.IGNORECASE)
_HOUSE = re.compile(r"(?:дом|д\.)?\s*(\d+)\s*([^\W\d_]?(?:\s*(?:/|корп\.|корпус|к\.)\s*\d+)?)", re.IGNORECASE)


def civic(address: str, stop_name: str, code: str) -> tuple[Element, ...]:
    """The elements of what was written in one line, in their order. What is not understood stands whole in LOC."""
    found: dict[str, str] = {"country": "RU"}
    for part in (part.strip() for part in address.split(",")):
        for name, value in _part(part):
            found.setdefault(name, value)
    if stop_name:
        found["LMK"] = f"Остановка {stop_name}"
    found["LOC"] = ", ".join(filter(None, (f"Остановочный павильон {code}".rstrip(), address)))
    if code:
        found["ADDCODE"] = code
    return tuple((name, found[name]) for name in ORDER if name in found)


def _part(part: str) -> Iterator[Element]:
    """What one part between commas says."""
    if house := _HOUSE.fullmatch(part):
        yield "HNO", house[1]
        if suffix := "".join(house[2].split()):
            yield "HNS", suffix
    elif street := _street(part):
        yield "RD", street[0]
        yield "STS", street[1]
    elif _REGION.search(part):
        yield "A1", part
    elif _DISTRICT.search(part):
        yield "A2", part
    elif part and not any(letter.isdigit() for letter in part):
        yield "A3", _SETTLEMENT.sub("", part) or part


def _street(part: str) -> tuple[str, str] | None:
    """The name and the kind of a street: `проспект Филатова`, `ул. Минаева`, `Киевский бульвар`."""
    for kind, pattern in _STREETS:
        match = re.fullmatch(
            rf"(?:{pattern})\s*(?P<after>\S.*)|(?P<before>\S.*)\s+(?:{pattern})", part, re.IGNORECASE
        )
        if match:
            return match["after"] or match["before"], kind
    return None
