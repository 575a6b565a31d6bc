"""What may be wrong in [maintenance] beyond the type of a value."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from kiosk.config.faults import ConfigFault
from kiosk.config.night import TIME_OF_DAY

KEY_BYTES = 32  # Source: RFC 8032, 5.1.5


def resolve_maintenance(table: dict[str, Any]) -> Iterator[ConfigFault]:
    """Yields what in `table` cannot be used. Wrong types are left to whoever checks types."""
    key = table.get("operator_key")
    if isinstance(key, str) and key and not _is_key(key):
        what, remedy = "is no Ed25519 public key in base64", "Copy what `kiosk token key` printed"
        yield ConfigFault("maintenance.operator_key", what, remedy)
    at = table.get("restart_at")
    if isinstance(at, str) and at and not TIME_OF_DAY.fullmatch(at):
        yield ConfigFault("maintenance.restart_at", "is no time of the day", 'Write it like "04:10"')


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False
