"""Pictures of the usage page: a busy week and year, a few visits, nothing, no log, and a stick."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk.domain.maintenance.menu import Page
from kiosk.domain.text import Text
from kiosk.domain.usage.period import Period, last_days, year_until
from kiosk.domain.usage.scores import BINS, Accuracy, by_route
from kiosk.domain.usage.statistics import (
    Calls,
    DayFigure,
    Figure,
    Outages,
    ServiceFigure,
    Statistics,
)
from kiosk.screens.maintenance.usage import UsageScreen
from kiosk.screens.maintenance.usage_charts import Names
from tests.domain.usage.sample_log import TODAY, figures
from tests.screens.maintenance.menu_picture import MenuPicture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QObject

    from tests.screens.maintenance.stage import MaintenanceStage

WEEK = last_days(7, TODAY)
HOURS = (4, 1, 0, 2, 9, 48, 131, 262, 301, 188, 120, 97, 110, 118, 104, 126, 169, 240, 251, 160, 92, 61, 33, 12)
NAMES = Names(
    services={
        "doctor-appointment": Text("Запись к врачу", (("en", "Doctor's appointment"),)),
        "fines": Text("Штрафы ГИБДД и их оплата", (("en", "Traffic fines"),)),
        "housing": Text("Передать показания счётчиков воды и света", (("en", "Meter readings"),)),
    },
    routes={"route-46": Text("46"), "route-30": Text("30"), "route-2": Text("2")},
)


def busy(period: Period) -> Statistics:
    """What a busy stop brings in these days."""
    days = list(period.days())
    scale = len(days) / 7
    routes = [
        (route, Accuracy(window, shown, round(shown * right), shown // 20, shown // 15, shown // never))
        for route, shown, never in (("route-46", 2400, 30), ("route-30", 900, 60), ("route-2", 24, 24))
        for window, right in zip(BINS, (0.94, 0.9, 0.86, 0.71), strict=True)
    ]
    return replace(
        figures(period, (), (), ()),
        hours=tuple(round(count * scale) for count in HOURS),
        days=tuple(DayFigure(day, 310 + (day.toordinal() * 7919) % 160) for day in days),
        screens=tuple(
            Figure(word, round(count * scale))
            for word, count in (
                ("later", 420),
                ("trip", 388),
                ("map", 260),
                ("services", 190),
                ("service", 171),
                ("category", 95),
                ("alerts", 44),
                ("pocket", 20),
                ("board", 0),
                ("report", 3),
            )
        ),
        services=(
            ServiceFigure("doctor-appointment", 31, 58),
            ServiceFigure("fines", 8, 40),
            ServiceFigure("housing", 4, 22),
            ServiceFigure("not-in-the-catalogue", 1, 0),
        ),
        languages=(Figure("ru", 3), Figure("en", 41)),
        text_sizes=(Figure("0", 20), Figure("1", 88), Figure("2", 35)),
        themes=(Figure("contrast", 12), Figure("usual", 6)),
        aloud=17,
        reports=(Figure("no-bus", 4), Figure("screen-wrong", 1), Figure("button-broken", 0), Figure("cold", 2)),
        calls=Calls(3, 2, (Figure("far_end", 2), Figure("cancelled", 1))),
        outages=Outages(5, 4, 3120, (Figure("trip_updates", 2400), Figure("vehicle_positions", 720))),
        routes=by_route(routes),
    )


def pictures() -> Iterator[MenuPicture]:
    """Every state of the page."""
    month, year = last_days(30, TODAY), year_until(TODAY)
    yield MenuPicture("usage-week", Page.USAGE, _screen, partial(_show, _busy(WEEK)))
    yield MenuPicture("usage-week-middle", Page.USAGE, _screen, partial(_show, _busy(WEEK), scrolled=0.5))
    yield MenuPicture("usage-week-end", Page.USAGE, _screen, partial(_show, _busy(WEEK), scrolled=1))
    yield MenuPicture("usage-month", Page.USAGE, _screen, partial(_show, _busy(month)))
    yield MenuPicture("usage-year", Page.USAGE, _screen, partial(_show, _busy(year)))
    yield MenuPicture("usage-few", Page.USAGE, _screen, partial(_show, partial(figures, WEEK)))
    yield MenuPicture("usage-empty", Page.USAGE, _screen, partial(_show, _nothing))
    yield MenuPicture("usage-loading", Page.USAGE, _screen)
    yield MenuPicture("usage-unreadable", Page.USAGE, _screen, _unreadable)
    yield MenuPicture("usage-written", Page.USAGE, _screen, partial(_show, _busy(WEEK), stick="done"))
    yield MenuPicture("usage-no-stick", Page.USAGE, _screen, partial(_show, _busy(WEEK), stick="no-stick"))


def _screen() -> QObject:
    return UsageScreen("ru")


def _busy(period: Period) -> Callable[[], Statistics]:
    return partial(busy, period)


def _nothing() -> Statistics:
    return figures(Period(date(2026, 1, 1), date(2026, 1, 7)), (), (), ())


def of_stage(stage: MaintenanceStage) -> UsageScreen:
    """The object behind the page that is shown."""
    screen = stage.menu.part("usage")
    assert isinstance(screen, UsageScreen)
    return screen


def settle(stage: MaintenanceStage) -> None:
    """Let the page draw all its pieces."""
    QGuiApplication.processEvents()
    while not of_stage(stage).whole:
        QGuiApplication.processEvents()
    stage.lay_out()


def _show(
    what: Callable[[], Statistics], stage: MaintenanceStage, *, scrolled: float = 0, stick: str = ""
) -> None:
    screen = of_stage(stage)
    screen.speak(stage.passenger.language)
    found = what()
    period = {30: "month", 7: "week"}.get(len(found.days), "year")
    screen.choose(period)
    screen.show(found, NAMES)
    screen.tell_export(stick, "kiosk-usage/filatova-1")
    settle(stage)
    if scrolled:
        area = stage.item("figures")
        stage.ask(area, f"flick.contentY = (flick.contentHeight - flick.height) * {scrolled}")


def _unreadable(stage: MaintenanceStage) -> None:
    of_stage(stage).tell_unreadable()
    QGuiApplication.processEvents()
