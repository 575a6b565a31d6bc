"""What the services page offers: categories and services, as the operator's services.toml tells them."""

from __future__ import annotations

import datetime

from kiosk.domain.frozen import dataclass
from kiosk.domain.text import Text

ALL = "all"
"""The category that holds every service; it is always there and always the last."""


@dataclass(frozen=True, slots=True)
class Category:
    """One group of services. `icon` names a file of resources/icons without its ending."""

    category_id: str
    title: Text
    icon: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service that a passenger may look for.

    `sentence` says in plain words what it is for, `have_ready` what to have at hand, one thing each. `keywords`
    are words of any language that people look for it with. `checked_on` is the day on which somebody last saw
    `address` lead there; None: nobody has yet.
    """

    service_id: str
    categories: tuple[str, ...]
    title: Text
    sentence: Text
    have_ready: tuple[Text, ...]
    address: str
    keywords: tuple[str, ...]
    offered_by: Text
    checked_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every category in the order to show them, ALL last, and every service in the order of the file."""

    categories: tuple[Category, ...] = ()
    services: tuple[Service, ...] = ()

    def of(self, category_id: str) -> tuple[Service, ...]:
        """The services of one category."""
        if category_id == ALL:
            return self.services
        return tuple(service for service in self.services if category_id in service.categories)

    def service(self, service_id: str) -> Service | None:
        """The service of that name, None where there is none any more."""
        return next((service for service in self.services if service.service_id == service_id), None)


EMPTY = Catalogue()
