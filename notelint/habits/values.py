"""What the values of a front matter key or a label have in common, as a clause of JSON Schema."""

from __future__ import annotations

from collections import Counter

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from notelint.habits.traits import ValueTrait

_TYPES = {"boolean": "boolean", "integer": "integer", "date": "string", "string": "string", "array": "array"}
_MOST_VALUES = 6  # more are not few
_TIMES_EACH = 8  # so often does one of few values stand on average
_LEAST = 10  # and so often all of them together


def values_clause(traits: Sequence[ValueTrait], is_habit: Callable[[int, int], bool]) -> dict[str, Any]:
    """The type of the values, if most are of one; the values themselves where they are few; the format of dates."""
    kinds = Counter(each.kind for each in traits)
    if not kinds:
        return {}
    kind, count = kinds.most_common(1)[0]
    if kind not in _TYPES or not is_habit(count, len(traits)):
        return {}
    clause: dict[str, Any] = {"type": _TYPES[kind]}
    if kind == "date":
        clause["format"] = "date"
    if kind == "array":
        clause["items"] = {"type": "string"}
    few = _few_values(traits, is_habit) if kind == "string" else []
    return {**clause, "enum": few} if few else clause


def _few_values(traits: Sequence[ValueTrait], is_habit: Callable[[int, int], bool]) -> list[str]:
    """The values that occur again and again, if hardly any other occurs."""
    counts = Counter(each.value for each in traits if isinstance(each.value, str))
    recurring = [str(value) for value, count in counts.items() if count > 1]
    total = sum(counts[value] for value in recurring)
    if not 0 < len(recurring) <= _MOST_VALUES or total < max(_LEAST, _TIMES_EACH * len(recurring)):
        return []
    return sorted(recurring) if is_habit(total, len(traits)) else []
