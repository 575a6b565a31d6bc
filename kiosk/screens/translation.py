"""The way of every word of Python to its translation.

One short function, because lupdate finds plurals in Python only in calls named `tr`; it files them, as every word
of a free function, under the empty context.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str, disambiguation: str = "", n: int = -1) -> str:
    """A literal `text` in the passenger's language; `n` chooses the plural and replaces %n."""
    return QCoreApplication.translate("", text, disambiguation, n)
