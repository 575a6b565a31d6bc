"""A list for QML whose rows come a few at a time: many of them made in one turn would hold up the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.screens.rows import KeyedRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.screens.rows import KeyedRow


class GrowingRows(KeyedRows):
    """Rows that are there change at once; new ones follow below, `at_once` in each turn of the event loop."""

    def __init__(self, row_type: type[KeyedRow], at_once: int, parent: QObject | None = None) -> None:
        super().__init__(row_type, parent)
        self._at_once = at_once
        self._wanted: Sequence[KeyedRow] = ()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._grow)

    @property
    def whole(self) -> bool:
        """Whether every row is there."""
        return self.rowCount() == len(self._wanted)

    def replace(self, rows: Sequence[KeyedRow]) -> None:
        """Make the list equal to `rows`, in this turn and those that follow."""
        self._wanted = rows
        super().replace(rows[: max(self.rowCount(), self._at_once)])
        if not self.whole:
            self._turn.start()

    @Slot()
    def _grow(self) -> None:
        super().replace(self._wanted[: self.rowCount() + self._at_once])
        if self.whole:
            self._turn.stop()
