"""The tests of the browser, when the suite is run as root: each file of tests/browse by an ordinary user."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_spec import translations
from tests.ordinary_user import ordinary_user

FILES = sorted(path.name for path in (Path(__file__).parent / "browse").glob("test_*.py"))
LONGEST = 540.0
"""Seconds for one file."""


@pytest.fixture(scope="session", autouse=True)
def compiled_words() -> None:
    """The .qm files are built, not kept; an ordinary user may not write them into the checkout of root."""
    translations.compile_stale()


@pytest.mark.timeout(LONGEST + 30)
@pytest.mark.parametrize("name", FILES)
def test_browser_as_an_ordinary_user(name: str) -> None:
    """Nothing is written into the checkout, and no test at all is a failure too (exit code 5)."""
    with ordinary_user() as user:
        quiet = ["-p", "no:cacheprovider", "--basetemp", str(user.home / "pytest"), "-q"]
        words = [sys.executable, "-m", "pytest", *quiet, f"tests/browse/{name}"]
        try:
            ran = user.run(words, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            pytest.fail(f"tests/browse/{name} took more than {LONGEST:.0f} s", pytrace=False)
    if ran.returncode != 0:
        pytest.fail((ran.stdout + ran.stderr).decode(errors="replace"), pytrace=False)


def test_there_are_tests_of_the_browser() -> None:
    assert FILES
