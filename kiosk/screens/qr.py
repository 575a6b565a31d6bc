"""QR codes for telephones: dark on white in every theme, each module a whole number of pixels."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

QUIET = 4
"""Light modules round a code. Source: ISO/IEC 18004, 6.3.8."""
SURE = 120
"""Bytes up to which a quarter of the code may be lost to dirt or glare (level Q); a longer text has level M."""
LIGHT, DARK = b"\xff", b"\x00"


class QrProvider(QQuickImageProvider):
    """Serves `image://qr/TEXT`, the text percent-encoded, at most as large as was asked for."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N803  Qt's names
        """The code of one text."""
        return drawn(unquote(id), max(min(requestedSize.width(), requestedSize.height()), 1))


def prepare() -> None:
    """Import what makes the codes."""
    import segno  # noqa: F401, PLC0415  after the first picture


def drawn(text: str, edge: int) -> QImage:
    """The code of `text`, its quiet zone included, not larger than `edge` pixels unless a module were none."""
    rows = modules(text)
    scale = max(edge // len(rows), 1)
    side = scale * len(rows)
    lines = (b"".join((DARK if dark else LIGHT) * scale for dark in row) * scale for row in rows)
    image = QImage(b"".join(lines), side, side, side, QImage.Format.Format_Grayscale8)
    return image.copy()  # the bytes above are Python's, and go


@lru_cache(maxsize=1)  # a page that finds its size asks twice
def modules(text: str) -> tuple[bytes, ...]:
    """The modules of the code with its quiet zone, row by row: 1 is dark."""
    # The first code is made long after the first picture.
    import segno  # noqa: PLC0415

    error = "q" if len(text.encode()) <= SURE else "m"
    code = segno.make_qr(text, error=error, boost_error=False, encoding="utf-8")
    return tuple(bytes(row) for row in code.matrix_iter(border=QUIET))
