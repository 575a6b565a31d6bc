"""Qt's decorators with the types that PySide6's own stubs leave out.

To mypy `Property` of PySide6 is an object without a value, so that every comparison with one "cannot be true", and
`QmlUncreatable` cannot be called. While the program runs these are PySide6's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import Signal

    ValueT = TypeVar("ValueT")
    ClassT = TypeVar("ClassT")

    class Read(Generic[ValueT]):
        """What Python reads from a property."""

        def __get__(self, instance: object, owner: type) -> ValueT:
            """The value."""

    class Property:
        """Qt's property of a QObject, read-only, as a decorator of its getter."""

        def __init__(self, kind: type, *, notify: Signal) -> None: ...

        def __call__(self, getter: Callable[[Any], ValueT]) -> Read[ValueT]:
            """The property."""

    class QmlUncreatable:
        """A type that QML may name and never make."""

        def __init__(self, reason: str) -> None: ...

        def __call__(self, decorated: ClassT) -> ClassT:
            """The same class."""

else:
    from PySide6.QtCore import Property
    from PySide6.QtQml import QmlUncreatable

__all__ = ["Property", "QmlUncreatable"]
