"""Hostile text on a terminal: what a feed or a file calls itself must not move the cursor or hide a line."""

from __future__ import annotations

LONGEST = 300
"""Characters of one text; a headsign of 10 kB would hide everything else."""

LONGEST_SENTENCE = 1000
"""Characters of one sentence of our own, which may name several things."""


def plain(text: str, longest: int = LONGEST) -> str:
    """`text` on one line, elided, with a space for every control, direction override and unassigned character."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * longest]).split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
