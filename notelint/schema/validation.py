"""JSON Schema's errors as violations: each at its leaf, of a union the branch that was meant, in plain words.

The only module that imports jsonschema.
"""

from __future__ import annotations

from jsonschema import Draft202012Validator as Validator
from jsonschema import FormatChecker

from notelint.schema.model import Violation
from notelint.schema.patterns import pattern_fault
from notelint.schema.pointers import parts_of, pointer_to, step
from notelint.schema.words import say, unknown_keys
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from jsonschema import ValidationError

__all__ = ["Validator", "validator", "violations"]

_UNIONS = frozenset({"anyOf", "oneOf"})
_UNWANTED = frozenset({"additionalProperties", "unevaluatedProperties"})


def validator(document: Mapping[str, Any]) -> Validator:
    """The validator of a JSON Schema, formats included."""
    formats = FormatChecker(())
    formats.checkers = {**Validator.FORMAT_CHECKER.checkers, "regex": (_is_pattern, ())}
    return Validator(document, format_checker=formats)


def _is_pattern(value: object) -> bool:
    """As jsonschema asks, which knows not all that `re.compile` may raise."""
    return not isinstance(value, str) or pattern_fault(value) is None


def violations(checker: Validator, instance: object) -> Iterator[Violation]:
    """How an instance falls short of a schema: one violation for each fault that can be fixed by itself."""
    schema = checker.schema if isinstance(checker.schema, dict) else {}
    seen: set[Violation] = set()
    for error in _leaves(checker.iter_errors(instance)):
        for violation in _violations(schema, error):
            if violation not in seen:
                seen.add(violation)
                yield violation


def _leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The errors, with a union's replaced by those of its best branch."""
    for error in errors:
        best = _best_branch(error) if error.validator in _UNIONS else []
        if best:
            yield from _leaves(best)
        else:
            yield error


def _best_branch(error: ValidationError) -> list[ValidationError]:
    """The errors of the branch of a union that was meant.

    It is the one whose errors lie deepest, and among equals the one with the fewest. None was meant where every branch
    refuses the value as a whole, or only misses a property: then what is said is what would do.
    """
    inners = error.context or ()
    if all(inner.validator == "required" and not inner.relative_path for inner in inners):
        return []
    branches: dict[object, list[ValidationError]] = {}
    for inner in inners:
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    meant = [found for found in branches.values() if not any(_refuses(inner) for inner in found)]
    return max(meant, key=lambda found: (min(len(inner.relative_path) for inner in found), -len(found)), default=[])


def _refuses(error: ValidationError) -> bool:
    return not error.relative_path and error.validator in ("type", "const", "enum")


def _violations(schema: Mapping[str, Any], error: ValidationError) -> Iterator[Violation]:
    """The violations of one error: `required` and the like name several properties at once."""
    keyword, path = str(error.validator or "not"), list(error.absolute_path)  # a schema may be `false`
    clause = _clause(schema, list(error.absolute_schema_path))
    named: list[tuple[str | None, str]] = [*_named(error)]
    for name, message in named or [(None, say(error))]:
        place = [*path, name] if name is not None and keyword in _UNWANTED else path
        top = place[0] if place else name
        yield Violation(keyword, None if top is None else str(top), pointer_to(place), clause, message)


def _named(error: ValidationError) -> list[tuple[str, str]]:
    """The properties that an error is about, where it is about properties of the value, each with what is said."""
    asked: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "required":
            return [(name, f"needs `{name}`") for name in asked if name not in instance]
        case "dependentRequired":
            return [
                (name, f"needs `{name}` together with `{given}`")
                for given, names in asked.items()
                if given in instance
                for name in names
                if name not in instance
            ]
        case "additionalProperties" | "unevaluatedProperties":
            return unknown_keys(error)
        case _:
            return []


def _clause(schema: Mapping[str, Any], path: Sequence[str | int]) -> str:
    """The JSON pointer of the clause at the end of a path, which leaves out the references that it runs through."""
    parts: list[str | int] = []
    node: Any = schema
    for part in path:
        while step(node, part) is None and isinstance(node, dict) and str(node.get("$ref")).startswith("#/"):
            parts = [*parts_of(node["$ref"][1:])]
            node = schema
            for name in parts:
                node = step(node, name)
        parts.append(part)
        node = step(node, part)
    return pointer_to(parts)
