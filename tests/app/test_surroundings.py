"""Loudness, light and the operator's line, as the hour and a call change them."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtTest import QTest

from kiosk.app.surroundings import DARKEST_VEIL, Surroundings
from kiosk.config.demonstrated import demonstrated_settings
from kiosk.config.emergency import Emergency
from kiosk.config.night import Night
from kiosk.config.sound import Sound
from kiosk.devices.backlight import Backlight
from kiosk.devices.outputs import OutputsError
from kiosk.devices.volume import VolumeError
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.service_day import Now
from kiosk.screens.colour import contrast
from tests.screens import sample_boards
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QSize
    from pytestqt.qtbot import QtBot

    from kiosk.config.settings import Settings

INFO = "Остановка переезжает 1 декабря: ищите нас у дома 12"
INFO_EN = "This stop moves on December 1"
SETTINGS = replace(
    demonstrated_settings(),
    night=Night("22:00", "06:00", 90, 30),
    sound=Sound(40, 20),
    emergency=Emergency(loudspeaker="default:CARD=Headset"),
)


class Calls(QObject):
    published = Signal(object)


class Mixer:
    """A loudspeaker that notes what it is told."""

    def __init__(self) -> None:
        self.device = ""
        self.told: list[int] = []
        self.broken = False

    def of(self, device: str) -> Any:
        self.device = device
        return self

    def set(self, percent: int) -> None:
        self.told.append(percent)
        if self.broken:
            raise VolumeError("the loudspeaker's mixer refuses")


class Panels:
    """Outputs that note how they are switched."""

    def __init__(self) -> None:
        self.told: list[bool] = []
        self.broken = False

    def power(self, *, on: bool) -> None:
        self.told.append(on)
        if self.broken:
            raise OutputsError("this compositor lets nobody arrange its outputs")


class Here(Stage):
    def __init__(self, size: QSize, lights: Path, settings: Settings = SETTINGS) -> None:
        super().__init__(size)
        self.show(sample_boards.LIVE)
        self.calls, self.mixer, self.panels = Calls(), Mixer(), Panels()
        self.hour = 12
        self.seconds = 0.0
        self.around = Surroundings(
            settings,
            cast("Any", SimpleNamespace(read=self._now)),
            cast("Any", SimpleNamespace(screens=self.screens, window=self.window)),
            cast("Any", SimpleNamespace(timetable=sample_boards.TIMETABLE)),
            cast("Any", self.calls),
            backlight=Backlight(lights),
            volume=self.mixer.of,
            outputs=cast("Any", self.panels),
        )

    def leave(self, seconds: float) -> None:
        """Let time go by without a touch."""
        self.seconds += seconds
        self.screens.navigation.tick(self._now())
        self.around.look()

    def black(self) -> bool:
        veils = self.items("veil")
        return veils != [] and veils[0].opacity() == 1

    def _now(self) -> Now:
        at = datetime(2026, 11, 22, self.hour, tzinfo=sample_boards.TIMETABLE.zone)
        return Now(int(at.timestamp()), self.seconds)

    def close(self) -> None:
        self.around.stop()
        super().close()


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def here(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Here]:
    shown = Here(request.param, tmp_path / "none")
    yield shown
    shown.close()


def status(state: State) -> CallStatus:
    return CallStatus(state=state)


def test_the_loudness_follows_the_hour_and_is_told_once(here: Here, qtbot: QtBot) -> None:
    here.around.start()
    here.around.look()
    qtbot.waitUntil(lambda: here.mixer.told == [40])
    here.hour = 23
    here.around.look()
    qtbot.waitUntil(lambda: here.mixer.told == [40, 20])
    assert here.mixer.device == "default:CARD=Headset"


def test_a_call_is_loud_and_the_night_quiet_again_after_it(here: Here, qtbot: QtBot) -> None:
    here.hour = 23
    here.around.start()
    for state in (State.DIALING, State.CONNECTED, State.ENDED):
        here.calls.published.emit(status(state))
    here.calls.published.emit(status(State.RINGING))
    here.calls.published.emit(None)
    qtbot.waitUntil(lambda: here.mixer.told == [20, 70, 20, 70, 20])


def test_a_mixer_that_refuses_is_told_once_and_tried_again(
    here: Here, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    here.mixer.broken = True
    here.around.start()
    here.hour = 23
    here.around.look()
    qtbot.waitUntil(lambda: here.mixer.told == [40, 20])
    here.mixer.broken = False
    here.hour = 12
    here.around.look()
    qtbot.waitUntil(lambda: "again" in caplog.text)
    assert caplog.text.count("refuses") == 1


def test_without_a_backlight_a_veil_darkens_all_but_the_emergency(here: Here, qtbot: QtBot) -> None:
    here.hour = 23
    here.around.start()
    qtbot.waitUntil(lambda: len(here.items("veil")) == 1)
    veil = here.item("veil")
    assert veil.opacity() == DARKEST_VEIL
    assert 0 < veil.height() <= here.item("emergency").y()
    here.hour = 7
    here.around.look()
    qtbot.waitUntil(lambda: here.items("veil") != [] and here.item("veil").opacity() == pytest.approx(0.1))


def test_a_backlight_needs_no_veil(qtbot: QtBot, tmp_path: Path) -> None:
    light = tmp_path / "panel"
    light.mkdir()
    (light / "max_brightness").write_text("200")
    (light / "brightness").write_text("200")
    shown = Here(PORTRAIT, tmp_path)
    shown.hour = 23
    shown.around.start()
    qtbot.waitUntil(lambda: (light / "brightness").read_text() == "60")
    assert shown.items("veil") == []
    shown.close()


def test_other_settings_hold_at_once(here: Here, qtbot: QtBot) -> None:
    here.around.start()
    assert here.items("info") == []
    display = replace(SETTINGS.display, info_line=INFO, info_line_en=INFO_EN)
    here.around.use(replace(SETTINGS, display=display, sound=Sound(55, 20)))
    assert here.words("info") == [INFO]
    here.passenger.nextLanguage()
    assert here.words("info") == [INFO_EN]
    qtbot.waitUntil(lambda: here.mixer.told == [40, 55])
    here.around.use(SETTINGS)
    assert here.items("info") == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("texts", [0, 1, 2])
def test_the_line_never_takes_the_room_of_the_next_three_buses(
    qtbot: QtBot, tmp_path: Path, size: QSize, texts: int
) -> None:
    info = replace(SETTINGS.display, info_line="слово " * 20)
    shown = Here(size, tmp_path / "none", replace(SETTINGS, display=info))
    for _ in range(texts):
        shown.passenger.nextTextSize()
    shown.around.start()
    shown.lay_out()
    rows = shown.item("rows")
    for line in shown.items("info"):
        assert shown.middle(line).y() > shown.middle(rows).y()
    assert rows.height() >= 3 * float(str(shown.ask(rows, "Theme.rowHeight")))
    shown.close()


@pytest.mark.parametrize("theme", ["day", "night", "contrast"])
def test_words_stay_readable_under_the_darkest_veil(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    """What is written on what, and quiet: at least 4.5:1 for each."""
    shown = Here(PORTRAIT, tmp_path / "none")
    item = shown.item("rows")
    pairs = [("text", "page"), ("quiet", "page"), ("live", "page"), ("late", "page"), ("quiet", "panel")]
    pairs += [
        ("headerText", "header"),
        ("headerQuiet", "header"),
        ("headerLive", "header"),
        ("headerLate", "header"),
    ]
    pairs += [("bannerText", "banner"), ("tileText", "tile"), ("tileOffText", "tileOff")]
    for ink, ground in pairs:
        colours = [str(shown.ask(item, f"Theme.{theme}.{name}.toString()")) for name in (ink, ground)]
        dimmed = [_veiled(colour) for colour in colours]
        assert contrast(*dimmed) >= 4.5, (ink, ground)
    shown.close()


def _veiled(colour: str) -> str:
    parts = bytes.fromhex(colour[1:])
    return "".join(f"{round(part * (1 - DARKEST_VEIL)):02x}" for part in parts)


def night_of(blank: Any, tmp_path: Path) -> Here:
    """A stop at night, with nobody there since just now."""
    here = Here(PORTRAIT, tmp_path / "none", replace(SETTINGS, night=Night("22:00", "06:00", blank=blank)))
    here.hour = 23
    here.around.start()
    here.leave(0)
    return here


def test_the_night_takes_the_picture_when_nobody_is_there_and_a_touch_brings_it_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    here = night_of("dark", tmp_path)
    here.leave(59)
    assert not here.black()
    here.leave(1)
    assert here.black()
    shown = here.screens.navigation.page
    finger = QTest.createTouchDevice()
    assert here.item("veil").height() <= here.item("emergency").y()  # the way to help stays lit
    for touched in ("emergency", "veil"):
        here.touch(finger, here.item(touched))
        assert not here.black()
        here.around.look()
        assert not here.black()
        here.leave(0)
        here.leave(60)
        assert here.black()
    assert here.screens.navigation.page == shown  # whoever touches what nobody sees opens nothing
    assert here.panels.told == []
    here.hour = 7
    here.leave(60)
    assert not here.black()
    here.close()


def test_a_call_brings_the_picture_back_before_anybody_touches(qtbot: QtBot, tmp_path: Path) -> None:
    here = night_of("dark", tmp_path)
    here.leave(60)
    here.calls.published.emit(status(State.DIALING))
    assert not here.black()
    here.calls.published.emit(status(State.ENDED))
    assert here.black()
    here.close()


def test_the_panel_itself_is_switched_where_that_is_wanted(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    here = night_of("off", tmp_path)
    here.leave(60)
    qtbot.waitUntil(lambda: here.panels.told == [False])
    here.screens.navigation.touched()
    qtbot.waitUntil(lambda: here.panels.told == [False, True])
    here.panels.broken = True
    for _ in range(2):
        here.leave(0)
        here.leave(60)
        here.screens.navigation.touched()
    qtbot.waitUntil(lambda: here.panels.told == [False, True] * 3)
    qtbot.waitUntil(lambda: "the panel is not switched" in caplog.text)
    QCoreApplication.processEvents()
    here.close()
    assert caplog.text.count("the panel is not switched") == 1


def test_without_a_wish_the_night_has_its_picture(qtbot: QtBot, tmp_path: Path) -> None:
    here = night_of("never", tmp_path)
    here.leave(3600)
    assert not here.black()
    here.close()
