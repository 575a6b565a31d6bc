"""QML is linted with the types of its view-models, and the lint bites."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from build_spec import qmllint
from kiosk import paths


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("types")
    qmllint.write_types(folder)
    return folder


def test_qml_is_clean(types: Path) -> None:
    assert qmllint.lint(paths.qml(), types) == ""


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("ArrivalsPage.qml", "page.arrivals.laterCount", "page.arrivals.laterCounts"),
        ("Header.qml", "Theme.stopName", "Theme.stopNames"),
        ("ThemeBinding.qml", "binding.passenger.theme", "binding.passenger.themes"),
    ],
)
def test_a_misspelt_name_is_found(types: Path, tmp_path: Path, file: str, right: str, wrong: str) -> None:
    copied = tmp_path / "qml"
    shutil.copytree(paths.qml(), copied)
    page = copied / "Kiosk" / file
    text = page.read_text("utf-8")
    assert right in text
    page.write_text(text.replace(right, wrong), "utf-8")
    assert wrong.rpartition(".")[2] in qmllint.lint(copied, types)


def test_every_part_is_named_in_the_qmldir() -> None:
    folder = paths.qml() / "Kiosk"
    named = {line.split()[-1] for line in (folder / "qmldir").read_text("utf-8").splitlines()[1:]}
    assert named == {file.name for file in folder.glob("*.qml")}


def test_sizes_and_colours_stand_in_the_theme_alone() -> None:
    """A colour or a font size written elsewhere would escape the themes and the text sizes."""
    for file in (paths.qml() / "Kiosk").glob("*.qml"):
        if file.name != "Theme.qml":
            for line in file.read_text("utf-8").splitlines():
                assert '"#' not in line, f"{file.name}: {line.strip()}"
                assert not re.search(r"pixelSize: *\d", line), f"{file.name}: {line.strip()}"


def test_every_text_is_a_label() -> None:
    """Label alone is plain text and elides; a bare Text would read markup."""
    for file in (paths.qml() / "Kiosk").glob("*.qml"):
        if file.name != "Label.qml":
            assert "Text {" not in file.read_text("utf-8"), file.name
