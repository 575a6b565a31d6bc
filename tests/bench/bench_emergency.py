"""The emergency call: how soon it is on the wire and answered, whatever breaks, and what it costs to be ready.

Real processes on loopback: the agent with its user agent as the service manager runs them, dispatchers in a thread
of ours. All moments are of the one clock that all of them share. What must hold is held against the worst run.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench import bench_emergency_call, bench_emergency_cost, bench_emergency_faults
from tests.bench.figures import Figure


def figures(_real_feeds: Path | None) -> list[Figure]:
    """Every figure of the emergency call."""
    return [
        *bench_emergency_call.figures(),
        *bench_emergency_faults.figures(),
        *bench_emergency_cost.figures(),
    ]
