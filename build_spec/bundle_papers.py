"""Puts the papers beside the program: `python -m build_spec.bundle_papers FOLDER`, in the bundle's environment.

VERSION, licences/ with the terms of every part, and sbom.cdx.json, the list of the parts.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

from build_spec import bundle_sbom
from build_spec.bundle_contents import product
from kiosk import __version__

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
TEXT_NAMES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")
README = """\
The terms under which the parts of this program may be used and passed on, a folder for each; what each of them is,
and in which version, stands in ../sbom.cdx.json.

Qt, Qt for Python and Qt WebEngine are used under the GNU Lesser General Public License 3. They are shared
libraries in ../_internal/PySide6 and may be replaced by changed ones of the same interface. Their sources:
https://download.qt.io/official_releases/qt/ and https://download.qt.io/official_releases/QtForPython/ .

Qt holds code of others, and Qt WebEngine holds Chromium with its own third-party code. The files that are
published for installation bring no notices of these. Their makers list them, with their texts:
https://doc.qt.io/qt-6/licenses-used-in-qt.html and https://doc.qt.io/qt-6/qtwebengine-licensing.html .
"""


def licence_texts(distribution: str) -> list[Path]:
    """The files that hold the terms of an installed distribution; never none. Raises LookupError."""
    found = [
        Path(str(file.locate()))
        for file in metadata.files(distribution) or ()
        if ".dist-info" in file.parts[0] and file.name.upper().startswith(TEXT_NAMES)
    ]
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


def write_licences(folder: Path) -> None:
    """A folder for each part, with its texts."""
    texts = {name: licence_texts(name) for name in product(LOCK)}
    texts["python"] = python_texts()
    texts["pyinstaller-bootloader"] = licence_texts("pyinstaller")
    texts["inter"] = [ROOT / "resources" / "fonts" / "Inter-LICENSE.txt"]
    texts["tabler-icons"] = [ROOT / "resources" / "icons" / "LICENSE"]
    texts["smart-stop-kiosk"] = [ROOT / "LICENSE"]
    for part, files in texts.items():
        for file in files:
            target = folder / part / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    (folder / "README").write_text(README, "utf-8")


def main() -> None:
    """Write them all into the folder of the bundle."""
    bundle = Path(sys.argv[1])
    (bundle / "VERSION").write_text(f"{__version__}\n", "utf-8")
    write_licences(bundle / "licences")
    bundle_sbom.write(bundle / "sbom.cdx.json", LOCK)


if __name__ == "__main__":
    main()
