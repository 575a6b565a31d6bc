"""The list model: never reset, always equal to what it was given, and moved by as little as possible."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kiosk.screens.rows import KeyedRows, camel_case, longest_rising


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    due_unit: str = ""


class Watched(KeyedRows):
    """A list that tells what it did."""

    def __init__(self) -> None:
        super().__init__(Line)
        self.did: list[str] = []
        self.rowsInserted.connect(lambda _, first, last: self.did.append(f"insert {first}-{last}"))
        self.rowsRemoved.connect(lambda _, first, last: self.did.append(f"remove {first}-{last}"))
        self.rowsMoved.connect(lambda _, first, __, ___, to: self.did.append(f"move {first}>{to}"))
        self.dataChanged.connect(
            lambda first, _, roles: self.did.append(f"change {first.row()} {self.names(roles)}")
        )
        self.modelReset.connect(lambda: self.did.append("reset"))

    def names(self, roles: list[int]) -> str:
        return ",".join(self.roleNames()[role].toStdString() for role in roles)

    def keys(self) -> str:
        return "".join(row.key for row in self._rows)


def lines(keys: str) -> list[Line]:
    return [Line(key) for key in keys]


def changed(start: str, end: str) -> list[str]:
    model = Watched()
    model.replace(lines(start))
    model.did.clear()
    model.replace(lines(end))
    assert model.keys() == end
    return model.did


def test_the_first_bus_leaves() -> None:
    assert changed("abc", "bc") == ["remove 0-0"]


def test_a_new_bus_comes_last() -> None:
    assert changed("abc", "abcd") == ["insert 3-3"]


def test_a_delayed_bus_is_the_only_one_that_moves() -> None:
    assert changed("abcd", "bcad") == ["move 0>3"]


def test_an_early_bus_is_the_only_one_that_moves() -> None:
    assert changed("abcd", "dabc") == ["move 3>0"]


def test_nothing_new_touches_nothing() -> None:
    assert changed("abc", "abc") == []


def test_a_change_names_the_row_and_the_role() -> None:
    model = Watched()
    model.replace([Line("a", "min"), Line("b")])
    model.did.clear()
    model.replace([Line("a", "min"), Line("b", "h")])
    assert model.did == ["change 1 dueUnit"]


def test_two_rows_of_one_key_are_a_bug() -> None:
    with pytest.raises(ValueError, match="share a key"):
        KeyedRows(Line).replace(lines("aa"))


def test_data_outside_the_list_is_nothing() -> None:
    model = KeyedRows(Line)
    model.replace(lines("a"))
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0), Qt.ItemDataRole.UserRole + 99) is None
    assert model.data(model.index(0), Qt.ItemDataRole.UserRole + 1) == "a"
    assert model.rowCount(model.index(0)) == 0


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), max_size=6))
def test_any_sequence_of_lists_is_shown_without_a_reset(states: list[list[str]]) -> None:
    model = Watched()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for state in states:
        before = model.keys()
        model.did.clear()
        model.replace(lines("".join(state)))
        assert model.keys() == "".join(state)
        assert "reset" not in model.did
        kept = [state.index(key) for key in before if key in state]
        assert sum(word.startswith("move") for word in model.did) == len(kept) - len(longest_rising(kept))
    assert tester.model() is model


def test_qml_names() -> None:
    assert camel_case("route_text_color") == "routeTextColor"
    assert camel_case("key") == "key"
