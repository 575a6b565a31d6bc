"""What the self-tests are given: their pace, and what they look at and act through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.call.events import Event
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.status import SelfTestResult
from kiosk.domain.call.trunk import Trunk


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. `failing`: between two rounds while something fails; `again`: until a failed rare test is repeated;
    `first`: from the start to the first rare test; `patience`: for a user agent that is just starting.
    """

    round: float = 30.0
    failing: float = 5.0
    sound: float = 3600.0
    call: float = 24 * 3600.0
    again: float = 600.0
    first: float = 60.0
    patience: float = 3.0
    look: float = 0.05


USUAL = Pace()


class Facts(Protocol):
    """What is looked at of the user agent's facts."""

    @property
    def alive(self) -> bool:
        """Whether it takes commands."""

    @property
    def version(self) -> str:
        """As it says itself."""


class WatchedAgent(Protocol):
    """What is looked at of the user agent."""

    @property
    def facts(self) -> Facts:
        """How it is now."""

    @property
    def registered(self) -> Mapping[str, bool]:
        """By trunk, for those that want a registration."""


class Storage(Protocol):
    """Where results are kept over a restart."""

    def test(self, result: SelfTestResult) -> None:
        """Keep it."""

    async def last_tests(self) -> Sequence[SelfTestResult]:
        """The last ones of the time before."""


class TestLine(Protocol):
    """What makes test calls, see `kiosk.sos.test_call.DailyCall`."""

    async def make(self, trunk: Trunk, to: SipUri) -> SelfTestResult:
        """Call `to` over `trunk`."""

    def takes(self, event: Event) -> bool:
        """Whether it is of the test call."""
