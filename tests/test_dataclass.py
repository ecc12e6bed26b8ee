"""Our `dataclass` is to be mistaken for the standard library's by all that uses it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from functools import cached_property
from typing import Any

import pytest

from notelint import dataclass as ours

MODULES = pytest.mark.parametrize("module", [dataclasses, ours], ids=["standard", "ours"])


def make(module: Any) -> dict[str, Any]:  # noqa: ANN401 - a module with the names of dataclasses
    """Classes of each kind that notelint has, made by one of the modules."""

    @module.dataclass(frozen=True)
    class Empty:
        """No field."""

    @module.dataclass(frozen=True)
    class Node:
        """A base."""

        start: int

    @module.dataclass(frozen=True)
    class Link(Node):
        """A subclass with all kinds of fields."""

        url: str
        title: str | None = None
        attributes: dict[str, str] = module.field(default_factory=dict)
        place: str = module.field(default="", compare=False)
        _content: object = module.field(default=None, repr=False, compare=False)

        @cached_property
        def length(self) -> int:
            """Kept in the object."""
            return len(self.url)

    @module.dataclass(frozen=True)
    class Image(Node):
        """Has the fields of Link that count, and is none."""

        url: str

    @module.dataclass
    class Tally:
        """May change."""

        count: int = 0

    @module.dataclass(frozen=True, eq=False)
    class Same:
        """Equal only to itself."""

        name: str

    return {each.__name__: each for each in (Empty, Node, Link, Image, Tally, Same)}


STANDARD, OURS = make(dataclasses), make(ours)
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Empty", (), {}),
    ("Node", (1,), {}),
    ("Node", (), {"start": 2}),
    ("Link", (1, "a"), {}),
    ("Link", (1, "a", None, {}, "elsewhere", 7), {}),
    ("Link", (1,), {"url": "a", "attributes": {"b": "c"}}),
    ("Image", (1, "a"), {}),
    ("Tally", (), {}),
    ("Tally", (3,), {}),
    ("Same", ("a",), {}),
]


@pytest.mark.parametrize(("name", "values", "named"), CALLS)
def test_objects_are_shown_and_keep_values_alike(name: str, values: tuple[Any, ...], named: dict[str, Any]) -> None:
    """The same call gives an object of the same text, the same values and the same names for patterns."""
    standard, own = (classes[name](*values, **named) for classes in (STANDARD, OURS))
    assert repr(own) == repr(standard)
    assert vars(own) == vars(standard)
    assert type(own).__match_args__ == type(standard).__match_args__


def test_objects_compare_and_hash_alike() -> None:
    """Of each two objects, both kinds say the same about being equal; equal ones that can be hashed are found."""

    def equal(classes: dict[str, Any]) -> list[list[bool]]:
        made = [[classes[name](*values, **named) for name, values, named in CALLS] for _ in range(2)]
        return [[one == other for other in made[1]] for one in made[0]]

    assert equal(OURS) == equal(STANDARD)
    assert hash(OURS["Node"](1)) == hash(OURS["Node"](1))
    assert {OURS["Node"](1): "found"}[OURS["Node"](1)] == "found"
    assert OURS["Node"](1) != 1


@MODULES
@pytest.mark.parametrize(
    ("name", "values"), [("Node", ()), ("Node", (1, 2)), ("Link", (1,)), ("Empty", (1,))], ids=str
)
def test_a_wrong_call_is_refused(module: Any, name: str, values: tuple[Any, ...]) -> None:  # noqa: ANN401 - as above
    """A value too many or too few is a TypeError that names the class."""
    with pytest.raises(TypeError, match=rf"{name}\.__init__\(\)"):
        make(module)[name](*values)


@MODULES
def test_an_object_that_is_frozen_cannot_change(module: Any) -> None:  # noqa: ANN401 - as above
    """Neither set nor delete works on a frozen one; what is kept in it for later does, and one that may change can."""
    classes = make(module)
    link = classes["Link"](1, "abc")
    with pytest.raises(AttributeError):
        link.url = "d"
    with pytest.raises(AttributeError):
        del link.url
    assert (link.length, link.length) == (3, 3)
    tally = classes["Tally"]()
    tally.count += 1
    assert tally == classes["Tally"](1)
    with pytest.raises(TypeError):
        hash(tally)


@MODULES
def test_replace_and_fields(module: Any) -> None:  # noqa: ANN401 - as above
    """`replace` gives another object, `fields` the names in order, those of bases first."""
    link = make(module)["Link"](1, "a", attributes={"b": "c"})
    assert repr(module.replace(link, url="d")).endswith(
        "Link(start=1, url='d', title=None, attributes={'b': 'c'}, place='')"
    )
    assert link.url == "a"
    names = ["start", "url", "title", "attributes", "place", "_content"]
    assert [each.name for each in module.fields(link)] == names
    assert [each.name for each in module.fields(type(link))] == names
    assert [module.is_dataclass(each) for each in (link, type(link), 1)] == [True, True, False]
    with pytest.raises(TypeError):
        module.replace(link, colour="red")


def test_each_object_has_a_default_of_its_own() -> None:
    """What a default_factory makes is made for each object."""
    one, other = OURS["Link"](1, "a"), OURS["Link"](1, "a")
    assert one.attributes == {}
    assert one.attributes is not other.attributes


@ours.dataclass(frozen=True)
class Kept:
    """In a module, where pickle finds it."""

    name: str


def test_copies_and_pickles_are_equal() -> None:
    """Also where they are made before any other object of the class."""
    kept = Kept("a")
    assert copy.copy(kept) == copy.deepcopy(kept) == pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301 - our own


@pytest.mark.parametrize("cached", [cached_property, ours.cached_property], ids=["standard", "ours"])
def test_a_cached_property_is_computed_once_for_each_object(cached: Any) -> None:  # noqa: ANN401 - decorates
    """It is computed when first asked for, kept beside the fields without being one, and has its documentation."""
    asked: list[int] = []

    @ours.dataclass(frozen=True)
    class Word:
        length: int

        @cached  # type: ignore[untyped-decorator]  # a parameter
        def double(self) -> int:
            """Twice the length."""
            asked.append(self.length)
            return 2 * self.length

    words = [Word(2), Word(3)]
    assert asked == []
    assert [(word.double, word.double) for word in words] == [(4, 4), (6, 6)]
    assert asked == [2, 3]
    assert words[0] == Word(2)
    assert repr(words[0]).endswith("Word(length=2)")
    assert ours.replace(words[0], length=5).double == 10
    assert Word.double.__doc__ == "Twice the length."


def test_a_cached_property_that_fails_is_tried_again() -> None:
    """An error is not remembered."""
    answers = iter([0, 2])

    class Ratio:
        @ours.cached_property
        def value(self) -> float:
            return 1 / next(answers)

    ratio = Ratio()
    with pytest.raises(ZeroDivisionError):
        ratio.value  # noqa: B018 - asked for
    assert ratio.value == 0.5
