"""The threat model names tests that exist, and says in every row what proves it."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "threat-model.md"
TEST = re.compile(r"`(tests/[a-z0-9_/]+\.py)::(\w+)`")
BY_HAND = "**By hand**"
COLUMNS = 4


def rows() -> list[list[str]]:
    """The cells of every row of its tables, without the heads."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("| ")]
    return [row for row in cells if row[0].strip() != "who"]


def named() -> list[tuple[str, str]]:
    """Every test it names, as its file and its function."""
    return sorted(set(TEST.findall(DOCUMENT.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(("file", "test"), named(), ids=lambda one: one.removeprefix("tests/"))
def test_a_test_that_is_named_exists(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_row_says_who_what_and_how_it_is_proven() -> None:
    for row in rows():
        assert len(row) == COLUMNS, row
        who, attack, defence, proof = (cell.strip() for cell in row)
        assert who, row
        assert attack, row
        assert defence, row
        assert TEST.search(proof) or BY_HAND.lower() in defence.lower(), f"nothing proves: {who}, {attack}"
        assert TEST.sub("", proof).strip() == "", f"no test: {proof}"


def test_it_has_rows() -> None:
    assert len(rows()) > 20
    assert len(named()) > 50
