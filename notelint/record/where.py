"""Which records are wanted: `year>=2021 and group=NLP`."""

from __future__ import annotations

import operator
import re

from notelint.errors import NotelintError
from notelint.record.model import to_json
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import Any

    from notelint.record.model import Record

_CONDITION = regex(
    r"""\s*(?P<name>\w+)\s*(?P<sign>!=|>=|<=|=|>|<)\s*
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>(?![<>=!])(?:(?!\s+and(?:\s|\Z))[^"'])*?))\s*(?:\Z|\band\s+(?=\S))""",
    re.VERBOSE | re.IGNORECASE,
)
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
# One item of a list may be asked for in the singular.
_PLURALS = {
    "author": "authors",
    "organization": "organizations",
    "group": "groups",
    "tag": "tags",
    "link": "links",
    "image": "images",
    "section": "sections",
}


class Condition(NamedTuple):
    """One comparison: the name of a property, a sign, a value as text."""

    name: str
    sign: str
    value: str


def parse_where(expression: str) -> tuple[Condition, ...]:
    """The conditions of an expression, which must all hold. Raises NotelintError where it is none."""
    found: list[Condition] = []
    place = 0
    while place < len(expression) or not found:
        condition = _CONDITION.match(expression, place)
        if condition is None:
            example = "year>=2021, group=NLP, venue=CVPR, missing=summary, joined by `and`"
            raise NotelintError(
                f"--where {expression!r}: no condition at {expression[place:]!r}; write it as {example}"
            )
        value = next(text for text in condition.group("double", "single", "bare") if text is not None).strip()
        if condition["sign"] in _ORDER and not value:
            raise NotelintError(f"--where {expression!r}: no value after {condition['sign']!r}; write year>=2021")
        found.append(Condition(_PLURALS.get(condition["name"], condition["name"]), condition["sign"], value))
        place = condition.end()
    return tuple(found)


def is_wanted(record: Record, conditions: Collection[Condition]) -> bool:
    """Whether all conditions hold. Raises NotelintError where a number is compared with a word.

    Texts are compared without case. A list is equal to a value where one of its items is; nothing is greater or less
    than an absent property, and an absent one equals the empty value (`doi=`).
    """
    data = to_json(record) if conditions else {}
    return all(_holds(data.get(each.name), each) for each in conditions)


def _holds(value: Any, condition: Condition) -> bool:  # noqa: ANN401 - any JSON value
    if condition.sign in _ORDER:
        return any(_compare(item, condition) for item in _items(value))
    equal = any(_text(item) == condition.value.casefold() for item in _items(value))
    if not condition.value:
        equal = value in (None, "", [])
    return equal is (condition.sign == "=")


def _compare(item: Any, condition: Condition) -> bool:  # noqa: ANN401 - any JSON value
    """Numbers as numbers, else texts (dates of ISO 8601 among them) as texts."""
    order = _ORDER[condition.sign]
    if isinstance(item, int | float):
        try:
            return order(item, float(condition.value))
        except ValueError as error:
            name, sign, value = condition
            message = f"--where '{name}{sign}{value}': {name} is a number, and {value!r} is none"
            raise NotelintError(f"{message}; write a number after {sign}") from error
    return isinstance(item, str) and order(_text(item), condition.value.casefold())


def _items(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    """A value as the list of what it can be compared by: a name's family name and whole, a link's kind and so on."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    found: list[Any] = []
    for item in items:
        found += [each for each in item.values() if isinstance(each, str)] if isinstance(item, dict) else [item]
    return found


def _text(item: Any) -> str:  # noqa: ANN401 - any JSON value
    return str(item).casefold()
