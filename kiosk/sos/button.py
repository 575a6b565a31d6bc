"""The physical button: a key of an input device, read from the kernel, with no screen in between.

Source of the numbers: Linux, include/uapi/linux/input.h and input-event-codes.h; of what they mean,
Documentation/input/event-codes.rst.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import logging
import os
import stat
import struct
from collections.abc import Callable, Iterator

from kiosk.domain.call.events import ButtonDown, ButtonUp, Event
from kiosk.sos.plan import Button

log = logging.getLogger(__name__)

REOPEN = 1.0
"""Seconds between two attempts to open a device that is not there."""

INPUT_EVENT = struct.Struct("llHHi")
"""struct input_event: seconds, microseconds, type, code, value."""
EV_SYN, EV_KEY = 0, 1
SYN_REPORT, SYN_DROPPED = 0, 3
UP, DOWN = 0, 1
EVENTS_AT_ONCE = 64
KEY_BYTES = 0x300 // 8
EVIOCGRAB = 0x40044590
EVIOCGKEY = 0x80004518 | KEY_BYTES << 16
NO_INPUT_DEVICE = frozenset({errno.ENOTTY, errno.EINVAL, errno.ENOSYS})
"""What a pipe answers to the questions of an input device."""


async def watch(button: Button, happened: Callable[[Event], None], *, reopen: float = REOPEN) -> None:
    """Tell of each press and release, for ever; a device that is missing or unplugged is opened again.

    A press that ends in any other way (unplugged, events lost) is released too. A key that is already down when
    the device opens is stuck, or pressed before anybody looked: it counts only after it was up.
    """
    failing = False
    while True:
        descriptor, reason = _opened(button)
        if descriptor is not None:
            if failing:
                log.info("the button can be read again")
            failing, reason = False, await _watched(descriptor, button.key, happened)
        if not failing:
            log.error("the button cannot be read: %s", reason)
        failing = True
        await asyncio.sleep(reopen)


def _opened(button: Button) -> tuple[int | None, str]:
    """The device, ours alone so that its key does not type into the screen; or None and why."""
    try:
        descriptor = os.open(button.device, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return None, str(error.strerror)
    if stat.S_ISREG(os.fstat(descriptor).st_mode) or stat.S_ISDIR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None, "it is no device"
    try:
        fcntl.ioctl(descriptor, EVIOCGRAB, 1)
    except OSError as error:
        if error.errno not in NO_INPUT_DEVICE:
            os.close(descriptor)
            return None, str(error.strerror)  # EBUSY: another program keeps its keys to itself
    return descriptor, ""


async def _watched(descriptor: int, key: int, happened: Callable[[Event], None]) -> str:
    """Tell of presses until the device is gone; then why."""
    keys = Key(key)
    try:
        if _is_down(descriptor, key):
            log.warning("the button is down already; it counts once it was released")
        while data := await _next_bytes(descriptor):
            for event in keys.read(data):
                happened(event)
    except _GoneError as gone:
        return str(gone)
    finally:
        os.close(descriptor)
        if keys.down:
            happened(ButtonUp())
    return "it was closed"


class Key:
    """What the bytes of an input device say about one of its keys."""

    def __init__(self, code: int) -> None:
        self.down = False
        self._code = code
        self._rest = b""
        self._lost = False

    def read(self, data: bytes) -> Iterator[Event]:
        """The presses and releases in `data`, which continues what was read before and may end anywhere."""
        data = self._rest + data
        whole = len(data) - len(data) % INPUT_EVENT.size
        self._rest = data[whole:]
        for _, _, kind, code, value in INPUT_EVENT.iter_unpack(data[:whole]):
            yield from self._event(kind, code, value)

    def _event(self, kind: int, code: int, value: int) -> Iterator[Event]:
        if kind == EV_SYN and code == SYN_DROPPED:
            # The kernel's buffer ran over: nobody knows whether the key was held without a break.
            self._lost = True
            yield from self._released()
        elif self._lost:
            self._lost = (kind, code) != (EV_SYN, SYN_REPORT)
        elif (kind, code, value) == (EV_KEY, self._code, DOWN) and not self.down:
            self.down = True
            yield ButtonDown()
        elif (kind, code, value) == (EV_KEY, self._code, UP):
            yield from self._released()

    def _released(self) -> Iterator[Event]:
        if self.down:
            self.down = False
            yield ButtonUp()


class _GoneError(Exception):
    """The device can no longer be read."""


def _is_down(descriptor: int, key: int) -> bool:
    """Whether the key is held down at this moment; False where the device cannot say."""
    keys = bytearray(KEY_BYTES)
    try:
        fcntl.ioctl(descriptor, EVIOCGKEY, keys)
    except OSError:
        return False  # no input device, or gone: reading will tell
    return bool(keys[key // 8] >> key % 8 & 1)


async def _next_bytes(descriptor: int) -> bytes:
    """What the device says next, b"" at its end. Raises _GoneError."""
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    try:
        loop.add_reader(descriptor, lambda: None if ready.done() else ready.set_result(None))
        try:
            await ready
        finally:
            loop.remove_reader(descriptor)
        return os.read(descriptor, EVENTS_AT_ONCE * INPUT_EVENT.size)
    except OSError as error:  # PermissionError: a plain file, which nobody can wait for
        raise _GoneError(str(error.strerror)) from None
