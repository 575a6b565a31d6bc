"""The operator's own authorities (a national root, a city's proxy), trusted by one session's browser alone.

Chromium on Linux reads the NSS database of its user, and the user's home is the session's folder.
Source: Chromium, "Linux Cert Management"; certutil(1), -B reads many commands from a file.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.browse.plan import BrowsePlan

CERTUTIL = "certutil"
DATABASE = Path(".pki") / "nssdb"
LARGEST = 2**20
MOST = 200
MOST_CARRIED = 48 * 1024
"""Characters of certificates that a plan carries, which is one line of the wire; a national root has 2000."""
LIMIT = 5.0
"""Seconds; it takes some hundredths of one."""
_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----\s.+?-----END CERTIFICATE-----", re.DOTALL)


class TrustError(Exception):
    """The authorities cannot be trusted; one sentence."""


def with_authorities(plan: BrowsePlan) -> BrowsePlan:
    """The plan with the content of its `ca_file`, so that a session of another user can trust it.

    The same plan where there is no such file, or it cannot be read, or is too long: the session tells that.
    """
    if plan.ca_file is None:
        return plan
    try:
        found = b"\n".join(_certificates(plan.ca_file)).decode("ascii")
    except (TrustError, UnicodeDecodeError):
        return plan
    return replace(plan, ca_file=None, authorities=found) if len(found) <= MOST_CARRIED else plan


def trust(ca_file: Path, home: Path, scratch: Path, certutil: str = CERTUTIL) -> None:
    """Let the browser whose home is `home` trust every certificate of a PEM file. Raises TrustError."""
    database = home / DATABASE
    database.mkdir(mode=0o700, parents=True)
    words = [f'-N -d "sql:{database}" --empty-password']
    for number, certificate in enumerate(_certificates(ca_file)):
        file = scratch / f"authority-{number}.pem"
        file.write_bytes(certificate)
        words.append(f'-A -d "sql:{database}" -n authority-{number} -t C,, -i "{file}"')
    commands = scratch / "certutil"
    commands.write_text("\n".join(words) + "\n")
    _run([certutil, "-B", "-d", f"sql:{database}", "-i", str(commands)], home, ca_file)


def _certificates(ca_file: Path) -> list[bytes]:
    try:
        with ca_file.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise TrustError(f"The authorities in {ca_file} cannot be read: {error.strerror}.") from error
    found = _CERTIFICATE.findall(content)
    if not found or len(content) > LARGEST or len(found) > MOST:
        raise TrustError(f"{ca_file} holds no certificates in PEM, or far too many.")
    return found


def _run(words: list[str], home: Path, ca_file: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C"}
    try:
        ended = subprocess.run(
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LIMIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TrustError(f"{words[0]} (package libnss3-tools) cannot be run: {type(error).__name__}.") from error
    if ended.returncode:
        raise TrustError(f"{words[0]} refused the authorities in {ca_file} with {ended.returncode}.")
