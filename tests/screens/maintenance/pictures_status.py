"""Pictures of the status page: a good day, a bad one, a pavilion of which nobody knows anything, and the code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk.domain.maintenance.facts import Fact, Name, fact
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.service_day import Now
from kiosk.screens.maintenance.status import Seen, StatusScreen
from tests.screens import sample_boards
from tests.screens.maintenance.menu_picture import MenuPicture
from tests.screens.sample_boards import NOW, TIMETABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject

    from tests.screens.maintenance.stage import MaintenanceStage

MEGABYTE, GIGABYTE = 2**20, 2**30
BEGAN = sample_boards.NOW - 3 * 86400 - 3000

GOOD = (
    fact(Name.SCREEN, "runs", since=BEGAN, uptime_s=3 * 86400 + 3000),
    fact(Name.FEED, "fresh", "trip_updates", BEGAN, age_s=12),
    fact(Name.FEED, "fresh", "vehicle_positions", BEGAN, age_s=14),
    fact(Name.FEED, "fresh", "alerts", BEGAN, age_s=95),
    fact(Name.TIMETABLE, "valid", since=BEGAN, until="2028-01-31", days_left=70, age_s=9 * 86400),
    fact(Name.EMERGENCY, "works", since=BEGAN, trunks=2, answering=2, registered=2),
    fact(Name.TRUNK, "answers", "city", BEGAN, latency_ms=4.6, code=200),
    fact(Name.TRUNK, "answers", "lte", BEGAN, latency_ms=61.0, code=200),
    fact(Name.SOUND_LOOP, "heard", since=BEGAN, at=NOW - 1900, age_s=1900),
    fact(Name.TEST_CALL, "passed", "city", BEGAN, at=NOW - 40000, age_s=40000),
    fact(Name.TEST_CALL, "passed", "lte", BEGAN, at=NOW - 39000, age_s=39000),
    fact(Name.NETWORK, "connected", since=BEGAN, interfaces="eth0, wwan0", families="IPv4, IPv6"),
    fact(Name.PORTAL, "reached", since=BEGAN),
    fact(Name.CLOCK, "synchronised", since=BEGAN, most_error_ms=26),
    fact(Name.DISK, "room", since=BEGAN, free_bytes=11 * GIGABYTE, free_inodes=700_000, errors=0),
    fact(Name.MEMORY, "enough", since=BEGAN, available_bytes=2600 * MEGABYTE, own_bytes=212 * MEGABYTE),
    fact(Name.TEMPERATURE, "normal", since=BEGAN, value_celsius=47.5, sensor="x86_pkg_temp"),
    fact(Name.AUDIO, "present", since=BEGAN, cards="PCH, Device"),
    fact(Name.DISPLAY, "connected", since=BEGAN, width=1080, height=1920, outputs="HDMI-A-1"),
    fact(Name.TOUCH, "present", since=BEGAN, devices="ILITEK Multi-Touch-V5000"),
    fact(Name.USAGE_LOG, "kept", since=BEGAN, size_bytes=31 * MEGABYTE),
    fact(Name.PIN, "set", since=BEGAN),
    fact(Name.VERSION, "runs", since=BEGAN, version="0.1.0"),
    fact(Name.MACHINE, "up", since=BEGAN, uptime_s=3 * 86400 + 3100),
    fact(Name.RESTART, "stopped", since=BEGAN, at=BEGAN - 60),
)
"""A pavilion where all is well."""

_WORSE = (
    fact(Name.FEED, "lost", "trip_updates", NOW - 5400, age_s=5460, fault="captive_portal"),
    fact(Name.FEED, "late", "vehicle_positions", NOW - 200, age_s=184, fault="timeout"),
    fact(Name.TIMETABLE, "expired", since=NOW - 50000, until="2027-11-21", days_left=-1, age_s=40 * 86400),
    fact(
        Name.EMERGENCY,
        "degraded",
        since=NOW - 900,
        trunks=2,
        answering=1,
        registered=1,
        reason="Trunk lte does not answer: no answer. Trunk lte is not registered.",
    ),
    fact(Name.TRUNK, "silent", "lte", NOW - 900, reason="no answer"),
    fact(Name.TEST_CALL, "overdue", "lte", NOW - 86400, at=NOW - 4 * 86400, age_s=4 * 86400),
    fact(Name.PORTAL, "not_reached", since=NOW - 5400),
    fact(Name.CLOCK, "doubtful", since=NOW - 300, error_s=-187),
    fact(Name.DISK, "read_only", since=NOW - 7000, free_bytes=200 * MEGABYTE, errors=3),
    fact(Name.MEMORY, "grown", since=NOW - 4000, available_bytes=900 * MEGABYTE, own_bytes=812 * MEGABYTE),
    fact(Name.TEMPERATURE, "hot", since=NOW - 1000, value_celsius=84.0, sensor="x86_pkg_temp"),
    fact(Name.AUDIO, "missing", since=NOW - 60, lacking="microphone, loudspeaker"),
    fact(Name.TOUCH, "missing", since=NOW - 60),
    fact(Name.USAGE_LOG, "failing", since=NOW - 7000, trouble="read-only", size_bytes=31 * MEGABYTE),
    fact(Name.PIN, "not_set", since=BEGAN),
    fact(Name.RESTART, "crashed", since=BEGAN),
)


def with_states(*others: Fact) -> tuple[Fact, ...]:
    """The good pavilion with these lines in place of its own."""
    instead = {one.key: one for one in others}
    return tuple(instead.get(one.key, one) for one in GOOD)


BAD = with_states(*_WORSE)
"""A pavilion with most of its troubles at once."""
UNKNOWN = with_states(
    fact(Name.FEED, "starting", "trip_updates"),
    fact(Name.FEED, "starting", "vehicle_positions"),
    fact(Name.FEED, "starting", "alerts"),
    fact(Name.TIMETABLE, "missing"),
    fact(Name.EMERGENCY, "not_known_yet", trunks=2, answering=0),
    fact(Name.TRUNK, "not_asked", "city"),
    fact(Name.TRUNK, "not_asked", "lte"),
    fact(Name.SOUND_LOOP, "not_tested"),
    fact(Name.PORTAL, "not_asked"),
    fact(Name.CLOCK, "not_compared"),
    fact(Name.DISK, "not_readable"),
    fact(Name.MEMORY, "not_readable"),
    fact(Name.TEMPERATURE, "no_sensor"),
    fact(Name.AUDIO, "not_readable"),
    fact(Name.DISPLAY, "off_screen", width=1080, height=1920),
    fact(Name.TOUCH, "not_readable"),
    fact(Name.USAGE_LOG, "no_file"),
    fact(Name.RESTART, "first"),
)
"""The first seconds on a machine that tells nothing."""


def seen(facts: tuple[Fact, ...], monotonic: float = 100.0) -> Seen:
    """Facts as they are shown at the stop of the sample boards."""
    return Seen(facts, Now(NOW, monotonic), TIMETABLE.stop.stop_name, TIMETABLE.zone)


def until_whole(screen: StatusScreen) -> None:
    """Let every row of the page come."""
    QGuiApplication.processEvents()
    while not screen.whole:
        QGuiApplication.processEvents()


def pictures() -> Iterator[MenuPicture]:
    """Every state of the page."""
    yield MenuPicture("status-first", Page.STATUS, _screen)
    for name, facts in (("good", GOOD), ("bad", BAD), ("unknown", UNKNOWN)):
        yield MenuPicture(f"status-{name}", Page.STATUS, _screen, partial(_show, facts))
    yield MenuPicture("status-end", Page.STATUS, _screen, partial(_show_end, BAD))
    for name, facts in (("good", GOOD), ("bad", BAD)):
        yield MenuPicture(f"status-code-{name}", Page.STATUS, _screen, partial(_show_code, facts))


def _screen() -> QObject:
    return StatusScreen("ru")


def _show(facts: tuple[Fact, ...], stage: MaintenanceStage) -> None:
    screen = stage.menu.part("status")
    assert isinstance(screen, StatusScreen)
    screen.speak(stage.passenger.language)
    screen.show(seen(facts))
    until_whole(screen)
    stage.lay_out()


def _show_end(facts: tuple[Fact, ...], stage: MaintenanceStage) -> None:
    _show(facts, stage)
    area = stage.item("facts")
    stage.ask(area, "flick.contentY = flick.contentHeight - flick.height")


def _show_code(facts: tuple[Fact, ...], stage: MaintenanceStage) -> None:
    _show(facts, stage)
    stage.click(stage.item("toPhone"))
    QGuiApplication.processEvents()
