"""The operator's USB key at the door: it brings the pad, its role is the one that is let in, the PIN is asked all
the same; and one that does not open this kiosk is told calmly and written down once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.config.maintenance import Maintenance
from kiosk.devices import token
from kiosk.devices.token import Token
from kiosk.devices.usb import Stick
from kiosk.domain.maintenance.menu import Role
from kiosk.screens.hold_area import HoldArea
from tests.app.maintenance.opened_door import PIN, OpenedDoor
from tests.screens import sample_calls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

KEY = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
GOOD = Token(Role.OPERATOR, ("73-0117",), date(2027, 12, 31), "A-17")
EXPIRED = replace(GOOD, not_after=date(2025, 10, 31))


class KeyedDoor(OpenedDoor):
    """A door that knows the operator's key. The watch looks when the test says so."""

    def put_in(self, data: bytes) -> None:
        """A stick with these bytes as its token."""
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        (stick / token.NAME).write_bytes(data)
        self.sticks = (Stick(stick, "sdb1", writable=True),)
        self.look()

    def pull_out(self) -> None:
        """No stick any more."""
        self.sticks = ()
        self.look()

    def look(self) -> None:
        """What the watch's thread does every two seconds."""
        assert self.door._watch is not None
        self.door._watch.look()
        self.settle()


@pytest.fixture
def door(
    tmp_path: Path, qtbot: QtBot, glass: QPointingDevice, monkeypatch: pytest.MonkeyPatch
) -> Iterator[KeyedDoor]:
    monkeypatch.setattr("kiosk.devices.token_watch.EVERY", 3600.0)
    monkeypatch.setattr(HoldArea, "clock", staticmethod(lambda: 0.0))
    shown = KeyedDoor(tmp_path, qtbot, glass, Maintenance(operator_key=token.written(KEY.public_key())))
    monkeypatch.setattr(HoldArea, "clock", staticmethod(lambda: shown.monotonic))
    yield shown
    shown.close()


def note(door: KeyedDoor) -> list[str]:
    return [str(item.property("text")) for item in door.items("keyNote")]


def test_a_key_brings_the_pad_and_its_role_is_let_in(door: KeyedDoor) -> None:
    door.put_in(token.signed(GOOD, KEY))
    assert door.menu.look == "pad"
    assert note(door) == ["USB-ключ оператора вставлен"]
    door.enter(PIN)
    assert door.menu.look == "open"
    assert door.written == [("maintenance_opened", {"role": "operator", "by": "key"})]
    assert door.words("note") == ["Оператор"]
    door.pull_out()
    assert door.menu.look == "open"


def test_the_pad_goes_with_the_key(door: KeyedDoor) -> None:
    door.put_in(token.signed(GOOD, KEY))
    door.pull_out()
    assert door.menu.look == ""
    door.knock()
    door.enter(PIN)
    assert door.written == [("maintenance_opened", {"role": "technician", "by": "hold"})]


def test_a_key_that_stays_in_counts_for_the_pattern(door: KeyedDoor) -> None:
    door.put_in(token.signed(GOOD, KEY))
    door.touch(door.glass, door.item("close"))
    door.look()
    assert door.menu.look == "", "it asks once, when it is put in"
    door.knock()
    door.enter(PIN)
    assert door.written == [("maintenance_opened", {"role": "operator", "by": "key"})]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (token.signed(EXPIRED, KEY), "USB-ключ не подходит: его срок истёк. Введите ПИН-код"),
        (token.signed(replace(GOOD, kiosks=("1",)), KEY), "USB-ключ не подходит: он выдан для других киосков"),
        (b"{}", "USB-ключ не подходит: на нём нет подписи оператора"),
    ],
)
def test_one_that_opens_nothing_is_written_down_once(door: KeyedDoor, data: bytes, sentence: str) -> None:
    before = door.door_pixels()
    door.put_in(data)
    door.look()
    assert (door.menu.look, door.written) == ("", [("token_refused", {})])
    assert door.door_pixels() == before, "passengers see nothing of it"
    door.knock()
    assert note(door) == [sentence]
    door.enter(PIN)
    assert door.written[-1] == ("maintenance_opened", {"role": "technician", "by": "hold"})


def test_an_unset_clock_opens_no_token_but_the_pattern_works(door: KeyedDoor) -> None:
    door.now = 1000
    door.put_in(token.signed(EXPIRED, KEY))
    assert door.menu.look == ""
    door.knock()
    assert note(door) == ["USB-ключ не подходит: часы киоска не выставлены. Введите ПИН-код"]
    door.enter(PIN)
    assert door.menu.look == "open"


def test_a_key_does_not_disturb_a_call_for_help(door: KeyedDoor) -> None:
    door.calls.published.emit(sample_calls.DIALING)
    door.put_in(token.signed(GOOD, KEY))
    assert door.menu.look == ""


def test_a_touch_of_the_door_is_a_touch_like_any_other(door: KeyedDoor) -> None:
    door.navigation.open("later")
    door.tick(55)
    assert door.navigation.secondsLeft > 0
    door.touch(door.glass, door.item("doorName"))
    assert door.navigation.secondsLeft == 0
