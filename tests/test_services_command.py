"""`kiosk services`: the catalogue for a person and for a program."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.e2e.program import kiosk, refused
from tests.test_catalogue import GOOD

SHIPPED = ROOT / "resources" / "services.toml"
SETTINGS = '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "gtfs.zip"\n[services]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.toml"


def as_json(*words: str | Path) -> dict[str, Any]:
    done = kiosk("services", "--json", *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_shipped_catalogue_is_printed_with_every_key_of_its_file() -> None:
    shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    report = as_json()
    assert [category["id"] for category in report["categories"]][-1] == "all"
    assert report["categories"][:-1] == shipped["category"]
    for service in report["services"]:
        assert service.pop("opens_here") is True
        assert service.pop("checked_on") is None
    assert report["services"] == shipped["service"]


def test_the_table_has_a_line_for_each_service_with_its_address() -> None:
    done = kiosk("services")
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 120
    for service in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["service"]:
        (line,) = [line for line in done.stdout.splitlines() if line.startswith(f"{service['id']} ")]
        assert f" {service['address'].removeprefix('https://')[:40]} " in line
        assert line.endswith(" never")
    assert "ЗДОРОВЬЕ" in done.stdout


def test_the_operators_catalogue_is_found_beside_the_settings(file: Path) -> None:
    (file.parent / "own.toml").write_text(GOOD + "checked_on = 2026-11-22\n")
    file.write_text(SETTINGS + 'catalogue = "own.toml"\n')
    (service,) = as_json("--config", file)["services"]
    assert (service["id"], service["checked_on"], service["title_en"]) == (
        "doctor",
        "2026-11-22",
        "Запись к врачу",
    )
    done = kiosk("services", "--config", file)
    assert done.stdout.splitlines()[-1].split()[-2:] == ["yes", "2026-11-22"]


def test_what_may_not_be_opened_here_is_told(file: Path) -> None:
    (file.parent / "own.toml").write_text(GOOD.replace("www.gosuslugi.ru", "example.org"))
    file.write_text(SETTINGS + 'catalogue = "own.toml"\n')
    assert as_json("--config", file)["services"][0]["opens_here"] is False
    file.write_text(SETTINGS + 'catalogue = "own.toml"\nhosts = ["example.org"]\n')
    assert as_json("--config", file)["services"][0]["opens_here"] is True
    file.write_text(SETTINGS + 'catalogue = "own.toml"\nhosts = ["example.org"]\nopen_here = false\n')
    assert as_json("--config", file)["services"][0]["opens_here"] is False


def test_settings_that_cannot_be_used_are_one_sentence(file: Path) -> None:
    file.write_text(SETTINGS + "hosts = 1\n")
    assert "services.hosts is not a list" in refused(kiosk("services", "--config", file))


def test_every_fault_of_a_broken_catalogue_is_told(file: Path) -> None:
    (file.parent / "own.toml").write_text(GOOD.replace("https:", "http:") + 'tite = "x"\n')
    file.write_text(SETTINGS + 'catalogue = "own.toml"\n')
    done = kiosk("services", "--config", file)
    assert (done.returncode, done.stdout) == (2, "")
    address, title = done.stderr.splitlines()
    assert "line 10: service.doctor.address" in address
    assert "line 12: service.doctor.tite is unknown. Perhaps title is meant." in title


def test_a_catalogue_that_is_not_there_is_one_sentence(file: Path) -> None:
    file.write_text(SETTINGS + 'catalogue = "own.toml"\n')
    assert "No such file" in refused(kiosk("services", "--config", file))


def test_words_that_it_does_not_know_are_refused() -> None:
    assert "--jsn" in refused(kiosk("services", "--jsn"))
