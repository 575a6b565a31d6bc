"""State services as the screen process joins them: the operator's settings and catalogue, whatever they hold."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from kiosk import paths
from kiosk.app import browser as browsers
from kiosk.app import services as joined
from kiosk.app.services import Services
from kiosk.app.state_services import StateServices
from kiosk.browse.plan import Look
from kiosk.config.catalogue import NAME
from kiosk.config.services import Services as ServicesSettings
from kiosk.config.settings import Settings, Stop, TimetableFeed
from tests.conftest import ROOT
from tests.screens import sample_boards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.app.scene import Scene
    from kiosk.screens.keyboard import KeyboardScreen
    from tests.screens.stage import Stage

SUPERVISOR = (sys.executable, "-S", str(ROOT / "tests" / "browse_outer" / "fake_supervisor.py"))
CATALOGUE = """[[category]]
id = "health"
title = "Здоровье"
icon = "stethoscope"

[[service]]
id = "doctor"
categories = ["health"]
title = "Запись к врачу"
sentence = "Выберите врача."
address = "https://www.gosuslugi.ru/10700"
offered_by = "Минздрав"

[[service]]
id = "elsewhere"
categories = ["health"]
title = "Аптеки"
sentence = "Где какое лекарство."
address = "https://apteka.example.org/"
offered_by = "Аптеки города"
"""


class FakeReach:
    """The way to a portal that nobody looks for; `made` tells of which hosts it was wanted."""

    made: list[str] = []  # noqa: RUF012  emptied before each test

    def __init__(self, host: str, publish: Callable[[bool], None], *, ca_file: Path | None = None) -> None:
        self.made.append(host)
        self.watched = False

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The operator's catalogue."""
    file = tmp_path / "services.toml"
    file.write_text(CATALOGUE)
    return file


class Kiosk:
    """Makes the services of a screen, and stops them."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage = stage
        self._folder = folder
        self._made: list[Services] = []

    def begin(self, **settings: object) -> Services:
        services = Services(
            settings_of(**settings),
            self.stage.screens,
            Look,
            folder=self._folder,
            sos_socket=None,
        )
        self._made.append(services)
        services.start()
        return services

    def stop(self) -> None:
        for services in self._made:
            services.stop()


def settings_of(**settings: object) -> Settings:
    return Settings(Stop(("1",)), TimetableFeed(""), services=ServicesSettings(**settings))  # type: ignore[arg-type]


@pytest.fixture
def kiosk(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kiosk]:
    """A screen whose browser is a program of the tests, so that root may start it too."""
    FakeReach.made.clear()
    monkeypatch.setattr(joined, "Reach", FakeReach)
    monkeypatch.setattr(paths, "program", lambda: SUPERVISOR)
    monkeypatch.setattr(browsers, "_hindrance", lambda _user: "")
    stage.show(sample_boards.LIVE)
    kiosk = Kiosk(stage, tmp_path / "data")
    yield kiosk
    kiosk.stop()


def offered(stage: Stage) -> list[str]:
    """The services that stand under "all services"."""
    stage.navigation.open("category", "all")
    stage.lay_out()
    return [row.property("title") for row in stage.items("serviceRow")]


def test_a_broken_catalogue_is_refused_whole_and_told_and_the_last_good_one_stays(
    kiosk: Kiosk, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk.begin(catalogue=file).stop()
    file.write_text(CATALOGUE.replace("https://www", "http://www").replace('title = "Аптеки"', "title = 7"))
    kiosk.begin(catalogue=file)
    faults = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert [word for word in ("line 11", "line 17") if not any(word in fault for fault in faults)] == []
    assert faults[-1] == "the last services that were right are offered"
    assert offered(kiosk.stage) == ["Запись к врачу", "Аптеки"]


def test_where_no_catalogue_is_right_the_board_leads_to_none(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The emergency call and the board go on."""
    broken = tmp_path / joined.SHIPPED
    broken.write_text("[[service")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert kiosk.stage.items("services")
    kiosk.begin()
    assert "no services are offered" in caplog.text
    assert not kiosk.stage.items("services")


def test_an_address_outside_the_allow_list_is_never_offered_to_open_here(
    kiosk: Kiosk, file: Path, glass: QPointingDevice, qtbot: QtBot
) -> None:
    """Found and listed as every other: its code is for a telephone."""
    services, screen = kiosk.begin(catalogue=file), kiosk.stage.screens.services
    qtbot.waitUntil(lambda: services._browser.state is browsers.Browsing.READY)
    kiosk.stage.touch(glass, kiosk.stage.item("services"))
    screen.search("аптеки")
    kiosk.stage.lay_out()
    kiosk.stage.touch(glass, kiosk.stage.items("serviceRow")[0])
    assert screen.address == "https://apteka.example.org/"
    assert kiosk.stage.items("qr")
    assert screen.hereLook == ""
    assert not kiosk.stage.items("openHere")
    screen.wanted_here.emit("elsewhere")
    assert services._browser.state is browsers.Browsing.READY
    kiosk.stage.navigation.open("service", "doctor")
    assert screen.hereLook == "ready"


def test_a_host_that_the_operator_adds_is_offered(kiosk: Kiosk, file: Path) -> None:
    kiosk.begin(catalogue=file, hosts=("example.org",))
    kiosk.stage.navigation.open("service", "elsewhere")
    assert kiosk.stage.screens.services.hereLook == "ready"


def test_one_key_turns_the_second_choice_off(kiosk: Kiosk, file: Path) -> None:
    """No browser is kept, and nobody asks whether the portal is there."""
    services = kiosk.begin(catalogue=file, open_here=False)
    kiosk.stage.navigation.open("service", "doctor")
    assert kiosk.stage.screens.services.hereLook == ""
    assert kiosk.stage.items("qr")
    assert services._browser.state is browsers.Browsing.NONE
    assert FakeReach.made == []
    kiosk.stage.screens.services.wanted_here.emit("doctor")
    assert services._browser.state is browsers.Browsing.NONE


@pytest.mark.parametrize("spare", [True, False])
def test_a_browser_is_kept_ready_where_that_is_wanted(kiosk: Kiosk, file: Path, spare: bool, qtbot: QtBot) -> None:
    services = kiosk.begin(catalogue=file, warm_spare=spare)
    waiting = browsers.Browsing.READY if spare else browsers.Browsing.NONE
    qtbot.waitUntil(lambda: services._browser.state is waiting)
    kiosk.stage.navigation.open("service", "doctor")
    with qtbot.waitSignal(services.painted, timeout=30_000):
        kiosk.stage.screens.services.openHere()


def test_the_passenger_is_told_the_operators_time(kiosk: Kiosk, file: Path) -> None:
    kiosk.begin(catalogue=file, total_minutes=7)
    kiosk.stage.navigation.open("service", "doctor")
    assert " 7 мин" in kiosk.stage.screens.services.hereNote


@pytest.mark.parametrize("sound", [True, False])
def test_keys_of_our_own_pages_click_where_that_is_wanted(
    stage: Stage, tmp_path: Path, sound: bool, qtbot: QtBot
) -> None:
    """And where the page is turned off, no catalogue is read."""
    scene = cast("Scene", SimpleNamespace(window=stage.window, screens=stage.screens, look=Look))
    services = StateServices(settings_of(enabled=False, key_sound=sound), scene, tmp_path, None)
    with qtbot.waitSignal(stage.window.warmed):
        services.start()
    keyboard = cast("KeyboardScreen", stage.screens.services.keyboard)
    assert (keyboard._sound is not None) is sound
    assert stage.screens.services.categories.rowCount() == 0
    assert not (tmp_path / NAME).exists()
    services.stop()
