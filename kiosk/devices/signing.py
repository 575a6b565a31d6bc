"""The kiosk's own Ed25519 key: what it signs can be told from what somebody else wrote. Source: RFC 8032.

The key is made at its first use and never leaves the machine; its public half is what others verify with.
"""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from kiosk.atomic_file import PATIENCE, replacing

if TYPE_CHECKING:
    from pathlib import Path

MODE = 0o600
LARGEST = 4096
"""Bytes; such a key has 119."""


class SigningError(Exception):
    """The key cannot be made or read; one sentence."""


class SigningKey:
    """The private key in `file`, PEM as OpenSSL has it, readable for its owner alone."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._key: Ed25519PrivateKey | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a key, or one may not look."""
        try:
            return self._file.exists()
        except PermissionError:
            return True

    @property
    def public(self) -> str:
        """The public half, its 32 bytes in base64. Raises SigningError."""
        return _encoded(self._private().public_key().public_bytes_raw())

    def sign(self, data: bytes) -> str:
        """The signature of `data`, its 64 bytes in base64. Raises SigningError."""
        return _encoded(self._private().sign(data))

    def _private(self) -> Ed25519PrivateKey:
        if self._key is None:
            self._key = self._read() or self._made()
        return self._key

    def _read(self) -> Ed25519PrivateKey | None:
        """The key that is there; None where there is none. A damaged one is never replaced: others know it."""
        try:
            with self._file.open("rb") as file:
                pem = file.read(LARGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SigningError(f"The kiosk's key in {self._file} cannot be read: {error.strerror}.") from error
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise SigningError(f"What lies in {self._file} is no Ed25519 key; delete it to have another one made.")
        return key

    def _made(self) -> Ed25519PrivateKey:
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            with replacing(self._file, PATIENCE) as new:
                if there := self._read():  # made by another process while we waited for the folder
                    key, pem = there, self._file.read_bytes()
                _write(new, pem)
        except OSError as error:
            why = error.strerror or error
            raise SigningError(f"The kiosk's key cannot be made in {self._file}: {why}.") from error
        return key


def verify(public: str, data: bytes, signature: str) -> bool:
    """Whether `signature` is that of `data` by the key with this public half; broken base64 is no signature."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_decoded(public))
        key.verify(_decoded(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_public_key(text: str) -> bool:
    """Whether this is a public key as `SigningKey.public` gives it."""
    try:
        Ed25519PublicKey.from_public_bytes(_decoded(text))
    except ValueError:
        return False
    return True


def _write(file: Path, content: bytes) -> None:
    """Write a file that nobody else may read, not for a moment."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    with open(descriptor, "wb") as new:  # noqa: PTH123  a descriptor
        new.write(content)


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decoded(text: str) -> bytes:
    """The bytes of base64 as `_encoded` writes it, and of no other spelling. Raises ValueError."""
    data = base64.b64decode(text, validate=True)
    if _encoded(data) != text:
        raise ValueError("bits that mean nothing are set")
    return data
