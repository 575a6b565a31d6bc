"""What the settings page calls things, in the language of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.maintenance.setting import Group, Kind, Setting
from kiosk.screens.maintenance.settings_rows import FaultRow, StopRow
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from kiosk.domain.maintenance.setting import Fault, FoundStop

ICONS = {
    Group.STOP: "map-pin",
    Group.FEEDS: "rss",
    Group.LANGUAGES: "language",
    Group.SOUND: "volume",
    Group.LIGHT: "moon-stars",
    Group.IDLE: "hourglass",
    Group.INFO: "info-circle",
    Group.EMERGENCY: "phone-outgoing",
    Group.PIN: "lock",
}
_NAMED = (Kind.CHOICE, Kind.NUMBER, Kind.TIME)


def group_title(group: Group) -> str:
    """The name of a group."""
    return {
        Group.STOP: tr("Stop"),
        Group.FEEDS: tr("Feeds and keys"),
        Group.LANGUAGES: tr("Languages and colours"),
        Group.SOUND: tr("Volume"),
        Group.LIGHT: tr("Night and brightness"),
        Group.IDLE: tr("Idle times"),
        Group.INFO: tr("Information line"),
        Group.EMERGENCY: tr("Test number"),
        Group.PIN: tr("PIN"),
    }[group]


def title(name: str, about: str = "") -> str:
    """The name of a setting; a key without a name of its own is called what kiosk.toml calls it."""
    words = {
        "stop.ids": tr("Stop"),
        "stop.name": tr("Name in the header, in Russian"),
        "stop.name_en": tr("Name in the header, in English"),
        "stop.direction": tr("Direction, in Russian"),
        "stop.direction_en": tr("Direction, in English"),
        "timetable.gtfs": tr("Timetable (GTFS)"),
        "timetable.headers": tr("Key for the timetable"),
        "realtime.trip_updates": tr("Trip updates"),
        "realtime.vehicle_positions": tr("Vehicle positions"),
        "realtime.alerts": tr("Alerts"),
        "realtime.headers": tr("Key for the live feeds"),
        "display.languages": tr("Languages to choose from"),
        "display.language": tr("First language"),
        "display.theme": tr("Colours"),
        "display.text_size": tr("Size of the text"),
        "display.idle_seconds": tr("Board comes back after"),
        "display.info_line": tr("In Russian"),
        "display.info_line_en": tr("In English"),
        "sound.volume_day": tr("By day"),
        "sound.volume_night": tr("At night"),
        "night.begin": tr("Night begins"),
        "night.end": tr("Night ends"),
        "night.brightness_day": tr("Brightness by day"),
        "night.brightness_night": tr("Brightness at night"),
        "services.idle_seconds": tr("Web session ends without a touch after"),
        "services.total_minutes": tr("Web session ends in any case after"),
        "emergency.trunks.test_uri": tr("Test number"),
        "pin": tr("PIN"),
    }
    named = words.get(name, name)
    return f"{named}: {about}" if about else named


def value(setting: Setting) -> str:
    """The value of a setting in words."""
    if setting.kind is Kind.HEADER:
        return tr("add…")
    if setting.kind is Kind.PIN:
        return tr("change…")
    if setting.value == "":
        return tr("not set")
    if setting.kind is Kind.CHOICE:
        return choice(setting.name, setting.value)
    return with_unit(setting.value, setting.unit)


def with_unit(number: str, unit: str) -> str:
    """A number with what it counts."""
    return {
        "%": tr("%1 %", "percent").replace("%1", number),
        "s": tr("%1 s").replace("%1", number),
        "min": tr("%1 min").replace("%1", number),
    }.get(unit, number)


def choice(name: str, chosen: str) -> str:
    """One value of a choice in words."""
    if name == "display.text_size":
        return {"0": tr("normal"), "1": tr("large"), "2": tr("largest")}.get(chosen, chosen)
    if name == "display.theme":
        return {
            "auto": tr("by the sun"),
            "day": tr("day"),
            "night": tr("night"),
            "contrast": tr("high contrast"),
        }.get(chosen, chosen)
    languages = {"ru": "русский", "en": "English"}
    return ", ".join(languages.get(language, language) for language in chosen.split(","))


def summary(settings: tuple[Setting, ...]) -> str:
    """A group in a line: what is set in it, the words that say nothing alone with the name of their setting."""
    shown = [setting for setting in settings if setting.kind not in (Kind.KEY, Kind.HEADER, Kind.PIN)]
    said = [
        f"{title(setting.name)}: {value(setting)}" if setting.kind in _NAMED else value(setting)
        for setting in shown
        if setting.value
    ]
    return " · ".join(said[:3]) or (tr("not set") if shown else "")


def hint(setting: Setting) -> str:
    """What is to be known before it is changed."""
    info = tr("One line of plain text, 120 characters at the most. Empty: none")
    named = {
        "emergency.trunks.test_uri": tr(
            "A number that answers tests, such as sip:echo@operator.example. Never that of an emergency"
        ),
        "display.info_line": info,
        "display.info_line_en": info,
    }
    if setting.name in named:
        return named[setting.name]
    if setting.kind is Kind.ADDRESS and setting.value and not setting.typed:
        return tr("It holds a key that is not shown: write the whole address anew")
    return {
        Kind.HEADER: tr(
            "Name and value, such as “Authorization: env:GTFS_KEY”. With env:NAME the value stays out of the file"
        ),
        Kind.KEY: tr("The value anew, or env:NAME. Empty: the key is taken out"),
        Kind.ADDRESS: tr("A web address or the path of a file"),
        Kind.TEXT: tr("Empty: what the feed calls it"),
    }.get(setting.kind, "")


def fault_row(number: int, fault: Fault, name: str, *, grave: bool) -> FaultRow:
    """A fault as a sentence; those that a technician meets most are said in the language of the screen."""
    known = {
        "is too small": tr("the number is too small"),
        "is too large": tr("the number is too large"),
        "is too long": tr("the text is too long"),
        "is empty": tr("nothing is written"),
        "is none of the allowed words": tr("this word is not allowed"),
        "is more than one line of plain text": tr("only one line of plain text is allowed"),
        "is none of languages": tr("this language is none of those to choose from"),
        "is no time of the day": tr("this is no time of the day"),
        "is not a whole address": tr("this is not a whole address"),
        "is no HTTP header": tr("this is no HTTP header"),
        "would call the emergency operator each day": tr("it would call the emergency operator each day"),
        "its headers travel unencrypted": tr("its keys travel unencrypted: use an https address"),
        "says nothing": tr("write a name, a colon and a value"),
        "cannot be written": tr("the file cannot be written: %1").replace("%1", fault.remedy),
        "was changed": tr("the file was changed meanwhile: look at it again"),
        "unknown stop": tr("the feed has no such stop"),
    }
    said = known.get(fault.what) or f"{fault.what}. {fault.remedy}"
    return FaultRow(str(number), f"{name}: {said}" if name else said, grave)


def stop_row(stop: FoundStop) -> StopRow:
    """A stop as the list shows it."""
    about = " · ".join(part for part in (stop.stop_id, stop.code, stop.description) if part)
    if stop.lines is None:
        lines = tr("Its lines are being looked up…")
    elif not stop.lines:
        lines = tr("No line calls here")
    else:
        lines = " · ".join(f"{route} → {headsign}" if headsign else route for route, headsign in stop.lines)
    return StopRow(stop.stop_id, stop.name, about, lines)


def locked(why: str) -> str:
    """Why nothing may be changed; "" where it may."""
    return {
        "demonstration": tr("This is the demonstration: its settings stand in no file, and cannot be changed"),
        "read-only": tr("The kiosk may not write its settings file: it can be read here and changed by hand"),
        "broken": tr("The settings file is broken, the last good one is in use: correct it by hand"),
    }.get(why, "")


def told(what: str) -> str:
    """What has become of the last change."""
    return {
        "kept": tr("The change is kept"),
        "undone": tr("The change was undone"),
        "undone-itself": tr("Nobody confirmed the change: it was undone"),
        "same": tr("Nothing changes by that"),
        "pin-set": tr("The new PIN is set"),
        "pin-failed": tr("The new PIN cannot be kept: the disk cannot be written"),
        "not-kept": tr("The change cannot be kept: the file cannot be written"),
        "not-undone": tr("The change cannot be undone: the file cannot be written"),
    }.get(what, "")


def pin_note(why: str) -> str:
    """What is to be entered now."""
    return {
        "again": tr("Enter the same six digits again"),
        "weak": tr("This one is among the first that are tried. Choose another"),
        "other": tr("These were not the same. Enter the new PIN again"),
    }.get(why) or tr("Enter the new PIN: six digits")
