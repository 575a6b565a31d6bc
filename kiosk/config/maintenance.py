"""[maintenance]: the technician's part."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Maintenance:
    """[maintenance]. `operator_key`: an Ed25519 public key in base64, "" where no USB key opens the door.

    `shuffled_pad`: the digits of the PIN pad stand in another order each time.
    `black_box`: small pictures of the last minutes of the screen are kept.
    `reboot_command`: the program, with its arguments, that starts the machine again; none: no reboot is offered.
    `restart_at`: "HH:MM" of the stop's own time, when the screen starts anew each night; "": never.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    operator_key: str = ""
    shuffled_pad: bool = False
    black_box: bool = True
    reboot_command: tuple[str, ...] = ("systemctl", "reboot")
    restart_at: str = "04:10"

    @property
    def restart_time(self) -> time | None:
        """The hour of the planned restart; None: there is none."""
        return time.fromisoformat(self.restart_at) if self.restart_at else None
