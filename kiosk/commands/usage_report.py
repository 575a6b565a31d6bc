"""`kiosk usage report`: the page about a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.commands.errors import CommandError
from kiosk.commands.usage_source import output, source
from kiosk.devices.usage.figures import figures
from kiosk.devices.usage.report import About, report
from kiosk.domain.usage.period import Period, month_of

if TYPE_CHECKING:
    import argparse


def make_report(options: argparse.Namespace) -> int:
    """Write the page about the month that was asked for, as far as it has come."""
    at = source(options)
    today, language = at.today, options.language
    month = month_of(options.month or today)
    if month.first > today:
        raise CommandError(f"the month {month.first:%Y-%m} has not begun yet.")
    period = Period(month.first, min(month.last, today))
    about = About(
        stop=at.stop.in_language(language) if at.stop else "",
        zone=at.zone.key,
        made=today,
        version=__version__,
        language=language,
        unfinished=month.last >= today,
        services={service: name.in_language(language) for service, name in at.services.items()},
        routes={route: name.in_language(language) for route, name in at.routes.items()},
    )
    with at.reader() as reader:
        page = report(figures(reader, period, at.zone), about)
    with output(options.out) as to:
        to.write(page)
    return 0
