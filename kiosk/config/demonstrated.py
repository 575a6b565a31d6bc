"""The settings of the demonstration's pavilion: nothing in it leads to a real operator."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.config.emergency import Emergency, TrunkSettings

PAVILION = "0042"


def demonstrated(uris: Sequence[str]) -> Emergency:
    """The emergency call of the invented pavilion over trunks at `uris`, named dispatcher-1, dispatcher-2 ..."""
    return Emergency(
        trunks=tuple(TrunkSettings(f"dispatcher-{number}", uri) for number, uri in enumerate(uris, 1)),
        pavilion=PAVILION,
        address="Ульяновск, проспект Филатова, 1",
        address_en="1 Filatova Avenue, Ulyanovsk",
    )
