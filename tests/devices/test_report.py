"""The monthly page: needs nothing from anywhere, tells what there is and what not, and cannot be broken."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.devices.usage.report import MOST_SERVICES, About, report
from kiosk.devices.usage.report_words import _SENTENCES, _WORDS, Wording
from kiosk.domain.usage.catalogue import KINDS
from kiosk.domain.usage.fields import Word
from kiosk.domain.usage.period import Period
from kiosk.domain.usage.scores import Accuracy, RouteAccuracy, by_route
from kiosk.domain.usage.statistics import Figure, Outages, ServiceFigure, Statistics
from tests.domain.usage.sample_log import HOURS, MONDAY, TODAY, figures

NOVEMBER = Period(date(2026, 11, 1), TODAY)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
ABOUT = About("Проспект Филатова", "Europe/Ulyanovsk", TODAY, "0.1.0", unfinished=True)
ENGLISH = replace(ABOUT, language="en")
VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})


class Page(HTMLParser):
    """What a browser would find in the page. A tag that is closed and was not open is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


@pytest.fixture
def month() -> Statistics:
    return figures(NOVEMBER)


def plain(html: str) -> str:
    return " ".join(" ".join(Page(html).texts).split())


def self_contained(html: str) -> None:
    """Nothing in it points anywhere or runs."""
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "embed", "a", "base", "form"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name in {"src", "href", "xlink:href", "style"}]
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert not re.search(r"url\(|@import|https?:|//[a-z]", html)


@pytest.mark.parametrize("about", [ABOUT, ENGLISH], ids=["ru", "en"])
@pytest.mark.parametrize("period", [NOVEMBER, OCTOBER], ids=["full", "empty"])
def test_the_page_needs_nothing_from_anywhere(about: About, period: Period) -> None:
    html = report(figures(period), about)
    self_contained(html)
    assert "default-src 'none'" in html
    assert f'<html lang="{about.language}">' in html


def test_every_chart_has_a_title_a_description_and_its_figures_in_a_table(month: Statistics) -> None:
    page = Page(report(month, ABOUT))
    charts = page.tags["svg"]
    assert charts == page.tags["title"] - 1 == page.tags["desc"] == page.values("role").count("img")
    assert page.tags["table"] == charts
    named = [label for labels in page.values("aria-labelledby") for label in labels.split()]
    ids = page.values("id")
    assert sorted(named) == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_every_chart_can_be_drawn_and_has_something_in_it(month: Statistics, qapp: object) -> None:
    html = report(month, ABOUT)
    for chart in re.findall(r"<svg.*?</svg>", html):
        drawn = QSvgRenderer(QByteArray(chart.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"').encode()))
        assert drawn.isValid()
        picture = QImage(720, max(int(drawn.viewBoxF().height()), 1), QImage.Format.Format_RGB32)
        picture.fill(0xFFFFFFFF)
        painter = QPainter(picture)
        drawn.render(painter)
        painter.end()
        assert any(
            picture.pixel(x, y) != 0xFFFFFFFF for x in range(0, 720, 3) for y in range(0, picture.height(), 3)
        )


def test_no_bar_leaves_its_chart(month: Statistics) -> None:
    for chart in re.findall(r"<svg.*?</svg>", report(month, ABOUT)):
        height = float(re.findall(r'viewBox="0 0 720 (\d+)"', chart)[0])
        for x, y, width, tall in re.findall(
            r'<rect class="\w+" x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"', chart
        ):
            assert 0 <= float(x) <= float(x) + float(width) <= 720
            assert 0 <= float(y) <= float(y) + float(tall) <= height


@pytest.mark.parametrize("times", [1, 30, 4000, 250_000])
def test_every_bar_has_its_value_however_large_it_is(month: Statistics, times: int) -> None:
    grown = replace(month, hours=tuple(count * times for count in month.hours))
    chart = re.findall(r"<svg.*?</svg>", report(grown, ENGLISH))[0]
    written = re.findall(r'<text class="value"[^>]*>([^<]+)</text>', chart)
    assert written == [f"{count:,}" for count in grown.hours if count]


def test_the_figures_stand_in_it_in_both_languages(month: Statistics) -> None:
    russian, english = plain(report(month, ABOUT)), plain(report(month, ENGLISH))
    assert "71 Посещений" in russian
    assert "Закончено вызовов: 2, ответил оператор: 1." in russian
    assert "Перерывов: 3. Длительность известна для 3: всего 13 мин." in russian
    assert "Месяц ещё не закончился: данные по 22.11.2026." in russian
    assert "71 Visits" in english
    assert "Interruptions: 3. How long is known of 3: 13 min in all." in english
    assert "85 % из 200, не пришли 6 %" in russian
    assert "too few of 20" in english


def test_days_that_are_still_to_come_have_no_bar(month: Statistics) -> None:
    html = report(month, ABOUT)
    assert len(month.days) == 22
    assert "<td>22</td>" in html
    assert "<td>23</td><td>0</td>" not in html.split("По дням")[1]


def test_an_empty_month_is_called_empty_and_not_quiet() -> None:
    html = report(figures(OCTOBER), replace(ABOUT, unfinished=False))
    assert "За этот месяц в журнале нет записей." in html
    assert "сказать нельзя" in html
    assert "<svg" not in html


def test_a_month_in_which_the_kiosk_only_started_has_its_sections_and_says_nothing_where_there_is_nothing() -> (
    None
):
    html = report(figures(Period(MONDAY, MONDAY), HOURS[-1:], (), ()), ABOUT)
    assert plain(html).count("За этот месяц ничего не записано.") > 5


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</svg></details><h1>",
    "'-->&lt;",
    "{month}",
    "</style><b>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_services_routes_feeds_and_stops_stay_text(month: Statistics, text: str) -> None:
    usual = Page(report(month, ABOUT))
    hostile = replace(
        month,
        services=(ServiceFigure(text, 1, 2), ServiceFigure("named", 3, 4)),
        routes=by_route([(text, Accuracy("0-3", 50, 50))]),
        outages=Outages(1, 1, 60, (Figure(text, 60),)),
    )
    about = replace(ABOUT, stop=text, services={"named": text}, routes={text: text})
    html = report(hostile, about)
    self_contained(html)
    page = Page(html)
    assert set(page.tags) == set(usual.tags)
    assert text[:20] in "".join(page.texts)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_at_all_makes_a_tag(service: str, name: str) -> None:
    known = figures(NOVEMBER)
    html = report(
        replace(known, services=(ServiceFigure(service, 1, 1),)), replace(ABOUT, services={service: name})
    )
    harmless = report(replace(known, services=(ServiceFigure("a", 1, 1),)), replace(ABOUT, services={"a": "a"}))
    assert Page(html).tags == Page(harmless).tags


def test_many_services_are_told_with_the_rest_of_them(month: Statistics) -> None:
    many = tuple(ServiceFigure(f"service-{number}", 1, 1) for number in range(MOST_SERVICES + 5))
    html = report(replace(month, services=many), ABOUT)
    assert "остальные: 10" in html
    assert f"service-{MOST_SERVICES + 4}" in html


def test_all_routes_are_told_beside_each_of_them(month: Statistics) -> None:
    routes: tuple[RouteAccuracy, ...] = month.routes
    html = report(month, replace(ABOUT, routes={"46": "46а"}))
    assert "<td>46а</td>" in html
    assert "<td>2</td>" in html
    assert "Все маршруты" in html
    assert len(routes) == 2


def fields() -> list[tuple[str, str]]:
    """Every word of the catalogue that the report shows, with the group it is worded in."""
    groups: dict[tuple[str, str], str] = {
        ("visit_ended", "length"): "length",
        ("screen_opened", "screen"): "screen",
        ("session_ended", "how"): "session",
        ("language_chosen", "language"): "language",
        ("theme_chosen", "theme"): "theme",
        ("passenger_report", "about"): "report",
        ("program_started", "why"): "why",
        ("emergency_state", "ending"): "ending",
    }
    found: list[tuple[str, str]] = [("size", str(size)) for size in range(3)]
    for (name, field), group in groups.items():
        kind: Any = dict(KINDS[name].fields)[field]
        assert isinstance(kind, Word)
        found += [(group, str(word)) for word in kind.words]
    return found


@pytest.mark.parametrize(("group", "word"), fields())
def test_every_word_of_the_catalogue_has_a_word_in_both_languages(group: str, word: str) -> None:
    assert (group, word) in _WORDS
    russian, english = (Wording(language).word(group, word) for language in ("ru", "en"))
    assert re.search("[а-я]", russian)
    assert not re.search("[а-яА-Я]", english)


def test_both_languages_say_every_sentence_with_the_same_figures() -> None:
    for russian, english in _SENTENCES.values():
        assert sorted(re.findall(r"{\w+}", russian)) == sorted(re.findall(r"{\w+}", english))
