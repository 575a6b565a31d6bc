"""The monthly report: one self-contained HTML page with what happened at the stop, for a screen and for paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from kiosk.devices.usage.report_accuracy import accuracy_section
from kiosk.devices.usage.report_charts import Bar, Charts
from kiosk.devices.usage.report_page import folded, page, paragraph, section, table, tiles
from kiosk.devices.usage.report_words import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kiosk.domain.usage.statistics import Figure, Statistics

MOST_SERVICES = 20
"""Services that have a bar of their own."""


@dataclass(frozen=True, slots=True)
class About:
    """What a report says of itself. `services` and `routes`: names by id; an id without one stands as it is."""

    stop: str
    zone: str
    made: date
    version: str
    language: Language = "ru"
    unfinished: bool = False
    """The month goes on after the last day of the period."""
    services: Mapping[str, str] = field(default_factory=dict)
    routes: Mapping[str, str] = field(default_factory=dict)


def report(figures: Statistics, about: About) -> str:
    """The page about the month that the period of `figures` lies in."""
    return _Report(figures, about).html()


class _Report:
    """Writes the sections of one report."""

    def __init__(self, figures: Statistics, about: About) -> None:
        self._figures = figures
        self._about = about
        self._words = Wording(about.language)
        self._charts = Charts()

    def html(self) -> str:
        say, period = self._words.say, self._figures.period
        title = say("title", month=self._words.month(period.first), year=period.first.year)
        made = self._words.day(self._about.made)
        about = say("about", stop=self._about.stop, zone=self._about.zone, made=made, version=self._about.version)
        head = [f"<h1>{escape(title)}</h1>", paragraph(about, "quiet")]
        if self._about.unfinished:
            head.append(paragraph(say("unfinished", day=self._words.day(period.last))))
        body = [self._empty()] if self._figures.empty else self._sections()
        return page(self._about.language, title, [*head, *body, paragraph(say("privacy"), "quiet")])

    def _empty(self) -> str:
        say = self._words.say
        return f'<div class="empty">{paragraph(say("empty"))}{paragraph(say("empty_more"), "quiet")}</div>'

    def _sections(self) -> Iterable[str]:
        figures = self._figures
        say = self._words.say
        yield self._tiles()
        yield self._standing("hours", "hour", [(f"{hour}", count) for hour, count in enumerate(figures.hours)])
        yield self._standing(
            "days", "day", [(f"{day.day.day}", day.count) for day in figures.days], say("visits_note")
        )
        yield self._lying("lengths", "count", "length", figures.lengths)
        yield self._lying("screens", "page", "screen", figures.screens)
        yield self._services()
        yield self._lying("sessions", "ending", "session", figures.sessions)
        yield self._habits()
        yield self._calls()
        yield self._lying("reports", "report", "report", figures.reports)
        yield self._outages()
        yield self._lying("starts", "why", "why", figures.starts)
        yield accuracy_section(figures.routes, self._about.routes, self._words, self._charts)

    def _tiles(self) -> str:
        figures, say, number = self._figures, self._words.say, self._words.number
        opened = sum(service.count for service in figures.services)
        return tiles(
            (
                (number(figures.visits), say("visits")),
                (number(opened), say("services")),
                (number(figures.calls.begun), say("calls")),
                (number(figures.outages.times), say("outages")),
            )
        )

    def _standing(self, key: str, column: str, counts: Sequence[tuple[str, int]], note: str = "") -> str:
        say, number = self._words.say, self._words.number
        bars = [Bar(name, count, number(count)) for name, count in counts]
        chart = self._charts.standing(say(key), self._read(bars), bars)
        rows = [(name, number(count)) for name, count in counts]
        behind = folded(say("table"), table((say(column), say("visits")), rows))
        return section(say(key), paragraph(note, "quiet") if note else "", chart, behind)

    def _lying(self, key: str, column: str, group: str, counts: Sequence[Figure], note: str = "") -> str:
        named = [(self._words.word(group, figure.word), figure.count) for figure in counts]
        return self._ranked(key, column, [one for one in named if one[1]], note)

    def _ranked(self, key: str, column: str, counts: Sequence[tuple[str, int]], note: str = "") -> str:
        say, number = self._words.say, self._words.number
        if not counts:
            return section(say(key), paragraph(note or say("nothing"), "quiet"))
        bars = [Bar(name, count, number(count)) for name, count in counts]
        rows = [(name, number(count)) for name, count in counts]
        return section(
            say(key),
            paragraph(note, "quiet") if note else "",
            self._charts.lying(say(key), self._read(bars), bars),
            folded(say("table"), table((say(column), say("count")), rows)),
        )

    def _services(self) -> str:
        say, number = self._words.say, self._words.number
        known = self._figures.services
        if not known:
            return section(say("services"), paragraph(say("nothing"), "quiet"))
        names = self._about.services
        bars = [
            Bar(
                names.get(one.service_id, one.service_id),
                one.count,
                f"{number(one.count)} ({number(one.here)} + {number(one.code)})",
                one.code,
            )
            for one in known[:MOST_SERVICES]
        ]
        left = sum(one.count for one in known[MOST_SERVICES:])
        rows = [
            (names.get(one.service_id, one.service_id), number(one.here), number(one.code), number(one.count))
            for one in known
        ]
        head = (say("service"), say("here"), say("code"), say("count"))
        return section(
            say("services"),
            paragraph(f"{say('here')} + {say('code')}", "quiet"),
            self._charts.lying(say("services"), self._read(bars), bars),
            paragraph(say("others", count=number(left)), "quiet") if left else "",
            folded(say("table"), table(head, rows)),
        )

    def _habits(self) -> str:
        word, figures = self._words.word, self._figures
        groups = (("language", figures.languages), ("size", figures.text_sizes), ("theme", figures.themes))
        chosen = [(word(field, one.word), one.count) for field, group in groups for one in group if one.count]
        if figures.aloud:
            chosen.append((self._words.say("aloud"), figures.aloud))
        return self._ranked("habits", "habit", chosen)

    def _calls(self) -> str:
        calls, number = self._figures.calls, self._words.number
        note = self._words.say("calls_note", begun=number(calls.begun), connected=number(calls.connected))
        return self._lying("calls", "ending", "ending", calls.endings, note)

    def _outages(self) -> str:
        lost, say, number = self._figures.outages, self._words.say, self._words.number
        if not lost.times:
            return section(say("outages"), paragraph(say("nothing"), "quiet"))
        minutes = number(round(lost.seconds / 60))
        note = say("outages_note", times=number(lost.times), known=number(lost.known), minutes=minutes)
        feeds = [(self._words.word("feed", one.word), round(one.count / 60)) for one in lost.feeds]
        bars = [Bar(name, count, number(count)) for name, count in feeds]
        rows = [(name, number(count)) for name, count in feeds]
        return section(
            say("outages"),
            paragraph(note, "quiet"),
            self._charts.lying(say("outages"), self._read(bars), bars) if bars else "",
            folded(say("table"), table((say("feed"), say("minutes")), rows)) if rows else "",
        )

    def _read(self, bars: Iterable[Bar]) -> str:
        """The figures of a chart as one sentence, for whoever hears it."""
        return "; ".join(f"{bar.name}: {bar.said}" for bar in bars if bar.value) or self._words.say("nothing")
