"""The rules of what goes into the bundle, and its papers, without making one."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_spec import bundle_contents, bundle_papers, bundle_sbom
from build_spec.bundle_contents import Entry
from tests.conftest import ROOT

PRODUCT = sorted(bundle_contents.product(bundle_papers.LOCK))


def qml_module(folder: Path, qmldir: str, **files: str) -> None:
    folder.mkdir(parents=True)
    (folder / "qmldir").write_text(qmldir)
    for name, text in files.items():
        (folder / f"{name}.qml").write_text(text)


def test_a_module_of_qml_is_there_when_it_is_imported(tmp_path: Path) -> None:
    """By us, by a module we import, or by a file of one; of several styles only the default one."""
    ours, installed = tmp_path / "ours", tmp_path / "installed"
    qml_module(
        ours / "Kiosk",
        "module Kiosk\n",
        Board="import QtQuick\n  import QtWebEngine as Web\nimport Kiosk.Screens\n",
    )
    qml_module(installed / "QtQuick", "module QtQuick\nimport QtQml auto\n")
    qml_module(installed / "QtQml", "module QtQml\n")
    qml_module(installed / "QtWebEngine", "module QtWebEngine\ndepends QtControls auto\n")
    styles = "optional import QtControls.Fusion auto\ndefault import QtControls.Basic auto\n"
    qml_module(installed / "QtControls", f"module QtControls\n{styles}")
    qml_module(installed / "QtControls" / "Basic", "module QtControls.Basic\n", Button="import QtTemplates as T\n")
    qml_module(installed / "QtControls" / "Fusion", "module QtControls.Fusion\n")
    qml_module(installed / "QtTemplates", "module QtTemplates\n")
    qml_module(installed / "QtCharts", "module QtCharts\n")
    found = bundle_contents.qml_modules(ours, installed)
    assert found == {"QtQuick", "QtQml", "QtWebEngine", "QtControls", "QtControls/Basic", "QtTemplates"}


def test_data_of_qt_is_left_out_unless_it_is_asked_for() -> None:
    wanted = [
        "resources/kiosk.toml",
        "tzdata/zoneinfo/Europe/Ulyanovsk",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/resources/icudtl.dat",
        "PySide6/Qt/translations/qtwebengine_locales/ru.pak",
    ]
    unwanted = [
        "PySide6/Qt/qml/QtQuick/plugins.qmltypes",
        "PySide6/Qt/qml/QtCharts/qmldir",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.pak",
        "PySide6/Qt/translations/qtwebengine_locales/de.pak",
        "PySide6/Qt/translations/qtbase_de.qm",
        "libfreebl3.chk",
    ]
    datas: list[Entry] = [(name, f"/somewhere/{name}", "DATA") for name in [*wanted, *unwanted]]
    datas.append(("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"))
    binaries, kept = bundle_contents.trimmed([], datas, {"QtQuick"})
    assert (binaries, [name for name, _, _ in kept]) == ([], wanted)


def test_a_module_of_tests_is_not_shipped() -> None:
    assert bundle_contents.is_shipped("rapidfuzz.fuzz")
    assert not bundle_contents.is_shipped("rapidfuzz.__pyinstaller.test_packaging")
    assert not bundle_contents.is_shipped("some.tests")


def test_the_tools_around_the_product_are_foreign() -> None:
    foreign = bundle_contents.foreign_modules(bundle_papers.LOCK)
    assert "pytest" in foreign
    assert not {"PySide6", "requests", "google", "kiosk"} & foreign


def test_compiled_packages_are_known_by_their_files() -> None:
    found = bundle_contents.compiled_packages(bundle_papers.LOCK)
    assert {"isal", "pydantic_core", "rapidfuzz"} <= found
    assert not {"PySide6", "requests"} & found


@pytest.mark.parametrize("distribution", PRODUCT)
def test_every_part_of_the_product_has_its_terms(distribution: str) -> None:
    assert max(text.stat().st_size for text in bundle_papers.licence_texts(distribution)) > 500


def test_the_interpreter_has_its_terms() -> None:
    assert any("PSF" in text.read_text("utf-8") for text in bundle_papers.python_texts())


def test_the_list_of_parts_names_no_tool() -> None:
    """What each part needs is told of those parts alone."""
    listed = {
        "metadata": {"tools": {}},
        "components": [{"name": name, "bom-ref": f"{name}==1"} for name in ("Rich", "Pygments", "pyinstaller")],
        "dependencies": [
            {"ref": "Rich==1", "dependsOn": ["Pygments==1", "pyinstaller==1"]},
            {"ref": "pyinstaller==1"},
        ],
    }
    qt = bundle_sbom.part("qt", "6.11.3", "LGPL-3.0-only")
    told = bundle_sbom.narrowed(listed, {"rich", "pygments"}, [qt])
    assert [part["name"] for part in told["components"]] == ["Rich", "Pygments", "qt"]
    assert told["metadata"]["component"]["name"] == "smart-stop-kiosk"
    top, rich = told["dependencies"]
    assert top["dependsOn"] == ["Pygments==1", "Rich==1", "pkg:generic/qt@6.11.3"]
    assert rich == {"ref": "Rich==1", "dependsOn": ["Pygments==1"]}


@pytest.mark.parametrize(("folder", "pattern"), [("fonts", r"Inter (\S+)"), ("icons", r"Tabler Icons (\S+)")])
def test_the_versions_of_fonts_and_icons_are_written_down(folder: str, pattern: str) -> None:
    assert bundle_sbom.written_version(folder, pattern)[0].isdigit()
    with pytest.raises(LookupError):
        bundle_sbom.written_version(folder, "No such thing (.)")


def test_every_module_of_ours_that_qml_imports_is_found_in_qt() -> None:
    """With the Qt that is installed here."""
    import PySide6  # noqa: PLC0415

    found = bundle_contents.qml_modules(ROOT / "kiosk" / "qml", Path(PySide6.__file__).parent / "Qt" / "qml")
    assert {"QtQuick", "QtQuick/Layouts", "QtQuick/Shapes", "QtWebEngine", "QtQml"} <= found
    assert not [
        name for name in found if name.startswith(("QtCharts", "QtGraphs", "QtQuick3D", "QtQuick/VirtualKeyboard"))
    ]
