"""Why nothing came, or why what came is not news."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.realtime import Fault


class FeedError(Exception):
    """Bytes arrived but are no message the kiosk can use; the last good one stays.

    `fault` is the kind, `sentence` one clear English sentence for a log and a service page.
    """

    def __init__(self, fault: Fault, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = fault
        self.sentence = sentence


class FetchError(Exception):
    """No answer worth reading came; what was fetched before stays.

    `sentence` names at most a host, never a path, query or header: those may hold keys. `retry_after` is how
    many seconds the server asked to be left alone, None if it did not ask.
    """

    def __init__(self, fault: Fault, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.fault = fault
        self.sentence = sentence
        self.retry_after = retry_after
