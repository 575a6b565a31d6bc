"""Icons in the colour and size that were asked for."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from kiosk import paths
from kiosk.screens.icons import IconProvider


def drawn(name: str, edge: int = 48) -> QImage:
    return IconProvider(paths.resources() / "icons").requestImage(name, QSize(), QSize(edge, edge))


def strength(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_an_icon_has_the_colour_and_size_asked_for(qapp: object) -> None:
    image = drawn("bus/ff8800", 64)
    assert image.size() == QSize(64, 64)
    solid = {
        image.pixelColor(x, y).name()
        for x in range(64)
        for y in range(64)
        if image.pixelColor(x, y).alpha() == QColor("black").alpha()
    }
    assert solid == {"#ff8800"}


def test_the_live_mark_grows_step_by_step(qapp: object) -> None:
    steps = [strength(drawn(f"rss@{step}/00603a")) for step in (1, 2, 3)]
    assert steps == sorted(set(steps))
    assert steps[-1] == strength(drawn("rss/00603a"))


def test_an_icon_is_drawn_once(qapp: object) -> None:
    provider = IconProvider(paths.resources() / "icons")
    first = provider.requestImage("bus/000000", QSize(), QSize(32, 32))
    assert provider.requestImage("bus/000000", QSize(), QSize(32, 32)).cacheKey() == first.cacheKey()


def test_every_icon_is_used_and_there_is_every_icon_used() -> None:
    """Nothing is shipped that nothing shows."""
    code = (paths.resources() / "services.toml").read_text("utf-8") + "".join(
        file.read_text("utf-8")
        for folder in ("qml", "screens", "config")
        for file in (paths.root() / "kiosk" / folder).rglob("*")
        if file.suffix in (".qml", ".py")
    )
    icons = {file.stem for file in (paths.resources() / "icons").glob("*.svg")}
    assert {name for name in icons if f'"{name}' not in code} == set()
