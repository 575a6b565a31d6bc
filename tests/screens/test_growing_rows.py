"""A list that grows: a few rows in each turn, and equal to what it was given in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk.screens.growing_rows import GrowingRows

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@dataclass(frozen=True, slots=True)
class Line:
    key: str


def lines(keys: str) -> list[Line]:
    return [Line(key) for key in keys]


def keys(rows: GrowingRows) -> str:
    return "".join(rows.data(rows.index(place), next(iter(rows.roleNames()))) for place in range(rows.rowCount()))


def test_a_few_come_in_each_turn_until_all_are_there(qtbot: QtBot) -> None:
    rows = GrowingRows(Line, 3)
    rows.replace(lines("abcdefgh"))
    assert keys(rows) == "abc"
    sizes = [3]
    while not rows.whole:
        QGuiApplication.processEvents()
        if rows.rowCount() != sizes[-1]:
            sizes.append(rows.rowCount())
    assert sizes == [3, 6, 8]
    assert keys(rows) == "abcdefgh"


def test_rows_that_are_there_change_at_once(qtbot: QtBot) -> None:
    rows = GrowingRows(Line, 2)
    rows.replace(lines("abcd"))
    qtbot.waitUntil(lambda: rows.whole)
    rows.replace(lines("dcba"))
    assert keys(rows) == "dcba"
    assert rows.whole
    rows.replace([])
    assert keys(rows) == ""
    assert rows.whole


def test_what_is_replaced_while_it_grows_is_what_comes(qtbot: QtBot) -> None:
    rows = GrowingRows(Line, 2)
    rows.replace(lines("abcdef"))
    rows.replace(lines("fedcba"))
    assert keys(rows) == "fe"
    qtbot.waitUntil(lambda: rows.whole)
    assert keys(rows) == "fedcba"
    rows.replace(lines("ab"))
    assert keys(rows) == "ab"
    assert rows.whole
    QGuiApplication.processEvents()
    assert keys(rows) == "ab"
