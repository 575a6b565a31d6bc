"""Icons in the colours of the theme, without shader effects (the software renderer has none)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from pathlib import Path

STROKE = '<path d="'


class IconProvider(QQuickImageProvider):
    """Serves `image://icons/NAME/RRGGBB`; NAME@2 draws the strokes after the second one faintly."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder
        self._images: dict[tuple[str, int], QImage] = {}

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N803  Qt's names
        """One icon as QML asks for it; every colour and size is drawn once."""
        edge = max(requestedSize.width(), requestedSize.height(), 1)
        image = self._images.get((id, edge))
        if image is None:
            image = self._images[id, edge] = self._draw(id, edge)
        return image

    def _draw(self, wanted: str, edge: int) -> QImage:
        name, _, colour = wanted.partition("/")
        name, _, strong = name.partition("@")
        svg = (self._folder / f"{name}.svg").read_text("utf-8").replace("currentColor", f"#{colour}")
        if strong:
            svg = faint_after(svg, int(strong))
        image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        # Not image.fill(): to look for its overload Qt for Python makes every enum of the namespace Qt, 20 ms.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.eraseRect(image.rect())
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
        painter.end()
        return image


def faint_after(svg: str, strong: int) -> str:
    """The same drawing with every stroke after the first `strong` ones faint."""
    head, *strokes = svg.split(STROKE)
    return head + "".join(
        (STROKE if place < strong else '<path stroke-opacity="0.25" d="') + stroke
        for place, stroke in enumerate(strokes)
    )
