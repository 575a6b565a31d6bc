"""Unpack a gzip body in small steps, so that a bomb meets the size cap before it meets the memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GZIP_MAGIC = b"\x1f\x8b"
GZIP_WINDOW = 16 + zlib.MAX_WBITS


class BrokenBodyError(Exception):
    """The packed body is damaged, or ends before its own end mark."""


def inflated(pieces: Iterable[bytes], step: int) -> Iterator[bytes]:
    """The unpacked body, never more than `step` bytes at a time. Raises BrokenBodyError.

    A body may be several gzip members in a row (RFC 1952, 2.2); what follows them is ignored, as gzip does.
    """
    inflater = zlib.decompressobj(GZIP_WINDOW)
    for packed in pieces:
        rest = packed
        while rest or not inflater.eof:
            if inflater.eof:
                if not rest.startswith(GZIP_MAGIC):
                    break
                inflater = zlib.decompressobj(GZIP_WINDOW)
            try:
                piece = inflater.decompress(rest, step)
            except zlib.error as error:
                raise BrokenBodyError(str(error)) from error
            if piece:
                yield piece
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            if not rest and len(piece) < step:
                break
    if not inflater.eof:
        raise BrokenBodyError("the gzip stream has no end")
