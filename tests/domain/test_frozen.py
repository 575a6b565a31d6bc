"""Frozen values behave like those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field
from typing import Any, ClassVar, get_type_hints

import pytest

from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A value."""

    kind: ClassVar = "class"
    name: str
    count: int = 3
    tags: list[str] = field(default_factory=list, repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same."""

    kind: ClassVar = "class"
    name: str
    count: int = 3
    tags: list[str] = field(default_factory=list, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class One:
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    value: int

    def __repr__(self) -> str:
        return "my own"


BOTH = pytest.mark.parametrize("kind", [Ours, Theirs])


@BOTH
def test_it_is_made_with_its_defaults(kind: type[Any]) -> None:
    value = kind("a")
    assert (value.name, value.count, value.tags, value.kind) == ("a", 3, [], "class")
    assert kind("a").tags is not value.tags
    assert kind(count=4, name="b", tags=["x"]).tags == ["x"]
    assert repr(value) == f"{kind.__name__}(name='a', count=3)"


@BOTH
@pytest.mark.parametrize(("words", "named"), [((), {}), (("a", 1, [], 2), {}), (("a",), {"colour": 1})])
def test_wrong_arguments_are_refused(kind: type[Any], words: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        kind(*words, **named)


@BOTH
def test_nothing_can_be_changed_or_added(kind: type[Any]) -> None:
    value = kind("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.name = "b"
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):  # TypeError: the standard library's slip
        value.colour = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.name
    assert not hasattr(value, "__dict__")


@BOTH
def test_equal_values_are_equal(kind: type[Any]) -> None:
    assert kind("a", 1, ["x"]) == kind("a", 1, ["y"])
    assert hash(kind("a", 1)) == hash(kind("a", 1)) == hash(("a", 1))
    assert kind("a", 1) != kind("a", 2)
    assert kind("a") != ("a", 3)


@BOTH
def test_its_arguments_can_be_asked_for(kind: type[Any]) -> None:
    assert list(inspect.signature(kind).parameters) == ["name", "count", "tags"]
    assert get_type_hints(kind.__init__) == {"name": str, "count": int, "tags": list[str], "return": type(None)}


def test_values_of_two_classes_are_never_equal() -> None:
    values: list[object] = [Ours("a"), Theirs("a"), One(1.0), Nothing()]
    assert all(one is other or one != other for one in values for other in values)
    assert One(1.0) == One(1.0) != One(2.0)
    assert hash(One(1.0)) == hash((1.0,))
    assert Nothing() == Nothing()
    assert Itself(1) != Itself(1)
    assert (repr(Nothing()), repr(Itself(1))) == ("Nothing()", "my own")


@BOTH
def test_the_standard_library_knows_it(kind: Any) -> None:
    value = kind("a", 1, ["x"])
    assert [known.name for known in dataclasses.fields(value)] == ["name", "count", "tags"]
    assert dataclasses.replace(value, name="b") == kind("b", 1)
    assert dataclasses.asdict(value) == {"name": "a", "count": 1, "tags": ["x"]}
    match value:
        case Ours(name, count) | Theirs(name, count):
            assert (name, count) == ("a", 1)
        case _:
            pytest.fail("no match")
    for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301  our own
        assert (twin, twin.tags) == (value, ["x"])


def test_what_is_not_frozen_is_refused() -> None:
    with pytest.raises(TypeError, match=r"dataclasses\.dataclass"):
        dataclass(frozen=False, slots=True)
