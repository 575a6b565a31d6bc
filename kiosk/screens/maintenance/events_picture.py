"""A small picture of the black box on a page of the service menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickPaintedItem

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BlackBoxPicture(QQuickPaintedItem):
    """Draws one small picture as large as fits, smoothed."""

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._shown = QImage()

    @Slot(QImage)
    def draw(self, picture: QImage) -> None:
        """Show another picture; a null one is empty space."""
        self._shown = picture
        self.update()

    @Slot()
    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self.draw(QImage())

    def paint(self, painter: QPainter) -> None:
        """Draw it in the middle."""
        if self._shown.isNull():
            return
        scale = min(self.width() / self._shown.width(), self.height() / self._shown.height())
        width, height = scale * self._shown.width(), scale * self._shown.height()
        place = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._shown)
