"""Another PIN, chosen in the service menu by somebody who is in already."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.devices.pin_file import PinError, PinFile
from kiosk.domain.maintenance.pin import weakness

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


def set_pin(folder: Path, pin: str, codes: tuple[str, ...]) -> str:
    """Keep `pin` in `folder`: what became of it, as SettingsScreen tells it. `codes`: see `weakness`. Slow."""
    if weakness(pin, codes) is not None:
        return "weak"
    try:
        PinFile(folder).set(pin)
    except PinError as error:
        log.warning("%s", error)
        return "pin-failed"
    return "pin-set"
