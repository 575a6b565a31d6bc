"""The operator's token: what opens a kiosk, and what does not."""

from __future__ import annotations

import base64
import json
import os
import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices import token
from kiosk.devices.token import Refusal, Token, TokenError
from kiosk.devices.token_watch import Seen, TokenWatch
from kiosk.devices.usb import Stick
from kiosk.domain.maintenance.menu import Role

if TYPE_CHECKING:
    from pathlib import Path

KEY = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
TODAY = date(2026, 11, 22)
GOOD = Token(Role.OPERATOR, ("73-0117",), date(2026, 12, 31), "A-17")


def refused(data: bytes, kiosk: str = "73-0117", today: date = TODAY) -> Refusal | None:
    try:
        token.check(token.opened(data, KEY.public_key()), kiosk, today)
    except TokenError as error:
        return error.why
    return None


def test_a_token_opens_the_kiosks_it_names_until_its_last_day() -> None:
    data = token.signed(GOOD, KEY)
    assert token.opened(data, KEY.public_key()) == GOOD
    assert refused(data) is None
    assert refused(data, today=date(2026, 12, 31)) is None
    assert refused(data, today=date(2027, 1, 1)) is Refusal.EXPIRED
    assert refused(data, kiosk="73-0118") is Refusal.KIOSK
    assert refused(data, kiosk="") is Refusal.KIOSK
    everywhere = token.signed(replace(GOOD, kiosks=("*",)), KEY)
    assert refused(everywhere, kiosk="") is None


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2024, 12, 31)])
def test_a_clock_that_was_never_set_opens_nothing(day: date) -> None:
    assert refused(token.signed(GOOD, KEY), today=day) is Refusal.CLOCK


def test_another_key_or_another_text_opens_nothing() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"8" * 32)
    assert refused(token.signed(GOOD, other)) is Refusal.SIGNATURE
    outer = json.loads(token.signed(GOOD, KEY))
    outer["signed"] = outer["signed"].replace("73-0117", "73-0118")
    assert refused(json.dumps(outer).encode(), kiosk="73-0118") is Refusal.SIGNATURE


def test_what_was_signed_for_another_purpose_is_no_token() -> None:
    outer = json.loads(token.signed(GOOD, KEY))
    outer["signature"] = base64.b64encode(KEY.sign(outer["signed"].encode())).decode()
    assert refused(json.dumps(outer).encode()) is Refusal.SIGNATURE


def signed_text(text: str) -> bytes:
    signature = base64.b64encode(KEY.sign(token.PREFIX + text.encode())).decode()
    return json.dumps({"signed": text, "signature": signature}).encode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"role": "command-line", "kiosks": ["*"], "not_after": "2030-01-01", "serial": "1"}',
        '{"role": "operator", "kiosks": "*", "not_after": "2030-01-01", "serial": "1"}',
        '{"role": "operator", "kiosks": [1], "not_after": "2030-01-01", "serial": "1"}',
        '{"role": "operator", "kiosks": ["*"], "not_after": 2030, "serial": "1"}',
        '{"role": "operator", "kiosks": ["*"], "not_after": "soon", "serial": "1"}',
        '{"role": "operator", "kiosks": ["*"], "not_after": "2030-01-01", "serial": ""}',
    ],
)
def test_even_a_signed_one_must_be_made_well(text: str) -> None:
    assert refused(signed_text(text)) is Refusal.FORM


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_calmly(data: bytes) -> None:
    assert refused(data) is Refusal.FORM


@given(st.dictionaries(st.sampled_from(["signed", "signature"]), st.text() | st.integers() | st.none()))
def test_any_json_is_refused_calmly(outer: dict[str, object]) -> None:
    assert refused(json.dumps(outer).encode()) in (Refusal.FORM, Refusal.SIGNATURE)


@given(st.integers(0), st.integers(0, 7))
def test_one_changed_bit_changes_nothing_that_opens(place: int, bit: int) -> None:
    """White space and the last bits of base64 say nothing; everything else is refused."""
    data = bytearray(token.signed(GOOD, KEY))
    data[place % len(data)] ^= 1 << bit
    assert refused(bytes(data)) is not None or token.opened(bytes(data), KEY.public_key()) == GOOD


def test_only_a_small_plain_file_is_read(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"x" * token.LARGEST)
    assert len(token.read(plain)) == token.LARGEST
    plain.write_bytes(b"x" * (token.LARGEST + 1))
    with pytest.raises(TokenError):
        token.read(plain)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TokenError):
        token.read(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(plain)
    with pytest.raises(OSError, match="symbolic"):
        token.read(tmp_path / "link")
    with pytest.raises(OSError):  # noqa: PT011  a folder: another words on each system
        token.read(tmp_path)


class Sticks:
    """Sticks that a test puts in and pulls out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.there: tuple[Stick, ...] = ()
        self.today = TODAY
        self.heard: list[Seen] = []
        self.told = threading.Event()
        self.watch = TokenWatch(
            KEY.public_key(), "73-0117", lambda: self.today, self._hear, sticks=lambda: self.there
        )

    def _hear(self, seen: Seen) -> None:
        self.heard.append(seen)
        self.told.set()

    def put_in(self, data: bytes | None, name: str = "sdb1") -> None:
        path = self.folder / name
        path.mkdir(exist_ok=True)
        if data is not None:
            (path / token.NAME).write_bytes(data)
        self.there = (*self.there, Stick(path, name, writable=True))
        self.watch.look()

    def pull_out(self) -> None:
        self.there = ()
        self.watch.look()


@pytest.fixture
def usb(tmp_path: Path) -> Sticks:
    return Sticks(tmp_path)


def test_a_token_is_told_once_and_its_end_too(usb: Sticks) -> None:
    usb.watch.look()
    usb.put_in(token.signed(GOOD, KEY))
    usb.watch.look()
    assert usb.heard == [Seen(GOOD)]
    usb.pull_out()
    assert usb.heard == [Seen(GOOD), Seen()]


def test_a_refused_one_is_told_once_for_each_time_it_is_put_in(
    usb: Sticks, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        usb.put_in(b"{}")
        usb.watch.look()
        usb.pull_out()
    assert usb.heard == 2 * [Seen(refusal=Refusal.FORM), Seen()]
    assert [record.getMessage() for record in caplog.records] == 2 * [
        "a USB key does not open this kiosk: it is no token"
    ]


def test_a_stick_without_a_token_is_nothing(usb: Sticks) -> None:
    usb.put_in(None)
    usb.pull_out()
    assert usb.heard == []


def test_a_good_token_counts_beside_a_bad_one(usb: Sticks) -> None:
    usb.put_in(b"{}")
    usb.put_in(token.signed(GOOD, KEY), "sdc1")
    assert usb.heard[-1] == Seen(GOOD)


def test_a_token_that_stays_in_expires_and_one_that_came_before_the_clock_was_set_opens(usb: Sticks) -> None:
    usb.today = date(1970, 1, 1)
    usb.put_in(token.signed(GOOD, KEY))
    usb.today = GOOD.not_after
    usb.watch.look()
    usb.today = GOOD.not_after + timedelta(days=1)
    usb.watch.look()
    assert usb.heard == [Seen(refusal=Refusal.CLOCK), Seen(GOOD), Seen(refusal=Refusal.EXPIRED)]


def test_the_thread_looks_and_ends(usb: Sticks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.devices.token_watch.EVERY", 0.01)
    usb.watch.start()
    (usb.folder / "sdb1").mkdir()
    (usb.folder / "sdb1" / token.NAME).write_bytes(token.signed(GOOD, KEY))
    usb.there = (Stick(usb.folder / "sdb1", "sdb1", writable=True),)
    assert usb.told.wait(30)
    usb.watch.stop()
    assert usb.heard == [Seen(GOOD)]


def test_a_key_is_written_as_it_is_read() -> None:
    text = token.written(KEY.public_key())
    assert token.public_key(text).public_bytes_raw() == KEY.public_key().public_bytes_raw()
    for wrong in ("", "abc", text[:-4], text + "AAAA", "я"):
        with pytest.raises(ValueError):  # noqa: PT011  whatever base64 or the library says
            token.public_key(wrong)
