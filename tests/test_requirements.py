"""What is installed: the same versions to run, to test and to package, from no particular index."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

FILES = ("requirements.txt", "requirements-dev.txt", "requirements-package.txt")


def pins(name: str) -> dict[str, str]:
    """Package -> its version and the Pythons it is for."""
    found = re.findall(r"^([a-z0-9.-]+)==([^\\\n]+)", (ROOT / name).read_text(), re.MULTILINE)
    return {package: version.strip() for package, version in found}


@pytest.mark.parametrize("name", FILES[1:])
def test_what_is_tested_and_packaged_is_what_runs(name: str) -> None:
    product = pins(FILES[0])
    assert len(product) > 10
    assert product.items() <= pins(name).items()


@pytest.mark.parametrize("name", FILES)
def test_every_package_has_its_hash_and_no_place_to_come_from(name: str) -> None:
    text = (ROOT / name).read_text()
    blocks = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert not re.search(r"^\s*--(index|extra|find|trusted)", text, re.MULTILINE)


def test_the_broken_pyside_is_kept_out() -> None:
    """PySide6 6.12.0 drops references to None and True on Python 3.10 and 3.11 and aborts after minutes."""
    assert re.match(r"6\.11\.\d+", pins(FILES[0])["pyside6"])
