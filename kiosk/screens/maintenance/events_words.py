"""One sentence for each event of the catalogue, as a technician reads it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kiosk.domain.service_day import local
from kiosk.screens.maintenance.events_values import value_words
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.usage.catalogue import Event


def event_words(event: Event, zone: ZoneInfo) -> str:
    """What happened; moments in `zone`. An event that this program no longer knows is shown as it was kept."""
    values = {field: value_words(event.name, field, value) for field, value in event.fields}
    scheduled = dict(event.fields).get("scheduled")
    if isinstance(scheduled, int):
        values["scheduled"] = f"{local(scheduled, zone):%d.%m %H:%M}"
    sentence = _sentences().get(event.name)
    if sentence is None:
        return " ".join([event.name, *(f"{field}={value}" for field, value in event.fields)])
    more = [words.format(**values) for field, words in _more().items() if field in values]
    # An earlier version may have kept fewer fields.
    return "; ".join([sentence.format_map(defaultdict(str, values)), *more])


def _more() -> dict[str, str]:
    """What is added where an event carries it."""
    return {
        "route": tr("route {route}"),
        "vehicle": tr("vehicle {vehicle}"),
        "scheduled": tr("due at {scheduled}"),
        "failure": tr("the attempt before: {failure}"),
        "ending": tr("how: {ending}"),
        "attempt": tr("attempt {attempt}"),
        "trunk": tr("line {trunk}"),
        "events": tr("events lost: {events}"),
        "reason": tr("reason: {reason}"),
    }


def _sentences() -> dict[str, str]:
    return {**_usage(), **_operation(), **_audit()}


def _usage() -> dict[str, str]:
    return {
        "screen_opened": tr("Opened: {screen}"),
        "visit_ended": tr("A visit of {length} ended: {how}"),
        "service_opened": tr("State service {service} opened {how}"),
        "session_ended": tr("A web session ended: {how}"),
        "language_chosen": tr("Language chosen: {language}"),
        "theme_chosen": tr("Colours chosen: {theme}"),
        "text_size_chosen": tr("Text size chosen: {size}"),
        "read_aloud": tr("Read aloud: {screen}"),
        "alert_shown": tr("An alert came onto the board: {severity}"),
        "passenger_report": tr("A passenger reports: {about}; live data: {feed}"),
    }


def _operation() -> dict[str, str]:
    return {
        "program_started": tr("The program {version} started {why}"),
        "safe_mode": tr("The program left safe mode ({rung}); crashes before: {deaths}"),
        "program_stopped": tr("The program was ended {why}"),
        "feed_lost": tr("The feed {feed} is lost: {fault}"),
        "feed_back": tr("The feed {feed} is back after {seconds}"),
        "board_feed": tr("The board's live data: {state}"),
        "timetable_renewed": tr("A newer timetable is shown"),
        "clock": tr("The clock of this machine: {state}"),
        "self_test": tr("Self-test of the emergency line, {test}: {passed}"),
        "emergency_line": tr("The emergency line: {health}"),
        "log_gap": tr("The usage log has a gap: {why}"),
        "out_of_service": tr("The out-of-service notice was {shown}"),
        "black_box": tr("Pictures of the screen were kept ({why}): {pictures}"),
        "emergency_state": tr("Emergency call: {state}"),
    }


def _audit() -> dict[str, str]:
    return {
        "maintenance_opened": tr("The service menu was opened {by}: {role}"),
        "maintenance_closed": tr("The service menu was closed: {how} ({role})"),
        "pin_refused": tr("A wrong PIN was entered; wrong ones in a row: {tries}"),
        "pin_locked": tr("The PIN pad is closed for {seconds}"),
        "pin_set": tr("A PIN was set: {role}"),
        "token_refused": tr("A USB key that does not open this kiosk was put in"),
        "page_opened": tr("Page of the service menu opened: {page} ({role})"),
        "setting_changed": tr("Setting {setting} {what} ({role})"),
        "drill_ended": tr(
            "A readiness drill ended: {passed} passed, {failed} failed, {skipped} left out ({role})"
        ),
        "exported": tr("Written to a USB stick: {what} ({role})"),
        "power": tr("Service menu: {what} ({role})"),
    }
