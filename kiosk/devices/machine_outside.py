"""What is plugged in: sound cards, panels, touch screens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.devices.machine_files import listed, text
from kiosk.domain.maintenance.fact_readings import Sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATUSES = ("connected", "disconnected", "unknown")
"""Source: Linux, drivers/gpu/drm/drm_connector.c, drm_get_connector_status_name."""
ABS_MT_POSITION_X, PROP_DIRECT = 0x35, 0x01
"""An axis that only devices of many fingers have, and the property of those that lie over a picture.
Source: Linux, input-event-codes.h."""
ABS_X, BTN_TOUCH = 0x00, 0x14A
"""What touch screens of one finger have instead."""
LONGEST_NAME = 60
WORD = 64
"""Bits of a long; on a machine of 32 bits the words are shorter, and a touch screen is told by Qt alone."""

_CARD = re.compile(r" *(?P<number>\d{1,3}) \[(?P<name>[^\]]{1,40})\]:")


def sound(proc: Path) -> Sound | None:
    """The sound cards; None where this kernel has no sound. Source: ALSA, Documentation/sound/designs/procfile."""
    folder = proc / "asound"
    known = text(folder / "cards")
    if not known:
        return None
    found = [match for line in known.splitlines() if (match := _CARD.match(line))]
    streams = text(folder / "pcm").splitlines()  # 00-03: HDMI 0 : HDMI 0 : playback 1
    kinds = {part.split()[0] for line in streams for part in line.split(":")[1:] if part.split()}
    return Sound(
        tuple((match["number"], match["name"].strip()) for match in found),
        plays="playback" in kinds,
        records="capture" in kinds,
    )


def outputs(sys: Path) -> Iterator[tuple[str, str]]:
    """Every connector for a panel, and whether one is plugged in."""
    for file in listed(sys / "class/drm", "card*-*/status"):
        status = text(file).strip()
        if status in STATUSES:
            yield file.parent.name.partition("-")[2][:LONGEST_NAME], status


def touch_screens(proc: Path) -> tuple[str, ...] | None:
    """The names of all touch screens; None where the kernel lists no devices.

    Source: Linux, drivers/input/input.c, input_devices_seq_show.
    """
    listing = text(proc / "bus/input/devices")
    if not listing.strip():
        return None
    blocks = [block for block in listing.split("\n\n") if block.strip()]
    return tuple(_name(block) for block in blocks if _is_touch_screen(block))


def _name(block: str) -> str:
    found = re.search(r'^N: Name="(.*)"$', block, re.MULTILINE)
    return (found[1] if found else "")[:LONGEST_NAME].strip() or "?"


def _is_touch_screen(block: str) -> bool:
    axes, keys = _bits(block, "ABS"), _bits(block, "KEY")
    many = bool(axes >> ABS_MT_POSITION_X & 1)
    one = bool(axes >> ABS_X & 1 and keys >> BTN_TOUCH & 1)
    return bool(_bits(block, "PROP") >> PROP_DIRECT & 1) and (many or one)


def _bits(block: str, kind: str) -> int:
    """A bitmap as the kernel writes it: words of a long, the highest first, without leading zeros."""
    found = re.search(rf"^B: {kind}=([0-9a-f ]{{1,400}})$", block, re.MULTILINE)
    bits = 0
    for word in found[1].split() if found else ():
        if len(word) > WORD // 4:
            return 0
        bits = bits << WORD | int(word, 16)
    return bits
