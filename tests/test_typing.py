"""Our `NamedTuple` is to be mistaken for the standard library's by all that uses it."""

from __future__ import annotations

import pickle
import typing
from typing import Any

import pytest

from notelint import typing as ours
from notelint.engine.inputs import Input
from notelint.engine.outcome import Outcome
from notelint.source import Span

MODULES = pytest.mark.parametrize("module", [typing, ours], ids=["standard", "ours"])


def make(module: Any) -> Any:  # noqa: ANN401 - a module with the names of typing
    """A class with all that notelint's have."""

    class Place(module.NamedTuple):  # type: ignore[misc]  # mypy wants to know the module
        """A place."""

        line: int
        column: int = 1
        name: str | None = None

        @classmethod
        def first(cls) -> Any:  # noqa: ANN401 - the class's
            """Where a text begins."""
            return cls(1)

        @property
        def said(self) -> str:
            """As people say it."""
            return f"{self.line}:{self.column}"

        def after(self, count: int) -> Any:  # noqa: ANN401 - the class's
            """A place below."""
            return self._replace(line=self.line + count)

    return Place


@MODULES
def test_fields_are_those_of_a_tuple(module: Any) -> None:  # noqa: ANN401 - as above
    """By place and by name, with defaults; equal to any tuple of the same."""
    made = make(module)
    assert made(2) == made(line=2, column=1, name=None) == (2, 1, None)
    assert (made._fields, made._field_defaults) == (("line", "column", "name"), {"column": 1, "name": None})
    assert repr(made(2, name="x")) == "Place(line=2, column=1, name='x')"
    assert {made(2): "hashed"}[made(2)] == "hashed"
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'line'"):
        made()
    with pytest.raises(AttributeError):
        made(2).line = 3


@MODULES
def test_members_are_kept(module: Any) -> None:  # noqa: ANN401 - as above
    """Methods, properties, the documentation and where the class stands."""
    made = make(module)
    assert (made.first().said, made(2, 3).after(4).said) == ("1:1", "6:3")
    assert (made.__doc__, made.__name__, made.__module__) == ("A place.", "Place", __name__)
    assert made.__qualname__ == "make.<locals>.Place"
    assert list(made.__annotations__) == ["line", "column", "name"]


@pytest.mark.parametrize(
    "value", [Span(1, 2), Input("a.md", b"text"), Outcome(Input("a.md", b""), faults=("fault",))], ids=repr
)
def test_processes_can_send_them(value: object) -> None:
    """And get back what was sent."""
    again = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own
    assert (again, type(again)) == (value, type(value))


def test_a_cast_changes_nothing() -> None:
    """It is for type checkers."""
    value = object()
    assert ours.cast("str", value) is value
