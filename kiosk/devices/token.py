"""The token on the operator's USB key: who may open which kiosks, until when, signed by the operator.

A JSON object with two texts: `signed`, itself a JSON object with role, kiosks, not_after and serial, and
`signature`, an Ed25519 signature in base64 of `PREFIX` and the bytes of `signed`. Source: RFC 8032.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import stat
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kiosk.domain.maintenance.menu import Role

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NAME = "kiosk-maintenance.token"
LARGEST = 4096
"""Bytes: nothing longer is read from a stick that anybody may have put in."""
PREFIX = b"kiosk maintenance token 1\n"
"""What is signed is a token of this kind and nothing else."""
EVERY = "*"
"""Among `kiosks`: each of the operator's."""
LOWEST_YEAR = 2025
"""A clock before it was never set."""


class Refusal(StrEnum):
    """Why a token opens nothing."""

    FORM = "form"
    SIGNATURE = "signature"
    EXPIRED = "expired"
    KIOSK = "kiosk"
    CLOCK = "clock"


_SENTENCES = {
    Refusal.FORM: "it is no token",
    Refusal.SIGNATURE: "its signature is not the operator's",
    Refusal.EXPIRED: "it has expired",
    Refusal.KIOSK: "it is for other kiosks",
    Refusal.CLOCK: "the clock of this kiosk is not set, so that nobody knows whether it has expired",
}
_SERIAL = re.compile(r"[0-9A-Za-z-]{1,40}")


class TokenError(Exception):
    """A token opens nothing: `why`. Its sentence holds nothing that stands in the token."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(_SENTENCES[why])
        self.why = why


@dataclass(frozen=True, slots=True)
class Token:
    """What the operator signed. `not_after`: the last day on which it opens; `kiosks`: pavilion codes, or "*"."""

    role: Role
    kiosks: tuple[str, ...]
    not_after: date
    serial: str


def signed(token: Token, key: Ed25519PrivateKey) -> bytes:
    """The file that goes onto the stick."""
    text = json.dumps(
        {
            "role": token.role.value,
            "kiosks": list(token.kiosks),
            "not_after": token.not_after.isoformat(),
            "serial": token.serial,
        }
    )
    signature = base64.b64encode(key.sign(PREFIX + text.encode())).decode()
    return (json.dumps({"signed": text, "signature": signature}, indent=2) + "\n").encode()


def read(file: Path) -> bytes:
    """The bytes of a token. Raises TokenError for what is no plain small file, OSError where there is none."""
    number = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(number, "rb") as opened:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise TokenError(Refusal.FORM)
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TokenError(Refusal.FORM)
    return data


def opened(data: bytes, key: Ed25519PublicKey) -> Token:
    """The token in `data`, its signature checked; whether it opens this kiosk today is not. Raises TokenError."""
    # Here, because a kiosk without an operator's key is spared its 10 MB.
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    outer = _object(data)
    text, signature = outer.get("signed"), outer.get("signature")
    if not isinstance(text, str) or not isinstance(signature, str):
        raise TokenError(Refusal.FORM)
    try:
        key.verify(base64.b64decode(signature, validate=True), PREFIX + text.encode())
    except (InvalidSignature, binascii.Error, UnicodeEncodeError, ValueError):
        raise TokenError(Refusal.SIGNATURE) from None
    return _token(_object(text.encode()))


def check(token: Token, kiosk: str, today: date) -> None:
    """Whether it opens the kiosk with this pavilion code on this day. Raises TokenError where it does not.

    A clock that was never set cannot tell whether the token has expired: it opens nothing then. The pattern and
    the PIN still do.
    """
    if today.year < LOWEST_YEAR:
        raise TokenError(Refusal.CLOCK)
    if today > token.not_after:
        raise TokenError(Refusal.EXPIRED)
    if EVERY not in token.kiosks and (not kiosk or kiosk not in token.kiosks):
        raise TokenError(Refusal.KIOSK)


def public_key(text: str) -> Ed25519PublicKey:
    """The operator's key as kiosk.toml holds it. Raises ValueError for anything else."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415  as above

    raw = base64.b64decode(text, validate=True)
    return Ed25519PublicKey.from_public_bytes(raw)


def written(key: Ed25519PublicKey) -> str:
    """A key as kiosk.toml holds it."""
    return base64.b64encode(key.public_bytes_raw()).decode()


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise TokenError(Refusal.FORM) from None
    if not isinstance(found, dict):
        raise TokenError(Refusal.FORM)
    return found


def _token(fields: dict[str, Any]) -> Token:
    """Whoever signed it may still have written it wrongly."""
    role, kiosks, until, serial = (fields.get(key) for key in ("role", "kiosks", "not_after", "serial"))
    try:
        if (
            role not in (Role.TECHNICIAN, Role.OPERATOR)
            or not isinstance(kiosks, list)
            or not all(isinstance(one, str) for one in kiosks)
            or not isinstance(serial, str)
            or not _SERIAL.fullmatch(serial)
            or not isinstance(until, str)
        ):
            raise ValueError
        return Token(Role(role), tuple(kiosks), date.fromisoformat(until), serial)
    except ValueError:
        raise TokenError(Refusal.FORM) from None
