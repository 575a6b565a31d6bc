"""Which keys of kiosk.toml the service menu offers, with their values, and what a change of one writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kiosk.config.change import Change, Place
from kiosk.config.difference import address_shown, secret_shown
from kiosk.config.display_faults import LONGEST_INFO
from kiosk.domain.maintenance.setting import Group, Kind, Setting

if TYPE_CHECKING:
    from kiosk.config.settings import Settings

LONGEST_NAME = 60
LONGEST_ADDRESS = 300
FEEDS = ("trip_updates", "vehicle_positions", "alerts")
LIVE = frozenset(
    {
        "display.language",
        "display.languages",
        "display.theme",
        "display.text_size",
        "display.idle_seconds",
        "display.info_line",
        "display.info_line_en",
    }
)
"""Keys that hold without a new start, besides all of [night] and [sound]."""

_NUMBERS = (
    ("sound.volume_day", Group.SOUND, 0, 100, 5, "%"),
    ("sound.volume_night", Group.SOUND, 0, 100, 5, "%"),
    ("night.brightness_day", Group.LIGHT, 10, 100, 5, "%"),
    ("night.brightness_night", Group.LIGHT, 10, 100, 5, "%"),
    ("display.idle_seconds", Group.IDLE, 15, 600, 15, "s"),
    ("services.idle_seconds", Group.IDLE, 20, 600, 10, "s"),
    ("services.total_minutes", Group.IDLE, 1, 60, 1, "min"),
)
_TEXTS = (
    ("stop.name", Group.STOP, LONGEST_NAME),
    ("stop.name_en", Group.STOP, LONGEST_NAME),
    ("stop.direction", Group.STOP, LONGEST_NAME),
    ("stop.direction_en", Group.STOP, LONGEST_NAME),
    ("display.info_line", Group.INFO, LONGEST_INFO),
    ("display.info_line_en", Group.INFO, LONGEST_INFO),
)
_CHOICES = (
    ("display.language", ("ru", "en")),
    ("display.theme", ("auto", "day", "night", "contrast")),
    ("display.text_size", ("0", "1", "2")),
)
_OF_THE_STOP = ("name", "name_en", "direction", "direction_en")


def restarts(changes: Sequence[Change]) -> bool:
    """Whether the program has to start again for these."""
    return not all(change.key in LIVE or change.place[0] in ("night", "sound") for change in changes)


def offered(settings: Settings, data: Mapping[str, Any]) -> tuple[Setting, ...]:
    """Every setting of the menu. `data`: the values as they are written in the file, {} where there is none."""
    return (*_stop(settings), *_feeds(settings, data), *_look(settings), *_test_numbers(settings), _PIN)


_PIN = Setting("pin", "pin", Group.PIN, Kind.PIN, "")


def _stop(settings: Settings) -> Iterator[Setting]:
    yield Setting("stop.ids", "stop.ids", Group.STOP, Kind.STOP, ", ".join(settings.stop.ids))
    yield from _texts(settings, Group.STOP)


def _texts(settings: Settings, wanted: Group) -> Iterator[Setting]:
    for key, group, longest in _TEXTS:
        if group is wanted:
            value = _value(settings, key)
            yield Setting(key, key, group, Kind.TEXT, value, value, longest=longest)


def _look(settings: Settings) -> Iterator[Setting]:
    languages = ",".join(settings.display.languages)
    choices = ("ru,en", "en,ru", "ru", "en")
    yield Setting(
        "display.languages", "display.languages", Group.LANGUAGES, Kind.CHOICE, languages, languages, choices
    )
    for key, words in _CHOICES:
        value = _value(settings, key)
        yield Setting(key, key, Group.LANGUAGES, Kind.CHOICE, value, value, words)
    for key in ("night.begin", "night.end"):
        value = _value(settings, key)
        yield Setting(key, key, Group.LIGHT, Kind.TIME, value, value, most=24 * 60 - 1, step=15)
    for key, group, least, most, step, unit in _NUMBERS:
        value = _value(settings, key)
        begin = value or str(most)
        yield Setting(key, key, group, Kind.NUMBER, value, begin, (), least, most, step, unit)
    yield from _texts(settings, Group.INFO)


def _feeds(settings: Settings, data: Mapping[str, Any]) -> Iterator[Setting]:
    yield _address(
        "timetable.gtfs", "timetable.gtfs", _written(data, "timetable", "gtfs", settings.timetable.gtfs)
    )
    yield from _headers("timetable", settings.timetable.headers, data)
    for feed in FEEDS:
        written = _written(data, "realtime", feed, list(getattr(settings.realtime, feed)))
        addresses = [written] if isinstance(written, str) else written
        name = f"realtime.{feed}"
        if len(addresses) <= 1:
            yield _address(name, name, addresses[0] if addresses else "")
        else:
            for number, address in enumerate(addresses):
                yield replace(_address(f"{name}.{number}", name, address), about=str(number + 1))
    yield from _headers("realtime", settings.realtime.headers, data)


def _address(key: str, name: str, address: str) -> Setting:
    """One whose keys are hidden is typed anew."""
    shown = address_shown(address)
    typed = address if shown == address else ""
    return Setting(key, name, Group.FEEDS, Kind.ADDRESS, shown, typed, longest=LONGEST_ADDRESS)


def _headers(section: str, known: Mapping[str, str], data: Mapping[str, Any]) -> Iterator[Setting]:
    name = f"{section}.headers"
    for header, value in _written(data, section, "headers", dict(known)).items():
        shown = secret_shown(value)
        typed = value if shown == value else ""
        key = f"{name}.{header}"
        yield Setting(key, name, Group.FEEDS, Kind.KEY, shown, typed, longest=LONGEST_ADDRESS, about=header)
    yield Setting(name, name, Group.FEEDS, Kind.HEADER, "", longest=LONGEST_ADDRESS)


def _test_numbers(settings: Settings) -> Iterator[Setting]:
    name = "emergency.trunks.test_uri"
    for number, trunk in enumerate(settings.emergency.trunks):
        key = f"emergency.trunks.{number}.test_uri"
        uri = trunk.test_uri
        yield Setting(
            key, name, Group.EMERGENCY, Kind.ADDRESS, uri, uri, longest=LONGEST_ADDRESS, about=trunk.name
        )


def _value(settings: Settings, key: str) -> str:
    section, name = key.split(".")
    value = getattr(getattr(settings, section), name)
    return "" if value is None else str(value)


def _written(data: Mapping[str, Any], section: str, name: str, else_: Any) -> Any:
    table = data.get(section)
    return table.get(name, else_) if isinstance(table, dict) else else_


def changes(setting: Setting, typed: str, data: Mapping[str, Any]) -> tuple[Change, ...]:
    """What `typed` for a setting changes in a file that now holds `data`.

    Raises ValueError where it says nothing.
    """
    typed = typed.strip()
    if setting.kind is Kind.STOP:
        return chosen_stop(typed, data)
    if setting.kind is Kind.HEADER:
        return (_new_header(setting.key.split(".")[0], typed, data),)
    return (Change(_place(setting), _meant(setting, typed)),)


def _meant(setting: Setting, typed: str) -> str | int | list[str] | None:
    """The value that is written."""
    if setting.kind is Kind.KEY:
        return typed or None
    if setting.kind is Kind.NUMBER or setting.key == "display.text_size":
        return int(typed)
    if setting.key == "display.languages":
        return typed.split(",")
    if setting.key == setting.name and setting.name.startswith("realtime."):
        return [typed] if typed else []
    return typed


def _place(setting: Setting) -> Place:
    """Where it stands; the name of a header may hold dots itself."""
    if setting.kind is Kind.KEY:
        return (*setting.name.split("."), setting.about)
    return tuple(int(step) if step.isdecimal() else step for step in setting.key.split("."))


def chosen_stop(stop_id: str, data: Mapping[str, Any]) -> tuple[Change, ...]:
    """Another stop, which is not called what this one is."""
    known = data.get("stop")
    named = [key for key in _OF_THE_STOP if isinstance(known, dict) and known.get(key)]
    return (Change(("stop", "ids"), [stop_id]), *(Change(("stop", key), "") for key in named))


def _new_header(section: str, typed: str, data: Mapping[str, Any]) -> Change:
    name, colon, value = (part.strip() for part in typed.partition(":"))
    if not name or not colon or not value:
        raise ValueError("no name and value")
    known = _written(data, section, "headers", {})
    return Change((section, "headers", name), value) if known else Change((section, "headers"), {name: value})
