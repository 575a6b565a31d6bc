"""Tell the city's centre over HTTPS that a call has begun, beside the call and never before it."""

from __future__ import annotations

import asyncio
import functools
import http.client
import json
import logging
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from kiosk import __version__
from kiosk.sos.aside import aside
from kiosk.sos.plan import Notice, Pavilion

log = logging.getLogger(__name__)

LIMIT = 5.0
"""Seconds for one attempt, from the name to the answer."""
PAUSES = (2.0, 5.0, 10.0)
"""Seconds before each further attempt."""


async def notify(
    notice: Notice,
    pavilion: Pavilion,
    reference: str,
    *,
    wall: Callable[[], int],
    limit: float = LIMIT,
    pauses: Sequence[float] = PAUSES,
) -> bool:
    """POST where the call comes from; whether the centre took it. The world never raises here.

    A repeated notice bears the same `reference`, so that the centre counts it once. The log knows neither the
    address nor the headers: both may hold keys.
    """
    body = json.dumps(_content(pavilion, reference, wall()), ensure_ascii=False).encode()
    reason = await _attempt(notice, body, limit)
    for pause in pauses:
        if not reason:
            break
        log.warning("the notice of call %s was not taken: %s", reference, reason)
        await asyncio.sleep(pause)
        reason = await _attempt(notice, body, limit)
    if reason:
        log.error("the notice of call %s is given up: %s", reference, reason)
        return False
    log.info("the notice of call %s was taken", reference)
    return True


def _content(pavilion: Pavilion, reference: str, at: int) -> dict[str, str | float | int | None]:
    """Names in Russian, the language of the centre; `lat` and `lon` WGS 84 or null; `at` in POSIX seconds."""
    return {
        "pavilion": pavilion.code,
        "stop": pavilion.stop_name.in_language("ru"),
        "address": pavilion.address.in_language("ru"),
        "lat": pavilion.lat,
        "lon": pavilion.lon,
        "reference": reference,
        "at": at,
    }


async def _attempt(notice: Notice, body: bytes, limit: float) -> str:
    """Why it was not taken, "" where it was."""
    try:
        async with asyncio.timeout(limit):
            status = await aside(lambda: _post(notice, body, limit), "notice")
    except TimeoutError:
        return "no answer in time"
    except ssl.SSLCertVerificationError:
        return "the certificate cannot be trusted"
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return f"no connection ({type(error).__name__})"  # their messages may hold the address
    return "" if 200 <= status < 300 else f"answer {status}"


def _post(notice: Notice, body: bytes, limit: float) -> int:
    """The status of the answer; http.client follows no redirect, and takes a fifth of the memory of `requests`."""
    url = urlsplit(notice.url)
    connection = http.client.HTTPSConnection(
        url.hostname or "", url.port, timeout=limit, context=_trust(notice.ca_file)
    )
    try:
        connection.request(
            "POST", f"{url.path or '/'}{'?' if url.query else ''}{url.query}", body, _headers(notice)
        )
        return connection.getresponse().status
    finally:
        connection.close()


def _headers(notice: Notice) -> dict[str, str]:
    ours = {"Content-Type": "application/json", "User-Agent": f"smart-stop-kiosk/{__version__}"}
    return ours | dict(notice.headers)


@functools.lru_cache(maxsize=1)
def _trust(ca_file: Path | None) -> ssl.SSLContext:
    """Whom to believe: the system's authorities and those of `ca_file`. Raises OSError."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context
