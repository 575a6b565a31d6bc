"""The sentences of the services pages: the two choices, what stands in the way of the second, and how it ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.domain.frozen import dataclass
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from kiosk.domain.services.catalogue import Category, Service

LONGEST_ADDRESS = 400
"""Characters of an address that are ever written out."""


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One tile of the services page."""

    key: str
    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service in a list."""

    key: str
    title: str
    sentence: str
    offered_by: str


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing to have at hand."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ServiceWords:
    """The page of one service; `known` False: there is no such service any more.

    `address` is what the code holds; `host` and `path` are the same in readable words, one after the other. Where
    it is but the front page of a site, `path` tells what to look for there.
    """

    known: bool = False
    title: str = ""
    sentence: str = ""
    offered_by: str = ""
    have_ready: tuple[ThingRow, ...] = ()
    address: str = ""
    host: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class HereWords:
    """The second choice. `look` is "ready", "off", "busy", or "" where it is not offered at all."""

    look: str = ""
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EndWords:
    """How the last session ended; all "" where there was none or its sentence was put away."""

    text: str = ""
    more: str = ""
    icon: str = ""


NO_SERVICE = ServiceWords()
NOT_HERE = HereWords()
NO_END = EndWords()


def category_row(category: Category, language: str) -> CategoryRow:
    """One category in `language`."""
    return CategoryRow(category.category_id, plain(category.title.in_language(language)), category.icon)


def service_row(service: Service, language: str) -> ServiceRow:
    """One service of a list in `language`."""
    return ServiceRow(
        key=service.service_id,
        title=plain(service.title.in_language(language)),
        sentence=plain(service.sentence.in_language(language)),
        offered_by=plain(service.offered_by.in_language(language)),
    )


def service_words(service: Service, language: str) -> ServiceWords:
    """The page of `service` in `language`."""
    row = service_row(service, language)
    host, path = readable(service.address)
    return ServiceWords(
        known=True,
        title=row.title,
        sentence=row.sentence,
        offered_by=tr("Offered by: {name}").format(name=row.offered_by) if row.offered_by else "",
        have_ready=tuple(
            ThingRow(str(place), plain(text.in_language(language)))
            for place, text in enumerate(service.have_ready)
        ),
        address=service.address,
        host=host,
        path=path or tr("there, look for “{title}”").format(title=row.title),
    )


def readable(address: str) -> tuple[str, str]:
    """The host of an address and what follows it, as people compare them with their telephone's."""
    rest = address.partition("://")[2] or address
    end = min((place for mark in "/?#" if (place := rest.find(mark)) >= 0), default=len(rest))
    path = rest[end:]
    return plain(rest[:end], LONGEST_ADDRESS), "" if path == "/" else plain(path, LONGEST_ADDRESS)


def offline() -> str:
    """What is said where the portal cannot be reached from here, before anybody tries."""
    return tr("No connection to the site: open it on your own phone")


def here_words(network: str, browser: str, minutes: int) -> HereWords:
    """The second choice, where the operator offers it; see ServicesScreen for the words of the two states."""
    title = tr("Open here")
    match browser:
        case "opening" | "open":
            return HereWords("busy", tr("Opening…"), tr("One moment, please"))
        case "closing":
            return HereWords("busy", tr("Erasing…"), tr("Everything of the last passenger is being erased"))
        case "unavailable":
            return HereWords("off", title, tr("It cannot be opened here now: open it on your own phone"))
    if network == "gone":
        return HereWords("off", title, offline())
    note = tr("Others see this screen. You have %n min, then everything is erased", "", minutes)
    return HereWords("ready", title, note)


def closing_words(how: str) -> EndWords:
    """How a session ended, while what it left is still being erased."""
    return replace(end_words(how), more=tr("What was typed is being erased."))


def end_words(how: str, *, erased: bool = True) -> EndWords:
    """How a session ended, calmly; `how` is an End. What was not proven to be erased is not called so."""
    # At the first end only: no start of the screen needs it.
    from kiosk.domain.services.session import End  # noqa: PLC0415

    said = tr("Everything is erased.")
    on_phone = tr("Everything is erased. Go on with your own phone.")
    failed = EndWords(tr("The page stopped answering and was closed."), on_phone, "plug-connected-x")
    words = {
        End.BUTTON: EndWords(tr("You have finished."), said, "circle-check"),
        End.IDLE: EndWords(tr("The page was closed: nobody touched the screen."), said, "hourglass"),
        End.TIME: EndWords(tr("The time is over."), on_phone, "clock"),
        End.EMERGENCY: EndWords(tr("The page was closed by an emergency call."), said, "phone-call"),
        End.CRASHED: failed,
        End.UNRESPONSIVE: failed,
        End.MEMORY: failed,
        End.UNREACHABLE: EndWords(tr("The site did not answer."), tr("Open it on your own phone."), "cloud-off"),
        End.ABANDONED: EndWords(tr("The page is closed."), said, "circle-check"),
    }[End(how)]
    if erased:
        return words
    unproven = tr(
        "We cannot prove that everything is erased: on your own phone, log out of your account everywhere."
    )
    return replace(words, more=unproven, icon="alert-triangle")
