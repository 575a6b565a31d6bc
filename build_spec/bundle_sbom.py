"""The bundle's list of parts as CycloneDX 1.6: what cyclonedx-bom finds, and what is in no Python package.

Source: https://cyclonedx.org/docs/1.6/json/.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from build_spec.bundle_contents import product
from kiosk import __version__

ROOT = Path(__file__).resolve().parent.parent
Part = dict[str, Any]


def write(file: Path, requirements: Path) -> None:
    """Write the list for what is installed here and named in `requirements`."""
    file.write_text(json.dumps(narrowed(found(), product(requirements), others()), indent=1) + "\n", "utf-8")


def found() -> Part:
    """What cyclonedx-bom says of this environment, the same at each run."""
    program = str(Path(sys.executable).with_name("cyclonedx-py"))
    words = [program, "environment", "--output-reproducible", "--sv", "1.6", "--of", "JSON", sys.executable]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    listed: Part = json.loads(done.stdout)
    return listed


def narrowed(listed: Part, names: set[str], more: list[Part]) -> Part:
    """`listed` without the tools of the build: the distributions in `names`, and `more` parts. Pure."""
    ours = [one for one in listed["components"] if canonicalize_name(one["name"]) in names]
    references = {one["bom-ref"] for one in ours}
    kiosk = part("smart-stop-kiosk", __version__, "Apache-2.0", kind="application")
    needs = [
        {**one, "dependsOn": [name for name in one.get("dependsOn", ()) if name in references]}
        for one in listed["dependencies"]
        if one["ref"] in references
    ]
    top = {"ref": kiosk["bom-ref"], "dependsOn": sorted(references | {one["bom-ref"] for one in more})}
    return {
        **listed,
        "metadata": {**listed["metadata"], "component": kiosk},
        "components": [*ours, *more],
        "dependencies": [top, *needs],
    }


def others() -> list[Part]:
    """What the bundle holds besides Python packages, in the versions that are installed here."""
    from PySide6 import QtCore, QtWebEngineCore  # noqa: PLC0415  the tests of the rest need no web engine

    qt = "LGPL-3.0-only"
    patched = str(QtWebEngineCore.qWebEngineChromiumSecurityPatchVersion())
    chromium = part("chromium", str(QtWebEngineCore.qWebEngineChromiumVersion()), "BSD-3-Clause")
    chromium["properties"] = [{"name": "qt:security-patches-up-to", "value": patched}]
    return [
        part("qt", str(QtCore.qVersion()), qt),
        part("qtwebengine", str(QtWebEngineCore.qWebEngineVersion()), qt),
        chromium,
        part("icu", icu_version(Path(QtCore.__file__).parent / "Qt" / "lib"), "Unicode-3.0"),
        part("python", platform.python_version(), "PSF-2.0"),
        part(
            "pyinstaller-bootloader", metadata.version("pyinstaller"), "GPL-2.0-or-later WITH Bootloader-exception"
        ),
        part("inter", written_version("fonts", r"Inter (\d[\d.]*\d)"), "OFL-1.1"),
        part("tabler-icons", written_version("icons", r"Tabler Icons (\d[\d.]*\d)"), "MIT"),
    ]


def part(name: str, version: str, licence: str, *, kind: str = "library") -> Part:
    """One part; `licence` is an SPDX expression."""
    purl = f"pkg:generic/{name}@{version}"
    return {
        "type": kind,
        "bom-ref": purl,
        "name": name,
        "version": version,
        "licenses": [{"expression": licence}],
        "purl": purl,
    }


def icu_version(libraries: Path) -> str:
    """The version of the ICU that Qt brings, by the name of its data. Raises LookupError."""
    for file in libraries.glob("libicudata.so.*"):
        return file.name.rpartition(".so.")[2]
    raise LookupError(f"there is no ICU in {libraries}")


def written_version(folder: str, pattern: str) -> str:
    """The version that the notes beside a resource name. Raises LookupError."""
    notes = (ROOT / "resources" / folder / "README.md").read_text("utf-8")
    if version := re.search(pattern, notes):
        return version[1]
    raise LookupError(f"resources/{folder}/README.md names no version")
