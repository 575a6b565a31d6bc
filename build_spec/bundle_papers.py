"""Puts the papers beside the program: `python -m build_spec.bundle_papers FOLDER`, in the bundle's environment.

VERSION, licences/ with the terms of every part, and sbom.cdx.json, the list of the parts.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from build_spec import bundle_notices, bundle_owners, bundle_sbom
from build_spec.bundle_contents import product
from kiosk import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from build_spec.bundle_owners import DebianPackage

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
COMMON = Path("/usr/share/common-licenses")
"""Where every Debian and Ubuntu keeps the texts that many packages share. Source: Debian Policy, 12.5."""
SHARED_TEXTS = {
    "gtfs-realtime-bindings": ("Apache-2.0",),
    "pyside6": ("LGPL-3", "GPL-3"),
    "pyside6-addons": ("LGPL-3", "GPL-3"),
    "pyside6-essentials": ("LGPL-3", "GPL-3"),
    "shiboken6": ("LGPL-3", "GPL-3"),
}
"""Distributions that name their terms and bring no text of them."""
MORE = {"isal": ("isal/isa-l/LICENSE",)}
"""Texts beside the code, of what is compiled into it."""
TEXT_NAMES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")
README = """\
The terms under which the parts of this program may be used and passed on, a folder for each; what each of them is,
in which version, and which files are its own, stands in ../sbom.cdx.json.

Qt, Qt for Python and Qt WebEngine are used under the GNU Lesser General Public License 3. They are shared
libraries in ../_internal/PySide6 and may be replaced by changed ones of the same interface. Their sources:
https://download.qt.io/official_releases/qt/ and https://download.qt.io/official_releases/QtForPython/ .

Qt holds code of others, and Qt WebEngine holds Chromium with its own third-party code; so do some packages of
Python. The files that are published for installation bring no notices of these. The notices here are those that
Debian or Ubuntu give with packages made of the same sources, in the version of the package; what this program
holds is of another version:

{table}

{chromium}

Their makers list what is in the very versions here: https://doc.qt.io/qt-6/licenses-used-in-qt.html and
https://doc.qt.io/qt-6/qtwebengine-licensing.html .

What is compiled into packages of Python is named, with its terms, in ../sbom.cdx.json, and in the lists of their
makers here (*.json). Where a choice is offered, Apache-2.0 is chosen; its text lies in cryptography. Of Taskflow
(MIT, https://github.com/taskflow/taskflow), which is in rapidfuzz, and of a few of those packages of Rust under
the MIT licence, no notice is published beside what was installed.
"""
CREDITS = "chromium/credits.txt is the list that Chromium shows at chrome://credits."
NO_CREDITS = "What Chromium holds is told in qtwebengine: the system this was built on packs no Chromium."


def notice_texts() -> dict[str, list[Path]]:
    """The texts that were fetched, by part. Raises LookupError."""
    found = {
        folder.name: [file for file in folder.iterdir() if file.name != bundle_notices.FROM]
        for folder in sorted(bundle_notices.FOLDER.glob("*/"))
        if folder.is_dir()
    }
    if missing := bundle_notices.PACKAGES.keys() - found.keys():
        raise LookupError(f"no notices were fetched of {', '.join(sorted(missing))}")
    return found


def readme(notices: Collection[str], parts: list[bundle_sbom.Part]) -> str:
    """What the folder of terms says of itself; `parts` are those of the list of parts."""
    rows = [("folder", "notices of the package", "here they are for")]
    for name in sorted(notices):
        source = (bundle_notices.FOLDER / name / bundle_notices.FROM).read_text("utf-8").strip()
        rows.append((name, source, held(name, parts)))
    wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
    table = "\n".join(f"  {row[0]:{wide[0]}}  {row[1]:{wide[1]}}  {row[2]}" for row in rows)
    return README.format(table=table, chromium=CREDITS if "chromium" in notices else NO_CREDITS)


def held(notice: str, parts: list[bundle_sbom.Part]) -> str:
    """What of the program a notice is for, with the versions that are known. Pure; raises LookupError."""
    for one in parts:
        name = f"{one['name']} {one['version']}"
        if one["name"] == notice:
            return name
        for inner in one.get("components", ()):
            # A package of Rust that binds a library may have the name of the library.
            if inner["name"] == notice and not inner.get("purl", "").startswith("pkg:cargo/"):
                return f"{notice} {inner.get('version', '')}".strip() + f" in {name}"
        if one["name"] == "qt" and notice.startswith("qt") and notice != "qtwebengine":
            return name
    raise LookupError(f"there are notices of {notice}, and it is in no part")


def licence_texts(distribution: str) -> list[Path]:
    """The files that hold the terms of an installed distribution; never none. Raises LookupError."""
    found = [
        Path(str(file.locate()))
        for file in metadata.files(distribution) or ()
        if ".dist-info" in file.parts[0] and file.name.upper().startswith(TEXT_NAMES)
    ]
    place = metadata.distribution(distribution)
    found += [Path(str(place.locate_file(name))) for name in MORE.get(distribution, ())]
    found += [COMMON / name for name in SHARED_TEXTS.get(distribution, ()) if (COMMON / name).is_file()]
    if not found:
        raise LookupError(f"there is no licence text of {distribution}, neither with it nor in {COMMON}")
    return found


def python_texts() -> list[Path]:
    """The terms of the interpreter, as its makers or Debian install them. Raises LookupError."""
    standard_library = Path(sysconfig.get_path("stdlib"))
    named = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = (standard_library / "LICENSE.txt", Path("/usr/share/doc", f"lib{named}", "copyright"))
    found = [place for place in places if place.is_file()]
    if not found:
        raise LookupError(f"there is no licence text of Python in any of {', '.join(map(str, places))}")
    return found


def write_licences(folder: Path, packages: Iterable[DebianPackage]) -> None:
    """A folder for each part, with its texts. Raises LookupError, OSError."""
    texts = {name: licence_texts(name) for name in product(LOCK)}
    texts["python"] = python_texts()
    texts["pyinstaller-bootloader"] = licence_texts("pyinstaller")
    texts["inter"] = [ROOT / "resources" / "fonts" / "Inter-LICENSE.txt"]
    texts["tabler-icons"] = [ROOT / "resources" / "icons" / "LICENSE"]
    texts["smart-stop-kiosk"] = [ROOT / "LICENSE"]
    texts |= {one.name: [one.text] for one in packages}
    for name in product(LOCK):
        texts[name] += bundle_sbom.own_lists(name)
    for part, files in [*texts.items(), *notice_texts().items()]:
        for file in files:
            target = folder / part / inner_name(file)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def inner_name(file: Path) -> str:
    """What a text is called in the folder of its part: that of a part of the part after that."""
    return f"{file.name}.{file.parent.name}" if file.parent.name == "isa-l" else file.name


def main() -> None:
    """Write them all into the folder of the bundle."""
    bundle = Path(sys.argv[1])
    (bundle / "VERSION").write_text(f"{__version__}\n", "utf-8")
    owners = bundle_owners.found(bundle)
    write_licences(bundle / "licences", owners.packages)
    parts = bundle_sbom.write(bundle / "sbom.cdx.json", LOCK, owners)
    (bundle / "licences" / "README").write_text(readme(notice_texts().keys(), parts), "utf-8")


if __name__ == "__main__":
    main()
