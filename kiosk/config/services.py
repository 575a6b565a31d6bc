"""[services]: what the services page offers, and how far the browser here may go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

from kiosk.config.limits import Between
from kiosk.domain.frozen import dataclass
from kiosk.domain.services.address import AllowList
from kiosk.domain.services.session import Limits

PORTAL = "gosuslugi.ru"
PORTAL_PARTS = "gu-st.ru"
"""Where the portal keeps its scripts and pictures."""
LOGOUTS = ("https://www.gosuslugi.ru/auth/logout", "https://esia.gosuslugi.ru/idp/ext/Logout")
"""Where other programs send those who log out. Nobody has proven it here: kiosk check --services says so."""


@dataclass(frozen=True, slots=True)
class Services:
    """[services]. `catalogue` None: the one that comes with the program."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "allow_inf_nan": False}

    enabled: bool = True
    catalogue: Path | None = None
    open_here: bool = True
    hosts: tuple[str, ...] = ()
    resource_hosts: tuple[str, ...] = (PORTAL_PARTS,)
    ca_file: Path | None = None
    logout_urls: tuple[str, ...] = LOGOUTS
    idle_seconds: Annotated[int, Between(20, 600)] = 60
    total_minutes: Annotated[int, Between(1, 60)] = 10
    extension_minutes: Annotated[int, Between(0, 60)] = 5
    memory_megabytes: Annotated[int, Between(400, 4096)] = 700
    unresponsive_seconds: Annotated[float, Between(1, 60)] = 1.5
    warm_spare: bool = True
    key_sound: bool = False

    @property
    def allowed(self) -> AllowList:
        """The portal and what the operator added."""
        return AllowList((PORTAL, *self.hosts), self.resource_hosts)

    @property
    def limits(self) -> Limits:
        """How long a session may last."""
        return Limits(float(self.idle_seconds), self.total_minutes * 60.0, self.extension_minutes * 60.0)
