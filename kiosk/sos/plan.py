"""What the emergency process is told when it starts: values, not the configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.trunk import Timers, Trunk
from kiosk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Pavilion:
    """Where the call comes from: what the operator must learn. `lat` and `lon` are WGS 84, None where unknown."""

    code: str
    stop_name: Text
    address: Text
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """Devices as ALSA names them ("default", "plughw:CARD=Headset"); "" where the pavilion has none.

    `loop_level` is the peak of the self-test's burst, 0 to 1 of full scale: quiet enough for the night.
    """

    microphone: str = ""
    loudspeaker: str = ""
    loop_level: float = 0.1


@dataclass(frozen=True, slots=True)
class Button:
    """A key of an input device: `device` such as /dev/input/by-id/...-event-kbd, `key` by its Linux code."""

    device: Path
    key: int


@dataclass(frozen=True, slots=True)
class Notice:
    """The city's centre, told of each call over HTTPS. `headers` may hold keys and stay out of every log."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class UserAgentPlan:
    """How the user agent is run. `folder` is its own, in memory; `address` the local one that signalling binds to.

    `control_port` and `sip_port` 0: any free one. `edge`: where a Geolocation-adding proxy listens on loopback.
    `ca_file` proves TLS trunks. `rtp_ports`: from, to.
    """

    folder: Path
    trunks: tuple[Trunk, ...]
    display_name: str
    sound: Sound = Sound()
    address: str = ""
    sip_port: int = 0
    control_port: int = 0
    rtp_ports: tuple[int, int] = (20_000, 20_998)
    ca_file: Path | None = None
    edge: SipUri | None = None
    media_lost: float = 5.0
    record_to: Path | None = None
    """A folder that both directions of a call are recorded into, by the daily test call alone; else None."""


@dataclass(frozen=True, slots=True)
class AgentPlan:
    """Everything. `run_dir` is in memory and lost with the power, `data_dir` stays."""

    pavilion: Pavilion
    user_agent: UserAgentPlan
    run_dir: Path
    data_dir: Path
    timers: Timers = Timers()
    language: str = "ru"
    edge: bool = False
    button: Button | None = None
    lamp: tuple[str, ...] = ()
    """A command; it is started with one more word, the state to show."""
    notice: Notice | None = None
    find_sound: Callable[[], Sound] | None = None
    """Looks again for the sound devices; None where the settings name them all."""

    @property
    def trunks(self) -> tuple[Trunk, ...]:
        """The trunks in the order of the settings."""
        return self.user_agent.trunks
