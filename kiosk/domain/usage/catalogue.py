"""Every event that may be written down, and the few fields each may carry. Nothing else can be.

A field holds a word of a closed list, a whole number, or an id that the operator's own files and feeds gave: there
is no free text, so no name, no search, no address beyond a service's id. What passengers do has the hour, no more.
Source: Federal Law 152-FZ, article 5 (purposes fixed beforehand, no more data than they need).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.call.status import IN_CALL, Ending, Failure, Health, SelfTest, State
from kiosk.domain.realtime import Fault
from kiosk.domain.services.session import End
from kiosk.domain.usage.fields import Count, Field, Id, Word

HOUR = 3600


class Purpose(StrEnum):
    """What events are kept for; purposes are never merged."""

    USAGE = "usage"
    """What passengers use. Times are rounded to the hour."""
    REPORT = "report"
    """What a passenger reported with one touch. Times are rounded to the hour."""
    OPERATION = "operation"
    """What the kiosk and what it depends on did. Exact times: nobody's doing."""
    AUDIT = "audit"
    """What was done in the service menu: role, exact time, what."""
    EMERGENCY = "emergency"
    """Steps of emergency calls, exact times, in a table of their own."""

    @property
    def rounded(self) -> bool:
        """Whether only the hour of these events is kept."""
        return self in (Purpose.USAGE, Purpose.REPORT)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event. `says`: one sentence for the documentation. `optional`: fields that may be left out."""

    name: str
    purpose: Purpose
    says: str
    fields: tuple[tuple[str, Field], ...] = ()
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """One event as the catalogue allows it; `fields` are in the order of the catalogue. Made by `event` alone."""

    name: str
    fields: tuple[tuple[str, str | int], ...] = ()

    @property
    def purpose(self) -> Purpose:
        """What it is kept for."""
        return KINDS[self.name].purpose


def event(name: str, **fields: str | int | None) -> Event:
    """An event of the catalogue; a field that is None is left out. Raises ValueError for anything else: a bug."""
    kind = KINDS.get(name)
    if kind is None:
        raise ValueError(f"the catalogue of events has no {name}")
    known = dict(kind.fields)
    given = {field: _plain(value) for field, value in fields.items() if value is not None}
    for field, value in given.items():
        if field not in known:
            raise ValueError(f"the event {name} has no field {field}")
        if fault := known[field].fault(value):
            raise ValueError(f"the field {field} of the event {name} {fault}")
    if missing := [field for field in known if field not in given and field not in kind.optional]:
        raise ValueError(f"the event {name} lacks {', '.join(missing)}")
    return Event(name, tuple((field, given[field]) for field in known if field in given))


def _plain(value: str | int) -> str | int:
    """A member of an enumeration as the word it is."""
    return str(value) if isinstance(value, str) else value


SCREENS = Word(("board", "later", "trip", "map", "alerts", "services", "category", "service", "pocket", "report"))
LANGUAGES = Word(("ru", "en"))
SERVICE = Id("service_id of the services catalogue")
ROUTE = Id("route_id of the GTFS feed, or other")
VEHICLE = Id("vehicle id of the GTFS-Realtime feed, or other")
FEED_NAME = Id("name of the feed, such as trip_updates")
TRUNK = Id("name of the trunk")
FEED_STATE = Word(("live", "ageing", "lost", "starting", "absent"))
SESSION_ENDS = Word(tuple(End))
ROLE = Word(("technician", "operator", "command-line"))
SETTING = Id("key of kiosk.toml, such as display.theme")
SECONDS = Count(0, 10_000_000, "s")

_ALL = (
    # What passengers use.
    Kind("screen_opened", Purpose.USAGE, "A page was opened by a touch.", (("screen", SCREENS),)),
    Kind(
        "visit_ended",
        Purpose.USAGE,
        "Somebody who had touched the screen left it: the board came back.",
        (
            ("how", Word(("idle", "board"))),
            ("length", Word(("under-15-s", "15-60-s", "1-3-min", "over-3-min"))),
        ),
    ),
    Kind(
        "service_opened",
        Purpose.USAGE,
        "A state service was opened in the browser here, or its code was shown for a telephone.",
        (("service", SERVICE), ("how", Word(("here", "code")))),
    ),
    Kind("session_ended", Purpose.USAGE, "A web session ended.", (("how", SESSION_ENDS),)),
    Kind("language_chosen", Purpose.USAGE, "A passenger chose a language.", (("language", LANGUAGES),)),
    Kind(
        "theme_chosen",
        Purpose.USAGE,
        "A passenger switched the high contrast on or off.",
        (("theme", Word(("contrast", "usual"))),),
    ),
    Kind("text_size_chosen", Purpose.USAGE, "A passenger chose a size of text.", (("size", Count(0, 2)),)),
    Kind(
        "read_aloud",
        Purpose.USAGE,
        "A passenger had the screen read aloud; no screen can yet, so none is recorded.",
        (("screen", SCREENS),),
    ),
    Kind(
        "alert_shown",
        Purpose.USAGE,
        "An alert of the transport feed came onto the board.",
        (("severity", Word(("info", "warning", "severe", "unknown"))),),
    ),
    # What passengers report.
    Kind(
        "passenger_report",
        Purpose.REPORT,
        "A passenger reported something with one touch.",
        (
            ("about", Word(("no-bus", "screen-wrong", "button-broken", "cold"))),
            ("feed", FEED_STATE),
            ("route", ROUTE),
            ("vehicle", VEHICLE),
            ("scheduled", Count(0, 2**40, "POSIX seconds: the timetable's moment of the departure reported")),
        ),
        frozenset({"route", "vehicle", "scheduled"}),
    ),
    # What the kiosk and what it depends on did.
    Kind(
        "program_started",
        Purpose.OPERATION,
        "The screen's program started; why the last one ended.",
        (
            ("why", Word(("first", "asked", "settings", "nightly", "stopped", "crashed", "power", "reboot"))),
            ("version", Id("version of the program")),
        ),
    ),
    Kind(
        "safe_mode",
        Purpose.OPERATION,
        "The program had run in safe mode, without this log, until it started whole again.",
        (("rung", Word(("safe", "plain", "bare", "alone"))), ("deaths", Count(0, 1000))),
    ),
    Kind(
        "program_stopped",
        Purpose.OPERATION,
        "The screen's program was told to end.",
        (("why", Word(("asked", "settings", "nightly", "stopped", "reboot"))),),
    ),
    Kind(
        "feed_lost",
        Purpose.OPERATION,
        "A feed gave nothing usable any more.",
        (
            ("feed", FEED_NAME),
            ("fault", Word(tuple(Fault))),
        ),
    ),
    Kind("feed_back", Purpose.OPERATION, "A feed is back.", (("feed", FEED_NAME), ("seconds", SECONDS))),
    Kind("board_feed", Purpose.OPERATION, "What the board says of its live data.", (("state", FEED_STATE),)),
    Kind("timetable_renewed", Purpose.OPERATION, "A newer timetable is shown."),
    Kind(
        "clock",
        Purpose.OPERATION,
        "What is known of this machine's clock changed.",
        (("state", Word(("good", "doubtful", "unknown"))),),
    ),
    Kind(
        "self_test",
        Purpose.OPERATION,
        "A self-test of the emergency line ended.",
        (
            ("test", Word(tuple(SelfTest))),
            ("passed", Count(0, 1)),
            ("trunk", TRUNK),
        ),
        frozenset({"trunk"}),
    ),
    Kind(
        "emergency_line",
        Purpose.OPERATION,
        "What is known of the emergency line changed.",
        (("health", Word((*Health, "silent"))),),
    ),
    Kind(
        "log_gap",
        Purpose.OPERATION,
        "The log itself lost something: why, and how many events where that is known.",
        (
            ("why", Word(("corrupt", "missing", "disk-full", "read-only", "disk-error", "overflow", "cut-back"))),
            ("events", Count(0, 2**40)),
        ),
        frozenset({"events"}),
    ),
    Kind(
        "out_of_service",
        Purpose.OPERATION,
        "The out-of-service notice was put up or taken down.",
        (
            ("shown", Count(0, 1)),
            ("reason", Word(("repair", "cleaning", "no-data", "stop-closed"))),
        ),
        frozenset({"reason"}),
    ),
    Kind(
        "black_box",
        Purpose.OPERATION,
        "The last minutes of pictures were frozen; a passenger's report tells of its own.",
        (("why", Word(("crash", "emergency"))), ("pictures", Count(0, 10_000))),
    ),
    # What was done in the service menu.
    Kind(
        "maintenance_opened",
        Purpose.AUDIT,
        "The service menu was opened.",
        (("role", ROLE), ("by", Word(("hold", "key")))),
    ),
    Kind(
        "maintenance_closed",
        Purpose.AUDIT,
        "The service menu was closed.",
        (("role", ROLE), ("how", Word(("button", "idle", "time", "emergency", "stopped")))),
    ),
    Kind("pin_refused", Purpose.AUDIT, "A wrong PIN was entered; never which.", (("tries", Count(1, 2**31)),)),
    Kind("pin_locked", Purpose.AUDIT, "The PIN pad is closed for a while.", (("seconds", SECONDS),)),
    Kind("pin_set", Purpose.AUDIT, "A PIN was set; never which.", (("role", ROLE),)),
    Kind("token_refused", Purpose.AUDIT, "A USB key with a token that does not open this kiosk was put in."),
    Kind(
        "page_opened",
        Purpose.AUDIT,
        "A page of the service menu was opened.",
        (("role", ROLE), ("page", Word(("status", "drill", "usage", "settings", "events", "power")))),
    ),
    Kind(
        "setting_changed",
        Purpose.AUDIT,
        "A setting was applied, undone or confirmed; never its value.",
        (
            ("role", ROLE),
            ("setting", SETTING),
            ("what", Word(("applied", "confirmed", "undone"))),
        ),
    ),
    Kind(
        "drill_ended",
        Purpose.AUDIT,
        "A readiness drill ended.",
        (("role", ROLE), ("passed", Count(0, 20)), ("failed", Count(0, 20)), ("skipped", Count(0, 20))),
    ),
    Kind(
        "exported",
        Purpose.AUDIT,
        "Something was written to a USB stick.",
        (("role", ROLE), ("what", Word(("usage", "report", "drill", "black-box")))),
    ),
    Kind(
        "power",
        Purpose.AUDIT,
        "The program or the machine was told to start again, or the test picture was shown.",
        (("role", ROLE), ("what", Word(("restart", "reboot", "test-picture", "out-of-service", "in-service")))),
    ),
    # Emergency calls.
    Kind(
        "emergency_state",
        Purpose.EMERGENCY,
        "A step of an emergency call.",
        (
            ("state", Word((*(state for state in State if state in IN_CALL), State.ENDED))),
            (
                "failure",
                Word(tuple(Failure)),
            ),
            ("ending", Word(tuple(Ending))),
            ("attempt", Count(0, 10_000)),
        ),
        frozenset({"failure", "ending", "attempt"}),
    ),
)
KINDS = {kind.name: kind for kind in _ALL}
"""The whole catalogue, by name."""
