"""A test's finger on a window that tests.browse.driven runs, and its eyes.

What is not there yet is waited for.
"""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING, Any

from kiosk.browse.wire import Lines

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping
    from pathlib import Path

LIMIT = 30.0
"""Seconds that anything may take on a machine that is busy with much else."""
PAGE_LIMIT = 2.0
"""Seconds after which a page that was asked is taken to be gone, and the next one is asked."""
SPACE = "Пробел"


class NotYetError(Exception):
    """The window cannot do that at the moment."""


class Hand:
    """Orders to such a window over `connection`, which it opened."""

    def __init__(self, connection: socket.socket | None = None) -> None:
        self._connection = connection
        self._answers = Lines()
        self._number = 0

    def story(self) -> str:
        """What else is known, for the sentence of a failed test."""
        return ""

    def gone(self) -> str:
        """The same when the window has gone, which may become known a moment later."""
        return self.story()

    def touch(self, name: str, **properties: object) -> None:
        """Touch what has that object name, and such properties, in the frame."""
        self._until("touch", name=name, **properties)

    def press(self, name: str) -> None:
        """Lay a finger on what has that object name, and leave it there."""
        self._until("press", name=name)

    def touch_in_page(self, selector: str) -> None:
        """Touch an element of the page."""
        self._until("touch in page", selector=selector)

    def press_in_page(self, selector: str) -> None:
        """Lay a finger on an element of the page, and leave it there until `lift`."""
        self._until("press in page", selector=selector)

    def move_in_page(self, selector: str) -> None:
        """Move that finger to another element."""
        self._do("move to", place=self._until("place in page", selector=selector))

    def place_in_page(self, selector: str) -> tuple[int, int]:
        """Where the middle of an element of the page is in the window."""
        place = self._waited(lambda: self._do("place in page", selector=selector), bool, selector)
        x, y = self._do("in window", place=place)
        return x, y

    def lift(self) -> None:
        """Take that finger away."""
        self._do("lift")

    def write(self, selector: str, words: str) -> None:
        """Touch a field of the page, and fill it in with the keyboard on the glass."""
        field = f"document.querySelector({json.dumps(selector)})"
        self.touch_in_page(selector)
        self.until_page(f"document.activeElement === {field}")
        self.type(words)
        self.until_page(f"(field => field.value ?? field.textContent)({field})", words.__eq__)

    def page(self, script: str) -> Any:
        """The value of an expression of JavaScript, in the page that is there."""
        return self._until("page", script=script)

    def until_page(self, script: str, wanted: Callable[[Any], object] = bool) -> Any:
        """The same, once it is as wanted."""
        return self._waited(lambda: self._do("page", script=script), wanted, script)

    def value(self, name: str, key: str) -> Any:
        """A property of an item of the frame."""
        return self._until("value", name=name, property=key)

    def place(self, name: str, **properties: object) -> tuple[float, float, float, float]:
        """Where such an item is in the window: left, top, width, height."""
        left, top, width, height = self._until("place", name=name, **properties)
        return left, top, width, height

    def sees(self, name: str, **properties: object) -> bool:
        """Whether there is such an item to be seen."""
        try:
            self._do("place", name=name, **properties)
        except NotYetError:
            return False
        return True

    def until_gone(self, name: str, **properties: object) -> None:
        """Wait until there is no such item to be seen any more."""
        self._waited(lambda: not self.sees(name, **properties), bool, f"{name} {properties} is seen")

    def until_value(self, name: str, key: str, *, wanted: object) -> None:
        """Wait until a property of an item of the frame is as wanted."""
        self._waited(
            lambda: self._do("value", name=name, property=key), lambda value: value == wanted, (name, key)
        )

    def type(self, words: str) -> None:
        """Write with the keyboard on the glass, which has come up for a field."""
        for letter in words:
            self._until("place", name="key")
            if letter == " ":
                self.touch("key", spoken=SPACE)
            else:
                if letter.isupper() and not self.sees("key", text=letter):
                    self.touch("key", icon="arrow-big-up")
                self.touch("key", text=letter)

    def key(self, key: int, modifiers: int = 0) -> None:
        """Press a key of a keyboard that somebody has plugged in (Qt.Key, Qt.KeyboardModifier)."""
        self._until("key", key=key, modifiers=modifiers)

    def picture(self, file: Path) -> None:
        """Keep what the window looks like."""
        assert self._until("picture", file=str(file))

    def _until(self, do: str, **of: object) -> Any:
        return self._waited(lambda: [self._do(do, **of)], bool, (do, of))[0]

    def _waited(self, act: Callable[[], Any], wanted: Callable[[Any], object], what: object) -> Any:
        latest = time.monotonic() + LIMIT
        seen: object = None
        while time.monotonic() < latest:
            try:
                seen = act()
            except NotYetError as error:
                seen = error
            else:
                if wanted(seen):
                    return seen
            threading.Event().wait(0.02)
        raise AssertionError(f"{what}: {seen!r} for {LIMIT} s; {self.story()}")

    def _do(self, do: str, **of: object) -> Any:
        """One order to the window, and its answer. Raises NotYetError."""
        assert self._connection
        self._number += 1
        try:
            self._connection.sendall(json.dumps({"number": self._number, "do": do, **of}).encode() + b"\n")
            return self._answer(of)
        except ConnectionError as error:
            raise AssertionError(f"the window is gone: {do} {of}; {self.gone()}") from error

    def _answer(self, of: Mapping[str, object]) -> Any:
        assert self._connection
        self._connection.settimeout(PAGE_LIMIT if "script" in of or "selector" in of else LIMIT)
        while True:
            try:
                piece = self._connection.recv(65536)
            except TimeoutError as error:
                raise NotYetError("no answer") from error
            if not piece:
                raise ConnectionResetError
            for answer in self._answers.objects(piece):
                if answer["number"] == self._number:  # an older one is of a page that was slow to answer
                    if "wrong" in answer:
                        raise NotYetError(answer["wrong"])
                    return answer["value"]
