"""What is known of the user agent's calls."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from kiosk.sos.baresip.config_files import Account


class UserAgentError(Exception):
    """The user agent could not do what was asked; a sentence for the log, without numbers or names."""


@dataclass(slots=True)
class LiveCall:
    """One call. `wanted`: dialled or answered by us; anything else that gets through is hung up."""

    call_id: str
    account: Account
    outgoing: bool
    wanted: bool
    progressed: bool = False
    established: bool = False
    heard: bool = False
    """Whether sound came after the answer."""
    received_at_answer: int | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def choice(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The commands that make it the current one, which the next command acts on."""
        return (("uafind", self.account.aor), ("callfind", self.call_id))


@dataclass(frozen=True, slots=True)
class Flow:
    """RTP packets of a call, None until they were counted, and the received level in dB of full scale."""

    sent: int | None = None
    received: int | None = None
    lost: int | None = None
    rx_level: float | None = None
