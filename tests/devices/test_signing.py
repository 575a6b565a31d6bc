"""The kiosk's own key: made once, readable for nobody else, and what it signs cannot be changed."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.atomic_file import replacing
from kiosk.devices.signing import SigningError, SigningKey, is_public_key, verify

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = "Проверка готовности".encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "maintenance" / "key"


def test_the_key_is_made_at_its_first_use_and_is_the_same_ever_after(file: Path) -> None:
    key = SigningKey(file)
    before, public, after = key.exists, key.public, SigningKey(file).exists
    assert (before, after) == (False, True)
    assert is_public_key(public)
    assert SigningKey(file).public == public
    assert SigningKey(file).sign(DATA) == key.sign(DATA), "Ed25519 signs without chance"


def test_only_its_owner_may_read_it(file: Path) -> None:
    assert SigningKey(file).public
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["key"]


def test_another_program_believes_the_signature(file: Path, tmp_path: Path) -> None:
    """OpenSSL with the same key says the same."""
    key = SigningKey(file)
    signed = key.sign(DATA)
    (tmp_path / "data").write_bytes(DATA)
    words = ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", str(file), "-in", str(tmp_path / "data")]
    done = subprocess.run(words, capture_output=True, check=True, timeout=30)
    import base64  # noqa: PLC0415  to compare with

    assert base64.b64encode(done.stdout).decode() == signed


def test_what_was_signed_is_believed_and_nothing_else(file: Path, tmp_path: Path) -> None:
    key = SigningKey(file)
    signature = key.sign(DATA)
    assert verify(key.public, DATA, signature)
    assert not verify(key.public, DATA + b" ", signature)
    assert not verify(SigningKey(tmp_path / "other").public, DATA, signature)


def test_a_signature_has_one_spelling(file: Path) -> None:
    """The last character before == carries four bits that mean nothing."""
    key = SigningKey(file)
    signature = key.sign(DATA)
    other = signature[:-3] + chr(ord(signature[-3]) + 1) + "=="
    assert not verify(key.public, DATA, other)


SIGNED: dict[str, str] = {}


@given(st.integers(0, len(DATA) * 8 - 1))
def test_no_bit_of_the_data_can_be_turned(tmp_path_factory: pytest.TempPathFactory, bit: int) -> None:
    if not SIGNED:
        key = SigningKey(tmp_path_factory.mktemp("key") / "key")
        SIGNED.update(key=key.public, signature=key.sign(DATA))
    turned = bytearray(DATA)
    turned[bit // 8] ^= 1 << bit % 8
    assert verify(SIGNED["key"], DATA, SIGNED["signature"])
    assert not verify(SIGNED["key"], bytes(turned), SIGNED["signature"])


@given(st.text(), st.text())
def test_no_text_is_a_signature_by_chance(public: str, signature: str) -> None:
    assert not verify(public, DATA, signature)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        b"x" * 10_000,
    ],
)
def test_a_damaged_key_is_told_and_never_replaced(file: Path, content: bytes) -> None:
    """Others know its public half: a new one is a person's decision."""
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(SigningError, match="no Ed25519 key"):
        _ = SigningKey(file).public
    assert file.read_bytes() == content


def test_a_key_of_another_kind_is_none(file: Path) -> None:
    file.parent.mkdir()
    words = ["openssl", "genpkey", "-algorithm", "X25519", "-out", str(file)]
    subprocess.run(words, capture_output=True, check=True, timeout=30)
    with pytest.raises(SigningError, match="no Ed25519 key"):
        SigningKey(file).sign(DATA)


def test_a_key_made_by_another_process_meanwhile_is_taken(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = SigningKey(file)

    def late(read: Callable[[SigningKey], object]) -> Callable[[SigningKey], object]:
        first = iter([None])

        def found(key: SigningKey) -> object:
            if key is not other and next(first, 1) is None:
                assert other.public
                return None
            return read(key)

        return found

    monkeypatch.setattr(SigningKey, "_read", late(SigningKey._read))
    assert SigningKey(file).public == other.public


def test_a_folder_that_another_process_writes_to_is_told(file: Path) -> None:
    file.parent.mkdir()
    with pytest.raises(SigningError, match="cannot be made"), replacing(file.parent / "other"):
        _ = SigningKey(file).public


def test_a_folder_in_the_way_is_told(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(SigningError, match="cannot be read"):
        _ = SigningKey(file).public
