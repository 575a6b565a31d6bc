"""The files baresip reads when it starts: config and accounts.

Its folder is ours alone (0700), because the accounts hold passwords. What a line of accounts cannot express
(a quotation mark or a control character in a user name or password) is refused, never guessed at.
"""

from __future__ import annotations

import re
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.call.trunk import Trunk
from kiosk.sos.plan import UserAgentPlan

MODULES = (Path("/usr/lib/baresip/modules"), *Path("/usr/lib").glob("*-linux-gnu*/baresip/modules"))
"""Where distributions put them."""

RATE = 8000
"""Samples a second of everything the microphone's place may be taken by; other files break the call's sound."""

DEVICE_BYTES = 127
"""baresip cuts the name of a device, so also a file's path, after that many."""

SILENCE = "silence.wav"
"""Stands for a missing microphone; baresip runs in its own folder, where this file is."""

SILENCE_SECONDS = 60
"""When a file ends the call ends, so silence is begun again long before."""

_DRIVERS = ("alsa", "aufile", "ausine", "aubridge", "pulse", "pipewire")
_UNQUOTABLE = re.compile(r"[\"\\\x00-\x1f\x7f]")
_INEXPRESSIBLE = re.compile(r"[\"\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Account:
    """One of our identities in the user agent. `aor` names it in commands and events; `edge`: it dials through
    the location-adding edge.
    """

    trunk: Trunk
    aor: str
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the user agent listens: SIP over UDP and TCP on `sip`, over TLS on the next one."""

    sip: int
    control: int


def fault(trunk: Trunk) -> str | None:
    """What baresip could not be told about this trunk, in words that follow the trunk's name; None if nothing."""
    for name, value in (("auth_user", trunk.auth_user), ("auth_password", trunk.auth_password)):
        if _INEXPRESSIBLE.search(value):
            return f"{name} holds a quotation mark or a control character, which the user agent cannot take"
    return None


def accounts(plan: UserAgentPlan) -> tuple[Account, ...]:
    """The identities in the order they are written, each with an address-of-record of its own.

    Two trunks may share one identity, and the one through the edge is the same again. Commands choose by
    comparing letters, SIP ignores the case of the scheme (RFC 3261, 19.1.4): so a doublet is spelled "SIP:".
    """
    used: set[str] = set()
    wanted = [(trunk, False) for trunk in plan.trunks]
    wanted += [(trunk, True) for trunk in plan.trunks if trunk.pidf_lo and plan.edge is not None]
    result = []
    for trunk, edge in wanted:
        address = f"{trunk.account.user}@{trunk.account.host_port}"
        aor = next(aor for scheme in _spellings() if (aor := f"{scheme}:{address}") not in used)
        used.add(aor)
        result.append(Account(trunk, aor, edge))
    return tuple(result)


def source(plan: UserAgentPlan) -> str:
    """The microphone as a command names it: `driver,device`."""
    return _device(plan.sound.microphone) or f"aufile,{SILENCE}"


def player(plan: UserAgentPlan) -> str:
    """The loudspeaker as a command names it; without one the sound is thrown away."""
    return _device(plan.sound.loudspeaker) or "aubridge,nobody"


def write(plan: UserAgentPlan, ports: Ports) -> None:
    """Write everything baresip reads into the plan's folder. Raises OSError, and ValueError for a bad trunk."""
    for trunk in plan.trunks:
        if (wrong := fault(trunk)) is not None:
            raise ValueError(f"trunk {trunk.name}: {wrong}")
    plan.folder.mkdir(parents=True, exist_ok=True)
    plan.folder.chmod(0o700)
    if plan.record_to is not None:
        plan.record_to.mkdir(parents=True, exist_ok=True)
    if not plan.sound.microphone:
        _write_silence(plan.folder / SILENCE)
    (plan.folder / "config").write_text("\n".join(_config(plan, ports)) + "\n")
    (plan.folder / "accounts").write_text("\n".join(_account(plan, one) for one in accounts(plan)) + "\n")
    (plan.folder / "contacts").write_text("\n")  # else baresip writes examples


def _spellings() -> Iterator[str]:
    for number in range(8):
        yield "".join(letter.upper() if number >> place & 1 else letter for place, letter in enumerate("sip"))


def _device(name: str) -> str:
    driver, comma, _ = name.partition(",")
    return name if not name or (comma and driver in _DRIVERS) else f"alsa,{name}"


def _write_silence(path: Path) -> None:
    if path.exists():
        return
    with path.open("wb") as raw, wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(2 * RATE * SILENCE_SECONDS))


def _modules(plan: UserAgentPlan) -> Iterator[str]:
    yield from ("g711.so", "opus.so", "aufile.so", "aubridge.so", "srtp.so", "vumeter.so")
    drivers = {source(plan).partition(",")[0], player(plan).partition(",")[0]}
    yield from (f"{driver}.so" for driver in sorted(drivers - {"aufile", "aubridge"}))
    if plan.record_to is not None:
        yield "sndfile.so"


def _config(plan: UserAgentPlan, ports: Ports) -> Iterator[str]:
    address = plan.address or "0.0.0.0"  # noqa: S104 - every interface, where the plan names none
    yield "poll_method epoll"
    yield f"sip_listen {address}:{ports.sip}"
    if plan.ca_file is not None:
        yield f"sip_cafile {plan.ca_file}"
        yield "sip_verify_server yes"  # 1.0.0 does not know it and takes any certificate; newer ones prove it
    yield f"audio_source {source(plan)}"
    yield f"audio_player {player(plan)}"
    yield f"audio_alert {player(plan)}"
    yield f"ausrc_srate {RATE}"
    yield f"auplay_srate {RATE}"
    yield "audio_buffer 20-160"
    yield "jitter_buffer_delay 3-10"
    yield f"rtp_timeout {max(1, round(plan.media_lost))}"
    yield f"rtp_ports {plan.rtp_ports[0]}-{plan.rtp_ports[1]}"
    yield "call_max_calls 4"
    if plan.address:
        yield f"net_interface {plan.address}"
    yield f"module_path {next((folder for folder in MODULES if folder.is_dir()), MODULES[0])}"
    yield from (f"module {name}" for name in _modules(plan))
    if plan.record_to is not None:
        yield f"snd_path {plan.record_to}"
    yield "module_tmp account.so"
    yield "module_app menu.so"
    yield "module_app ctrl_tcp.so"
    # It asks for no password, so it listens to this machine only.
    yield f"ctrl_tcp_listen 127.0.0.1:{ports.control}"
    yield from ("ring_aufile none", "ringback_aufile none", "menu_bell no", "statmode_default off")


def _account(plan: UserAgentPlan, account: Account) -> str:
    trunk = account.trunk
    transport = "" if account.edge else _transport(trunk.account)
    # The direct identity alone registers: two at one registrar would fork each call-back.
    interval = 120 if trunk.register and not account.edge else 0
    words = [f'"{_UNQUOTABLE.sub("", plan.display_name)}" <{account.aor}{transport}>', f"regint={interval}"]
    words += [f'auth_user="{trunk.auth_user}"'] if trunk.auth_user else []
    words += [f'auth_pass="{trunk.auth_password}"']
    words += [f'outbound="{plan.edge}"'] if account.edge else []
    words += [f"audio_codecs={','.join(trunk.codecs)}"]
    words += [f"mediaenc={trunk.media_encryption}"] if trunk.media_encryption != "none" else []
    return ";".join([*words, "answermode=manual"])


def _transport(uri: SipUri) -> str:
    return str(uri).removeprefix(f"sip:{uri.user}@{uri.host_port}")
