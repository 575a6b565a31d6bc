"""Namespaces in which a disk or the network is damaged for one program alone; no rights are needed for it.

Source: unshare(1), --map-root-user: inside, an ordinary user may mount and configure what only this program sees.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path


def mounted(script: str) -> list[str]:
    """The words before a program for which `script` (sh) has mounted something first."""
    return _within(["--mount"], script)


def offline(script: str = "true") -> list[str]:
    """The words before a program that has a network of its own, with nothing in it but what `script` sets up."""
    return _within(["--net"], script)


def read_only(folder: Path) -> str:
    """Everything in `folder` stays as it is. Source: mount(8), "Bind mounts", a read-only bind mount."""
    return f"mount --bind {folder} {folder} && mount -o remount,bind,ro {folder}"


def full(folder: Path, kilobytes: int) -> str:
    """A disk of so many kilobytes, all of them taken by what lies in ballast/."""
    return (
        f"mount -t tmpfs -o size={kilobytes}k none {folder} && mkdir {folder}/ballast &&"
        f" head -c {kilobytes * 1024} /dev/zero >{folder}/ballast/zeros; true"
    )


def without_inodes(folder: Path) -> str:
    """A disk with much room, but for no more than the files that lie in ballast/."""
    return (
        f"mount -t tmpfs -o size=1g,nr_inodes=200 none {folder} && mkdir {folder}/ballast &&"
        f" while mktemp -p {folder}/ballast; do :; done >/dev/null 2>&1"
    )


def seen_by(pid: int, folder: Path) -> Path:
    """The folder as that program sees it."""
    return Path(f"/proc/{pid}/root{folder}")


def beside(pid: int, kind: str) -> list[str]:
    """The words before a program that is to be where another one is: in its "mount" or its "net" namespace."""
    return ["nsenter", "--target", str(pid), "--user", f"--{kind}", "--preserve-credentials", "--"]


def enter(pid: int, kind: str, words: Sequence[str]) -> None:
    """Run a short program there."""
    subprocess.run([*beside(pid, kind), *words], check=True, timeout=30)


def _within(kinds: list[str], script: str) -> list[str]:
    prepared = f'{script} || exit 125; exec "$@"'
    return ["unshare", "--user", "--map-root-user", *kinds, "--", "sh", "-c", prepared, "sh"]
