"""What was read off this machine, as values. None always means "it does not say"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disk:
    """The file system of the data folder. Inodes are None where it has no fixed number of them.

    `errors`: faults that ext4 has found since it was last mended.
    """

    free_bytes: int
    free_inodes: int | None = None
    read_only: bool = False
    errors: int | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes: of the machine, what programs may still take, and what this program holds."""

    total: int
    available: int
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """`links`: the interfaces that are up, less the loopback; `families`: "IPv4", "IPv6" that one of them has."""

    links: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    default_route: bool = False


@dataclass(frozen=True, slots=True)
class Sound:
    """`cards`: by number and name, such as ("0", "PCH"); whether one plays and one records."""

    cards: tuple[tuple[str, str], ...] = ()
    plays: bool = False
    records: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """Everything the kernel tells. `celsius`: by sensor. `outputs`: DRM connectors and their status.

    `touch`: names of touch screens. `synchronised`: the kernel's clock is kept by NTP, which
    reckons it off by `clock_error` seconds at most. Uptimes in seconds.
    """

    disk: Disk | None = None
    memory: Memory | None = None
    network: Network | None = None
    synchronised: bool | None = None
    clock_error: float | None = None
    celsius: tuple[tuple[str, float], ...] = ()
    sound: Sound | None = None
    outputs: tuple[tuple[str, str], ...] = ()
    touch: tuple[str, ...] | None = None
    uptime: float | None = None
    own_uptime: float | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An upgrade that failed: the `version` that did not do its duty, and when that was found, POSIX seconds.

    `stays`: there was none before it to go back to.
    """

    version: str
    stays: bool = False
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What Qt draws on: the size in pixels, whether anybody can see it, and whether it has a touch screen."""

    width: int
    height: int
    seen: bool
    touch: bool
