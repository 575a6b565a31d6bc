"""`kiosk usage export`: the log as CSV or JSON Lines, written as it is read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.commands.errors import CommandError
from kiosk.commands.usage_source import output, source
from kiosk.devices.usage.export import Extract, Format, Table, write
from kiosk.devices.usage.retention import SUMS_DAYS
from kiosk.domain.usage.catalogue import Purpose
from kiosk.domain.usage.period import Period

if TYPE_CHECKING:
    import argparse
    from datetime import date


def export(options: argparse.Namespace) -> int:
    """Write what was asked for."""
    table = Table(options.table)
    if options.purpose and table is Table.ACCURACY:
        raise CommandError("--purpose chooses events: predictions have none.")
    at = source(options)
    until = options.until or at.today
    wanted = Extract(
        table=table,
        period=period(options.since or until - timedelta(days=SUMS_DAYS), until),
        zone=at.zone,
        purposes=tuple(Purpose(word) for word in dict.fromkeys(options.purpose or Purpose)),
    )
    with at.reader() as reader, output(options.out) as to:
        write(reader, wanted, Format(options.format), to)
    return 0


def period(since: date, until: date) -> Period:
    """The days asked for. Raises CommandError where they are turned round."""
    if until < since:
        raise CommandError(f"--until {until} must not be before --from {since}.")
    return Period(since, until)
