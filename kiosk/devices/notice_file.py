"""The out-of-service notice on the disk: it stands across restarts until it ends."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.atomic_file import PATIENCE, replacing
from kiosk.domain.maintenance.notice import Notice, Reason

if TYPE_CHECKING:
    from pathlib import Path

NAME = "out-of-service.json"

log = logging.getLogger(__name__)


class NoticeFile:
    """The notice in `folder`. A disk that cannot be written stops nothing: then a restart forgets the notice."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def read(self) -> Notice | None:
        """The notice that stands; None where there is none, or none that can be understood."""
        try:
            known = json.loads(self._file.read_bytes())
            until = known["until"]
            if not isinstance(until, int):
                return Notice(Reason(known["reason"]))
            datetime.fromtimestamp(until, UTC)  # a moment that no calendar knows is none
            return Notice(Reason(known["reason"]), until)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            log.warning("the out-of-service notice cannot be read and is left out")
            return None

    def write(self, notice: Notice | None) -> None:
        """Keep `notice`; None takes it away."""
        try:
            if notice is None:
                self._file.unlink(missing_ok=True)
                return
            with replacing(self._file, PATIENCE) as new:
                new.write_text(json.dumps({"reason": notice.reason, "until": notice.until}))
        except OSError as error:
            log.warning("the out-of-service notice cannot be kept: %s", error.strerror)
