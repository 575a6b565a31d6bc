"""A small Debian of this machine's own release, with what the package depends on; made once a week, then kept.

Source: debootstrap(8), apt-get(8) satisfy, apt.conf(5).
"""

from __future__ import annotations

import datetime
import hashlib
import platform
import shutil
import subprocess
from pathlib import Path

from kiosk.clock import Clock
from tests.appliance.first_process import PATH
from tests.appliance.machine import HERE, Machine
from tests.conftest import ROOT

BUILD = ROOT / "build" / "appliance"
CACHED = BUILD / "apt"
LIMIT = 600.0
POLICY = "#!/bin/sh\nexit 101\n"
"""No service is started while packages are installed. Source: invoke-rc.d(8), policy-rc.d."""
SPEED = "force-unsafe-io\npath-exclude=/usr/share/locale/*\npath-exclude=/usr/share/info/*\n"
UNASKED = f"""APT::Get::Assume-Yes "true";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Dpkg::Use-Pty "0";
DPkg::Path "{PATH}";
"""
"""As `Machine.apt` has it, for commands that are not ours."""
OF_THIS_MACHINE = ("Acquire::http", "Acquire::https", "Acquire::Check", "Acquire::Retries", "Acquire::Max")
"""How packages are reached from here, and what a clock of its own wants."""


class NoDebian(Exception):  # noqa: N818  as it is said
    """There is no way to a Debian from here; one sentence."""


def folder_for(package: Path) -> Path:
    """The folder of a Debian with what `package` depends on; nobody may write there. Raises NoDebian."""
    depends = _field(package, "Depends")
    kept = _kept(depends)
    if not kept.exists():
        for old in BUILD.glob("debian-*"):
            shutil.rmtree(old)
        _make(depends, kept)
    return kept


def extended(bare: Path, name: str, command: str, scratch: Path) -> Path:
    """The folder of what a command adds to the Debian in `bare`, to lie over it; kept as long as that is.

    `command` is one of apt-get's, which is not asked to be sure.
    """
    made_by = hashlib.sha256(f"{UNASKED} {command}".encode()).hexdigest()[:8]
    kept, making = (bare.with_name(f"{bare.name}-{end}") for end in (f"{name}-{made_by}", "making"))
    if not kept.exists():
        changes = scratch / f"{name}-extended"
        changes.mkdir()
        with Machine(bare, cached=CACHED, changes=changes, network=True) as machine:
            machine.path("/etc/apt/apt.conf.d/91unasked").write_text(UNASKED)
            machine.run("apt-get", "update", limit=LIMIT)
            machine.run("sh", "-euc", command, limit=LIMIT)
            machine.run(
                "sh", "-euc", "rm -rf /var/lib/apt/lists/* /etc/apt/sources.list /etc/apt/sources.list.d/*"
            )
        shutil.rmtree(making, ignore_errors=True)
        _do(
            "cp", "-a", str(changes / "upper"), str(making)
        )  # where nothing can be laid over a folder of this disk
        making.rename(kept)
    return kept


def _kept(depends: str) -> Path:
    today = datetime.datetime.fromtimestamp(Clock().read().instant, datetime.UTC)
    week = "-".join(map(str, today.isocalendar()[:2]))
    made_by = hashlib.sha256(f"{SPEED} {POLICY} {depends}".encode() + (HERE / "systemctl").read_bytes())
    return BUILD / f"debian-{_codename()}-{week}-{made_by.hexdigest()[:8]}"


def _make(depends: str, kept: Path) -> None:
    folder = BUILD / "making"
    shutil.rmtree(folder, ignore_errors=True)
    (CACHED / "partial").mkdir(parents=True, exist_ok=True)
    try:
        mirror = _mirror()
        _do("debootstrap", "--variant=minbase", f"--cache-dir={_own(CACHED)}", _codename(), str(folder), mirror)
        _configure(folder)
        with Machine(folder, cached=CACHED, in_place=True, network=True) as machine:
            machine.apt("update")
            machine.apt("satisfy", depends, limit=LIMIT)
        (folder / "usr/sbin/policy-rc.d").unlink()
        folder.rename(kept)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _configure(folder: Path) -> None:
    """Let apt there reach what apt reaches here, and leave out what no test looks at."""
    for name in ("sources.list", "sources.list.d", "trusted.gpg.d", "keyrings", "auth.conf.d"):
        ours, theirs = Path("/etc/apt") / name, folder / "etc/apt" / name
        if ours.is_dir():
            shutil.rmtree(theirs, ignore_errors=True)
            shutil.copytree(ours, theirs)
        elif ours.is_file():
            shutil.copy(ours, theirs)
        else:
            theirs.unlink(missing_ok=True)
    dumped = _do("apt-config", "dump").splitlines()
    lines = [line for line in dumped if line.startswith(OF_THIS_MACHINE)]
    lines += ['Acquire::Languages "none";', 'Binary::apt-get::APT::Keep-Downloaded-Packages "true";']
    (folder / "etc/apt/apt.conf.d/90machine").write_text("\n".join(lines) + "\n")
    (folder / "etc/dpkg/dpkg.cfg.d/90machine").write_text(SPEED)
    policy = folder / "usr/sbin/policy-rc.d"
    policy.write_text(POLICY)
    policy.chmod(0o755)
    for name in ("resolv.conf", "hosts"):
        shutil.copy(Path("/etc") / name, folder / "etc" / name)
    certificates = Path("/etc/ssl/certs/ca-certificates.crt")
    if certificates.exists():
        (folder / "etc/ssl/certs").mkdir(parents=True, exist_ok=True)
        shutil.copy(certificates, folder / "etc/ssl/certs")
    ours = folder / "usr/local/bin/systemctl"
    shutil.copy(HERE / "systemctl", ours)
    ours.chmod(0o755)


def _mirror() -> str:
    """Where this machine's own apt finds its release. Source: apt-get(8), indextargets."""
    told = _do(
        "apt-get", "indextargets", "--format", "$(CODENAME) $(COMPONENT) $(REPO_URI)", "Created-By: Packages"
    )
    for line in told.splitlines():
        codename, component, address = line.split()
        if (codename, component) == (_codename(), "main"):
            return address
    raise NoDebian(f"apt of this machine knows no packages of {_codename()}.")


def _codename() -> str:
    return platform.freedesktop_os_release().get("VERSION_CODENAME", "")


def _own(folder: Path) -> Path:
    """A folder for debootstrap's packages beside apt's."""
    own = folder.with_name("debootstrap")
    own.mkdir(exist_ok=True)
    return own


def _field(package: Path, name: str) -> str:
    return _do("dpkg-deb", "--field", str(package), name).strip()


def _do(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=LIMIT, check=False)
    if done.returncode != 0:
        raise NoDebian(f"{words[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-500:]}")
    return done.stdout
