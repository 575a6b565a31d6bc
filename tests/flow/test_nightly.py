"""The planned restart of a whole kiosk: the way of the service menu's, and written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTranslator

from kiosk.app.restart import RESTART
from kiosk.config.read import read
from kiosk.devices.life import Life, Why
from kiosk.devices.usage.reader import Reader
from kiosk.domain.usage.catalogue import Purpose
from tests.domain.small_stop import at
from tests.flow.test_flow import HandClock
from tests.flow.whole_kiosk import WholeKiosk
from tests.screens.conftest import compiled_words, glass

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

__all__ = ["compiled_words", "glass"]

SETTINGS = """
[stop]
ids = ["S2"]
[timetable]
gtfs = "gtfs.zip"
[display]
fullscreen = false
[services]
enabled = false
[maintenance]
restart_at = "04:10"
"""


def test_the_night_starts_the_screen_anew_and_the_log_tells_of_it(
    qtbot: QtBot, glass: QPointingDevice, tmp_path: Path, compiled_words: None
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS)
    clock = HandClock()
    clock.pass_by(at("2026-11-25 20:00:00") - clock.now.instant)
    kiosk = WholeKiosk(tmp_path, clock, qtbot, glass, file=file, settings=read(file))
    try:
        kiosk.scene.tick()
        clock.pass_by(at("2026-11-26 04:10:00") - clock.now.instant)
        kiosk.scene.tick()
        kiosk.kept._nightly.look()
        assert kiosk.exits == [RESTART]
    finally:
        kiosk.end()
        for translator in kiosk.passenger.findChildren(QTranslator):
            QCoreApplication.removeTranslator(translator)
    assert Life(tmp_path / "maintenance", "").past().why is Why.NIGHTLY
    with Reader(tmp_path / "usage.sqlite") as log:
        written = [entry.event for entry in log.entries({Purpose.OPERATION}, 0, 2**40)]
    (stopped,) = (event for event in written if event.name == "program_stopped")
    assert dict(stopped.fields) == {"why": "nightly"}
