"""Frozen values that cost little to define: `dataclass(frozen=True, slots=True)`, at a fifth of its price.

The standard library compiles six functions for each class, half a millisecond on a small processor, and a screen
defines a hundred classes before its first picture. Here one is compiled, `__init__`, when the first object is
made; the others are shared. fields(), replace(), asdict(), pattern matching and copying see no difference.
For classes that the screen needs at its start; elsewhere the standard library's is as good.
"""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter
from types import MethodType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
else:

    def dataclass(*, frozen, slots, eq=True):
        """Make a decorator of classes; with `eq=False` their objects are compared by identity."""
        if not (frozen and slots):
            raise TypeError("what is not frozen, or has no slots, is for dataclasses.dataclass")
        return lambda cls: _frozen(cls, eq=eq)


__all__ = ["dataclass"]


def _frozen(cls: type[Any], *, eq: bool) -> type[Any]:
    cls.__doc__ = cls.__doc__ or cls.__name__  # where there is none a signature would be made up, slowly
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    shared = dict(vars(_Frozen), __init__=_Init(made))
    if eq:
        shared["__eq__"], shared["__hash__"] = _eq_and_hash(made)
    for name in SHARED:
        if name in shared and name not in vars(cls):
            setattr(made, name, shared[name])
    return made


class _Frozen:
    """The methods that are the same in every class."""

    def __repr__(self) -> str:
        shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(_of(self)) if field.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(_of(self))]

    def __setstate__(self, state: list[Any]) -> None:
        for field, value in zip(fields(_of(self)), state, strict=True):
            object.__setattr__(self, field.name, value)


SHARED = (
    *("__init__", "__repr__", "__eq__", "__hash__"),
    *("__setattr__", "__delattr__", "__getstate__", "__setstate__"),
)


def _of(value: object) -> Any:
    """The class of `value`, which is a dataclass."""
    return type(value)


class _Init:
    """`__init__`, made when it is first looked at: many classes have no object by the first picture."""

    def __init__(self, cls: type[Any]) -> None:
        self._cls = cls

    def __get__(self, value: object, kind: type | None = None) -> Callable[..., None]:
        init = _init(self._cls)
        self._cls.__init__ = init
        return init if value is None else MethodType(init, value)


def _init(cls: type[Any]) -> Callable[..., None]:
    """`__init__` writes to the slots themselves, for assigning is forbidden."""
    known: dict[str, Any] = {"MISSING": MISSING}
    arguments, body = ["self"], []
    for field in fields(cls):
        name = value = field.name
        known[f"set_{name}"] = getattr(cls, name).__set__
        default = field.default
        if field.default_factory is not MISSING:
            default, known[f"new_{name}"] = MISSING, field.default_factory
            value = f"new_{name}() if {name} is MISSING else {name}"
        known[f"default_{name}"] = default
        needed = default is MISSING and value == name
        arguments.append(name if needed else f"{name}=default_{name}")
        body.append(f"\n  set_{name}(self, {value})")
    source = f" def __init__({', '.join(arguments)}):{''.join(body) or ' pass'}\n return __init__"
    found: dict[str, Any] = {}
    # In the module of the class, where its annotations mean something; the names are those of our own fields.
    exec(f"def make({', '.join(known)}):\n{source}", vars(sys.modules[cls.__module__]), found)  # noqa: S102
    init: Callable[..., None] = found["make"](**known)
    init.__annotations__ = {field.name: field.type for field in fields(cls)} | {"return": None}
    return init


def _eq_and_hash(cls: type[Any]) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    names = [field.name for field in fields(cls) if field.compare]
    values: Callable[[Any], Any]
    values = attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if type(other) is cls else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    return __eq__, __hash__
