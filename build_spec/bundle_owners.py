"""Whose each program and library in the bundle is: one part of the list of parts, or making the bundle fails."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ORIGINS = "origins.txt"
"""Beside the bundle: a line for each file that PyInstaller put into it, its name there, a tab, where it was."""
DOC = Path("/usr/share/doc")
_QT = "PySide6/Qt/"
_INSIDE = "_internal/"


@dataclass(frozen=True, slots=True)
class DebianPackage:
    """A package of the system that files of the bundle come from."""

    name: str
    version: str
    architecture: str
    system: str
    """Like "debian-12"."""

    @property
    def purl(self) -> str:
        """How the list of parts names it. Source: package-url/purl-spec, types/deb-definition.json."""
        version = quote(self.version, safe="~:")
        vendor = self.system.partition("-")[0]
        return f"pkg:deb/{vendor}/{self.name}@{version}?arch={self.architecture}&distro={self.system}"

    @property
    def text(self) -> Path:
        """Its terms. Source: Debian Policy, 12.5."""
        return DOC / self.name / "copyright"


@dataclass(frozen=True, slots=True)
class Owners:
    """The owner of each program and library, by its path in the bundle, and the packages among the owners."""

    of: dict[str, str]
    packages: tuple[DebianPackage, ...]

    def files(self, part: str) -> list[str]:
        """What a part owns, in order."""
        return sorted(file for file, owner in self.of.items() if owner == part)


def found(bundle: Path) -> Owners:
    """Whose the files of this bundle are. Raises LookupError for one that nobody knows."""
    lines = (bundle.parent / ORIGINS).read_text("utf-8").splitlines()
    origins = {name: Path(file) for name, _, file in (line.partition("\t") for line in lines)}
    recorded = distributions()
    names = sorted(path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if is_elf(path))
    of = {name: owner(name, origins, recorded, package_of) for name in names}
    known = set(recorded.values()) | set(PARTS)
    return Owners(of, tuple(package(name) for name in sorted({*of.values()} - known)))


PARTS = ("icu", "pyinstaller-bootloader", "python", "qt", "qtwebengine")
"""The owners that are neither a distribution of Python nor a package of the system."""


def owner(
    name: str, origins: Mapping[str, Path], recorded: Mapping[Path, str], packaged: Callable[[Path], str | None]
) -> str:
    """The part that a file of the bundle belongs to. Raises LookupError."""
    if name == "kiosk":
        return "pyinstaller-bootloader"
    inner = name.removeprefix(_INSIDE)
    file = origins.get(inner)
    if file and file in recorded:
        return _of_qt(inner) or recorded[file]
    if file and (of_system := packaged(file)):
        return of_system
    if file and sys.base_prefix != "/usr" and file.is_relative_to(sys.base_prefix):
        return "python"  # one that is no package of the system
    raise LookupError(f"nobody knows whose {name} is; it was {file or 'in no list of files'}")


def _of_qt(inner: str) -> str | None:
    if not inner.startswith(_QT):
        return None  # PySide6's own
    if Path(inner).name.startswith("libicu"):
        return "icu"
    return "qtwebengine" if "webengine" in inner.lower() else "qt"


def is_elf(path: Path) -> bool:
    """Whether it is a program or a library. Source: elf(5)."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def distributions() -> dict[Path, str]:
    """The name of the distribution that each installed file of this environment belongs to."""
    return {
        Path(str(file.locate())): canonicalize_name(one.metadata["Name"])
        for one in metadata.distributions()
        for file in one.files or ()
    }


def package_of(file: Path) -> str | None:
    """The Debian package that a file of the system was installed by, if any.

    It knows files by the names of before /lib became a link to /usr/lib, or of after. Source: dpkg-query(1).
    """
    real = Path(os.path.realpath(file))
    names = {str(file), str(real), *(str(one).removeprefix("/usr") for one in (file, real))}
    done = subprocess.run(
        ["dpkg-query", "--search", *sorted(names)], capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout.partition(":")[0].strip() or None


def package(name: str) -> DebianPackage:
    """What the system knows of an installed package of its own architecture. Raises LookupError."""
    words = ["dpkg-query", "--showformat", "${Version} ${Architecture}\n", "--show", name]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    if not done.stdout:
        raise LookupError(f"the package {name} is not installed")
    version, architecture = done.stdout.splitlines()[0].split()
    system = platform.freedesktop_os_release()
    return DebianPackage(name, version, architecture, f"{system['ID']}-{system.get('VERSION_ID', 'unstable')}")
