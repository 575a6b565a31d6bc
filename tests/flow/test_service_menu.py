"""The service menu of a whole kiosk: every page opens by real touches, and all that is done is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from kiosk.devices.usage.reader import Reader
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.usage.catalogue import Purpose
from kiosk.screens.hold_area import HoldArea
from tests.flow.test_flow import HandClock
from tests.flow.whole_kiosk import PIN, WholeKiosk
from tests.screens.conftest import compiled_words, glass
from tests.screens.stage import LANDSCAPE, PORTRAIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

__all__ = ["compiled_words", "glass"]


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def kiosk(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    glass: QPointingDevice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[WholeKiosk]:
    """One kiosk, running."""
    shown: list[WholeKiosk] = []
    monkeypatch.setattr(HoldArea, "clock", staticmethod(lambda: shown[0].monotonic if shown else 0.0))
    shown.append(WholeKiosk(tmp_path, HandClock(), qtbot, glass, request.param))
    yield shown[0]
    shown[0].end()
    for translator in shown[0].passenger.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)


def audits(kiosk: WholeKiosk) -> list[tuple[str, dict[str, str | int]]]:
    """What was done in the menu, as the log holds it."""
    with Reader(kiosk.folder / "usage.sqlite") as log:
        entries = list(log.entries({Purpose.AUDIT}, 0, 2**40))
    return [(entry.event.name, dict(entry.event.fields)) for entry in entries]


def test_every_page_opens_and_all_of_it_is_written_down(kiosk: WholeKiosk) -> None:
    kiosk.knock()
    for page in Page:
        kiosk.go(page)
        assert kiosk.item("title").property("text")
        assert kiosk.items("emergency")
        kiosk.touch(kiosk.glass, kiosk.item("back"))
    kiosk.touch(kiosk.glass, kiosk.item("close"))
    assert kiosk.items("rows")
    kiosk.qtbot.waitUntil(lambda: len(audits(kiosk)) == 2 + len(Page))
    written = audits(kiosk)
    assert written[0] == ("maintenance_opened", {"role": "technician", "by": "hold"})
    assert [fields.get("page") for _, fields in written[1:-1]] == list(Page)
    assert written[-1] == ("maintenance_closed", {"role": "technician", "how": "button"})


def test_the_pin_is_in_no_file(kiosk: WholeKiosk) -> None:
    kiosk.knock()
    kiosk.touch(kiosk.glass, kiosk.item("close"))
    kiosk.qtbot.waitUntil(lambda: len(audits(kiosk)) == 2)
    files = [file for file in kiosk.folder.rglob("*") if file.is_file()]
    assert files
    assert [file for file in files if PIN.encode() in file.read_bytes()] == []
