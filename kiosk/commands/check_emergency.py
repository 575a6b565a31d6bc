"""Would the emergency call lead anywhere from here, and would the caller be heard and found?"""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING, Any

from kiosk.commands.finding import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.config.emergency import Emergency, TrunkSettings
    from kiosk.config.settings import Settings
    from kiosk.domain.call.trunk import Trunk
    from kiosk.sos.options import OptionsAnswer

CALL = "emergency call"
ADMINISTRATORS = os.pathsep.join(("/usr/local/sbin", "/usr/sbin", "/sbin"))
"""Where kamailio lies, which is not on everybody's path."""

PROGRAMS = {"baresip": "baresip-core", "aplay": "alsa-utils", "arecord": "alsa-utils", "espeak-ng": "espeak-ng"}
"""The program, and the Debian package it comes with."""

VERDICTS = {
    "works": (Level.OK, "a call would lead to the operator."),
    "degraded": (Level.WARNING, "a call would lead to the operator, with less to fall back on."),
    "broken": (Level.FAULT, "a call would lead nowhere; passengers are told to dial 112 themselves."),
    "unknown": (Level.OK, "has not looked yet."),
    "absent": (Level.WARNING, "knows of no trunk."),
}


def emergency_call(settings: Settings, agent: Path, asound: Path | None = None) -> Iterator[Finding]:
    """Everything about [emergency]. `agent`: the running agent's socket; `asound`: where sound devices are."""
    emergency = settings.emergency
    if not emergency.trunks:
        what = "no emergency call here: the bar tells passengers to dial 112 themselves."
        yield Finding(Level.WARNING, CALL, what, "kiosk setup asks for its lines.")
        return
    yield from _place(emergency)
    yield from _programs(emergency)
    yield from _sound(emergency, asound)
    yield from _button(emergency)
    yield from _authority(emergency)
    yield from _trunks(settings)
    yield from _agent(agent)


def _place(emergency: Emergency) -> Iterator[Finding]:
    if not (emergency.address or emergency.address_en):
        yield Finding(Level.FAULT, CALL, "callers cannot say where they are.", "Write address in [emergency].")
    if not emergency.pavilion:
        what = "the pavilion has no code."
        yield Finding(Level.WARNING, CALL, what, "Write pavilion in [emergency], and paint it on the wall.")
    if len(emergency.trunks) == 1:
        what = "there is one trunk only: when it fails nobody can call."
        yield Finding(Level.WARNING, CALL, what, "Add a second one on another physical path, such as LTE.")


def _programs(emergency: Emergency) -> Iterator[Finding]:
    wanted = PROGRAMS | ({"kamailio": "kamailio"} if emergency.location_edge else {})
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), ADMINISTRATORS))
    for program, package in wanted.items():
        if shutil.which(program, path=path) is None:
            yield Finding(Level.FAULT, CALL, f"{program} is not installed.", f"sudo apt install {package}")


def _sound(emergency: Emergency, asound: Path | None) -> Iterator[Finding]:
    from kiosk.config.emergency_plan import ASOUND, sound

    folder = asound or ASOUND
    found = sound(emergency, folder)
    for key, device in (("microphone", found.microphone), ("loudspeaker", found.loudspeaker)):
        if getattr(emergency, key) in {"", "none"}:
            yield Finding(Level.WARNING, CALL, f"no {key} is wanted: the call carries only half of a talk.")
        elif not device:
            yield Finding(Level.FAULT, CALL, f"no sound device: there is no {key}.", f"Connect a {key}.")
        elif _is_absent(device, folder):
            remedy = f"Correct {key} in [emergency], or connect it."
            yield Finding(Level.FAULT, CALL, f"no sound device {device} for the {key}.", remedy)


def _is_absent(device: str, asound: Path) -> bool:
    """Whether `device` names a card that is not there; a name that names no card may be anything."""
    driver, _, place = device.partition(":")
    if driver not in {"hw", "plughw"}:
        return False
    card = place.partition(",")[0].removeprefix("CARD=")
    return not (asound / (f"card{card}" if card.isdigit() else card)).exists()


def _button(emergency: Emergency) -> Iterator[Finding]:
    device = emergency.button_device
    if device is None:
        return
    try:
        there = stat.S_ISCHR(device.stat().st_mode)
    except OSError:
        there = False
    if not there:
        remedy = "Connect it, or correct button_device in [emergency]."
        yield Finding(Level.FAULT, CALL, f"there is no button at {device}.", remedy)
    elif not os.access(device, os.R_OK):
        remedy = "Add the kiosk's user to the group input."
        yield Finding(Level.FAULT, CALL, f"the button at {device} may not be read.", remedy)


def _authority(emergency: Emergency) -> Iterator[Finding]:
    file = emergency.ca_file
    if file is not None and not file.is_file():
        remedy = "Correct ca_file in [emergency] or put the file there."
        yield Finding(Level.FAULT, CALL, f"there is no file {file}.", remedy)


def _trunks(settings: Settings) -> Iterator[Finding]:
    from kiosk.config.emergency_plan import trunks

    known = trunks(settings.emergency)
    for written, trunk, answer in zip(settings.emergency.trunks, known, _asked(known, settings), strict=True):
        subject = f"trunk {trunk.name}"
        if answer.failure:
            what = f"does not answer: {answer.failure}."
            yield Finding(Level.FAULT, subject, what, "Look at its uri in [[emergency.trunks]] and at the line.")
        else:
            what = f"OPTIONS answered with {answer.code} in {answer.milliseconds:.0f} ms."
            yield Finding(Level.OK, subject, what)
        yield from _encryption(trunk, subject)
        if written.pidf_lo and not trunk.pidf_lo:
            what = "over TLS its location is not sent."
            yield Finding(Level.WARNING, subject, what, "Write pidf_lo = false, or use another transport.")
        yield from _left_to_the_agent(written, settings.emergency, subject)


def _encryption(trunk: Trunk, subject: str) -> Iterator[Finding]:
    """The user agent takes any certificate (baresip 1.0.0 has no sip_verify_server); OPTIONS does not."""
    from kiosk.domain.call.sip_uri import Transport

    if trunk.uri.transport is Transport.TLS:
        what = "over TLS a call is encrypted, but does not prove who answers; only OPTIONS does."
        remedy = "Lead it through a VPN or a line of its own where somebody could come between."
        yield Finding(Level.WARNING, subject, what, remedy)
    elif trunk.media_encryption != "none":
        what = "the keys of its encrypted sound travel in the clear."
        yield Finding(Level.WARNING, subject, what, "Use transport=tls.")


def _left_to_the_agent(trunk: TrunkSettings, emergency: Emergency, subject: str) -> Iterator[Finding]:
    if trunk.register:
        yield Finding(Level.OK, subject, "whether it takes our registration, `kiosk sos status` tells.")
    if trunk.pidf_lo and not emergency.location_edge:
        what = "its location is not sent."
        yield Finding(Level.WARNING, subject, what, "Write location_edge = true in [emergency].")
    if not trunk.test_uri:
        what = "no test call proves it each day."
        yield Finding(Level.WARNING, subject, what, "Ask the operator for a test number; write it as test_uri.")


def _asked(trunks: tuple[Trunk, ...], settings: Settings) -> list[OptionsAnswer]:
    """The answers of all trunks, asked at once."""
    import asyncio

    from kiosk.sos.options import options

    async def ask() -> list[OptionsAnswer]:
        ca_file = settings.emergency.ca_file
        return await asyncio.gather(*(options(trunk.uri, trunk.account, ca_file=ca_file) for trunk in trunks))

    return asyncio.run(ask())


def _agent(socket: Path) -> Iterator[Finding]:
    """What the agent itself says, where one runs."""
    from kiosk.sos.client import AgentError, request

    subject = "emergency agent"
    try:
        answer: dict[str, Any] = request(socket, "status")
    except AgentError:
        what = "none answers; all of this was looked at without it."
        yield Finding(Level.OK, subject, what)
        return
    level, what = VERDICTS.get(str(answer.get("health")), (Level.WARNING, "is of another version."))
    faults = ", ".join(str(fault) for fault in answer.get("faults") or ())
    yield Finding(level, subject, f"{what} {faults}".strip(), "See kiosk sos status." if level else "")
