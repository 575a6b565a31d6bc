"""The operator's authorities get into the database that one session's browser reads, and nowhere else."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from kiosk.browse.trust import CERTUTIL, DATABASE, TrustError, trust, with_authorities
from kiosk.browse.wire import plan_from_json, plan_to_json
from tests.browse_outer.supervised import PLAN

CERTIFICATE = trustme.CA().cert_pem.bytes()


def listed(home: Path) -> list[str]:
    """Names and trust of what is in the database of that home."""
    words = [CERTUTIL, "-L", "-d", f"sql:{home / DATABASE}"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return [" ".join(line.split()) for line in said.splitlines() if "authority" in line]


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    """A home and a scratch folder of a session, with a space in their path."""
    home, scratch = tmp_path / "a session" / "home", tmp_path / "a session" / "tmp"
    home.mkdir(parents=True)
    scratch.mkdir()
    return home, scratch


def test_every_authority_of_a_file_is_trusted(place: tuple[Path, Path], tmp_path: Path) -> None:
    """A file may hold several, and words between them; each is trusted to name web servers alone."""
    file = tmp_path / "authorities.pem"
    authorities = [trustme.CA(organization_name=f"City {number}") for number in range(3)]
    file.write_bytes(b"\n# the next one\n".join(authority.cert_pem.bytes() for authority in authorities))
    trust(file, *place)
    assert listed(place[0]) == [f"authority-{number} C,," for number in range(3)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"-----BEGIN CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n",
        b"\0" * 2**21,
    ],
)
def test_what_is_no_authority_is_refused(place: tuple[Path, Path], tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "authorities.pem"
    file.write_bytes(content)
    with pytest.raises(TrustError):
        trust(file, *place)


def test_a_private_key_in_the_file_stays_there(place: tuple[Path, Path], tmp_path: Path) -> None:
    """An operator's mistake does not put it into a browser."""
    authority = trustme.CA()
    file = tmp_path / "authorities.pem"
    file.write_bytes(authority.private_key_pem.bytes() + authority.cert_pem.bytes())
    trust(file, *place)
    assert listed(place[0]) == ["authority-0 C,,"]
    assert not any(b"PRIVATE" in path.read_bytes() for path in place[1].iterdir())


def test_a_missing_file_or_program_is_refused(place: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(TrustError, match="cannot be read"):
        trust(tmp_path / "missing.pem", *place)
    file = tmp_path / "authority.pem"
    file.write_bytes(trustme.CA().cert_pem.bytes())
    with pytest.raises(TrustError, match="libnss3-tools"):
        trust(file, place[0] / "another", place[1], certutil="certutil-that-nobody-has")


def test_a_plan_carries_the_authorities_to_a_session_that_may_not_read_the_file(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_bytes(b"not for the session\n" + 2 * CERTIFICATE)
    plan = with_authorities(replace(PLAN, ca_file=file))
    assert plan.ca_file is None
    assert plan.authorities.count("BEGIN CERTIFICATE") == 2
    assert "not for the session" not in plan.authorities
    assert plan_from_json(plan_to_json(plan)) == plan


@pytest.mark.parametrize("content", [b"", b"nonsense", 500 * CERTIFICATE])
def test_authorities_that_cannot_be_carried_are_left_to_the_session_to_tell(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "ca.pem"
    file.write_bytes(content)
    plan = replace(PLAN, ca_file=file)
    assert with_authorities(plan) == plan
    assert with_authorities(PLAN) == PLAN
