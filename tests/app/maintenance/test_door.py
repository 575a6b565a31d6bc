"""The door of the service menu through the real window: the pattern, the pad, the lockout, and how it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from kiosk.config.maintenance import Maintenance
from kiosk.domain.call.status import State
from kiosk.screens.hold_area import HoldArea
from tests.app.maintenance.opened_door import PIN, WRONG, OpenedDoor
from tests.screens import sample_calls
from tests.screens.stage import LANDSCAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

ELSEWHERE = QPoint(540, 900)


@pytest.fixture
def opened(
    tmp_path: Path, qtbot: QtBot, glass: QPointingDevice, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., OpenedDoor]]:
    shown: list[OpenedDoor] = []
    monkeypatch.setattr(HoldArea, "clock", staticmethod(lambda: shown[-1].monotonic if shown else 0.0))

    def made(**how: object) -> OpenedDoor:
        shown.append(OpenedDoor(tmp_path, qtbot, glass, **how))  # type: ignore[arg-type]  # as it is told
        return shown[-1]

    yield made
    for stage in shown:
        stage.close()


@pytest.fixture
def door(opened: Callable[..., OpenedDoor]) -> OpenedDoor:
    return opened()


def test_the_pattern_brings_the_pad_and_the_pin_opens(door: OpenedDoor) -> None:
    assert door.items("maintenance") == []
    door.knock()
    assert door.menu.look == "pad"
    assert door.sentence() == "Введите шесть цифр"
    door.enter(PIN)
    assert door.menu.look == "open"
    assert door.written == [("maintenance_opened", {"role": "technician", "by": "hold"})]
    door.touch(door.glass, door.item("close"))
    assert door.menu.look == ""
    assert door.written[-1] == ("maintenance_closed", {"role": "technician", "how": "button"})


def test_it_opens_in_landscape_too(opened: Callable[..., OpenedDoor]) -> None:
    door = opened(size=LANDSCAPE)
    door.knock()
    door.enter(PIN)
    assert door.menu.look == "open"


def test_it_works_while_a_bag_lies_on_the_glass(door: OpenedDoor) -> None:
    door.fingers.press(7, ELSEWHERE)
    name, clock = door.middle(door.item("doorName")), door.middle(door.item("doorClock"))
    door.fingers.press(0, name)
    door.fingers.wait(3.1)
    door.fingers.release(0, name)
    for _ in range(2):
        door.fingers.press(1, clock)
        door.fingers.release(1, clock)
    door.settle()
    assert door.menu.look == "pad"
    for digit in PIN:
        place = door.middle(door.item(f"key-{digit}"))
        door.fingers.press(2, place)
        door.fingers.release(2, place)
    door.settle()
    assert door.menu.look == "open"
    door.fingers.release(7, ELSEWHERE)


def test_nobody_gets_to_the_pad_by_chance(door: OpenedDoor) -> None:
    door.hold(2.8)
    door.tap_clock()
    door.tap_clock()
    assert door.menu.look == "", "too short a hold"
    door.hold(3.1)
    door.tap_clock()
    door.time += 4.1
    door.tap_clock()
    door.tap_clock()
    assert door.menu.look == "", "too late"
    door.tap_clock()
    door.tap_clock()
    assert door.menu.look == "", "no hold"


def test_passengers_notice_no_door(door: OpenedDoor) -> None:
    before = door.door_pixels()
    place = door.middle(door.item("doorName"))
    door.fingers.press(0, place)
    door.fingers.wait(5)
    assert door.door_pixels() == before
    door.fingers.release(0, place)
    door.tap_clock()
    assert door.door_pixels() == before
    heading = door.item("header")
    assert door.ask(door.item("doorName"), "Accessible.name") == ""
    assert heading.isVisible()


def test_a_wrong_pin_says_so_and_shows_no_digit(door: OpenedDoor) -> None:
    door.knock()
    for digit in WRONG[:3]:
        door.touch(door.glass, door.item(f"key-{digit}"))
    assert len(door.items("dot")) == 3
    door.touch(door.glass, door.item("backspace"))
    assert len(door.items("dot")) == 2
    door.touch(door.glass, door.item("clear"))
    assert door.items("dot") == []
    door.enter(WRONG)
    assert door.sentence() == "Неверный ПИН-код"
    assert door.written == [("pin_refused", {"tries": 1})]
    door.enter(PIN)
    assert door.menu.look == "open"


def test_no_key_lights_up_under_the_finger(door: OpenedDoor) -> None:
    door.knock()
    key = door.item("key-5")
    before = door.pixels(key)
    place = door.middle(key)
    door.fingers.press(0, place)
    assert door.pixels(key) == before
    door.fingers.release(0, place)


def test_five_free_tries_then_a_wait_that_is_counted_down(door: OpenedDoor) -> None:
    door.knock()
    for _ in range(4):
        door.enter(WRONG)
    assert door.sentence() == "Неверный ПИН-код"
    door.enter(WRONG)
    assert door.sentence() == "Слишком много неверных попыток. Следующая через 15 с"
    assert door.written[-2:] == [("pin_refused", {"tries": 5}), ("pin_locked", {"seconds": 15})]
    door.enter(PIN)
    assert door.menu.look == "pad", "the right one is not even looked at"
    door.pass_time(5)
    assert door.sentence().endswith("10 с")
    assert door.items("emergency") != []
    door.pass_time(10)
    door.qtbot.waitUntil(lambda: door.door.screen.look == "ready")
    door.enter(WRONG)
    assert door.sentence().endswith("30 с")
    door.pass_time(29)
    door.menu.touched.emit()
    door.pass_time(2)
    door.qtbot.waitUntil(lambda: door.door.screen.look == "ready")
    door.enter(PIN)
    assert door.menu.look == "open"


def test_the_wait_is_there_when_the_pad_comes_back(door: OpenedDoor) -> None:
    door.knock()
    for _ in range(5):
        door.enter(WRONG)
    door.touch(door.glass, door.item("close"))
    door.knock()
    assert door.sentence().endswith("12 с")


def test_the_wait_survives_a_new_start_of_the_program(opened: Callable[..., OpenedDoor]) -> None:
    door = opened()
    door.knock()
    for _ in range(5):
        door.enter(WRONG)
    again = opened(pin="", time=door.time)
    again.now -= 10_000_000
    again.knock()
    assert again.sentence().endswith("12 с"), "it begins anew with the program"


def test_without_a_pin_nobody_gets_in(opened: Callable[..., OpenedDoor]) -> None:
    door = opened(pin="")
    door.knock()
    assert door.sentence().startswith("ПИН-код на этом киоске не задан")
    door.enter("000000")
    assert door.menu.look == "pad"
    assert door.written == []


def test_a_pin_that_cannot_be_read_is_told(door: OpenedDoor) -> None:
    (door.folder / "maintenance" / "pin").write_bytes(b"")
    door.knock()
    door.enter(PIN)
    assert door.sentence().startswith("ПИН-код не читается")


def test_digits_may_stand_in_another_order_each_time(opened: Callable[..., OpenedDoor]) -> None:
    door = opened(settings=Maintenance(shuffled_pad=True))
    orders = []
    for _ in range(3):
        door.knock()
        orders.append(door.door.screen.order)
        assert sorted(orders[-1]) == sorted("0123456789")
        door.touch(door.glass, door.item("close"))
    assert len(set(orders)) > 1
    door.knock()
    door.enter(PIN)
    assert door.menu.look == "open"


def test_the_pad_closes_when_nobody_touches_it(door: OpenedDoor) -> None:
    door.knock()
    door.pass_time(20)
    door.touch(door.glass, door.item("key-1"))
    door.pass_time(29)
    assert door.menu.look == "pad"
    door.pass_time(1)
    assert door.menu.look == ""
    assert door.written == []
    door.knock()
    assert door.items("dot") == [], "what was entered is forgotten"


def test_the_menu_closes_after_five_minutes_and_says_so_before(door: OpenedDoor) -> None:
    door.knock()
    door.enter(PIN)
    door.pass_time(200)
    door.touch(door.glass, door.item("title"))
    door.pass_time(239)
    assert str(door.item("note").property("text")) == "Техник"
    door.pass_time(3)
    assert "58\u00a0с" in str(door.item("note").property("text"))
    door.touch(door.glass, door.item("title"))
    door.pass_time(1)
    assert str(door.item("note").property("text")) == "Техник"
    door.pass_time(299)
    assert door.menu.look == ""
    assert door.written[-1] == ("maintenance_closed", {"role": "technician", "how": "idle"})


def test_the_menu_closes_after_half_an_hour_whatever_is_touched(door: OpenedDoor) -> None:
    door.knock()
    door.enter(PIN)
    for _ in range(29):
        door.pass_time(60)
        door.touch(door.glass, door.item("title"))
    door.pass_time(10)
    assert str(door.item("note").property("text")) == "Меню закроется через 50\u00a0с: время вышло"
    door.touch(door.glass, door.item("title"))
    door.pass_time(50)
    assert door.menu.look == ""
    assert door.written[-1] == ("maintenance_closed", {"role": "technician", "how": "time"})


@pytest.mark.parametrize("pin", ["", PIN])
def test_a_call_for_help_takes_the_screen(door: OpenedDoor, pin: str) -> None:
    door.knock()
    if pin:
        door.enter(pin)
    door.calls.published.emit(sample_calls.DIALING)
    assert door.menu.look == ""
    assert door.names() == (["maintenance_opened", "maintenance_closed"] if pin else [])
    if pin:
        assert door.written[-1] == ("maintenance_closed", {"role": "technician", "how": "emergency"})
    door.knock()
    assert door.menu.look == "", "nobody opens it while the call is on"
    door.calls.published.emit(sample_calls.IDLE)
    assert sample_calls.IDLE.state is State.IDLE
    door.knock()
    assert door.menu.look == "pad"


def test_the_emergency_bar_works_at_the_pad(door: OpenedDoor) -> None:
    wanted: list[str] = []
    door.screens.call.wanted.connect(lambda do, _phrase: wanted.append(do))
    door.call(sample_calls.IDLE)
    door.knock()
    bar = door.middle(door.item("emergency"))
    door.fingers.press(0, bar)
    door.fingers.wait(2.1)
    door.fingers.release(0, bar)
    assert wanted == ["call"]


def test_a_pin_is_looked_at_beside_the_screen(door: OpenedDoor) -> None:
    """The pad says that it looks before the answer is there: nobody waits in the screen's thread."""
    door.knock()
    looks = []
    door.door.screen.changed.connect(lambda: looks.append(door.door.screen.look))
    door.enter(PIN)
    assert "checking" in looks


def test_neither_the_pin_nor_wrong_digits_are_written_anywhere(
    door: OpenedDoor, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    door.knock()
    for _ in range(5):
        door.enter(WRONG)
    door.pass_time(15)
    door.qtbot.waitUntil(lambda: door.door.screen.look == "ready")
    door.enter(PIN)
    assert door.menu.look == "open"
    said = capfd.readouterr()
    everything = [caplog.text, said.out, said.err, repr(door.written)]
    everything += [
        file.read_bytes().decode("latin-1") for file in sorted(door.folder.rglob("*")) if file.is_file()
    ]
    assert any("$argon2id$" in text for text in everything)
    for text in everything:
        assert PIN not in text
        assert WRONG not in text
