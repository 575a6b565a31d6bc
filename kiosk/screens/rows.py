"""A list for QML that changes only where its rows changed.

A row that changes place must be seen to move, and nothing else may be drawn anew: so the list is never reset.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import DataclassInstance

    class KeyedRow(DataclassInstance, Protocol):
        """A frozen dataclass with a name that stays with the row while its other fields change."""

        @property
        def key(self) -> str:
            """What tells this row from the others of the list."""


_NOWHERE = QModelIndex()
# Qt.ItemDataRole as numbers: the first touch of the namespace Qt costs a twentieth of the whole start.
DISPLAY_ROLE = 0
FIRST_ROLE = 0x0100 + 1
"""Qt.ItemDataRole.UserRole and one."""


class KeyedRows(QAbstractListModel):
    """The rows of one list; every field of `row_type` is a role, its snake_case name turned to camelCase."""

    def __init__(self, row_type: type[KeyedRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[KeyedRow] = []
        self._fields = {FIRST_ROLE + i: field.name for i, field in enumerate(fields(row_type))}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """The number of rows, as Qt asks for it."""
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """The names of the roles in QML."""
        return {role: QByteArray(camel_case(name).encode()) for role, name in self._fields.items()}

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = DISPLAY_ROLE) -> Any:
        """One field of one row; None for a role or a row that is not there."""
        field = self._fields.get(role)
        if field is None or not index.isValid() or index.row() >= len(self._rows):
            return None
        return getattr(self._rows[index.row()], field)

    def replace(self, rows: Sequence[KeyedRow]) -> None:
        """Make the list equal to `rows` by the fewest moves; their keys must differ."""
        wanted = {row.key: place for place, row in enumerate(rows)}
        if len(wanted) != len(rows):
            raise ValueError(f"two rows share a key: {[row.key for row in rows]}")
        self._remove_all_but(wanted)
        self._put_in_order(wanted)
        for place, row in enumerate(rows):
            if place < len(self._rows) and self._rows[place].key == row.key:
                self._change(place, row)
            else:
                self._insert(place, row)

    def _remove_all_but(self, wanted: dict[str, int]) -> None:
        for place in reversed(range(len(self._rows))):
            if self._rows[place].key not in wanted:
                self.beginRemoveRows(_NOWHERE, place, place)
                del self._rows[place]
                self.endRemoveRows()

    def _put_in_order(self, wanted: dict[str, int]) -> None:
        """Move the rows that are out of order; the longest run of rows in order stays where it is."""
        staying = longest_rising([wanted[row.key] for row in self._rows])
        for key in sorted(
            (row.key for row in self._rows if wanted[row.key] not in staying), key=wanted.__getitem__
        ):
            source = next(place for place, row in enumerate(self._rows) if row.key == key)
            settled = [wanted[row.key] for row in self._rows if wanted[row.key] in staying]
            before = bisect_left(settled, wanted[key])
            target = (
                next(place for place, row in enumerate(self._rows) if wanted[row.key] == settled[before])
                if before < len(settled)
                else len(self._rows)
            )
            if target not in (source, source + 1):
                self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, target)
                self._rows.insert(target - (target > source), self._rows.pop(source))
                self.endMoveRows()
            staying.add(wanted[key])

    def _insert(self, place: int, row: KeyedRow) -> None:
        self.beginInsertRows(_NOWHERE, place, place)
        self._rows.insert(place, row)
        self.endInsertRows()

    def _change(self, place: int, row: KeyedRow) -> None:
        old = self._rows[place]
        changed = [role for role, name in self._fields.items() if getattr(old, name) != getattr(row, name)]
        if changed:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place), changed)


def camel_case(name: str) -> str:
    """`route_color` as QML writes it: `routeColor`."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def longest_rising(values: Sequence[int]) -> set[int]:
    """The longest subsequence of different `values` that rises, as a set."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for value in values:
        place = bisect_left(tails, value)
        before[value] = tails[place - 1] if place else None
        tails[place : place + 1] = [value]
    chain: set[int] = set()
    value_or_end = tails[-1] if tails else None
    while value_or_end is not None:
        chain.add(value_or_end)
        value_or_end = before[value_or_end]
    return chain
