"""Why bytes that arrived are not news."""

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
