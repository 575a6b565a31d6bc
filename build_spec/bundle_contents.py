"""What of PyInstaller's findings goes into the bundle: the rules behind kiosk.spec.

PyInstaller takes every QML module and every plugin that is installed. Here each part has to be asked for: a QML
module by an import of ours, a library by a part that is linked against it, a plugin by its name below.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Entry = tuple[str, str, str]
"""Name inside the bundle, file it is copied from, PyInstaller's kind of it ("BINARY", "EXTENSION", "DATA" ...)."""

QT = "PySide6/Qt/"
LIBRARIES = f"{QT}lib/"
PLUGINS = (
    "imageformats/libqjpeg.so",  # the black box writes its pictures so
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "platforms/libqxcb.so",
    "tls/libqopensslbackend.so",  # WebEngine hands certificates over as QSslCertificate
    "wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    "wayland-shell-integration/libfullscreen-shell-v1.so",
    "wayland-shell-integration/libxdg-shell.so",
    "xcbglintegrations/libqxcb-egl-integration.so",
    "xcbglintegrations/libqxcb-glx-integration.so",
)
"""The plugins of Qt that are loaded by name while the kiosk runs."""
RESOURCES = (
    "resources/icudtl.dat",
    "resources/qtwebengine_resources.pak",
    "resources/qtwebengine_resources_100p.pak",
    "resources/qtwebengine_resources_200p.pak",
    "resources/v8_context_snapshot.bin",
    "translations/qtwebengine_locales/en-US.pak",
    "translations/qtwebengine_locales/ru.pak",
    "libexec/QtWebEngineProcess",
)
"""What the processes of Chromium read; without the developer tools, in the languages of our pages."""
SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")
NEVER = ("setuptools", "_distutils_hack", "pkg_resources", "distutils", "ensurepip", "lib2to3", "pydoc", "tkinter")
"""What a library offers to import and a kiosk never does."""

_IMPORT = re.compile(r"^\s*import\s+(Qt[A-Za-z0-9.]*|QML)\b", re.MULTILINE)
_QMLDIR = re.compile(r"^(?:default import|import|depends)\s+([A-Za-z0-9.]+)", re.MULTILINE)
_NEEDED = re.compile(r"^\s*NEEDED\s+(\S+)$", re.MULTILINE)


def qml_modules(ours: Path, installed: Path) -> set[str]:
    """The modules of Qt, as folders under `installed`, that the QML files under `ours` come to import.

    A module of controls draws in one of several styles: of those only the default one.
    Source: Qt 6, "Module Definition qmldir Files".
    """
    waiting = set(_imports(ours.rglob("*.qml")))
    found: set[str] = set()
    while waiting:
        folder = waiting.pop().replace(".", "/")
        qmldir = installed / folder / "qmldir"
        if folder not in found and qmldir.is_file():
            found.add(folder)
            waiting.update(_QMLDIR.findall(qmldir.read_text("utf-8")), _imports(qmldir.parent.glob("*.qml")))
    return found


def _imports(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        yield from _IMPORT.findall(file.read_text("utf-8"))


def trimmed(binaries: list[Entry], datas: list[Entry], modules: set[str]) -> tuple[list[Entry], list[Entry]]:
    """The two lists without the parts of Qt that nothing asks for, and without the libraries of the system.

    Those come with the package's dependencies: a copy of ours would be older than the drivers that need them, and
    nobody would mend it. Nor are PyInstaller's links to libraries of Qt needed: each knows where the others lie.
    """
    asked = [entry for entry in binaries if not _is_system(entry) and _is_wanted(entry[0], modules)]
    known = {Path(entry[0]).name: entry for entry in asked if entry[0].startswith(LIBRARIES)}
    roots = [entry for entry in asked if not entry[0].startswith(LIBRARIES)]
    kept, waiting = {entry[0]: entry for entry in roots}, roots
    while waiting:
        linked = [known[name] for name in needed(waiting.pop()[1]) if name in known]
        waiting += [entry for entry in linked if entry[0] not in kept]
        kept.update((entry[0], entry) for entry in linked)
    return sorted(kept.values()), [one for one in datas if one[2] == "DATA" and _is_wanted(one[0], modules)]


def _is_system(entry: Entry) -> bool:
    name, file, kind = entry
    return kind == "BINARY" and file.startswith(SYSTEM) and not name.startswith("libpython")


def _is_wanted(name: str, modules: set[str]) -> bool:
    if not name.startswith(QT):
        return not name.endswith(".chk")  # sums of the system's NSS
    part = name.removeprefix(QT)
    if part.startswith("qml/"):
        folder, _, file = part.removeprefix("qml/").rpartition("/")
        return folder in modules and not file.endswith(".qmltypes")
    if part.startswith("plugins/"):
        return part.removeprefix("plugins/") in PLUGINS
    return part.startswith("lib/") or part in RESOURCES


@cache
def needed(file: str) -> tuple[str, ...]:
    """The libraries that a program or a library is linked against. Source: ELF, DT_NEEDED."""
    done = subprocess.run(["objdump", "-p", file], capture_output=True, encoding="utf-8", check=True)
    return tuple(_NEEDED.findall(done.stdout))


def from_the_system(binaries: Iterable[Entry]) -> set[str]:
    """The libraries that the parts of the bundle are linked against and that are not among them."""
    entries = list(binaries)
    inside = {Path(name).name for name, _, _ in entries}
    return {library for _, file, _ in entries for library in needed(file)} - inside


def product(requirements: Path) -> set[str]:
    """The distributions that a file of locked requirements names, as they are installed here."""
    lines = requirements.read_text("utf-8").splitlines()
    asked = (Requirement(line.rstrip(" \\")) for line in lines if re.match(r"[a-z0-9]", line))
    return {canonicalize_name(one.name) for one in asked if one.marker is None or one.marker.evaluate()}


def compiled_packages(requirements: Path) -> set[str]:
    """The packages and modules of the product, Qt's aside, that are compiled: no source tells what they import."""
    found = set()
    for name in product(requirements):
        files = metadata.files(name) or []
        found |= {file.parts[0].partition(".")[0] for file in files if file.suffix == ".so"}
    return found - {"PySide6", "shiboken6"}


def is_shipped(module: str) -> bool:
    """Whether a module is there for the program, not for its tests or for PyInstaller."""
    return not {"test", "tests", "__pyinstaller"} & set(module.split("."))


def foreign_modules(requirements: Path) -> set[str]:
    """The modules installed here that are no part of the product: those of the tools that build it."""
    ours = product(requirements)
    owners = metadata.packages_distributions()
    return {module for module, owned in owners.items() if not ours & {canonicalize_name(name) for name in owned}}
