"""A usage log on the disk, written by the log itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.usage.log import UsageLog
from kiosk.domain.usage.catalogue import event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.catalogue import Event
    from kiosk.domain.usage.entries import Scored


def write(file: Path, events: Iterable[tuple[Event, Instant]], scores: Sequence[Scored] = ()) -> Path:
    """A log in `file` that holds these events in their order, and these predictions."""
    log = UsageLog(file, boot_id="boot", version="0.1.0")
    log.start()
    last = 0
    for what, at in events:
        log.record(what, at)
        last = at
    log.add_scores(scores, last)
    assert log.flush(30)
    log.stop()
    assert log.trouble == ""
    return file


def a_busy_day(midnight: Instant) -> list[tuple[Event, Instant]]:
    """What one day brings: six visits at eight in the morning, services, a call, a lost feed."""
    eight = midnight + 8 * 3600
    return [
        (event("program_started", why="power", version="0.1.0"), midnight + 60),
        *((event("visit_ended", how="idle", length="15-60-s"), eight + 60 * visit) for visit in range(6)),
        (event("screen_opened", screen="map"), eight + 100),
        (event("screen_opened", screen="services"), eight + 200),
        (event("service_opened", service="doctor-appointment", how="here"), eight + 210),
        (event("service_opened", service="doctor-appointment", how="code"), eight + 220),
        (event("session_ended", how="button"), eight + 400),
        (event("language_chosen", language="en"), eight + 500),
        (event("text_size_chosen", size=2), eight + 510),
        (event("feed_lost", feed="trip_updates", fault="timeout"), eight + 600),
        (event("feed_back", feed="trip_updates", seconds=120), eight + 720),
        (event("passenger_report", about="no-bus", feed="live", route="46"), eight + 800),
        (event("emergency_state", state="dialing", attempt=1), eight + 1000),
        (event("emergency_state", state="connected"), eight + 1010),
        (event("emergency_state", state="ended", ending="far_end"), eight + 1100),
        (event("maintenance_opened", role="technician", by="hold"), eight + 2000),
    ]
