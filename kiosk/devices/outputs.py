"""The outputs of the compositor, which the panel hangs on: turned, switched off and on by wlr-randr(1).

Source: wlr-output-management-unstable-v1. cage offers it from 0.1.5 on, and labwc; weston does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kiosk.devices.program import Failure, ProgramError, answer

WLR_RANDR = "wlr-randr"
TRANSFORMS = {0: "normal", 90: "90", 180: "180", 270: "270"}
"""How the picture is turned on a panel that hangs turned clockwise by so many degrees."""

_MODE = re.compile(r"(\d+x\d+) px")
_FAILURES = {
    Failure.MISSING: "wlr-randr is not installed",
    Failure.FAILED: "wlr-randr does not answer",
    Failure.REFUSED: "this compositor lets nobody arrange its outputs",
}


class OutputsError(Exception):
    """The outputs cannot be arranged; one sentence."""


@dataclass(frozen=True, slots=True)
class Output:
    """One connector, such as "HDMI-A-1". `modes`: those it knows, such as "1920x1080"; `mode`: the present one."""

    name: str
    enabled: bool = True
    transform: str = "normal"
    modes: tuple[str, ...] = ()
    mode: str = ""


class Outputs:
    """Every output of the compositor that WAYLAND_DISPLAY names. `program`: wlr-randr, or another in tests."""

    def __init__(self, program: str = WLR_RANDR) -> None:
        self._program = program
        self._last_modes: dict[str, str] = {}

    def turn(self, rotation: int) -> None:
        """Make the picture upright on every output that is on and whose panel hangs so. Raises OutputsError."""
        for output in self._found():
            if output.enabled and output.transform != TRANSFORMS[rotation]:
                self._run("--output", output.name, "--transform", TRANSFORMS[rotation])

    def power(self, *, on: bool) -> None:
        """Switch every output on or off; the panel goes to sleep without a picture. Raises OutputsError."""
        for output in self._found():
            if output.enabled != on:
                self._run("--output", output.name, *(self._on(output) if on else ["--off"]))

    def _found(self) -> tuple[Output, ...]:
        outputs = listed(self._run())
        self._last_modes |= {output.name: output.mode for output in outputs if output.mode}
        return outputs

    def _on(self, output: Output) -> list[str]:
        last = self._last_modes.get(output.name)
        return ["--on"] if output.modes or last is None else ["--on", "--custom-mode", last]

    def _run(self, *words: str) -> str:
        try:
            return answer((self._program, *words))
        except ProgramError as error:
            raise OutputsError(_FAILURES[error.failure]) from error


def listed(text: str) -> tuple[Output, ...]:
    """The outputs in what wlr-randr prints: a name at the margin, what is known of it indented below."""
    outputs: list[Output] = []
    for line in text.splitlines():
        if line[:1].strip():
            outputs.append(Output(line.split()[0]))
        elif outputs:
            outputs[-1] = _with(outputs[-1], line.strip())
    return tuple(outputs)


def _with(output: Output, line: str) -> Output:
    if found := _MODE.match(line):
        present = found[1] if "current" in line else output.mode
        return replace(output, modes=(*output.modes, found[1]), mode=present)
    key, _, value = line.partition(": ")
    if key == "Enabled":
        return replace(output, enabled=value == "yes")
    return replace(output, transform=value) if key == "Transform" else output
