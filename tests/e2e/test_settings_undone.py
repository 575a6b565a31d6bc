"""Settings that nobody confirmed, in the whole kiosk: undone after a kill, and by the running screen itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.config.unconfirmed import UNDONE, WINDOW, apply, pending, this_boot
from tests.e2e.pavilion import until
from tests.e2e.test_run import shown_until, start

if TYPE_CHECKING:
    from pathlib import Path

OLD = '[stop]\nids = ["S1"]\nname = "Прежняя"\n[timetable]\ngtfs = "none.zip"\n[display]\nfullscreen = false\n'
NEW = OLD.replace("Прежняя", "Ошибочная")


def applied(folder: Path, seconds_ago: float) -> Path:
    """A file that was changed, and waits to be confirmed."""
    file = folder / "kiosk.toml"
    file.write_text(OLD)
    began = time.monotonic() - seconds_ago
    apply(file, NEW, ("stop.name",), restarts=True, monotonic=began, boot_id=this_boot())
    return file


def test_a_screen_that_was_killed_starts_with_the_earlier_settings(tmp_path: Path) -> None:
    file = applied(tmp_path, 0)
    with start("--config", file, folder=tmp_path) as kiosk:
        shown_until(kiosk, "Ошибочная")
        kiosk.kill()
    assert file.read_text() == NEW
    with start("--config", file, folder=tmp_path) as kiosk:
        shown_until(kiosk, "Прежняя")
        until(lambda: not file.with_name(file.name + UNDONE).exists(), what="its note in the log")
        kiosk.terminate()
        _, errors = kiosk.communicate(timeout=60)
    assert kiosk.returncode == 0, errors
    assert "taken back: stop.name" in errors
    assert (file.read_text(), pending(file)) == (OLD, None)


def test_a_screen_where_nobody_confirms_goes_back_by_itself(tmp_path: Path) -> None:
    """In the same process: whoever watches it sees no end."""
    file = applied(tmp_path, WINDOW - 8)
    with start("--config", file, folder=tmp_path) as kiosk:
        shown_until(kiosk, "Ошибочная")
        shown_until(kiosk, "Прежняя")
        kiosk.terminate()
        _, errors = kiosk.communicate(timeout=60)
    assert kiosk.returncode == 0, errors
    assert (file.read_text(), pending(file)) == (OLD, None)
