"""What the package is made of, read for the tests: dependencies, users and folders."""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.conftest import ROOT

DEBIAN = ROOT / "build_spec" / "debian"
UNITS = ROOT / "build_spec" / "systemd"


class User(NamedTuple):
    """A line of sysusers.d: primary group and further groups."""

    primary: str
    others: set[str]


class Folder(NamedTuple):
    """A line of tmpfiles.d."""

    mode: str
    user: str
    group: str


def control() -> dict[str, str]:
    """The fields of debian/control, each on one line."""
    text = "".join(line for line in (DEBIAN / "control").read_text().splitlines(True) if not line.startswith("#"))
    return dict(re.findall(r"^(\S+): (.*)$", re.sub(r"\n ", " ", text), re.MULTILINE))


def names(relations: str) -> set[str]:
    """Every package that a field such as Depends names."""
    return {re.split(r"[ (]", one.strip())[0] for one in re.split(r"[,|]", relations)}


def table(name: str) -> list[list[str]]:
    """The lines of a file in debian/, as their words."""
    lines = (DEBIAN / name).read_text().splitlines()
    return [re.findall(r'"[^"]*"|\S+', line) for line in lines if line and not line.startswith("#")]


def users() -> dict[str, User]:
    """Every user that the package makes."""
    found: dict[str, User] = {}
    for kind, name, *rest in table("sysusers.conf"):
        if kind == "u":
            found[name] = User(rest[0].partition(":")[2], set())
        elif kind == "m":
            found[name].others.add(rest[0])
    return found


def groups() -> set[str]:
    """Every group that the package makes."""
    return {name for kind, name, *_ in table("sysusers.conf") if kind == "g"}


def folders() -> dict[str, Folder]:
    """Every folder that the package makes while it is installed, and at each start."""
    return {path: Folder(mode, user, group) for _, path, mode, user, group, *_ in table("tmpfiles.conf")}


def unit(name: str) -> dict[str, list[str]]:
    """The settings of a unit, each with the words of all its lines."""
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", (UNITS / name).read_text(), re.MULTILINE):
        found.setdefault(key, []).extend(value.split())
    return found
