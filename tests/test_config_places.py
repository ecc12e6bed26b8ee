"""Where keys and values stand in TOML."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.config.places import toml_places

if TYPE_CHECKING:
    from collections.abc import Iterator


def paths(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - whatever TOML holds
    """The path of each value inside a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*above, key)
        yield from paths(inner, (*above, key))


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ("a = 1", ("a",), "a", "1"),
        ("# a = 1\r\n\r\n  a\t=  'x' # y\r\n", ("a",), "a", "'x'"),
        ('"x y".b = 1', ("x y", "b"), '"x y"', "1"),
        ("[t]\n[t.u]\na = 1\n", ("t", "u", "a"), "a", "1"),
        ("[[t]]\n[[t]]\nb = 1\n[t.u]\na = 2", ("t", 1, "u", "a"), "a", "2"),
        ("[[t]]\n[[t.u]]\na = 1\n[[t]]\n[[t.u]]\na = 2", ("t", 1, "u", 0, "a"), "a", "2"),
        ("a = [\n 1, # ]\n [2, 3],\n]\nb = 1", ("a", 1, 1), "3", "3"),
        ("a = {b = {c = [{d = 1}]}}", ("a", "b", "c", 0, "d"), "d", "1"),
        ('a = """\nb = 1\n[c]\n"""\nb = 2', ("b",), "b", "2"),
        ("a = '''it's''''\nb = 2", ("b",), "b", "2"),
        ('a = "\\"[{"\nb = 2', ("b",), "b", "2"),
        ("a = 1979-05-27 07:32:00.5\nb = 2", ("b",), "b", "2"),
        ("a = 1.5e-3\nb = 2", ("b",), "b", "2"),
        ("a = [[1], []]\nb = 2", ("b",), "b", "2"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_places_of_one_value(text: str, path: tuple[str | int, ...], key: str, value: str) -> None:
    """The key's own text begins at its place, and the value's at its own; every value has a place."""
    found = toml_places(text)
    assert set(found) == set(paths(tomllib.loads(text)))
    place = found[path]
    assert (text[place.key :][: len(key)], text[place.value :][: len(value)]) == (key, value)


NAMES = st.text("a.= \"'#[]{}\\", max_size=4)
VALUES = st.recursive(
    st.integers(0, 9) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def written(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """A value in TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + "".join(f"\n  {written(inner)}, # ]" for inner in value) + "\n]" if value else "[]"
    return json.dumps(value)


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(NAMES, VALUES, max_size=3), st.booleans())
def test_every_value_has_its_place(table: dict[str, Any], headed: bool) -> None:  # noqa: FBT001 - drawn
    """What is written at the place of a value is the value, however it is written."""
    if headed:
        text = "".join(
            f"[{json.dumps(key)}]\n"
            + "".join(f"{json.dumps(name)} = {written(said)}\n" for name, said in inner.items())
            if isinstance(inner, dict)
            else ""
            for key, inner in table.items()
        )
        table = {key: inner for key, inner in table.items() if isinstance(inner, dict)}
    else:
        text = "".join(f"{json.dumps(key)} = {written(inner)}\n" for key, inner in table.items())
    assert tomllib.loads(text) == table
    found = toml_places(text)
    assert set(found) == set(paths(table))
    for path, place in found.items():
        value: Any = table
        for part in path:
            value = value[part]
        if not (headed and len(path) == 1):
            assert text.startswith(written(value), place.value)
