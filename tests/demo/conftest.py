"""The demonstration network, read once."""

from __future__ import annotations

from datetime import datetime

import pytest

from kiosk.demo.network import Network, read_network
from kiosk.domain.service_day import Instant
from tests.conftest import ROOT

SOURCE = ROOT / "resources" / "demo" / "network.toml"


@pytest.fixture(scope="session")
def network() -> Network:
    return read_network(SOURCE)


def moment(network: Network, text: str) -> Instant:
    """A wall-clock time at the stop, as a moment."""
    return int(datetime.fromisoformat(text).replace(tzinfo=network.zone).timestamp())
