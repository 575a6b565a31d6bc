"""The timetable's feed, fetched once for the whole of `kiosk setup`, and the stop that is found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.commands.errors import CommandError
from kiosk.commands.progress import progress
from kiosk.commands.setup_questions import GTFS, settled
from kiosk.commands.setup_talk import AnswerError

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.commands.setup_draft import Draft
    from kiosk.commands.setup_talk import Talk
    from kiosk.feeds.gtfs_stop_list import ListedStop

NAME = "gtfs.zip"
DOWNLOAD_SECONDS = 900.0
LARGEST_ZIP = 4 * 2**30


def feed_settled(
    draft: Draft, talk: Talk | None, given: str | None, folder: Path
) -> tuple[Draft, Path, tuple[ListedStop, ...]]:
    """The draft with the address of a feed that can be used, its zip, and the stops in it.

    What is downloaded lies in `folder`. Raises CommandError where nobody can be asked for another one.
    """
    while True:
        draft = settled(GTFS, draft, talk, given)
        try:
            feed = fetched(draft, folder)
            return draft, feed, _stops(feed)
        except AnswerError as refusal:
            if talk is None or given is not None:
                raise CommandError(f"{GTFS.flag}: {refusal}") from refusal
            talk.say(str(refusal))


def fetched(draft: Draft, folder: Path) -> Path:
    """The zip of the draft's feed: the file it names, or a copy in `folder`. Raises AnswerError."""
    from kiosk.feeds.errors import FetchError
    from kiosk.feeds.fetch import download
    from kiosk.feeds.source import Source, path_of

    wanted = draft.settings().timetable
    if path := path_of(wanted.gtfs):
        return path
    copy = folder / NAME
    source = Source(wanted.gtfs, wanted.headers, wanted.ca_file, DOWNLOAD_SECONDS, LARGEST_ZIP)
    try:
        with progress() as tell:
            tell(f"downloading from {source.place}", 0.0)
            download(source, copy, tell=lambda part: tell(f"downloading from {source.place}", part))
    except FetchError as error:
        sentence = error.sentence.rstrip(".")
        raise AnswerError(f"{sentence[:1].upper()}{sentence[1:]}.") from error
    copy.chmod(0o644)  # the kiosk's own user imports it
    return copy


def _stops(feed: Path) -> tuple[ListedStop, ...]:
    from kiosk.feeds.gtfs_stop_list import listed_stops
    from kiosk.feeds.gtfs_zip import GtfsError

    if feed.exists() and not feed.is_file():
        raise AnswerError(f"{feed} is a folder or a device: a GTFS feed is one zip file.")
    try:
        stops = listed_stops(feed)
    except GtfsError as error:
        raise AnswerError(str(error)) from error
    if not stops:
        raise AnswerError(f"{feed.name} names no stop.")
    return stops
