"""Which environment variables the settings take secrets from."""

from __future__ import annotations

from pathlib import Path

from kiosk.config.secrets import variables

SETTINGS = """
[stop]
name = "env:NO_SECRET"
[timetable]
headers = { Key = "env:FEED", Accept = "*/*" }
[emergency]
notice_headers = { Authorization = "env:NOTICE" }
[[emergency.trunks]]
name = "env:NO_SECRET"
auth_password = "env:FIRST"
[[emergency.trunks]]
auth_password = "in the file"
[[emergency.trunks]]
auth_password = "env:SECOND"
"""


def test_every_variable_that_holds_a_secret_is_known(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS, encoding="utf-8-sig")
    assert variables(file) == {"FEED", "NOTICE", "FIRST", "SECOND"}


def test_what_cannot_be_read_names_none(tmp_path: Path) -> None:
    for number, content in enumerate((b"[stop", b"\xff", b"headers = 1\nx = " + b"[" * 10_000)):
        file = tmp_path / str(number)
        file.write_bytes(content)
        assert variables(file) == frozenset()
    assert variables(tmp_path / "absent") == frozenset()
    assert variables(tmp_path) == frozenset()
