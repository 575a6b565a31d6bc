"""The report's section about predictions: all routes as a chart, each route as a line of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.usage.report_charts import Bar
from kiosk.devices.usage.report_page import paragraph, section, table
from kiosk.domain.usage import accuracy
from kiosk.domain.usage.scores import BINS, LEAST, all_routes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kiosk.devices.usage.report_charts import Charts
    from kiosk.devices.usage.report_page import Cell
    from kiosk.devices.usage.report_words import Wording
    from kiosk.domain.usage.scores import Accuracy, RouteAccuracy


def accuracy_section(
    routes: Sequence[RouteAccuracy], names: Mapping[str, str], words: Wording, charts: Charts
) -> str:
    """How right the predictions were; `names` are the numbers of routes by their ids."""
    say = words.say
    if not routes:
        return section(say("accuracy"), paragraph(say("nothing"), "quiet"))
    together = all_routes(routes)
    bars = [Bar(say("bin", bin=_dash(one.bin)), one.share or 0.0, _share(one, words)) for one in together.bins]
    read = "; ".join(f"{bar.name}: {bar.said}" for bar in bars)
    head = (say("route"), *(say("bin", bin=_dash(name)) for name in BINS))
    rows = [
        (name, *(_cell(one, words) for one in route.bins))
        for name, route in (
            *((names.get(route.route_id, route.route_id), route) for route in routes),
            (say("all_routes"), together),
        )
    ]
    return section(
        say("accuracy"),
        paragraph(say("accuracy_note", windows=_windows(words), least=LEAST), "quiet"),
        charts.lying(say("accuracy_shares"), read, bars, full=1.0),
        table(head, rows),
    )


def _windows(words: Wording) -> str:
    return "; ".join(
        words.say("window", bin=_dash(window.name), early=f"−{-window.early}", late=window.late)
        for window in accuracy.BINS
    )


def _share(one: Accuracy, words: Wording) -> str:
    if not one.shown:
        return words.say("none")
    of = words.say("of", count=words.number(one.judged))
    return f"{words.say('few') if one.share is None else words.percent(one.share)} {of}"


def _cell(one: Accuracy, words: Wording) -> Cell:
    """The share, and small below it of how many, and how many of them never came."""
    if not one.shown:
        return "—"
    of = words.say("of", count=words.number(one.judged))
    if one.share is None or one.unseen_share is None:
        return words.say("few"), of
    never = words.say("unseen", share=words.percent(one.unseen_share)) if one.unseen else ""
    return words.percent(one.share), ", ".join(part for part in (of, never) if part)


def _dash(name: str) -> str:
    """ "0-3" as a range is written."""
    return name.replace("-", "–")
