"""Whose each program and library of the bundle is, and how that stands in the list of parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_spec import bundle_owners, bundle_papers, bundle_sbom
from build_spec.bundle_owners import DebianPackage, Owners

SITE = Path("/venv/site-packages")
ORIGINS = {
    name: SITE / name
    for name in (
        "PySide6/QtWebEngineCore.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/libexec/QtWebEngineProcess",
        "PySide6/Qt/qml/QtWebEngine/libqtwebenginequickplugin.so",
        "rapidfuzz/fuzz_cpp.so",
    )
}
SYSTEM = {
    "libpython3.11.so.1.0": Path("/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0"),
    "libnobody.so": Path("/opt/libnobody.so"),
}
RECORDED = {
    file: "rapidfuzz" if name.startswith("rapidfuzz") else "pyside6-addons" for name, file in ORIGINS.items()
}


def owner(name: str) -> str:
    def packaged(file: Path) -> str | None:
        return "libpython3.11" if file.name.startswith("libpython") else None

    return bundle_owners.owner(name, {**ORIGINS, **SYSTEM}, RECORDED, packaged)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("kiosk", "pyinstaller-bootloader"),
        ("_internal/PySide6/QtWebEngineCore.abi3.so", "pyside6-addons"),
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", "qt"),
        ("_internal/PySide6/Qt/lib/libQt6WebEngineCore.so.6", "qtwebengine"),
        ("_internal/PySide6/Qt/libexec/QtWebEngineProcess", "qtwebengine"),
        ("_internal/PySide6/Qt/qml/QtWebEngine/libqtwebenginequickplugin.so", "qtwebengine"),
        ("_internal/PySide6/Qt/lib/libicudata.so.73", "icu"),
        ("_internal/rapidfuzz/fuzz_cpp.so", "rapidfuzz"),
        ("_internal/libpython3.11.so.1.0", "libpython3.11"),
    ],
)
def test_a_file_has_the_owner_it_was_installed_by(name: str, part: str) -> None:
    assert owner(name) == part


@pytest.mark.parametrize("name", ["_internal/libnobody.so", "_internal/never-heard-of.so"])
def test_a_file_of_nobody_stops_the_making(name: str) -> None:
    with pytest.raises(LookupError, match=f"nobody knows whose {name} is"):
        owner(name)


def test_an_interpreter_of_its_own_brings_its_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.base_prefix", "/opt")
    assert owner("_internal/libnobody.so") == "python"


def test_the_files_of_this_environment_have_their_distributions() -> None:
    found = bundle_owners.distributions()
    assert {"pyside6-essentials", "cffi", "pydantic-core"} <= set(found.values())
    assert all(file.is_absolute() for file in found)


def test_the_system_knows_its_own_files(tmp_path: Path) -> None:
    """Under either of the names that a file has since /lib is a link."""
    assert bundle_owners.package_of(Path("/usr/bin/dpkg-query")) == "dpkg"
    assert (
        bundle_owners.package_of(Path("/bin/cp")) == bundle_owners.package_of(Path("/usr/bin/cp")) == "coreutils"
    )
    assert bundle_owners.package_of(tmp_path / "mine.so") is None


def test_a_package_of_the_system_has_a_text_and_a_name_for_the_list() -> None:
    found = bundle_owners.package("dpkg")
    assert found.text.is_file()
    assert found.purl.startswith(f"pkg:deb/{found.system.partition('-')[0]}/dpkg@")
    made = DebianPackage("libpython3.11", "3.11.2-6+deb12u6", "amd64", "debian-12")
    assert made.purl == "pkg:deb/debian/libpython3.11@3.11.2-6%2Bdeb12u6?arch=amd64&distro=debian-12"
    with pytest.raises(LookupError):
        bundle_owners.package("no-such-package")


def part(name: str, version: str = "1", **more: Any) -> bundle_sbom.Part:
    return {**bundle_sbom.part(name, version, "MIT"), **more}


def test_each_file_stands_at_its_part() -> None:
    owners = Owners({"_internal/b.so": "rapid-fuzz", "_internal/a.so": "rapid-fuzz", "kiosk": "qt"}, ())
    fuzz = part("Rapid_Fuzz", purl="pkg:pypi/rapid-fuzz@1")
    first, second, third = bundle_sbom.with_files([fuzz, part("qt"), part("inter")], owners)
    assert first["evidence"] == {"occurrences": [{"location": "_internal/a.so"}, {"location": "_internal/b.so"}]}
    assert second["evidence"] == {"occurrences": [{"location": "kiosk"}]}
    assert "evidence" not in third
    with pytest.raises(LookupError, match="owner of files: rapid-fuzz"):
        bundle_sbom.with_files([part("qt")], owners)


def test_a_part_tells_what_is_compiled_into_it() -> None:
    """Also what its makers name a second time for another part."""
    inner: list[bundle_sbom.Part] = [
        {"name": "openssl", "version": "4.0", "hashes": [], "type": "library"},
        {"name": "x", "purl": "pkg:cargo/x"},
    ]
    told = bundle_sbom.with_inside(part("cryptography"), inner)
    outer = "pkg:generic/cryptography@1"
    assert told["components"] == [
        {"type": "library", "name": "openssl", "version": "4.0", "bom-ref": f"{outer}/openssl"},
        {"name": "x", "purl": "pkg:cargo/x", "bom-ref": f"{outer}/pkg:cargo/x"},
    ]
    assert bundle_sbom.with_inside(part("rich"), []) == part("rich")


def test_what_is_inside_is_told_by_the_makers_or_known_here() -> None:
    assert "openssl" in {one["name"] for one in bundle_sbom.inside("cryptography")}
    assert [one["name"] for one in bundle_sbom.inside("cffi")] == ["libffi"]
    assert bundle_sbom.inside("qt") == []


def test_notices_name_what_they_are_for() -> None:
    crate = {"name": "openssl", "version": "0.10", "purl": "pkg:cargo/openssl@0.10"}
    library = {"name": "openssl", "version": "4.0"}
    parts = [
        part("cryptography", "50", components=[crate, library]),
        part("cffi", "2", components=[{"name": "libffi"}]),
        part("qt", "6.11"),
        part("qtwebengine", "6.12"),
    ]
    told = {name: bundle_papers.held(name, parts) for name in ("openssl", "libffi", "qtbase", "qtwebengine")}
    assert told == {
        "openssl": "openssl 4.0 in cryptography 50",
        "libffi": "libffi in cffi 2",
        "qtbase": "qt 6.11",
        "qtwebengine": "qtwebengine 6.12",
    }
    with pytest.raises(LookupError):
        bundle_papers.held("icu", parts)
