"""What the other two guided steps of the drill ask for: colours over the page, and a word on our keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.domain.maintenance.drill import Finding, Reason, failed, passed

COLOURS = ("red", "green", "blue", "white", "black")
"""Each light of a pixel alone, all, and none. Their names stand in the result."""
WORDS = {"ru": "заря 4", "en": "dawn 4"}
"""For each language a word that takes a key of every row of its layout, the digits and the space included."""


@dataclass(frozen=True, slots=True)
class ColourTest:
    """The colours shown so far, and the ones on which somebody saw spots."""

    shown: int = 0
    spots: tuple[str, ...] = ()

    @property
    def colour(self) -> str:
        """The colour to show now, "" after the last."""
        return COLOURS[self.shown] if self.shown < len(COLOURS) else ""

    def answered(self, *, well: bool) -> ColourTest:
        """After an answer to the colour that is shown."""
        spots = self.spots if well or not self.colour else (*self.spots, self.colour)
        return replace(self, shown=min(self.shown + 1, len(COLOURS)), spots=spots)

    def finding(self) -> Finding | None:
        """What was found after the last colour; None before."""
        if self.colour:
            return None
        return failed(Reason.SPOTS, ",".join(self.spots)) if self.spots else passed()

    def so_far(self) -> Finding | None:
        """What is known already: spots. None where nobody has seen any, for then nobody has seen all."""
        return failed(Reason.SPOTS, ",".join(self.spots)) if self.spots else None


@dataclass(frozen=True, slots=True)
class TypingTest:
    """The word to type, and what has arrived in the field; nothing of the latter is ever kept."""

    word: str
    typed: str = ""

    @property
    def right(self) -> int:
        """How many characters of the word stand at the beginning of what arrived."""
        return next((n for n, (a, b) in enumerate(zip(self.word, self.typed, strict=False)) if a != b), self._both)

    @property
    def _both(self) -> int:
        return min(len(self.word), len(self.typed))

    @property
    def wrong(self) -> bool:
        """Whether something else arrived than the word goes on with: it is to be deleted."""
        return len(self.typed) > self.right

    @property
    def next_key(self) -> str:
        """The character to type next, "" where something is to be deleted or nothing is left to type."""
        return "" if self.wrong or self.right == len(self.word) else self.word[self.right]

    def finding(self) -> Finding | None:
        """What was found once the word stands there; None before."""
        return passed() if self.typed == self.word else None

    def so_far(self) -> Finding:
        """How much of the word has arrived."""
        return self.finding() or failed(Reason.NOT_TYPED, f"{self.right}/{len(self.word)}")
