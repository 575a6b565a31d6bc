"""The operator's repository, by the commands of docs/updates.md: what is signed comes, and nothing else."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import trustme

from kiosk import __version__
from tests.appliance import debian, packages, stop
from tests.appliance.machine import LIB, Machine
from tests.appliance.packages import NEWER
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCUMENT = ROOT / "docs" / "updates.md"
HOST = "apt.example.org"
NAME = "smart-stop-kiosk"
OTHERS = "bystander", "newcomer"
"""Two more packages of that repository: an older one is installed on the pavilion, and none."""


def told(section: str) -> list[str]:
    """The commands of a section of the document, a text for each block."""
    text = DOCUMENT.read_text(encoding="utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [block.replace("0.6.0", __version__).replace("0.6.1", NEWER) for block in blocks]


OPERATORS_TOOLS, BEGIN, STAGE, RELEASE, PUBLISH, WITHDRAW = told("The operator's repository")
TOOLS, KEY, SOURCE, NIGHT, BY_HAND = told("A pavilion")
*_, BACK_BY_VERSION, BACK_BY_FILE = told("After it went back")

NO_QUESTIONS = "batch\npinentry-mode loopback\npassphrase-file /dev/null\n"
"""For gpg: no passphrase, which an operator would be asked for."""
THIS_MACHINE = '#!/bin/sh\nshift\nexec "$@"\n'
"""In the place of ssh: runs what it is given here and not at the host that is named."""
REACHED = f"""Acquire::https::Proxy::{HOST} "DIRECT";
Dir::Cache::archives "/var/cache/apt/own";
Binary::apt-get::APT::Keep-Downloaded-Packages "false";
"""
A_DAY_LATER = "rm -f /var/lib/apt/periodic/*-stamp"
TIMERS = "/usr/lib/apt/apt.systemd.daily update; /usr/lib/apt/apt.systemd.daily install"
"""What apt-daily.service and apt-daily-upgrade.service run."""

WEB = "/srv/www/apt"
LISTS = f"{WEB}/dists/stable/main/binary-amd64"
POOL = f"{WEB}/pool/main/s/{NAME}"
SIGNED_BY_ANOTHER = f"""
gpg --quick-generate-key "Smart stop packages <packages@example.net>" ed25519 sign never
cd {WEB}/dists/stable
rm InRelease Release.gpg
gpg --local-user packages@example.net --clearsign --output InRelease Release
gpg --local-user packages@example.net --armor --detach-sign --output Release.gpg Release
"""
FORGED = {
    SIGNED_BY_ANOTHER: "NO_PUBKEY",
    f"rm {WEB}/dists/stable/InRelease {WEB}/dists/stable/Release.gpg": "is no longer signed",
    f"rm {LISTS}/Packages.gz; echo >>{LISTS}/Packages; gzip --keep {LISTS}/Packages": "File has unexpected size",
    f"printf X | dd of={POOL}/{NAME}_{NEWER}_amd64.deb bs=1 seek=5000 conv=notrunc": "Hash Sum mismatch",
}
"""What somebody with the web server may do, and what apt says; only the last leaves the signed list as it was."""


def follow(machine: Machine, *blocks: str, check: bool = True) -> str:
    """Do what the document tells, in root's folder; what that says."""
    done = machine.run("sh", "-euc", "\n".join(["cd /root", *blocks]), check=check, RSYNC_RSH="/root/this-machine")
    return done.stdout + done.stderr


def put(machine: Machine, *files: Path) -> None:
    """Into root's folder, where whoever follows the document has them."""
    for file in files:
        shutil.copy(file, machine.path(f"/root/{file.name}"))


def night(pavilion: Machine) -> None:
    """The timers of apt come round."""
    pavilion.run("sh", "-c", f"{A_DAY_LATER}; {TIMERS}")


def version(pavilion: Machine, name: str = NAME) -> str:
    """Of a package as dpkg has installed it; "" where it has not."""
    shown = pavilion.run("dpkg-query", "--showformat", "${Version}", "--show", name, check=False)
    return shown.stdout if shown.returncode == 0 else ""


@pytest.fixture(scope="module")
def certificate(scratch: Path) -> tuple[Path, Path]:
    """The web server's, and that of the authority."""
    authority = trustme.CA()
    own, authority_s = scratch / "web-server.pem", scratch / "authority.crt"
    authority.issue_cert(HOST).private_key_and_cert_chain_pem.write_to_path(str(own))
    authority.cert_pem.write_to_path(str(authority_s))
    return own, authority_s


@pytest.fixture(scope="module")
def begun(bare: Path, scratch: Path, package: Path) -> tuple[Path, ...]:
    """The folders of an operator whose repository has the package in both suites."""
    tools = debian.extended(bare, "operator", OPERATORS_TOOLS, scratch)
    changes = scratch / "operator"
    changes.mkdir()
    with Machine(tools, bare, cached=debian.CACHED, changes=changes, network=True) as operator:
        operator.path("/root/.gnupg").mkdir(mode=0o700)
        operator.path("/root/.gnupg/gpg.conf").write_text(NO_QUESTIONS)
        operator.path("/root/this-machine").write_text(THIS_MACHINE)
        operator.path("/root/this-machine").chmod(0o755)
        operator.path("/srv/www").mkdir(parents=True)
        put(operator, package)
        follow(operator, BEGIN, STAGE.replace(NEWER, __version__), RELEASE, PUBLISH)
    return changes / "upper", tools, bare


@pytest.fixture
def operator(begun: tuple[Path, ...]) -> Iterator[Machine]:
    """The operator's machine, of which the web server is a folder here."""
    with Machine(*begun, cached=debian.CACHED, network=True) as operator:
        yield operator


@pytest.fixture(scope="module")
def joined(begun: tuple[Path, ...], bare: Path, scratch: Path, certificate: tuple[Path, Path]) -> tuple[Path, ...]:
    """The folders of a pavilion that was installed from the repository, and a package that is not ours."""
    tools = debian.extended(bare, "pavilion", TOOLS, scratch)
    changes = scratch / "pavilion"
    changes.mkdir()
    with Machine(tools, bare, cached=debian.CACHED, changes=changes) as pavilion:
        pavilion.beside("-m", "tests.appliance.web_server", f"{begun[0]}{WEB}", str(certificate[0]))
        with pavilion.path("/etc/hosts").open("a") as hosts:
            hosts.write(f"127.0.0.1 {HOST}\n")
        shutil.copy(certificate[1], pavilion.path("/usr/local/share/ca-certificates"))
        pavilion.run("update-ca-certificates")
        pavilion.path("/etc/apt/apt.conf.d/92reached").write_text(REACHED)
        pavilion.path("/var/cache/apt/own/partial").mkdir(parents=True)
        older = packages.empty(scratch, OTHERS[0], "1")
        put(pavilion, older)
        pavilion.run("dpkg", "--install", f"/root/{older.name}")
        stop.draw_nowhere(pavilion)
        follow(pavilion, KEY, SOURCE, NIGHT)
        stop.set_up(pavilion)
        pavilion.systemctl("stop", "kiosk.target")
    return changes / "upper", tools, bare


@pytest.fixture
def pavilion(joined: tuple[Path, ...], operator: Machine, certificate: tuple[Path, Path]) -> Iterator[Machine]:
    """A pavilion that reaches the operator's web server, and whose stop does not run yet."""
    with Machine(*joined, cached=debian.CACHED) as pavilion:
        pavilion.beside("-m", "tests.appliance.web_server", str(operator.path(WEB)), str(certificate[0]))
        yield pavilion


@pytest.fixture(scope="module")
def small(scratch: Path) -> dict[str, Path]:
    """This version and a newer one as packages in which there is next to nothing."""
    bundle = scratch / "small"
    bundle.mkdir()
    (bundle / "kiosk").write_text("#!/bin/sh\nexit 1\n")
    (bundle / "kiosk").chmod(0o755)
    return {
        version: packages.packed(scratch / "small-packages", version, bundle) for version in (__version__, NEWER)
    }


def test_a_new_version_comes_by_night_and_is_the_one_that_runs(
    operator: Machine, pavilion: Machine, newer: Path
) -> None:
    pavilion.begin()
    put(operator, newer)
    follow(operator, STAGE, PUBLISH)
    assert pavilion.health("--wait", "60") == ["healthy"], pavilion.journal(stop.SCREEN)
    night(pavilion)
    assert version(pavilion) == __version__, "what is staged is for others"

    follow(operator, RELEASE, PUBLISH)
    night(pavilion)
    assert version(pavilion) == pavilion.version == NEWER
    assert pavilion.health("--wait", "60") == ["healthy"], pavilion.journal(stop.SCREEN)
    assert set(pavilion.serving().values()) == {f"{LIB}/installed/{NEWER}-1/kiosk"}


def test_what_the_operator_did_not_sign_is_refused(
    operator: Machine, pavilion: Machine, small: dict[str, Path]
) -> None:
    put(operator, small[NEWER])
    follow(operator, STAGE, RELEASE, PUBLISH, f"mv {WEB} /srv/honest")
    for forge, complaint in FORGED.items():
        follow(operator, f"rm -rf {WEB}", f"cp -a /srv/honest {WEB}", forge)
        assert complaint in follow(pavilion, "apt-get update || true", "apt-get upgrade || true"), forge
        assert version(pavilion) == pavilion.version == __version__, forge
    night(pavilion)
    assert version(pavilion) == pavilion.version == __version__

    follow(operator, f"rm -r {WEB}", f"mv /srv/honest {WEB}")
    night(pavilion)
    assert version(pavilion) == pavilion.version == NEWER, "it was refused for this alone"


def test_no_other_package_of_the_repository_is_ever_taken(
    operator: Machine, pavilion: Machine, small: dict[str, Path], scratch: Path
) -> None:
    """Whatever the repository says that it is: a pavilion takes Debian's packages otherwise."""
    others = [packages.empty(scratch, name, "2") for name in OTHERS]
    put(operator, small[NEWER], *others)
    claim = "sed -i 's/^Origin: .*/Origin: Debian/; s/^Label: .*/Label: Debian/' /srv/apt/conf/distributions"
    include = [f"reprepro -b /srv/apt includedeb stable {other.name}" for other in others]
    follow(operator, claim, *include, STAGE, RELEASE, PUBLISH)
    pavilion.run("sh", "-c", "rm -r /var/lib/apt/lists/*")  # the claim was never another one
    assert f"Packages that will be upgraded: {NAME}\n" in follow(pavilion, BY_HAND, "apt-get dist-upgrade")
    night(pavilion)
    for name in OTHERS:
        assert "2 -1" in pavilion.run("apt-cache", "policy", name).stdout, "it is there to be had"
    assert "no installation candidate" in follow(pavilion, f"apt-get install {OTHERS[1]}", check=False)
    assert [version(pavilion, name) for name in (NAME, *OTHERS)] == [NEWER, "1", ""]


def test_a_version_that_was_withdrawn_is_left_by_hand_and_stays_away(
    operator: Machine, pavilion: Machine, small: dict[str, Path]
) -> None:
    put(operator, *small.values())
    put(pavilion, small[__version__])
    follow(operator, STAGE, RELEASE, PUBLISH)
    follow(pavilion, BY_HAND)
    assert version(pavilion) == NEWER
    follow(pavilion, BACK_BY_FILE)
    assert version(pavilion) == __version__
    night(pavilion)
    assert version(pavilion) == NEWER, "the suite has it"

    follow(operator, WITHDRAW, PUBLISH)
    night(pavilion)
    assert version(pavilion) == NEWER, "nobody went back"
    follow(pavilion, BACK_BY_VERSION)
    night(pavilion)
    assert version(pavilion) == pavilion.version == __version__
