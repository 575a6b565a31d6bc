"""What every test shares: no screen, no network, a zone far from the data."""

from __future__ import annotations

import gc
import itertools
import os
import time
from collections.abc import Generator
from pathlib import Path

import pytest

# Before Qt or a zone is loaded: tests must not depend on the desk they run at.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["TZ"] = "Pacific/Chatham"
time.tzset()

# Chromium refuses root, so there a child process of an ordinary user runs what lies in tests/browse.
collect_ignore = ["browse"] if os.getuid() == 0 else ["test_browse_as_user.py"]

ROOT = Path(__file__).parent.parent
REAL_FEEDS = Path(os.environ.get("KIOSK_REAL_FEEDS", ROOT.parent / "shared" / "data"))
APPLIANCE = Path(__file__).parent / "appliance"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What needs the built package runs where it is asked for by name, as `make test-appliance` does."""
    asked = [Path(argument.partition("::")[0]).resolve() for argument in config.args]
    if collection_path == APPLIANCE and not any(path.is_relative_to(APPLIANCE) for path in asked):
        return True
    return None


@pytest.fixture(scope="session")
def real_feeds() -> Path:
    """The folder of recorded feeds of real agencies, which is not part of the project."""
    if not REAL_FEEDS.is_dir():
        pytest.skip("no recorded real feeds here (set KIOSK_REAL_FEEDS to their folder)")
    return REAL_FEEDS


_COUNT = itertools.count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Collect garbage between the tests, in the thread that Qt's objects belong to, and at no other time.

    Python collects in whichever thread happens to ask for memory. What an earlier test left of Qt's in a circle
    then crashes there, or waits for ever for a lock of the main thread, which waits for Python's.
    """
    gc.disable()
    result = yield
    count = next(_COUNT)
    gc.collect(2 if count % 200 == 0 else 1 if count % 20 == 0 else 0)
    return result
