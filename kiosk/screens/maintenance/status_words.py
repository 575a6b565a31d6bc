"""The sentences of the status: what each thing is called, and what its state means; English in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.maintenance.facts import Fact, Level, Name
from kiosk.screens.maintenance.health_words import health_words
from kiosk.screens.maintenance.status_values import fault_word, moment, said
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant

LONGEST_REASON = 160


def title(fact: Fact) -> str:
    """What the thing is called."""
    if fact.name is Name.FEED:
        return _feed(fact.part)
    words = {
        Name.SCREEN: tr("Screen"),
        Name.TIMETABLE: tr("Timetable"),
        Name.EMERGENCY: tr("Emergency line"),
        Name.TRUNK: tr("Trunk"),
        Name.SOUND_LOOP: tr("Sound loop"),
        Name.TEST_CALL: tr("Test call"),
        Name.NETWORK: tr("Network"),
        Name.PORTAL: tr("Portal of state services"),
        Name.CLOCK: tr("Clock"),
        Name.DISK: tr("Disk"),
        Name.MEMORY: tr("Memory"),
        Name.TEMPERATURE: tr("Temperature"),
        Name.AUDIO: tr("Sound devices"),
        Name.DISPLAY: tr("Panel"),
        Name.TOUCH: tr("Touch screen"),
        Name.USAGE_LOG: tr("Usage log"),
        Name.PIN: tr("PIN"),
        Name.VERSION: tr("Version"),
        Name.MACHINE: tr("Machine"),
        Name.RESTART: tr("Last end"),
    }
    return f"{words[fact.name]} {plain(fact.part, 40)}".rstrip()


def _feed(part: str) -> str:
    """The name of a live feed: its kind, and its number where there are several."""
    words = {
        "trip_updates": tr("Live predictions"),
        "vehicle_positions": tr("Live positions"),
        "alerts": tr("Live alerts"),
    }
    kind = next((kind for kind in words if part.startswith(kind)), "")
    return f"{words.get(kind) or tr('Live data')} {plain(part[len(kind) :].strip('_'), 40)}".rstrip()


def sentence(fact: Fact, zone: ZoneInfo) -> str:
    """What its state means, with the one number that matters."""
    values = said(fact, zone)
    name, state = fact.name, fact.state
    if name in (Name.FEED, Name.TIMETABLE, Name.CLOCK, Name.NETWORK, Name.PORTAL):
        words = _outside(fact)
    elif name in (Name.EMERGENCY, Name.TRUNK, Name.SOUND_LOOP, Name.TEST_CALL):
        words = _emergency()
    elif name in (Name.SCREEN, Name.USAGE_LOG, Name.PIN, Name.VERSION, Name.RESTART):
        words = _program(fact)
    else:
        words = _machine(fact)
    text = words.get((name, state)) or tr("cannot be read here")
    return text.format_map(values)


def details(fact: Fact, zone: ZoneInfo) -> tuple[str, ...]:
    """What else is known of it; the first that are cut where there is little room."""
    values = said(fact, zone)
    found = []
    if fact.name is Name.FEED and "fault" in values:
        found.append(fault_word(str(values["fault"])))
    if fact.name is Name.EMERGENCY and "trunks" in values:
        found.append(tr("{answering} of {trunks} trunks answer").format_map(values))
        if "registered" in values:
            found.append(tr("{registered} registered").format_map(values))
    if fact.name is Name.CLOCK and "most_error_ms" in values:
        found.append(tr("off by {most_error_ms} ms at most").format_map(values))
    if fact.name is Name.MEMORY and "own_bytes" in values and fact.state != "grown":
        found.append(tr("the program holds {own_bytes}").format_map(values))
    if fact.name is Name.TEMPERATURE and "sensor" in values:
        found.append(plain(str(values["sensor"])))
    if fact.name is Name.DISPLAY and "outputs" in values:
        found.append(plain(str(values["outputs"])))
    if fact.name in (Name.RESTART, Name.VERSION) and "at" in values:
        found.append(values["at"])
    if "reason" in values and fact.level is not Level.GREEN:
        found.append(plain(_reason(fact.name, str(values["reason"])), LONGEST_REASON))
    return tuple(found)


def _reason(name: Name, said: str) -> str:
    """Why it is not well: of a feed its fault, of the emergency line what its agent says."""
    return fault_word(said) if name is Name.TIMETABLE else health_words(said)


def since(fact: Fact, now: Instant, zone: ZoneInfo) -> str:
    """ "since 14:02", with the date where that was not today; "" where nobody knows."""
    if fact.since is None:
        return ""
    day, _, time = moment(fact.since, zone).partition(" ")
    today = moment(now, zone).startswith(day)
    return tr("since {moment}").format(moment=time if today else f"{day} {time}".rstrip())


def _outside(fact: Fact) -> dict[tuple[Name, str], str]:
    aged = fact.value("age_s") is not None
    error = fact.value("error_s")
    ahead = isinstance(error, int) and error >= 0
    return {
        (Name.FEED, "fresh"): tr("data {age_s} old"),
        (Name.FEED, "late"): tr("the newest data are {age_s} old"),
        (Name.FEED, "lost"): tr("no data for {age_s}") if aged else tr("no data at all"),
        (Name.FEED, "starting"): tr("waiting for the first data"),
        (Name.FEED, "not_watched"): tr("not asked: the screen does not run"),
        (Name.FEED, "none_set"): tr("no live feed is set up"),
        (Name.TIMETABLE, "valid"): tr("until {until}, imported {age_s} ago"),
        (Name.TIMETABLE, "ends_soon"): tr("only until {until}"),
        (Name.TIMETABLE, "not_renewed"): tr("until {until}, but its feed does not come"),
        (Name.TIMETABLE, "expired"): tr("ended on {until}"),
        (Name.TIMETABLE, "missing"): tr("there is none"),
        (Name.TIMETABLE, "no_end"): tr("does not say how long it lasts"),
        (Name.CLOCK, "synchronised"): tr("kept by network time"),
        (Name.CLOCK, "agrees"): tr("agrees with the live data"),
        (Name.CLOCK, "not_synchronised"): tr("not kept by network time"),
        (Name.CLOCK, "doubtful"): tr("{error_s} ahead of the live data")
        if ahead
        else tr("{error_s} behind the live data"),
        (Name.CLOCK, "lost"): tr("not set: nobody knows the time"),
        (Name.CLOCK, "not_compared"): tr("nothing to compare it with"),
        (Name.NETWORK, "connected"): tr("connected: {interfaces} {families}"),
        (Name.NETWORK, "no_route"): tr("{interfaces}: no way out"),
        (Name.NETWORK, "no_link"): tr("no cable and no radio link"),
        (Name.PORTAL, "reached"): tr("answers"),
        (Name.PORTAL, "not_reached"): tr("does not answer"),
        (Name.PORTAL, "no_browser"): tr("its pages cannot be opened on this screen"),
        (Name.PORTAL, "not_asked"): tr("not asked yet"),
    }


def _emergency() -> dict[tuple[Name, str], str]:
    return {
        (Name.EMERGENCY, "works"): tr("a call leads to the operator"),
        (Name.EMERGENCY, "degraded"): tr("a call leads to the operator, with less to fall back on"),
        (Name.EMERGENCY, "absent"): tr("no trunk is set up: nobody can call from here"),
        (Name.EMERGENCY, "broken"): tr("a call would lead nowhere"),
        (Name.EMERGENCY, "silent"): tr("the emergency agent does not answer"),
        (Name.EMERGENCY, "not_known_yet"): tr("not tried yet"),
        (Name.TRUNK, "answers"): tr("answers"),
        (Name.TRUNK, "silent"): tr("does not answer"),
        (Name.TRUNK, "not_registered"): tr("answers, but does not keep our registration"),
        (Name.TRUNK, "not_asked"): tr("not asked yet"),
        (Name.SOUND_LOOP, "heard"): tr("the microphone heard the loudspeaker {age_s} ago"),
        (Name.SOUND_LOOP, "not_heard"): tr("the microphone did not hear the loudspeaker {age_s} ago"),
        (Name.SOUND_LOOP, "not_possible"): tr("no microphone or no loudspeaker to try with"),
        (Name.SOUND_LOOP, "not_tested"): tr("not tried yet"),
        (Name.TEST_CALL, "passed"): tr("passed {age_s} ago"),
        (Name.TEST_CALL, "overdue"): tr("overdue: the last passed {age_s} ago"),
        (Name.TEST_CALL, "failed"): tr("failed {age_s} ago"),
        (Name.TEST_CALL, "never"): tr("none was made yet"),
    }


def _program(fact: Fact) -> dict[tuple[Name, str], str]:
    timed = fact.value("uptime_s") is not None
    return {
        (Name.SCREEN, "runs"): tr("runs for {uptime_s}") if timed else tr("runs"),
        (Name.SCREEN, "safe_mode"): tr("safe mode after crashes: no services, no usage log, no pictures"),
        (Name.SCREEN, "plain_mode"): tr("safe mode after many crashes: no departures, the emergency call alone"),
        (Name.SCREEN, "bare_mode"): tr("safe mode after many crashes: without settings, the emergency call alone"),
        (Name.SCREEN, "alone_mode"): tr("safe mode after many crashes: without settings and emergency call"),
        (Name.SCREEN, "silent"): tr("does not answer, last heard of {age_s} ago"),
        (Name.SCREEN, "not_running"): tr("does not run"),
        (Name.USAGE_LOG, "kept"): tr("kept, {size_bytes}"),
        (Name.USAGE_LOG, "repaired"): tr("kept anew: {trouble}"),
        (Name.USAGE_LOG, "failing"): tr("nothing is kept: {trouble}"),
        (Name.USAGE_LOG, "no_file"): tr("there is none yet"),
        (Name.PIN, "set"): tr("set"),
        (Name.PIN, "not_set"): tr("not set; use kiosk pin set"),
        (Name.VERSION, "runs"): "{version}",
        (Name.VERSION, "rolled_back"): tr("{version}; the upgrade to {failed} failed and was taken back"),
        (Name.VERSION, "not_healthy"): tr(
            "{version}; it failed its check after the upgrade, and there is no other"
        ),
        (Name.RESTART, "first"): tr("none: the first start here"),
        (Name.RESTART, "asked"): tr("started again from the service menu"),
        (Name.RESTART, "settings"): tr("started again for new settings"),
        (Name.RESTART, "nightly"): tr("started again by night, as planned"),
        (Name.RESTART, "stopped"): tr("stopped in order"),
        (Name.RESTART, "reboot"): tr("the machine was started again from the service menu"),
        (Name.RESTART, "power"): tr("the machine went off without a word"),
        (Name.RESTART, "crashed"): tr("the program crashed"),
        (Name.RESTART, "not_known"): tr("not known"),
    }


def _machine(fact: Fact) -> dict[tuple[Name, str], str]:
    sized, named = fact.value("width") is not None, fact.value("devices") is not None
    carded = fact.value("cards") is not None
    return {
        (Name.DISK, "room"): tr("{free_bytes} free"),
        (Name.DISK, "low"): tr("only {free_bytes} free"),
        (Name.DISK, "full"): tr("full: {free_bytes} free"),
        (Name.DISK, "out_of_inodes"): tr("no room for more files: {free_inodes} left"),
        (Name.DISK, "read_only"): tr("can only be read"),
        (Name.DISK, "errors"): tr("the file system noted {errors} errors; {free_bytes} free"),
        (Name.MEMORY, "enough"): tr("{available_bytes} free"),
        (Name.MEMORY, "low"): tr("only {available_bytes} free"),
        (Name.MEMORY, "out"): tr("used up: {available_bytes} free"),
        (Name.MEMORY, "grown"): tr("the program has grown to {own_bytes}"),
        (Name.TEMPERATURE, "normal"): tr("{value_celsius} °C"),
        (Name.TEMPERATURE, "hot"): tr("{value_celsius} °C: the processor slows down"),
        (Name.TEMPERATURE, "too_hot"): tr("{value_celsius} °C: about to switch off"),
        (Name.TEMPERATURE, "cold"): tr("{value_celsius} °C: colder than panels are made for"),
        (Name.TEMPERATURE, "no_sensor"): tr("no sensor here"),
        (Name.AUDIO, "present"): tr("there: {cards}") if carded else tr("there"),
        (Name.AUDIO, "off"): tr("switched off in the settings"),
        (Name.AUDIO, "missing"): tr("missing: {lacking}"),
        (Name.DISPLAY, "connected"): tr("{width} × {height}") if sized else tr("a panel is connected"),
        (Name.DISPLAY, "disconnected"): tr("no panel is connected"),
        (Name.DISPLAY, "off_screen"): tr("drawn where nobody sees it"),
        (Name.TOUCH, "present"): tr("there: {devices}") if named else tr("there"),
        (Name.TOUCH, "not_used"): tr("there, but the program does not hear it"),
        (Name.TOUCH, "missing"): tr("none is connected"),
        (Name.MACHINE, "up"): tr("up for {uptime_s}"),
    }
