"""Hostile text on a terminal: what a feed or a file calls itself must not move the cursor or hide a line."""

from __future__ import annotations

import unicodedata

LONGEST = 300
"""Characters of one text; a headsign of 10 kB would hide everything else."""


def plain(text: str, longest: int = LONGEST) -> str:
    """`text` on one line, without control characters, direction overrides and lone surrogates, elided.

    Source of the categories: Unicode Standard, table 4-4 (Cc control, Cf format, Cs surrogate, Zl and Zp).
    """
    shown = "".join(" " if unicodedata.category(c) in _UNFIT else c for c in text[: 4 * longest])
    shown = " ".join(shown.split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


_UNFIT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
