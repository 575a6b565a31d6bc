"""Packages that nobody published: the kiosk's with another version, and others that have nothing in them."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.conftest import ROOT

NEWER = "0.6.1"
_CONTROL = """Package: {name}
Version: {version}
Architecture: all
Maintainer: Tests <tests@example.org>
Section: misc
Priority: optional
Description: nothing
 Holds no file.
"""


def packed(scratch: Path, version: str, bundle: Path) -> Path:
    """The kiosk's package of `version` that holds `bundle`."""
    out = scratch / "packages"
    words: list[str | Path] = [
        ROOT / "build_spec" / "package.sh",
        "--fast",
        "--version",
        version,
        "--bundle",
        bundle,
        "--out",
        out,
    ]
    subprocess.run(words, check=True, timeout=300, stdout=subprocess.DEVNULL)
    return out / f"smart-stop-kiosk_{version}_amd64.deb"


def empty(folder: Path, name: str, version: str) -> Path:
    """A package that holds no file, made in `folder`."""
    made = folder / f"{name}_{version}_all.deb"
    with tempfile.TemporaryDirectory(dir=folder) as root:
        control = Path(root) / "DEBIAN" / "control"
        Path(root).chmod(0o755)
        control.parent.mkdir(mode=0o755)
        control.write_text(_CONTROL.format(name=name, version=version))
        words: list[str | Path] = ["dpkg-deb", "--root-owner-group", "--build", root, made]
        subprocess.run(words, check=True, timeout=60, stdout=subprocess.DEVNULL)
    return made
