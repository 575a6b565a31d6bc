"""The note of an upgrade that failed, as the package's script writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.devices.update_note import taken_back
from kiosk.domain.maintenance import fact_program
from kiosk.domain.maintenance.fact_readings import TakenBack
from kiosk.domain.maintenance.facts import Level

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = "from=0.7.0\nto=0.6.0\nat=1795342140\nreason=No screen runs that has painted.\nreason=to=0.1\n"


def test_where_no_upgrade_failed_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert taken_back(tmp_path) is None
    assert taken_back(tmp_path / "none") is None
    assert fact_program.version("0.6.0").level is Level.GREEN


def test_a_version_that_was_taken_back_is_told(tmp_path: Path) -> None:
    (tmp_path / "rolled-back").write_text(WHOLE)
    found = taken_back(tmp_path)
    assert found == TakenBack("0.7.0", stays=False, at=1795342140)
    fact = fact_program.version("0.6.0", found)
    assert (fact.state, fact.level, fact.value("version"), fact.value("failed")) == (
        "rolled_back", Level.AMBER, "0.6.0", "0.7.0",
    )  # fmt: skip


def test_a_version_that_stays_for_want_of_another_is_told(tmp_path: Path) -> None:
    (tmp_path / "rolled-back").write_text(WHOLE.replace("to=0.6.0", "to="))
    assert fact_program.version("0.7.0", taken_back(tmp_path)).state == "not_healthy"


def test_while_another_version_is_on_trial_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "rolled-back").write_text(WHOLE)
    (tmp_path / "update-pending").touch()
    assert taken_back(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"from\nat=x\n", b"at=-1\n", b"at=\xd9\xa3\n", b"=" * 10_000])
def test_a_note_of_any_content_stops_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "rolled-back").write_bytes(content)
    found = taken_back(tmp_path)
    assert found is not None
    assert found.at is None
