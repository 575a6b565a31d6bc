"""The package as it is delivered: its size, its files and their owners, its papers, and what Debian says of it."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from build_spec import bundle_notices
from tests import package_files
from tests.conftest import ROOT
from tests.package_files import DEBIAN

SHARE = "./usr/lib/smart-stop-kiosk"
LARGEST, LARGEST_INSTALLED = 220, 600
"""Megabytes."""
OLDEST_LIBC = (2, 36)
"""That of Debian 12."""
LIMIT = 600.0


def said_by(*words: str | Path, **environ: str) -> str:
    """The output of a program that must succeed."""
    done = subprocess.run(
        words, env={**os.environ, **environ}, capture_output=True, text=True, check=True, timeout=LIMIT
    )
    return done.stdout


@pytest.fixture(scope="module")
def files(package: Path) -> dict[str, tarfile.TarInfo]:
    """Everything that dpkg unpacks."""
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as unpacking:
        assert unpacking.stdout
        with tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive:
            return {member.name: member for member in archive}


@pytest.fixture(scope="module")
def papers(package: Path) -> dict[str, str]:
    """The version and the list of parts, as they lie in the package."""
    names = [f"{SHARE}/bundle/VERSION", f"{SHARE}/bundle/sbom.cdx.json"]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as unpacking:
        assert unpacking.stdout
        with tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive:
            streams = ((file.name, archive.extractfile(file)) for file in archive if file.name in names)
            return {Path(name).name: stream.read().decode() for name, stream in streams if stream}


def test_it_is_small_enough(package: Path) -> None:
    assert package.stat().st_size <= LARGEST * 2**20
    assert int(said_by("dpkg-deb", "--field", package, "Installed-Size")) <= LARGEST_INSTALLED * 2**10


def test_everything_is_roots_and_nobody_else_may_change_it(files: dict[str, tarfile.TarInfo]) -> None:
    assert {(file.uid, file.gid) for file in files.values()} == {(0, 0)}
    assert [name for name, file in files.items() if file.mode & 0o7022 and not file.issym()] == []
    assert {file.mode for file in files.values() if file.isdir()} == {0o755}
    assert all(file.isfile() or file.isdir() or file.issym() for file in files.values())


def test_only_programs_may_be_run(files: dict[str, tarfile.TarInfo]) -> None:
    programs = {name for name, file in files.items() if file.isfile() and file.mode & 0o111}
    scripts = {name for name in programs if name.startswith(f"{SHARE}/libexec/")}
    assert {Path(name).name for name in programs - scripts} == {"kiosk", "QtWebEngineProcess"}
    assert scripts


def test_nothing_lies_where_only_the_administrator_puts_things(files: dict[str, tarfile.TarInfo]) -> None:
    tops = {"/".join(name.split("/")[:3]) for name in files if name.count("/") >= 2}
    assert tops == {"./usr/bin", "./usr/lib", "./usr/share"}


def test_every_unit_and_rule_of_ours_is_in_it(files: dict[str, tarfile.TarInfo]) -> None:
    units = {f"./usr/lib/systemd/system/{file.name}" for file in package_files.UNITS.iterdir()}
    rules = {
        "./usr/lib/sysusers.d/smart-stop-kiosk.conf",
        "./usr/lib/tmpfiles.d/smart-stop-kiosk.conf",
        "./usr/lib/udev/rules.d/85-smart-stop-kiosk.rules",
        "./usr/share/polkit-1/rules.d/50-smart-stop-kiosk.rules",
        "./usr/lib/sysctl.d/60-smart-stop-kiosk.conf",
    }
    drop_ins = {
        f"./usr/lib/systemd/{name}.conf.d/60-smart-stop-kiosk.conf" for name in ("logind", "journald", "system")
    }
    assert (units | rules | drop_ins) - set(files) == set()


def test_its_papers_are_in_it(package: Path, papers: dict[str, str], files: dict[str, tarfile.TarInfo]) -> None:
    assert papers["VERSION"].strip() == said_by("dpkg-deb", "--field", package, "Version").strip()
    assert json.loads(papers["sbom.cdx.json"])["bomFormat"] == "CycloneDX"
    doc = "./usr/share/doc/smart-stop-kiosk"
    wanted = {f"{doc}/{name}" for name in ("copyright", "changelog.gz", "examples/kiosk.toml")}
    wanted |= {f"{SHARE}/bundle/licences/{part}" for part in ("README", "pyside6", "python", "cryptography")}
    # Those of Qt's and Chromium's third parties.
    wanted |= {f"{SHARE}/bundle/licences/{part}/copyright" for part in bundle_notices.PACKAGES}
    wanted.add(f"{SHARE}/bundle/licences/chromium/credits.txt")
    assert wanted - set(files) == set()


def test_whose_each_part_is_names_parts_that_are_there(files: dict[str, tarfile.TarInfo]) -> None:
    fields = re.findall(r"^Files: (\S+(?:\n +\S+)*)", (DEBIAN / "copyright").read_text(), re.MULTILINE)
    patterns = [pattern for field in fields for pattern in field.split()]
    assert [pattern for pattern in patterns if not fnmatch.filter(files, f"./{pattern}")] == []


def test_every_library_that_the_bundle_links_to_is_depended_on() -> None:
    depends = package_files.names(package_files.control()["Depends"])
    libraries = (ROOT / "build/bundle/system-libraries.txt").read_text().split()
    found = said_by("dpkg-query", "--search", *(f"*/{library}" for library in libraries)).splitlines()
    owners: dict[str, set[str]] = {library: set() for library in libraries}
    for owner, _, path in (line.partition(": ") for line in found):
        owners[Path(path).name].add(owner.partition(":")[0])
    assert {library: owner for library, owner in owners.items() if not owner & depends} == {}


def test_no_library_wants_a_newer_system_than_debian_12() -> None:
    bundle = ROOT / "build/bundle/kiosk"
    libraries = [bundle / "kiosk", *bundle.rglob("*.so"), *bundle.rglob("*.so.*")]
    wanted = re.findall(
        r"\(GLIBC_(\d+)\.(\d+)", said_by("objdump", "-p", *libraries).replace(" GLIBC_", " (GLIBC_")
    )
    assert wanted
    assert max((int(major), int(minor)) for major, minor in wanted) <= OLDEST_LIBC


def test_debians_own_checker_finds_no_fault(package: Path) -> None:
    done = subprocess.run(
        ["lintian", "--no-cfg", "--allow-root", "--fail-on", "error,warning", "--tag-display-limit", "0", package],
        capture_output=True, text=True, check=False, timeout=LIMIT,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, ""), done.stdout[-3000:]


def test_packed_twice_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    made = []
    for out in (tmp_path / "first", tmp_path / "second"):
        words = ("--fast", "--bundle", ROOT / "build/bundle/kiosk", "--out", out)
        said_by(ROOT / "build_spec/package.sh", *words, SOURCE_DATE_EPOCH="1700000000")
        made.append(next(out.glob("*.deb")))
    first, second = made
    assert subprocess.run(["cmp", first, second], check=False).returncode == 0
    for package in made:
        package.unlink()
