"""What the tests of the fetcher share."""

from __future__ import annotations

import pytest

from kiosk.feeds.fetch import FetchError, Response, Source, fetch

BODY = b"\x0a\x0d a feed, more or less" * 40
DEADLINE = 0.3
GENEROUS = 5.0
"""Seconds. A fetch that is not ended by its deadline would last for ever."""


def failure(source: Source) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(source)
    return caught.value


def body(source: Source) -> bytes:
    found = fetch(source)
    assert isinstance(found, Response)
    return found.body
