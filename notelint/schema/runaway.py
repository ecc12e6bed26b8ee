"""Regular expressions that may take for ever on a short text.

A backtracking matcher tries every way to part a text among the rounds of a repetition. Where one round can be nothing
but another repetition, as in `(a+)+`, the ways double with each character.
"""

from __future__ import annotations

# The parser of Python's own regular expressions: it has no public name, and keeps its form from 3.11 to 3.14.
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_ROUNDS = 10  # a repetition that is bounded by less ends soon enough


def can_run_away(pattern: str) -> bool:
    """Whether a regular expression (one that compiles) has a repetition of which a round can be one repetition alone.

    Nothing else is found: two neighbours that take the same characters (`a*a*`) cost the square of the length only.
    """
    return _runs_away(parser.parse(pattern))


def _runs_away(sequence: Any) -> bool:  # noqa: ANN401 - a SubPattern, which has no type
    for operator, argument in sequence:
        inner = _inside(operator, argument)
        if _is_long_repeat(operator, argument) and any(map(_may_be_one_repeat, inner)):
            return True
        if any(map(_runs_away, inner)):
            return True
    return False


def _inside(operator: Any, argument: Any) -> list[Any]:  # noqa: ANN401 - as above
    """The sequences inside one item."""
    if operator is ops.BRANCH:
        return list(argument[1])
    found = argument if isinstance(argument, tuple) else (argument,)
    return [each for each in found if isinstance(each, parser.SubPattern)]


def _is_long_repeat(operator: Any, argument: Any) -> bool:  # noqa: ANN401 - as above
    return operator in (ops.MAX_REPEAT, ops.MIN_REPEAT) and argument[1] >= _ROUNDS


def _may_be_one_repeat(sequence: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a sequence may match as one repetition, with all else in it empty; an anchor holds rounds apart."""
    items = list(sequence)
    widths = [parser.SubPattern(sequence.state, [item]).getwidth()[0] for item in items]
    if any(operator is ops.AT for operator, _ in items):
        return False
    for (operator, argument), width in zip(items, widths, strict=True):
        if sum(widths) > width:
            continue
        inner = _inside(operator, argument) if operator in (ops.SUBPATTERN, ops.BRANCH) else []
        if _is_long_repeat(operator, argument) or any(map(_may_be_one_repeat, inner)):
            return True
    return False
