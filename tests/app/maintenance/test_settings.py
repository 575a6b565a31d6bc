"""The settings page by real touches: seen, applied, confirmed, undone by itself, and nothing lost on the way."""

from __future__ import annotations

import threading
import tomllib
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QGuiApplication

from kiosk import paths
from kiosk.app.background import Background
from kiosk.app.maintenance.settings import SettingsPart
from kiosk.app.surroundings import Surroundings
from kiosk.config import last_good
from kiosk.config.demonstrated import demonstrated_settings
from kiosk.config.read import read
from kiosk.config.unconfirmed import WINDOW, apply, pending, undo_expired
from kiosk.devices.backlight import Backlight
from kiosk.devices.life import Why
from kiosk.devices.pin_file import PinFile
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.service_day import Now
from kiosk.domain.usage.catalogue import event
from kiosk.feeds import gtfs_stop_search
from kiosk.feeds.gtfs_stop_search import search
from kiosk.screens.keyboard import KeyboardScreen
from tests.feeds.gtfs_zip import gtfs_zip
from tests.feeds.test_gtfs_stop_list import CALLS, ROUTES, STOPS, TRIPS
from tests.screens import sample_boards
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import LANDSCAPE, PORTRAIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.app.maintenance.context import Context
    from kiosk.feeds.gtfs_stop_list import ListedStop

BOOT = "boot-1"
CANARY = "CANARY"
TEXT = f"""# ours
[stop]
ids = ["F1"]  # this side
name = "Старое имя"

[timetable]
gtfs = "gtfs.zip"
headers = {{ Authorization = "{CANARY}", Other = "env:PATH" }}

[display]
theme = "auto"

[[emergency.trunks]]
name = "one"
uri = "sip:112@sip.example.org"
"""


class Quiet:
    """A loudspeaker nobody hears."""

    def __init__(self, device: str) -> None:
        self.device = device

    def set(self, percent: int) -> None:
        pass


class Here(MaintenanceStage):
    """The page of a running kiosk, and all that became of it."""

    def __init__(self, qtbot: QtBot, folder: Path, size: QSize = PORTRAIT, *, file: bool = True) -> None:
        super().__init__(None, size=size)
        self.qtbot, self.folder = qtbot, folder
        self.file = folder / "etc" / "kiosk.toml"
        self.written: list[tuple[str, dict[str, Any]]] = []
        self.ended: list[Why] = []
        self.door: list[bool] = []
        self.calls = Calls()
        self.background = Background()
        self.seconds = 100.0
        keyboard = KeyboardScreen(self.passenger, paths.resources() / "keyboards", None, self.window)
        keyboard.watch(self.window.view)
        self.screens.services.set_keyboard(keyboard)
        self.keyboard = keyboard
        settings = read(self.file) if file else demonstrated_settings()
        clock = SimpleNamespace(read=lambda: Now(sample_boards.NOW, 0.0))
        scene = SimpleNamespace(screens=self.screens, window=self.window)
        facts = SimpleNamespace(timetable=sample_boards.TIMETABLE)
        around = Surroundings(
            settings,
            cast("Any", clock),
            cast("Any", scene),
            cast("Any", facts),
            cast("Any", self.calls),
            backlight=Backlight(folder / "none"),
            volume=cast("Any", Quiet),
        )
        context = SimpleNamespace(
            settings=settings,
            file=self.file if file else None,
            folder=folder / "data",
            clock=clock,
            scene=scene,
            facts=facts,
            emergency=self.calls,
            journal=SimpleNamespace(record=self._record),
            background=self.background,
            end=self.ended.append,
            menu=self.menu,
        )
        self.part = SettingsPart(
            cast("Context", context), surroundings=around, monotonic=lambda: self.seconds, boot_id=BOOT
        )
        self.screen = self.part.screen
        self.menu.doorWanted.connect(lambda: self.door.append(True))
        self.part.start()
        self.menu.set_parts({Page.SETTINGS: self.screen})

    def open(self) -> None:
        """Show the page, with what stands in the file."""
        self.menu.open("settings")
        self.settle()

    def settle(self) -> None:
        """Let the work beside come back."""
        done: list[bool] = []
        self.background.run(lambda: True, done.append)
        self.qtbot.waitUntil(lambda: bool(done))
        self.lay_out()
        QGuiApplication.processEvents()

    def _record(self, name: str, **fields: Any) -> None:
        event(name, **fields)  # the catalogue knows it
        assert CANARY not in str(fields)
        self.written.append((name, fields))

    def audited(self) -> list[tuple[str, str]]:
        """What was written down of settings."""
        return [(fields["setting"], fields["what"]) for name, fields in self.written if name == "setting_changed"]

    def tap(self, glass: QPointingDevice, name: str) -> None:
        """A finger on the one thing of that name, brought into view first, and the work it asks for."""
        self.lay_out()
        item = self.item(name)
        self._bring(glass, name)
        self.touch(glass, item)
        self.settle()

    def _bring(self, glass: QPointingDevice, name: str) -> None:
        for _ in range(12):
            self.lay_out()
            bar = self.item("emergency").y()
            bottom = self.item(name).mapToScene(QPointF(0, self.item(name).height())).y()
            downs = [button for button in self.items("down") if button.isEnabled()]
            if bottom <= min([bar, *(button.mapToScene(QPointF()).y() for button in downs if self.portrait)]):
                return
            self.touch(glass, downs[0])
            self.qtbot.waitUntil(lambda: not any(button.property("moving") for button in self.items("down")))
        raise AssertionError(f"{name} cannot be brought into view")

    @property
    def portrait(self) -> bool:
        return self.window.view.height() > self.window.view.width()

    def type(self, glass: QPointingDevice, text: str) -> None:
        """Fingers on our own keys."""
        for character in text:
            QGuiApplication.processEvents()
            self.lay_out()
            key = next(item for item in self.items("key") if item.property("text") == character)
            self.touch(glass, key)
        QGuiApplication.processEvents()

    def close(self) -> None:
        """End as the app does."""
        self.part.stop()
        self.background.stop()
        super().close()


class Calls(QObject):
    published = Signal(object)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "etc").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "etc" / "kiosk.toml").write_text(TEXT)
    gtfs_zip(tmp_path / "etc" / "gtfs.zip", stops=STOPS, trips=TRIPS, routes=ROUTES, stop_times=CALLS)
    return tmp_path


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def here(qtbot: QtBot, folder: Path, request: pytest.FixtureRequest) -> Iterator[Here]:
    shown = Here(qtbot, folder, request.param)
    shown.open()
    yield shown
    shown.close()


def choose_theme(here: Here, glass: QPointingDevice, theme: str = "night") -> None:
    here.tap(glass, "group-languages")
    here.tap(glass, "setting-display.theme")
    here.tap(glass, f"choice-{theme}")


def test_a_change_is_seen_applied_and_kept(here: Here, glass: QPointingDevice) -> None:
    choose_theme(here, glass)
    assert here.file.read_text() == TEXT
    assert here.screen.look == "change"
    assert "night" in " ".join(here.words("line"))
    assert here.words("then")
    here.tap(glass, "apply")
    assert 'theme = "night"' in here.file.read_text()
    assert here.passenger.theme == "night"
    assert here.ended == []
    assert here.screen.look == "confirm"
    assert pending(here.file) is not None
    here.tap(glass, "keep")
    assert pending(here.file) is None
    assert here.file.read_text() == TEXT.replace('theme = "auto"', 'theme = "night"')
    assert (here.folder / "data" / last_good.NAME).read_text() == here.file.read_text()
    assert here.audited() == [("display.theme", "applied"), ("display.theme", "confirmed")]
    assert here.screen.look == "groups"


def test_what_nobody_confirms_is_undone_after_a_minute(here: Here, glass: QPointingDevice) -> None:
    choose_theme(here, glass, "contrast")
    here.tap(glass, "apply")
    assert here.passenger.theme == "contrast"
    here.seconds += WINDOW - 1
    here.part.tick()
    here.settle()
    assert here.screen.secondsLeft == 1
    here.menu.close()
    here.seconds += 1
    here.part.tick()
    here.settle()
    assert here.file.read_text() == TEXT
    assert here.passenger.theme == "day"
    assert here.audited()[-1] == ("display.theme", "undone")
    assert here.ended == []
    here.menu.let_in(here.menu.role)
    here.open()
    assert here.screen.secondsLeft == 0


def test_it_can_be_undone_at_once(here: Here, glass: QPointingDevice) -> None:
    choose_theme(here, glass)
    here.tap(glass, "apply")
    here.tap(glass, "undo")
    assert here.file.read_text() == TEXT
    assert here.passenger.theme == "day"
    assert here.words("told") != []


def test_who_goes_back_changes_nothing(here: Here, glass: QPointingDevice) -> None:
    choose_theme(here, glass)
    here.tap(glass, "back")
    here.tap(glass, "back")
    here.tap(glass, "back")
    assert here.screen.look == "groups"
    assert here.file.read_text() == TEXT
    assert here.audited() == []


def test_the_same_value_is_no_change(here: Here, glass: QPointingDevice) -> None:
    choose_theme(here, glass, "auto")
    assert here.screen.look == "groups"
    assert here.words("told") != []
    assert here.file.read_text() == TEXT


def test_a_number_goes_in_steps_between_its_limits(here: Here, glass: QPointingDevice) -> None:
    here.tap(glass, "group-sound")
    here.tap(glass, "setting-sound.volume_day")
    for _ in range(2):
        here.tap(glass, "turn4")
    assert here.words("number") == ["100 %"]
    here.tap(glass, "turn-1")
    here.tap(glass, "take")
    here.tap(glass, "apply")
    assert tomllib.loads(here.file.read_text())["sound"] == {"volume_day": 95}
    assert here.ended == []


def test_a_time_goes_round_the_clock(here: Here, glass: QPointingDevice) -> None:
    here.tap(glass, "group-light")
    here.tap(glass, "setting-night.begin")
    for _ in range(2):
        here.tap(glass, "turn4")
    assert here.words("number") == ["00:00"]
    here.tap(glass, "turn-1")
    here.tap(glass, "take")
    here.tap(glass, "apply")
    assert tomllib.loads(here.file.read_text())["night"]["begin"] == "23:45"


def test_a_line_is_typed_on_our_own_keys_and_stands_on_the_board(here: Here, glass: QPointingDevice) -> None:
    here.tap(glass, "group-info")
    here.tap(glass, "setting-display.info_line")
    here.type(glass, "снег")
    here.tap(glass, "done")
    here.tap(glass, "apply")
    here.tap(glass, "keep")
    here.menu.close()
    here.lay_out()
    assert here.words("info") == ["снег"]


def test_a_live_number_is_never_taken_for_a_test(here: Here, glass: QPointingDevice) -> None:
    here.tap(glass, "group-emergency")
    here.tap(glass, "setting-emergency.trunks.0.test_uri")
    here.screen.take("sip:112@sip.example.org")
    here.settle()
    assert here.screen.look == "change"
    assert len(here.items("fault")) == 1
    assert not here.item("apply").isEnabled()
    assert here.file.read_text() == TEXT


def test_what_the_start_reads_starts_the_program_again(here: Here, glass: QPointingDevice) -> None:
    here.tap(glass, "group-emergency")
    here.tap(glass, "setting-emergency.trunks.0.test_uri")
    here.screen.take("sip:echo@sip.example.org")
    here.settle()
    here.tap(glass, "apply")
    assert here.ended == [Why.SETTINGS]
    assert here.audited() == [("emergency.trunks.0.test_uri", "applied")]
    assert undo_expired(here.file, monotonic=here.seconds + 3, boot_id=BOOT) == ()
    assert "echo" in here.file.read_text()


def test_a_stop_is_found_by_name_and_told_apart_by_its_lines(here: Here, glass: QPointingDevice) -> None:
    here.tap(glass, "group-stop")
    here.tap(glass, "setting-stop.ids")
    here.qtbot.waitUntil(lambda: here.screen.stopsState == "ready")
    here.type(glass, "фил")
    here.tap(glass, "done")
    here.qtbot.waitUntil(lambda: any("Аэропорт" in words for words in here.words("lines")))
    here.tap(glass, "stop-F2")
    assert here.screen.look == "change"
    here.tap(glass, "apply")
    assert here.ended == [Why.SETTINGS]
    held = tomllib.loads(here.file.read_text())["stop"]
    assert held == {"ids": ["F2"], "name": ""}
    here.menu.close()
    here.qtbot.waitUntil(lambda: not (here.folder / "data" / "stops.zip").exists())


def test_stops_are_searched_beside_the_screen_and_their_side_of_the_street_is_shown(
    here: Here, glass: QPointingDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A city has thousands: the picture would stand meanwhile. A search that another one followed is not shown."""
    asked: list[tuple[str, bool]] = []

    def slow(stops: Iterable[ListedStop], words: str, most: int) -> tuple[ListedStop, ...]:
        asked.append((words, threading.current_thread() is threading.main_thread()))
        return search(stops, words, most)

    monkeypatch.setattr(gtfs_stop_search, "search", slow)
    here.tap(glass, "group-stop")
    here.tap(glass, "setting-stop.ids")
    here.qtbot.waitUntil(lambda: here.screen.stopsState == "ready")
    here.screen.stopSearched.emit("нет такой")
    here.screen.stopSearched.emit("от центра")
    here.qtbot.waitUntil(lambda: "F2 · 0043 · от центра" in here.words())
    assert asked == [("нет такой", False), ("от центра", False)]


def test_a_feed_that_cannot_be_fetched_is_told(here: Here, glass: QPointingDevice) -> None:
    (here.folder / "etc" / "gtfs.zip").unlink()
    here.tap(glass, "group-stop")
    here.tap(glass, "setting-stop.ids")
    here.qtbot.waitUntil(lambda: here.screen.stopsState == "failed")


def test_no_key_is_shown(here: Here, glass: QPointingDevice) -> None:
    here.tap(glass, "group-feeds")
    said = " ".join(here.words())
    assert CANARY not in said
    assert "••••" in said
    assert "env:PATH" in said
    here.tap(glass, "setting-timetable.headers.Authorization")
    here.screen.take("CANARY-2")
    here.settle()
    assert CANARY not in " ".join(here.words())
    here.tap(glass, "apply")
    assert "CANARY-2" in here.file.read_text()
    assert here.audited() == [("timetable.headers", "applied")]


def test_a_new_pin_is_asked_for_twice(here: Here, glass: QPointingDevice) -> None:
    here.tap(glass, "group-pin")
    for pin in ("111111", "111111", "830174", "830175", "830174", "830174"):
        for digit in pin:
            here.touch(glass, here.item(f"key-{digit}"))
        here.qtbot.waitUntil(lambda: not here.screen.busy)
    assert here.screen.look == "groups"
    assert PinFile(here.folder / "data" / "maintenance").matches("830174")
    assert [name for name, _ in here.written] == ["pin_set"]
    assert "830174" not in str(here.written)


def test_a_file_that_was_changed_by_hand_meanwhile_is_not_written_over(here: Here, glass: QPointingDevice) -> None:
    choose_theme(here, glass)
    here.file.write_text(TEXT + "# by hand\n")
    here.tap(glass, "apply")
    assert here.file.read_text() == TEXT + "# by hand\n"
    assert len(here.items("fault")) == 1
    assert here.audited() == []


def test_a_broken_file_is_told_and_left_alone(qtbot: QtBot, folder: Path) -> None:
    shown = Here(qtbot, folder)
    shown.file.write_text("[stop")
    shown.open()
    assert shown.words("locked") != []
    shown.close()


def test_the_demonstration_has_no_file_to_change(qtbot: QtBot, folder: Path, glass: QPointingDevice) -> None:
    shown = Here(qtbot, folder, file=False)
    shown.open()
    assert shown.words("locked") != []
    shown.tap(glass, "group-sound")
    assert not shown.item("setting-sound.volume_day").isEnabled()
    shown.close()


def waiting(qtbot: QtBot, folder: Path) -> Here:
    """The program as it starts again with a change that waits: a stop that the feed does not know."""
    file = folder / "etc" / "kiosk.toml"
    new = TEXT.replace('"F1"', '"nowhere"')
    apply(file, new, ("stop.ids",), restarts=True, monotonic=90.0, boot_id=BOOT)
    assert undo_expired(file, monotonic=93.0, boot_id=BOOT) == ()
    shown = Here(qtbot, folder)
    shown.settle()
    return shown


def test_a_change_that_locks_the_technician_out_undoes_itself(qtbot: QtBot, folder: Path) -> None:
    """Nobody comes in: the pad asks for the PIN, the time runs out, the program starts with the earlier file."""
    shown = waiting(qtbot, folder)
    assert shown.door == [True]
    shown.menu.close()
    shown.seconds = 90.0 + WINDOW
    shown.part.tick()
    shown.settle()
    assert shown.file.read_text() == TEXT
    assert shown.ended == [Why.SETTINGS]
    assert shown.audited() == [("stop.ids", "undone")]
    shown.close()


def test_a_program_that_dies_of_a_change_starts_without_it(qtbot: QtBot, folder: Path) -> None:
    shown = waiting(qtbot, folder)
    shown.close()  # killed, as far as the file can tell
    assert undo_expired(shown.file, monotonic=96.0, boot_id=BOOT) == ("stop.ids",)
    assert shown.file.read_text() == TEXT
    again = Here(qtbot, folder)
    again.settle()
    assert (again.door, again.audited()) == ([], [("stop.ids", "undone")])
    again.close()


def test_who_comes_in_after_the_start_finds_the_question(
    qtbot: QtBot, folder: Path, glass: QPointingDevice
) -> None:
    shown = waiting(qtbot, folder)
    shown.menu.close()
    shown.menu.let_in(shown.menu.role)
    shown.settle()
    assert shown.menu.page == "settings"
    assert "nowhere" in " ".join(shown.words("then"))
    shown.tap(glass, "keep")
    assert "nowhere" in shown.file.read_text()
    assert pending(shown.file) is None
    assert shown.audited() == [("stop.ids", "confirmed")]
    assert shown.ended == []
    shown.close()


def test_nothing_is_given_to_a_page_that_is_gone(qtbot: QtBot, folder: Path) -> None:
    shown = Here(qtbot, folder)
    shown.open()
    shown.screen.edit("stop.ids")
    shown.close()
