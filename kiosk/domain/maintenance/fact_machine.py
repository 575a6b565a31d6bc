"""The machine, judged: each threshold has a name and a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.domain.maintenance.fact_readings import Disk, Machine, Memory, Network, Shown, Sound
from kiosk.domain.maintenance.facts import Fact, Name, fact

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE = 2**20
LOW_DISK = 500 * MEGABYTE
"""A timetable, its successor and the logs may need so much (`kiosk check` asks for it too)."""
FULL_DISK = 50 * MEGABYTE
"""Less than one import of a large city's timetable writes."""
FEW_INODES = 1000
"""Each picture of the black box and each log file takes one."""
LOW_MEMORY, NO_MEMORY = 0.10, 0.04
"""Parts of the memory. Below the first a web session (150 to 400 MB) may be ended, below the second Linux itself
begins to end programs."""
GROWN = 700 * MEGABYTE
"""The screen holds about 200 MB for ever; more than three times that is a leak."""
HOT, TOO_HOT = 80.0, 95.0
"""Degrees Celsius. Processors slow down from the first on (Raspberry Pi documentation, "Frequency management and
thermal control": 80 to 85), and stop a few degrees above the second (Intel data sheets, Tjunction 100 to 105)."""
COLD = -30.0
"""The coldest that outdoor panels are made for."""
BELIEVED = -60.0, 150.0
"""What a sensor tells beyond these is a broken sensor."""

AUTO, NONE = "auto", ("", "none")
_CARD = re.compile(r":'?(?:[a-z]+:)?(?:CARD=)?(?P<card>[\w-]+)")


def machine_facts(machine: Machine, *, microphone: str, loudspeaker: str, shown: Shown | None) -> Iterator[Fact]:
    """The lines of the machine. `microphone`, `loudspeaker`: as in the settings; `shown` None: no screen runs."""
    yield network(machine.network)
    yield disk(machine.disk)
    yield memory(machine.memory)
    yield temperature(machine.celsius)
    yield audio(machine.sound, microphone, loudspeaker)
    yield display(machine.outputs, shown)
    yield touch(machine.touch, shown)
    yield uptime(machine.uptime)


def network(found: Network | None) -> Fact:
    """Whether a packet would find its way out."""
    if found is None:
        return fact(Name.NETWORK, "not_readable")
    if not found.links:
        return fact(Name.NETWORK, "no_link")
    state = "connected" if found.default_route else "no_route"
    return fact(Name.NETWORK, state, interfaces=", ".join(found.links), families=", ".join(found.families) or None)


def disk(found: Disk | None) -> Fact:
    """The room for what is kept."""
    if found is None:
        return fact(Name.DISK, "not_readable")
    few = found.free_inodes is not None and found.free_inodes < FEW_INODES
    ladder = (
        ("read_only", found.read_only),
        ("full", found.free_bytes < FULL_DISK),
        ("out_of_inodes", few),
        ("errors", bool(found.errors)),
        ("low", found.free_bytes < LOW_DISK),
    )
    state = next((state for state, true in ladder if true), "room")
    return fact(Name.DISK, state, free_bytes=found.free_bytes, free_inodes=found.free_inodes, errors=found.errors)


def memory(found: Memory | None) -> Fact:
    """The room for what is running."""
    if found is None or found.total <= 0:
        return fact(Name.MEMORY, "not_readable")
    left = found.available / found.total
    grown = found.own is not None and found.own > GROWN
    state = "out" if left < NO_MEMORY else "low" if left < LOW_MEMORY else "grown" if grown else "enough"
    return fact(Name.MEMORY, state, available_bytes=found.available, own_bytes=found.own)


def temperature(celsius: tuple[tuple[str, float], ...]) -> Fact:
    """The hottest sensor; the coldest where that is colder than panels are made for."""
    least, most = BELIEVED
    known = [(degrees, sensor) for sensor, degrees in celsius if least < degrees < most]
    if not known:
        return fact(Name.TEMPERATURE, "no_sensor")
    hottest, coldest = max(known), min(known)
    if hottest[0] < HOT and coldest[0] <= COLD:
        return fact(Name.TEMPERATURE, "cold", value_celsius=round(coldest[0], 1), sensor=coldest[1])
    state = "too_hot" if hottest[0] >= TOO_HOT else "hot" if hottest[0] >= HOT else "normal"
    return fact(Name.TEMPERATURE, state, value_celsius=round(hottest[0], 1), sensor=hottest[1])


def audio(found: Sound | None, microphone: str, loudspeaker: str) -> Fact:
    """Whether the microphone and the loudspeaker that the settings name are there."""
    wanted = (("microphone", microphone), ("loudspeaker", loudspeaker))
    if all(device in NONE for _, device in wanted):
        return fact(Name.AUDIO, "off")
    if found is None:
        return fact(Name.AUDIO, "not_readable")
    able = {"microphone": found.records, "loudspeaker": found.plays}
    missing = [what for what, device in wanted if device not in NONE and not (able[what] and _has(found, device))]
    cards = ", ".join(name for _, name in found.cards) or None
    if missing:
        return fact(Name.AUDIO, "missing", lacking=", ".join(missing), cards=cards)
    return fact(Name.AUDIO, "present", cards=cards)


def _has(found: Sound, device: str) -> bool:
    """Whether the card that an ALSA device such as "plughw:1,0" or "dmix:CARD=PCH" names is there.

    A device that names no card ("default") has whatever there is. Source: alsa-lib, "PCM naming conventions".
    """
    named = None if device == AUTO else _CARD.search(device)
    return named is None or any(named["card"] in card for card in found.cards)


def display(outputs: tuple[tuple[str, str], ...], shown: Shown | None) -> Fact:
    """Whether there is a panel, and what is drawn on it."""
    told = [status for _, status in outputs if status in ("connected", "disconnected")]
    plugged = ", ".join(name for name, status in outputs if status == "connected") or None
    if shown is not None and not shown.seen:
        state = "off_screen"
    elif told and not plugged:
        state = "disconnected"
    else:
        state = "connected" if plugged or shown is not None else "not_readable"
    width, height = (shown.width, shown.height) if shown else (None, None)
    return fact(Name.DISPLAY, state, width=width, height=height, outputs=plugged)


def touch(devices: tuple[str, ...] | None, shown: Shown | None) -> Fact:
    """Whether there is a touch screen, and the program hears it."""
    names = ", ".join(devices or ()) or None
    if shown is not None and shown.touch:
        return fact(Name.TOUCH, "present", devices=names)
    if devices is None:
        return fact(Name.TOUCH, "not_readable")
    if not devices:
        return fact(Name.TOUCH, "missing")
    return fact(Name.TOUCH, "present" if shown is None else "not_used", devices=names)


def uptime(seconds: float | None) -> Fact:
    """How long the machine has been up."""
    if seconds is None:
        return fact(Name.MACHINE, "not_readable")
    return fact(Name.MACHINE, "up", uptime_s=int(seconds))
