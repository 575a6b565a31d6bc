"""One file per command: its words (`add_to`) and what it does (`run`), which imports what it needs by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def to_know(asked: str) -> tuple[ModuleType, ...]:
    """The commands whose words are needed where `asked` is the first word: the screen waits for no other's.

    Nor does a web session, whose supervisor has no memory for them.
    """
    if asked == "browse":
        from kiosk.commands import browse

        return (browse,)
    from kiosk.commands import run

    if asked == "run":
        return (run,)
    from kiosk.commands import (
        browse,
        check,
        demo,
        departures,
        drill,
        events,
        health,
        import_feed,
        pin,
        services,
        setup,
        sos,
        status,
        token,
        usage,
    )

    return (
        run,
        setup,
        status,
        usage,
        events,
        health,
        drill,
        pin,
        token,
        sos,
        browse,
        services,
        import_feed,
        departures,
        check,
        demo,
    )
