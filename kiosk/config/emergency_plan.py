"""The settings as the emergency process wants them: sound devices found, addresses parsed, the place looked up."""

from __future__ import annotations

import functools
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kiosk.config.emergency import AUTO, dialled
from kiosk.domain.call.sip_uri import SipUri, Transport, parse
from kiosk.domain.call.trunk import Timers, Trunk
from kiosk.domain.text import Text
from kiosk.sos.plan import AgentPlan, Button, Notice, Pavilion, Sound, UserAgentPlan

if TYPE_CHECKING:
    from kiosk.config.emergency import Emergency, TrunkSettings
    from kiosk.config.settings import Settings

ASOUND = Path("/proc/asound")
NONE = "none"
LOOPBACK = "127.0.0.1"
LOOPBACK_HOSTS = frozenset({LOOPBACK, "localhost"})
NAMELESS = "pavilion"
USER_AGENT_FOLDER = "baresip"

_PCM = re.compile(r"(?P<card>\d+)-(?P<device>\d+):(?P<rest>.*)")


def agent_plan(
    settings: Settings, run_dir: Path, data_dir: Path, asound: Path = ASOUND, *, timetable: Path | None = None
) -> AgentPlan:
    """Everything the emergency process must know.

    `run_dir` is in memory, `data_dir` stays. `asound` is where the kernel lists sound devices. `timetable` is the
    imported one, which knows what the stop is called and where it lies; it may not exist yet. The plan's
    `user_agent.edge` is left to the agent, who knows when the edge listens.
    """
    emergency = settings.emergency
    pavilion = pavilion_of(settings, timetable)
    ways = trunks(emergency)
    return AgentPlan(
        pavilion=pavilion,
        user_agent=UserAgentPlan(
            folder=run_dir / USER_AGENT_FOLDER,
            trunks=ways,
            display_name=f"Pavilion {pavilion.code}".rstrip(),
            sound=sound(emergency, asound),
            address=emergency.bind_address or _loopback(ways),
            sip_port=emergency.sip_port,
            ca_file=emergency.ca_file,
        ),
        run_dir=run_dir,
        data_dir=data_dir,
        timers=Timers(
            countdown=float(emergency.countdown_seconds), callback_window=emergency.callback_minutes * 60.0
        ),
        language=settings.display.language,
        edge=emergency.location_edge and any(trunk.pidf_lo for trunk in ways),
        button=Button(emergency.button_device, emergency.button_key) if emergency.button_device else None,
        lamp=emergency.lamp_command,
        notice=Notice(emergency.notice_url, emergency.notice_headers, emergency.ca_file)
        if emergency.notice_url
        else None,
        find_sound=functools.partial(sound, emergency, asound)
        if AUTO in {emergency.microphone, emergency.loudspeaker}
        else None,
    )


def sound(emergency: Emergency, asound: Path = ASOUND) -> Sound:
    """The devices to use, the first of their kind for "auto"; "" where there is none."""
    return Sound(
        _device(emergency.microphone, "capture", "dsnoop", asound),
        _device(emergency.loudspeaker, "playback", "dmix", asound),
        emergency.loop_level,
    )


def _device(wanted: str, direction: str, shared: str, asound: Path) -> str:
    """What "auto" finds is opened by `shared`, because the user agent and our own tones use one device at a time
    where hardware mixes nothing. Source: alsa-lib, "PCM (digital audio) plugins", dmix and dsnoop.
    """
    if wanted != AUTO:
        return "" if wanted == NONE else wanted
    try:
        known = (asound / "pcm").read_text(errors="replace")
    except OSError:  # no sound in this kernel
        return ""
    for line in known.splitlines():  # 00-03: HDMI 0 : HDMI 0 : playback 1
        pcm = _PCM.match(line)
        if pcm and any(part.strip().startswith(f"{direction} ") for part in pcm["rest"].split(":")):
            return f"plug:'{shared}:{int(pcm['card'])},{int(pcm['device'])}'"
    return ""


def trunks(emergency: Emergency) -> tuple[Trunk, ...]:
    """The ways out, in the order of the settings."""
    return tuple(_trunk(trunk, emergency) for trunk in emergency.trunks)


def _loopback(trunks: tuple[Trunk, ...]) -> str:
    """Where every trunk is on this machine nobody else need reach us; "" where the system is to choose."""
    return LOOPBACK if trunks and all(trunk.uri.host in LOOPBACK_HOSTS for trunk in trunks) else ""


def _trunk(trunk: TrunkSettings, emergency: Emergency) -> Trunk:
    uri = dialled(trunk.uri, emergency.number)
    own = SipUri(quote(emergency.pavilion or NAMELESS, safe="-_.!~*'()"), uri.host, uri.port, uri.transport)
    return Trunk(
        name=trunk.name,
        uri=uri,
        account=parse(trunk.account) if trunk.account else own,
        auth_user=trunk.auth_user,
        auth_password=trunk.auth_password,
        register=trunk.register,
        codecs=trunk.codecs,
        media_encryption=trunk.media_encryption,
        pidf_lo=trunk.pidf_lo and uri.transport is not Transport.TLS,  # the edge has no certificates
        test_uri=parse(trunk.test_uri) if trunk.test_uri else None,
        test_expects=trunk.test_expects,
        callback_from=trunk.callback_from,
    )


def pavilion_of(settings: Settings, timetable: Path | None) -> Pavilion:
    """Where the call comes from; what the stop is called and where it lies as `timetable` has it, or nothing."""
    emergency = settings.emergency
    name, lat, lon = _place(settings.stop.ids, timetable)
    return Pavilion(emergency.pavilion, settings.stop.named(name), emergency.here, lat, lon)


def _place(stop_ids: tuple[str, ...], timetable: Path | None) -> tuple[Text, float | None, float | None]:
    """What the timetable calls the stop, and where it lies; nothing of that while there is no timetable.

    Read from its tables at once: the emergency process holds no timetable in memory.
    """
    nothing = (Text(""), None, None)
    try:
        if timetable is None or not timetable.is_file():
            return nothing
        with closing(
            sqlite3.connect(f"{timetable.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            found = database.execute(
                "SELECT stop_name, stop_lat, stop_lon FROM stops WHERE stop_id = ?", stop_ids[:1]
            ).fetchone()
    except (OSError, sqlite3.Error):  # damaged, of another version, or not ours: the screen process says so
        return nothing
    return (Text(found[0] or ""), found[1], found[2]) if found else nothing
