"""Which trunk is tried first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kiosk.domain.call.status import TrunkReport
from kiosk.domain.call.trunk import Trunk

_RANK = {True: 0, None: 1, False: 2}


def in_order(trunks: Iterable[Trunk], reports: Mapping[str, TrunkReport]) -> tuple[Trunk, ...]:
    """The trunks by their last OPTIONS: those that answered, those not asked yet, those that are silent.

    Among equals the order of the settings stays. A silent one is never left out: OPTIONS may be what is broken.
    """
    return tuple(sorted(trunks, key=lambda trunk: _RANK[_answered(reports.get(trunk.name))]))


def _answered(report: TrunkReport | None) -> bool | None:
    return None if report is None else report.answered
