"""[emergency] and [[emergency.trunks]]: where a call goes, and what it is made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from kiosk.config.limits import Between
from kiosk.domain.call import sip_uri
from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.frozen import dataclass
from kiosk.domain.text import Text

AUTO = "auto"
NUMBER = "112"
KEY_SOS = 0x27F
"""Source: Linux, input-event-codes.h."""

KEY_MAX = 0x2FF


@dataclass(frozen=True, slots=True)
class TrunkSettings:
    """[[emergency.trunks]]: one operator's line; addresses as they were written."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: str
    uri: str
    account: str = ""
    auth_user: str = ""
    auth_password: str = field(default="", repr=False)
    register: bool = False
    codecs: tuple[Literal["pcma", "pcmu", "opus"], ...] = ("pcma", "pcmu")
    media_encryption: Literal["none", "srtp", "srtp-mand"] = "none"
    pidf_lo: bool = False
    test_uri: str = ""
    test_expects: Literal["echo", "tone"] = "echo"
    callback_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Emergency:
    """[emergency]: without a trunk nobody is called. `microphone`, `loudspeaker`: "" or "none" for no sound."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "allow_inf_nan": False}

    trunks: tuple[TrunkSettings, ...] = ()
    pavilion: str = ""
    address: str = ""
    address_en: str = ""
    number: str = NUMBER
    microphone: str = AUTO
    loudspeaker: str = AUTO
    loop_level: Annotated[float, Between(0.01, 1)] = 0.1
    button_device: Path | None = None
    button_key: Annotated[int, Between(1, KEY_MAX)] = KEY_SOS
    lamp_command: tuple[str, ...] = ()
    notice_url: str = field(default="", repr=False)
    notice_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    ca_file: Path | None = None
    location_edge: bool = False
    bind_address: str = ""
    sip_port: Annotated[int, Between(0, 65_535)] = 0
    countdown_seconds: Annotated[int, Between(0, 10)] = 3
    callback_minutes: Annotated[int, Between(0, 60)] = 15

    @property
    def here(self) -> Text:
        """The address in both languages, "" where none is set."""
        translations = (("ru", self.address), ("en", self.address_en))
        return Text(self.address or self.address_en, tuple(pair for pair in translations if pair[1]))


def dialled(uri: str, number: str) -> SipUri:
    """The address a trunk is called at: its `uri`, with `number` as the user where it names none.

    Raises ValueError as kiosk.domain.call.sip_uri.parse does.
    """
    scheme, colon, rest = uri.partition(":")
    return sip_uri.parse(uri if "@" in uri or not colon else f"{scheme}:{number}@{rest}")
