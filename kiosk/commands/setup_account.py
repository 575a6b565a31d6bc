"""Whose the settings and the data of a kiosk are: those of the users that the package makes, where they exist."""

from __future__ import annotations

import grp
import os
import pwd
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SCREEN = "kiosk-screen"
"""The user that the screen runs as: the service menu changes the settings, so they are this user's."""
SETTINGS = "kiosk-settings"
"""The group of those who may read them, passwords and all: the screen and the emergency agent, not the browser."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine. `reads` is the group that may read the settings."""

    name: str
    user: int
    group: int
    groups: tuple[int, ...]
    reads: int
    home: str

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        """That of root, turned into this user's: nobody else's folders are named in it."""
        kept = {name: value for name, value in environ.items() if not name.startswith(("XDG_", "SUDO_", "DBUS_"))}
        return {**kept, "HOME": self.home, "USER": self.name, "LOGNAME": self.name}


def account() -> Account | None:
    """The kiosk's user; None where it is unknown or this is not root: then everything is this user's own."""
    if os.geteuid() != 0:
        return None
    try:
        user, reads = pwd.getpwnam(SCREEN), grp.getgrnam(SETTINGS)
    except KeyError:
        return None
    groups = tuple(os.getgrouplist(SCREEN, user.pw_gid))
    return Account(SCREEN, user.pw_uid, user.pw_gid, groups, reads.gr_gid, user.pw_dir)
