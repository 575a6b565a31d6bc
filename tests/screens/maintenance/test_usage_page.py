"""The usage page: what stands in it is what was summed up, in both languages, and all of it can be reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from kiosk.domain.maintenance.menu import Page
from kiosk.domain.usage.catalogue import KINDS
from kiosk.domain.usage.fields import Word
from kiosk.domain.usage.period import Period, last_days, year_until
from kiosk.domain.usage.statistics import ServiceFigure
from kiosk.screens.maintenance import usage_words
from kiosk.screens.maintenance.usage import UsageScreen
from kiosk.screens.maintenance.usage_charts import MOST_SERVICES, Names, charts
from tests.domain.usage.sample_log import TODAY, figures
from tests.screens.maintenance.pictures_usage import NAMES, WEEK, busy, settle
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import LANDSCAPE, PORTRAIT, texts, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPointingDevice
    from PySide6.QtQuick import QQuickItem
    from pytestqt.qtbot import QtBot

BAR = "#1d4f91"


class Shown(MaintenanceStage):
    """The page over the board."""

    def __init__(self, size: QSize) -> None:
        self.screen = UsageScreen("ru")
        super().__init__(Page.USAGE, self.screen, size)

    def show_week(self) -> None:
        """Show a busy week."""
        self.screen.show(busy(WEEK), NAMES)
        self.settle()

    def settle(self) -> None:
        """Lay out what was changed."""
        settle(self)

    def scroll_to(self, item: QQuickItem) -> None:
        """Move the figures so that an item is at their top."""
        area = self.item("figures")
        top = item.mapToItem(area, 0.0, 0.0).y()
        self.ask(
            area,
            f"flick.contentY = Math.max(0, Math.min(flick.contentY + {top}, flick.contentHeight - flick.height))",
        )
        self.settle()


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def shown(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Shown]:
    page = Shown(request.param)
    yield page
    page.close()


def parts(item: QQuickItem, name: str) -> list[QQuickItem]:
    """The visible items of that name inside another."""
    return [part for part in visible(item) if part.objectName() == name]


def words_in(item: QQuickItem) -> list[str]:
    """Every word inside an item."""
    return [str(part.property("text")) for part in texts(item)]


def said(shown: Shown, chart: str) -> list[str]:
    """What stands at the bars of a chart, in their order."""
    return [str(item.property("text")) for item in parts(shown.item(f"chart-{chart}"), "said")]


def test_it_waits_until_there_are_figures(shown: Shown) -> None:
    assert shown.items("loading")
    assert shown.items("figures") == []
    shown.show_week()
    assert shown.items("loading") == []
    assert shown.items("figures")


def test_every_figure_stands_at_its_bar(shown: Shown) -> None:
    shown.show_week()
    week = busy(WEEK)
    assert said(shown, "hours") == [str(count) for count in week.hours if count]
    assert sorted(said(shown, "days")) == sorted(str(day.count) for day in week.days)
    assert said(shown, "screens")[:3] == ["420", "388", "260"]
    assert said(shown, "services") == ["31 + 58", "8 + 40", "4 + 22", "1 + 0"]
    assert said(shown, "calls") == ["2", "1"]


def test_bars_are_as_high_as_their_figures(shown: Shown) -> None:
    shown.show_week()
    chart = shown.item_in(shown.item("chart-days"), "bars")
    shown.scroll_to(shown.item("chart-days"))
    picture = shown.picture()
    area = chart.mapRectToScene(chart.boundingRect()).toRect()
    step = area.width() / 7
    heights = [
        sum(
            QColor(picture.pixel(round(area.left() + (place + 0.5) * step), y)).name() == BAR
            for y in range(area.top(), area.bottom())
        )
        for place in range(7)
    ]
    counts = [day.count for day in busy(WEEK).days]
    assert heights == [pytest.approx(max(heights) * count / max(counts), abs=3) for count in counts]


def test_a_chart_that_is_scrolled_away_is_drawn_nowhere(shown: Shown) -> None:
    shown.show_week()
    shown.scroll_to(shown.item("chart-screens"))
    picture = shown.picture()
    area = shown.item("figures").mapRectToScene(shown.item("figures").boundingRect()).toRect()
    outside = [y for y in range(0, picture.height(), 4) if not area.top() <= y <= area.bottom()]
    assert not [
        y for y in outside for x in range(0, picture.width(), 8) if QColor(picture.pixel(x, y)).name() == BAR
    ]


def test_everything_is_reached_by_the_two_large_buttons(
    shown: Shown, glass: QPointingDevice, qtbot: QtBot
) -> None:
    shown.show_week()
    area = shown.item("figures")
    moved = 0
    while shown.item("down").isEnabled():
        shown.touch(glass, shown.item("down"))
        qtbot.waitUntil(lambda: shown.ask(shown.item("down"), "moving") is False)
        moved += 1
        assert moved < 20
    last = shown.items("route")[-1]
    bottom = last.mapToItem(area, 0.0, last.height()).y()
    assert bottom <= area.height()


def test_predictions_stand_by_route_with_their_number_and_those_that_never_came(shown: Shown) -> None:
    shown.show_week()
    all_routes, first, *_, last = [words_in(route) for route in shown.items("route")]
    assert all_routes[0] == "Все маршруты"
    assert (first[0], last[0]) == ("46", "2")
    assert first[1] == "86\u00a0%"
    assert first[2].startswith("из 2616")
    assert "не пришли" in first[2]
    assert last[1] == "мало"


def test_an_empty_period_and_a_log_that_cannot_be_read_are_told_apart(shown: Shown) -> None:
    empty = figures(Period(date(2026, 1, 1), date(2026, 1, 7)), (), (), ())
    shown.screen.show(empty, Names())
    shown.settle()
    assert any("записей нет" in word for word in shown.words("maintenance"))
    assert shown.items("figures") == []
    shown.screen.tell_unreadable()
    shown.settle()
    assert any("не читается" in word for word in shown.words("maintenance"))


def test_another_period_is_asked_for_by_a_touch(shown: Shown, glass: QPointingDevice) -> None:
    wanted: list[str] = []
    shown.screen.periodWanted.connect(wanted.append)
    shown.show_week()
    for period in ("month", "year", "year", "week"):
        shown.touch(glass, shown.item(f"choice-{period}"))
        shown.settle()
    assert wanted == ["month", "year", "week"]
    assert shown.screen.look == "loading"


def test_the_language_is_that_of_the_screen(shown: Shown) -> None:
    shown.show_week()
    shown.passenger.nextLanguage()
    shown.screen.speak("en")
    shown.settle()
    words = shown.words("figures")
    assert "Visits by hour of the day" in words
    assert "All routes" in words
    assert "Doctor's appointment" in words


def test_a_stick_is_written_once_however_often_it_is_touched(shown: Shown, glass: QPointingDevice) -> None:
    wanted: list[bool] = []
    shown.screen.exportWanted.connect(lambda: wanted.append(True))
    shown.show_week()
    for _ in range(3):
        shown.touch(glass, shown.item("export"))
    assert wanted == [True]
    assert "Не вынимайте" in str(shown.item("exportNote").property("text"))
    shown.screen.tell_export("done", "kiosk-usage/x")
    assert "kiosk-usage/x" in str(shown.item("exportNote").property("text"))


def test_long_periods_have_a_bar_for_each_month() -> None:
    year = charts(busy(year_until(TODAY)), NAMES, "en")[1]
    assert [bar["name"] for bar in year.bars] == [
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"),
    ]
    assert sum(bar["value"] for bar in year.bars) == sum(day.count for day in busy(year_until(TODAY)).days)
    month = charts(busy(last_days(30, TODAY)), NAMES, "en")[1]
    assert [bar["name"] for bar in month.bars][:3] == ["24.10", "25", "26"]


def test_services_beyond_the_first_are_counted_together() -> None:
    many = tuple(ServiceFigure(f"service-{number}", 1, 1) for number in range(MOST_SERVICES + 5))
    (row,) = [one for one in charts(replace(busy(WEEK), services=many), NAMES, "ru") if one.key == "services"]
    assert len(row.bars) == MOST_SERVICES
    assert "10" in row.note


@pytest.mark.parametrize(
    ("name", "field", "say"),
    [
        ("screen_opened", "screen", usage_words.screen),
        ("language_chosen", "language", usage_words.language),
        ("theme_chosen", "theme", usage_words.theme),
        ("passenger_report", "about", usage_words.report),
        ("emergency_state", "ending", usage_words.ending),
    ],
)
def test_every_word_of_the_catalogue_has_words(
    shown: Shown, name: str, field: str, say: Callable[[str], str]
) -> None:
    kind = dict(KINDS[name].fields)[field]
    assert isinstance(kind, Word)
    assert [word for word in map(str, kind.words) if say(word) == word] == []


def test_what_is_new_on_the_page_is_given_in_pieces_and_changed_in_place_afterwards(shown: Shown) -> None:
    given: list[str] = []
    shown.screen.charts.rowsInserted.connect(lambda *_: given.append("chart"))
    shown.screen.routes.rowsInserted.connect(lambda *_: given.append("route"))
    shown.screen.show(busy(WEEK), NAMES)
    assert given == ["chart", "route"]
    shown.settle()
    assert sorted(given) == ["chart"] * 8 + ["route"] * 4
    shown.screen.show(busy(year_until(TODAY)), NAMES)
    shown.settle()
    assert len(given) == 12
    shown.screen.leave()
    assert (shown.screen.look, shown.items("figures")) == ("loading", [])
    shown.screen.show(busy(WEEK), NAMES)
    assert given[12:] == ["chart", "route"]
