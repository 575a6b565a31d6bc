"""Starting the machine again: done, or told why not."""

from __future__ import annotations

import sys

from kiosk.devices.reboot import reboot


def test_a_command_that_succeeds_is_no_trouble() -> None:
    assert reboot([sys.executable, "-c", ""]) == ""


def test_one_that_may_not_is_told() -> None:
    assert reboot([sys.executable, "-c", "raise SystemExit(1)"]) == "refused"


def test_one_that_is_not_there_is_told() -> None:
    assert reboot(["/nowhere/systemctl", "reboot"]) == "missing"


def test_one_that_hangs_is_given_up() -> None:
    assert reboot([sys.executable, "-c", "import signal; signal.pause()"], limit=0.3) == "failed"
