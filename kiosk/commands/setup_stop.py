"""Question 2 of `kiosk setup`: the stop, found by a search and picked from a table."""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING

from kiosk.commands.errors import CommandError
from kiosk.commands.progress import progress
from kiosk.commands.setup_talk import AnswerError
from kiosk.commands.terminal import plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kiosk.commands.setup_draft import Draft
    from kiosk.commands.setup_talk import Talk
    from kiosk.feeds.gtfs_stop_list import CallingLine, ListedStop

MOST = 12
"""Stops that are shown for one search: whoever does not see theirs types more of its name."""
NEAREST = 5
LONGEST_NAME = 40
LONGEST_LINES = 60
FAR = 1000.0
"""Metres from which a distance is told in kilometres."""


def stop_settled(
    draft: Draft, talk: Talk | None, options: argparse.Namespace, feed: Path, stops: Sequence[ListedStop]
) -> Draft:
    """The draft with the stop: by its ids, by words that only it has, or as it was picked.

    Raises CommandError.
    """
    try:
        if options.stop:
            return _with(draft, feed, options.stop)
        if options.search is not None:
            return _with(draft, feed, [_only(stops, options.search).stop_id])
        if talk is None:
            present = _present(draft)
            if not present:
                raise CommandError("--stop or --search is missing: which of the feed's stops is this?")
            return _with(draft, feed, present)
    except AnswerError as refusal:
        raise CommandError(str(refusal)) from refusal
    return _picked(draft, talk, feed, stops)


def _present(draft: Draft) -> list[str]:
    ids = draft.written("stop", "ids") or []
    return [ids] if isinstance(ids, str) else ids


def _with(draft: Draft, feed: Path, ids: Sequence[str]) -> Draft:
    """With these stops, which are in the feed; another one is not called what the one before was."""
    from kiosk.config.change import Change
    from kiosk.config.offered import chosen_stop
    from kiosk.feeds.gtfs_stops import stops_here
    from kiosk.feeds.gtfs_zip import FeedZip, GtfsError

    try:
        stops_here(FeedZip(feed), ids)
    except GtfsError as error:
        raise AnswerError(str(error)) from error
    if list(ids) == _present(draft):
        return draft
    _, *names = chosen_stop(ids[0], draft.data)
    return draft.changed(Change(("stop", "ids"), list(ids)), *names)


def _only(stops: Sequence[ListedStop], words: str) -> ListedStop:
    from kiosk.feeds.gtfs_stop_search import search

    found = search(stops, words, MOST)
    if not found:
        raise AnswerError(_nothing(stops, words))
    if len(found) > 1:
        named = ", ".join(f"{stop.stop_id} «{stop.name}»{_side(stop)}" for stop in found)
        raise AnswerError(f"Several stops are found by «{words}»: {named}. Name one with --stop.")
    return found[0]


def _side(stop: ListedStop) -> str:
    """What tells it from another of its name, such as the side of the street, in brackets."""
    words = _platform(stop)
    return f" ({words})" if words else ""


def _platform(stop: ListedStop) -> str:
    return plain(" ".join(filter(None, (stop.platform, stop.description))), LONGEST_NAME)


def _nothing(stops: Sequence[ListedStop], words: str) -> str:
    from kiosk.feeds.gtfs_stop_search import nearest

    near = nearest(stops, words, NEAREST)
    hint = f" Near names: {', '.join(near)}." if near else ""
    return f"No stop is found by «{words}».{hint}"


def _picked(draft: Draft, talk: Talk, feed: Path, stops: Sequence[ListedStop]) -> Draft:
    """Search until one is picked by its number; Enter keeps the one that is there."""
    from kiosk.feeds.gtfs_stop_search import search

    found: tuple[ListedStop, ...] = ()
    while True:
        question = "Number of the stop, or other words" if found else "Words of its name, its code or its id"
        present = "" if found else _called(_present(draft), stops)
        typed = talk.ask(question, present)
        if not typed:
            if typed is None and present:
                typed_ids = _present(draft)
            else:
                continue
        elif typed.isdecimal() and 1 <= int(typed) <= len(found):
            typed_ids = [found[int(typed) - 1].stop_id]
        else:
            found = search(stops, typed, MOST)
            _show(talk, found, feed, _nothing(stops, typed) if not found else "")
            continue
        try:
            return _with(draft, feed, typed_ids)
        except AnswerError as refusal:
            talk.say(str(refusal))


def _called(ids: Sequence[str], stops: Sequence[ListedStop]) -> str:
    names = {stop.stop_id: stop.name for stop in stops}
    return ", ".join(f"{names[one]} ({one})" if one in names else one for one in ids)


def _show(talk: Talk, found: Sequence[ListedStop], feed: Path, nothing: str) -> None:
    from kiosk.feeds.gtfs_stop_list import lines_calling_at
    from kiosk.feeds.gtfs_zip import GtfsError

    if not found:
        talk.say(nothing)
        return
    lines: Mapping[str, tuple[CallingLine, ...]] = {}
    try:
        with progress() as tell:
            lines = lines_calling_at(feed, [stop.stop_id for stop in found], tell)
    except GtfsError as error:  # the check tells more of it; a stop can be picked without
        talk.say(str(error))
    write_stops(found, lines)
    if len(found) == MOST:
        talk.say(f"These are the first {MOST}: more words find fewer.")


def write_stops(found: Sequence[ListedStop], lines: Mapping[str, tuple[CallingLine, ...]]) -> None:
    """A numbered table of stops: what tells those of one name apart stands beside them."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    rows = [_cells(number, stop, found[0], lines.get(stop.stop_id, ())) for number, stop in enumerate(found, 1)]
    titles = ("", "stop", "id", "code", "platform", "lines", "distance")
    kept = [place for place in range(len(titles)) if any(row[place] for row in rows)]
    columns = [Column(titles[place], justify="right" if place == 0 else "left", overflow="fold") for place in kept]
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(row[place]) for place in kept))
    console = Console(file=io.StringIO(), width=shutil.get_terminal_size().columns - 2, highlight=False)
    with console.capture() as shown:
        console.print(table)
    sys.stdout.writelines(f"  {line.rstrip()}\n" for line in shown.get().splitlines())


def _cells(number: int, stop: ListedStop, first: ListedStop, lines: Sequence[CallingLine]) -> tuple[str, ...]:
    return (
        str(number),
        plain(stop.name, LONGEST_NAME),
        plain(stop.stop_id, LONGEST_NAME),
        plain(stop.code, LONGEST_NAME),
        _platform(stop),
        _towards(lines),
        _distance(stop, first),
    )


def _towards(lines: Sequence[CallingLine]) -> str:
    """The lines by where they go, which tells the sides of a street apart."""
    by_end: dict[str, list[str]] = {}
    for line in lines:
        by_end.setdefault(line.headsign, []).append(line.route)
    told = (
        f"{', '.join(dict.fromkeys(routes))} → {end}" if end else ", ".join(routes)
        for end, routes in by_end.items()
    )
    return plain("; ".join(told), LONGEST_LINES)


def _distance(stop: ListedStop, first: ListedStop) -> str:
    """How far it is from the first one of the table."""
    from kiosk.domain.geometry import distance

    if stop is first or stop.place is None or first.place is None:
        return ""
    metres = distance(first.place, stop.place)
    return f"{metres:.0f} m from 1" if metres < FAR else f"{metres / 1000:.1f} km from 1"
