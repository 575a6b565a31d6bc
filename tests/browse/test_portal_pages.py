"""The portal that the other tests of the browser stand on: reached by its names, trusted by its authority."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fakes.portal import UNTRUSTED
from tests.fakes.portal_answers import ESIA, PAGES, WWW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.portal import Portal

BARE = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication

app = QApplication([])
profile = QWebEngineProfile()
page = QWebEnginePage(profile)
page.destroyed.connect(app.quit)
page.load(QUrl(sys.argv[1]))
page.loadFinished.connect(lambda loaded: print("loaded" if loaded else "refused", flush=True))
page.loadFinished.connect(page.deleteLater)
app.exec()
"""
"""A browser without any rule of ours: it opens one address and says whether that loaded."""


@pytest.fixture
def home(tmp_path: Path, portal: Portal) -> Path:
    """A home in which the portal's authority is trusted."""
    database = tmp_path / ".pki" / "nssdb"
    database.mkdir(parents=True)
    words = ["certutil", "-d", f"sql:{database}", "-A", "-t", "C,,", "-n", "portal", "-i", str(portal.ca_file)]
    subprocess.run(words, check=True, timeout=20)
    return tmp_path


def opened(url: str, portal: Portal, home: Path) -> str:
    flags = f'--host-resolver-rules="{portal.resolver_rules}"'
    told = {**os.environ, "HOME": str(home), "QTWEBENGINE_CHROMIUM_FLAGS": flags}
    ran = subprocess.run([sys.executable, "-c", BARE, url], env=told, capture_output=True, timeout=60, check=True)
    return ran.stdout.decode().strip()


@pytest.mark.parametrize("host", [WWW, ESIA])
def test_a_page_opens_by_its_real_name(host: str, portal: Portal, home: Path) -> None:
    assert opened(portal.url("/", host), portal, home) == "loaded"
    asked = portal.wait_for(lambda asked: asked.path == "/")
    assert (asked.scheme, asked.method, asked.host) == ("https", "GET", host)
    assert portal.report("index", "loaded") == portal.url("/", host)


def test_without_its_authority_no_page_opens(portal: Portal, tmp_path: Path) -> None:
    assert opened(portal.url("/"), portal, tmp_path) == "refused"
    assert not portal.asked()


def test_an_unknown_authority_is_not_trusted(portal: Portal, home: Path) -> None:
    assert opened(portal.url("/", UNTRUSTED), portal, home) == "refused"
    assert not portal.asked()


def test_every_page_has_a_title_and_the_frame() -> None:
    for file in PAGES.glob("*.html"):
        first = file.read_text().splitlines()[0]
        assert first.startswith("<!-- ")
        assert first.endswith(" -->")
