"""The bundle's list of parts as CycloneDX 1.6: what cyclonedx-bom finds, and what is in no Python package.

Each program and library in the bundle stands at the part it belongs to, as an occurrence of it.

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
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name

from build_spec.bundle_contents import product
from kiosk import __version__

if TYPE_CHECKING:
    from build_spec.bundle_owners import Owners

ROOT = Path(__file__).resolve().parent.parent
Part = dict[str, Any]


INSIDE = {
    "argon2-cffi-bindings": (("argon2", "CC0-1.0 OR Apache-2.0"),),
    "cffi": (("libffi", "MIT"),),
    "isal": (("isa-l", "BSD-3-Clause"),),
    "rapidfuzz": (("taskflow", "MIT"),),
}
"""What is compiled into a distribution whose makers list no parts of it."""


def write(file: Path, requirements: Path, owners: Owners) -> list[Part]:
    """Write the list for what is installed here and named in `requirements`; its parts. Raises LookupError."""
    of_system = [
        part(one.name, one.version, re.sub(r"[^\w.-]", "-", f"LicenseRef-{one.name}"), purl=one.purl)
        for one in owners.packages
    ]
    listed = narrowed(found(), product(requirements), [*others(), *of_system])
    told = [with_inside(one, inside(one["name"])) for one in listed["components"]]
    parts = with_files(told, owners)
    file.write_text(json.dumps({**listed, "components": parts}, indent=1) + "\n", "utf-8")
    return parts


def with_files(parts: list[Part], owners: Owners) -> list[Part]:
    """The parts with the files that are theirs. Pure; raises LookupError for an owner that is no part."""
    if missing := {*owners.of.values()} - {owner_name(one) for one in parts}:
        raise LookupError(f"not in the list of parts, and owner of files: {', '.join(sorted(missing))}")
    return [with_occurrences(one, owners.files(owner_name(one))) for one in parts]


def owner_name(one: Part) -> str:
    """What a part is called where files have owners: a distribution by its normal form."""
    name: str = one["name"]
    return canonicalize_name(name) if one.get("purl", "").startswith("pkg:pypi/") else name


def with_occurrences(one: Part, files: list[str]) -> Part:
    """A part with its files, if it has any."""
    if not files:
        return one
    return {**one, "evidence": {"occurrences": [{"location": file} for file in files]}}


def own_lists(distribution: str) -> list[Path]:
    """The lists of parts that the makers of an installed distribution put beside it. Source: PEP 770."""
    return [
        Path(str(file.locate()))
        for file in metadata.files(distribution) or ()
        if file.parts[1:2] == ("sboms",) and ".dist-info" in file.parts[0]
    ]


def inside(distribution: str) -> list[Part]:
    """What is compiled into a distribution, as its makers list it, or as it is known here."""
    try:
        lists = own_lists(distribution)
    except metadata.PackageNotFoundError:
        return []
    listed = [one for file in lists for one in json.loads(file.read_text("utf-8"))["components"]]
    known = [
        {"type": "library", "name": name, "licenses": [{"expression": licence}]}
        for name, licence in INSIDE.get(canonicalize_name(distribution), ())
    ]
    return [*listed, *known]


def with_inside(one: Part, inner: list[Part]) -> Part:
    """A part with the parts inside it. Pure: the reference of each is its own within the whole list."""
    if not inner:
        return one
    kept = ("type", "name", "version", "description", "author", "licenses", "purl", "externalReferences")
    parts = [{key: part[key] for key in kept if key in part} for part in inner]
    for part in parts:
        part["bom-ref"] = f"{one['bom-ref']}/{part.get('purl', part['name'])}"
    return {**one, "components": parts}


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


def part(name: str, version: str, licence: str, *, kind: str = "library", purl: str | None = None) -> Part:
    """One part; `licence` is an SPDX expression."""
    purl = purl or f"pkg:generic/{name}@{version}"
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
