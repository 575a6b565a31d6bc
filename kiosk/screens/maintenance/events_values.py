"""Words for the values that events of the catalogue carry. Functions: the language changes meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.screens.maintenance.drill_words import feed_word
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def value_words(event: str, field: str, value: str | int) -> str:
    """The value of a field in the passenger's language; ids and plain numbers as they are."""
    if field == "seconds" and isinstance(value, int):
        return duration(value)
    if event in ("feed_lost", "feed_back") and field == "feed":
        return feed_word(str(value))
    words = _VALUES.get(f"{event}.{field}") or _VALUES.get(field)
    return words().get(value, str(value)) if words else str(value)


def duration(seconds: int) -> str:
    """ "40 s", "12 min", "3 h 5 min" """
    minutes = seconds // 60
    if minutes < 1:
        return tr("{seconds} s").format(seconds=seconds)
    if minutes < 60:
        return tr("{minutes} min").format(minutes=minutes)
    return tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def _screens() -> dict[str | int, str]:
    return {
        "board": tr("the board"),
        "later": tr("later departures"),
        "trip": tr("a trip"),
        "map": tr("the map"),
        "alerts": tr("alerts"),
        "services": tr("state services"),
        "category": tr("a group of services"),
        "service": tr("a service"),
        "pocket": tr("“Take it with you”"),
        "report": tr("“Report a fault”"),
    }


def _roles() -> dict[str | int, str]:
    return {
        "technician": tr("technician"),
        "operator": tr("operator"),
        "command-line": tr("on the command line"),
    }


def _feed_states() -> dict[str | int, str]:
    return {
        "live": tr("live"),
        "ageing": tr("ageing"),
        "lost": tr("lost"),
        "starting": tr("starting"),
        "absent": tr("none is set up"),
    }


def _faults() -> dict[str | int, str]:
    return {
        "unreachable": tr("cannot be reached"),
        "timeout": tr("no answer in time"),
        "tls": tr("the certificate is not accepted"),
        "refused": tr("access refused"),
        "server_error": tr("an error of the server"),
        "redirect": tr("leads to another address"),
        "incomplete": tr("broke off half-way"),
        "too_large": tr("larger than allowed"),
        "captive_portal": tr("a log-in page of the network in its place"),
        "storage": tr("cannot be kept on the disk"),
        "not_a_feed": tr("is no feed"),
        "empty": tr("is empty"),
        "implausible_time": tr("tells an impossible time"),
        "went_back": tr("is older than the one before"),
    }


def _starts() -> dict[str | int, str]:
    return {
        "first": tr("for the first time"),
        "asked": tr("as the service menu wanted"),
        "settings": tr("for new settings"),
        "nightly": tr("as planned for the night"),
        "stopped": tr("after it was stopped"),
        "crashed": tr("after a crash"),
        "power": tr("after the power was cut"),
        "reboot": tr("with the machine"),
    }


def _stops() -> dict[str | int, str]:
    return {
        "asked": tr("to start again, as the service menu wanted"),
        "settings": tr("to start again with new settings"),
        "nightly": tr("to start again, as planned for the night"),
        "stopped": tr("by the system"),
        "reboot": tr("with the machine"),
    }


def _session_ends() -> dict[str | int, str]:
    return {
        "button": tr("by the button"),
        "idle": tr("nobody touched the screen"),
        "time": tr("the time was over"),
        "emergency": tr("an emergency call"),
        "crashed": tr("the page crashed"),
        "unresponsive": tr("the page hung"),
        "memory": tr("the page needed too much memory"),
        "unreachable": tr("the site did not answer"),
        "abandoned": tr("the program ended"),
    }


def _menu_ends() -> dict[str | int, str]:
    return {
        "button": tr("by the button"),
        "idle": tr("nobody touched the screen"),
        "time": tr("the time was over"),
        "emergency": tr("an emergency call"),
        "stopped": tr("the program ended"),
    }


def _gaps() -> dict[str | int, str]:
    return {
        "corrupt": tr("the file was damaged and was put aside"),
        "missing": tr("the file was gone"),
        "disk-full": tr("the disk is full"),
        "read-only": tr("the disk cannot be written"),
        "disk-error": tr("the disk fails"),
        "overflow": tr("too much came at once"),
        "cut-back": tr("the oldest was removed to make room"),
    }


def _healths() -> dict[str | int, str]:
    return {
        "unknown": tr("not known yet"),
        "works": tr("works"),
        "degraded": tr("works with less to fall back on"),
        "broken": tr("broken"),
        "absent": tr("none is set up"),
        "silent": tr("the emergency process does not answer"),
    }


def _call_states() -> dict[str | int, str]:
    return {
        "countdown": tr("countdown"),
        "dialing": tr("dialling"),
        "ringing": tr("ringing"),
        "connected": tr("connected"),
        "retrying": tr("no way out, to be tried again"),
        "incoming": tr("the operator calls back"),
        "ended": tr("ended"),
    }


def _call_failures() -> dict[str | int, str]:
    return {
        "rejected": tr("rejected"),
        "busy": tr("busy"),
        "no_reply": tr("the exchange does not reply"),
        "no_answer": tr("nobody answers"),
        "unreachable": tr("the exchange cannot be reached"),
        "media_lost": tr("the sound was lost"),
        "user_agent_died": tr("the call program failed"),
    }


def _call_ends() -> dict[str | int, str]:
    return {
        "far_end": tr("the operator hung up"),
        "here": tr("hung up here"),
        "cancelled": tr("given up before an answer"),
        "missed": tr("a call-back nobody got"),
    }


def _menu_pages() -> dict[str | int, str]:
    return {
        "status": tr("status"),
        "drill": tr("readiness drill"),
        "usage": tr("usage"),
        "settings": tr("settings"),
        "events": tr("events"),
        "power": tr("power"),
    }


def _power() -> dict[str | int, str]:
    return {
        "restart": tr("the program starts again"),
        "reboot": tr("the machine starts again"),
        "test-picture": tr("test picture"),
        "out-of-service": tr("out of service"),
        "in-service": tr("in service again"),
    }


def _exports() -> dict[str | int, str]:
    return {
        "usage": tr("the usage log"),
        "report": tr("the monthly report"),
        "drill": tr("results of drills"),
        "black-box": tr("pictures of the black box"),
    }


def report_kinds() -> dict[str | int, str]:
    """What passengers report with one touch."""
    return {
        "no-bus": tr("the bus did not come"),
        "screen-wrong": tr("the screen is wrong"),
        "button-broken": tr("a button does not work"),
        "cold": tr("it is cold"),
    }


def _self_tests() -> dict[str | int, str]:
    return {
        "user_agent": tr("call program"),
        "trunks": tr("lines"),
        "sound": tr("loudspeaker and microphone"),
        "call": tr("test call"),
    }


_VALUES: dict[str, Callable[[], Mapping[str | int, str]]] = {
    "screen": _screens,
    "role": _roles,
    "feed_lost.fault": _faults,
    "board_feed.state": _feed_states,
    "passenger_report.feed": _feed_states,
    "passenger_report.about": report_kinds,
    "program_started.why": _starts,
    "program_stopped.why": _stops,
    "safe_mode.rung": lambda: {
        "safe": tr("without services"),
        "plain": tr("the emergency call alone"),
        "bare": tr("without settings"),
        "alone": tr("without settings and emergency call"),
    },
    "session_ended.how": _session_ends,
    "maintenance_closed.how": _menu_ends,
    "log_gap.why": _gaps,
    "emergency_line.health": _healths,
    "emergency_state.state": _call_states,
    "failure": _call_failures,
    "ending": _call_ends,
    "page": _menu_pages,
    "power.what": _power,
    "exported.what": _exports,
    "self_test.test": _self_tests,
    "self_test.passed": lambda: {0: tr("failed"), 1: tr("passed")},
    "out_of_service.shown": lambda: {0: tr("taken down"), 1: tr("put up")},
    "out_of_service.reason": lambda: {
        "repair": tr("repair"),
        "cleaning": tr("cleaning"),
        "no-data": tr("no data"),
        "stop-closed": tr("the stop is closed"),
    },
    "clock.state": lambda: {"good": tr("good"), "doubtful": tr("doubtful"), "unknown": tr("unknown")},
    "black_box.why": lambda: {"crash": tr("a crash"), "emergency": tr("an emergency call")},
    "maintenance_opened.by": lambda: {"hold": tr("by the pattern"), "key": tr("by a USB key")},
    "setting_changed.what": lambda: {
        "applied": tr("applied"),
        "confirmed": tr("confirmed"),
        "undone": tr("undone"),
    },
    "visit_ended.how": lambda: {"idle": tr("by walking away"), "board": tr("back to the board")},
    "length": lambda: {
        "under-15-s": tr("under 15 s"),
        "15-60-s": tr("15 to 60 s"),
        "1-3-min": tr("1 to 3 min"),
        "over-3-min": tr("over 3 min"),
    },
    "service_opened.how": lambda: {"here": tr("on this screen"), "code": tr("as a code for a telephone")},
    "language": lambda: {"ru": tr("Russian"), "en": tr("English")},
    "theme": lambda: {"contrast": tr("high contrast"), "usual": tr("usual colours")},
    "severity": lambda: {
        "info": tr("information"),
        "warning": tr("warning"),
        "severe": tr("severe"),
        "unknown": tr("unknown"),
    },
}
