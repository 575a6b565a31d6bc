"""Is the catalogue of services right, and do its addresses lead where passengers are told they do?"""

from __future__ import annotations

import datetime
import tempfile
from collections import defaultdict
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kiosk.commands.finding import Finding, Level
from kiosk.commands.services import catalogue_file
from kiosk.config.services import LOGOUTS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from kiosk.config.services import Services
    from kiosk.domain.service_day import Instant
    from kiosk.domain.services.catalogue import Catalogue, Service
    from kiosk.feeds.errors import FetchError
    from kiosk.feeds.fetch import Visit

SUBJECT = "services"

OLDEST = datetime.timedelta(days=365)
"""After it a check of an address counts no longer: the portal's numbers change."""

LAST_ZONE = datetime.timezone(datetime.timedelta(hours=14))
"""Where a day begins first: a date that is still to come there is wrong everywhere."""

MOST_REDIRECTS = 5
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def services_page(settings: Services) -> Iterator[Finding]:
    """What would keep the services page from offering what it should; the network is not asked."""
    if not settings.enabled:
        yield Finding(Level.OK, SUBJECT, "are turned off: there is no such page.")
        return
    catalogue = yield from _catalogue(settings)
    if catalogue is None:
        return
    unproven = sum(service.checked_on is None for service in catalogue.services)
    what = f"{len(catalogue.services)} are offered; the addresses of {unproven} are not proven."
    yield Finding(Level.OK, SUBJECT, what, "See kiosk check --services." if unproven else "")


def verification(settings: Services, now: Instant) -> Iterator[Finding]:
    """What somebody has to look at, and, where there is a network, what answers at each address."""
    catalogue = yield from _catalogue(settings)
    if catalogue is None:
        return
    today = datetime.datetime.fromtimestamp(now, LAST_ZONE).date()
    for service in catalogue.services:
        yield from _proof(service, today)
    if settings.open_here and settings.logout_urls == LOGOUTS:
        yield Finding(
            Level.WARNING,
            SUBJECT,
            "the log-out addresses that come with the program are not proven.",
            "Log in here, end the session, see on another device whether it is over; then set logout_urls.",
        )
    by_address = _by_address(catalogue)
    for address, sharing in by_address.items():
        if len(sharing) > 1:
            what = f"{address} is the address of {len(sharing)} services: {', '.join(sharing)}."
            yield Finding(Level.WARNING, SUBJECT, what, "Give each the address of its own page if it has one.")
    yield from _answers(by_address, settings)


def _catalogue(settings: Services) -> Generator[Finding, None, Catalogue | None]:
    """The catalogue, None where it is broken; tells that, and what in it is never offered to open here."""
    from kiosk.config.catalogue import CatalogueError, read
    from kiosk.domain.services.address import refusal

    if settings.ca_file is not None:
        yield from _authorities(settings.ca_file)
    file = catalogue_file(settings)
    try:
        catalogue = read(file)
    except CatalogueError as error:
        for fault in error.faults:
            yield Finding(Level.FAULT, SUBJECT, f"{file}: {fault}")
        return None
    for service in catalogue.services:
        if why := refusal(service.address, settings.allowed):
            what = f"its address is never offered to open here: {why}."
            remedy = "Correct it, or add its host to hosts in [services]."
            yield Finding(Level.FAULT, _subject(service.service_id), what, remedy)
    return catalogue


def _subject(*service_ids: str) -> str:
    return f"service {', '.join(service_ids)}"


def _proof(service: Service, today: datetime.date) -> Iterator[Finding]:
    """When somebody last saw the address lead there."""
    subject, checked_on = _subject(service.service_id), service.checked_on
    remedy = f"Open {service.address}, look whether it leads there, and write the day as checked_on."
    if checked_on is None:
        yield Finding(Level.WARNING, subject, "its address is not proven.", remedy)
    elif checked_on > today:
        yield Finding(Level.WARNING, subject, f"its address was checked on {checked_on}, in the future.", remedy)
    elif today - checked_on > OLDEST:
        yield Finding(Level.WARNING, subject, f"its address was last checked on {checked_on}.", remedy)


def _authorities(ca_file: Path) -> Iterator[Finding]:
    """Whether the browser can trust what is in the file, tried as each session does."""
    from kiosk.browse.trust import TrustError, trust

    with tempfile.TemporaryDirectory(prefix="kiosk-") as folder:
        try:
            trust(ca_file, Path(folder), Path(folder))
        except TrustError as error:
            yield Finding(Level.FAULT, SUBJECT, str(error), "Correct ca_file in [services] or the file.")


def _by_address(catalogue: Catalogue) -> Mapping[str, list[str]]:
    """The services of each address."""
    found: dict[str, list[str]] = defaultdict(list)
    for service in catalogue.services:
        found[service.address].append(service.service_id)
    return found


def _answers(by_address: Mapping[str, list[str]], settings: Services) -> Iterator[Finding]:
    """What answers at each address that may be opened here. A host that cannot be reached is asked once."""
    from kiosk.domain.realtime import Fault
    from kiosk.domain.services.address import refusal
    from kiosk.feeds.errors import FetchError

    allowed = settings.allowed
    unreached: dict[str, str] = {}
    answered = False
    for address, service_ids in by_address.items():
        host = urlsplit(address).netloc.lower()
        if host in unreached or refusal(address, allowed):
            continue
        try:
            visited = _visited(address, settings)
        except FetchError as error:
            if error.fault in (Fault.UNREACHABLE, Fault.TIMEOUT):
                unreached[host] = error.sentence
                continue
            finding = _failure(_subject(*service_ids), error)
        else:
            finding = _answer(_subject(*service_ids), address, visited)
        answered = True
        yield finding
    yield from _unreached(list(unreached.values()), answered=answered)


def _unreached(sentences: list[str], *, answered: bool) -> Iterator[Finding]:
    """A line for each host that was not reached; one in all where none was: then there is no network here."""
    remedy = "Ask again where it can be reached."
    for sentence in sentences if answered else sentences[:1]:
        tried = "the addresses there were not tried" if answered else "none of the addresses was tried"
        yield Finding(Level.WARNING, "network", f"{sentence}; {tried}.", remedy)


def _visited(address: str, settings: Services) -> Visit:
    """Raises FetchError. A redirect is followed only where the browser here would follow it."""
    from kiosk.domain.services.address import refusal
    from kiosk.feeds.fetch import Source, visit

    allowed = settings.allowed
    ca_file = settings.ca_file if settings.ca_file is not None and settings.ca_file.is_file() else None
    source = Source(address, ca_file=ca_file, max_redirects=MOST_REDIRECTS)
    return visit(source, lambda url: not refusal(url, allowed))


def _answer(subject: str, address: str, visited: Visit) -> Finding:
    if visited.sent_to:
        what = f"{address} leads on to {visited.sent_to}, which may not be opened here."
        return Finding(Level.FAULT, subject, what, "Correct the address, or add that host to hosts in [services].")
    what = f"{address} answered {visited.status}."
    if visited.status == HTTPStatus.OK:
        return Finding(Level.OK, subject, what)
    if visited.status in GONE:
        return Finding(Level.FAULT, subject, what, "There is no such page: find its address anew.")
    return Finding(Level.WARNING, subject, what, "Look at it in a browser.")


def _failure(subject: str, error: FetchError) -> Finding:
    from kiosk.domain.realtime import Fault

    remedy = "Look at its address."
    if error.fault is Fault.TLS:
        remedy = "Name the Russian Trusted Root CA as ca_file in [services], if it is that one."
    return Finding(Level.FAULT, subject, f"{error.sentence}.", remedy)
