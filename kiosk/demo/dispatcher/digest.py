"""Who may register and call, proved without sending the password. Source: RFC 3261, 22; RFC 7616; RFC 8760."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from kiosk.demo.dispatcher.message import Message

_PAIR = re.compile(r'([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Credentials:
    """One account of the operator's."""

    user: str
    password: str = field(repr=False)
    realm: str = "operator"
    algorithm: Literal["MD5", "SHA-256"] = "MD5"


class Gate:
    """Asks for credentials and checks what is sent."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._nonces: deque[str] = deque(maxlen=1000)

    def challenge(self) -> str:
        """The value of WWW-Authenticate or Proxy-Authenticate, with a nonce of its own."""
        self._nonces.append(secrets.token_hex(16))
        mine = self._credentials
        return f'Digest realm="{mine.realm}", nonce="{self._nonces[-1]}", algorithm={mine.algorithm}, qop="auth"'

    def lets_in(self, request: Message) -> bool:
        """Whether the request proves that its sender knows the password."""
        values = request.get("proxy-authorization") or request.get("authorization")
        said = {name.lower(): quoted or bare for name, quoted, bare in _PAIR.findall(values)}
        mine = self._credentials
        if (said.get("username"), said.get("realm")) != (mine.user, mine.realm):
            return False
        if said.get("nonce") not in self._nonces or said.get("uri", "") != request.uri:
            return False
        if said.get("algorithm", "MD5").upper() != mine.algorithm:
            return False
        return hmac.compare_digest(said.get("response", ""), response(mine, request.method, said))


def response(credentials: Credentials, method: str, said: dict[str, str]) -> str:
    """What a sender who knows the password answers to a challenge (RFC 7616, 3.4.1; without qop RFC 2069)."""

    def digest(words: str) -> str:
        return _HASHES[credentials.algorithm](words.encode()).hexdigest()

    account = digest(f"{credentials.user}:{credentials.realm}:{credentials.password}")
    asked = digest(f"{method}:{said.get('uri', '')}")
    if said.get("qop") == "auth":
        count = f"{said.get('nc', '')}:{said.get('cnonce', '')}:auth"
        return digest(f"{account}:{said.get('nonce', '')}:{count}:{asked}")
    return digest(f"{account}:{said.get('nonce', '')}:{asked}")
