"""JSON Schema's errors as violations: each at its leaf, of a union the branch that was meant, in plain words.

The only module that imports jsonschema.
"""

from __future__ import annotations

import json
from collections import Counter

from jsonschema import Draft202012Validator as Validator
from jsonschema import FormatChecker

from notelint.schema.faults import pattern_fault
from notelint.schema.layouts import suggestion
from notelint.schema.model import Violation
from notelint.schema.pointers import parts_of, pointer_to, step
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
    "array": "a list",
    "object": "a mapping of names to values",
}
_FORMATS = {
    "date": "a date such as 2024-05-31",
    "date-time": "a date and time such as 2024-05-31T10:00:00Z",
    "time": "a time such as 10:00:00Z",
    "email": "an e-mail address",
    "uri": "a URL",
    "uri-reference": "a URL or a path",
    "regex": "a regular expression that Python reads",
    "uuid": "a UUID",
}
_MOST_SHOWN = 12


def say(error: ValidationError) -> str:
    """What the value at the error's place must be."""
    if error.schema is False:
        return "holds what is not allowed"  # jsonschema does not say which of the value's parts
    schema = error.schema if isinstance(error.schema, dict) else {}
    words = _WORDS.get(str(error.validator))
    return words(error.validator_value, schema, error) if words else f"must meet `{error.validator}` of the schema"


def unknown_keys(error: ValidationError) -> list[tuple[str, str]]:
    """The properties that a value must not have, each with what is said of it."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    if patterns or not isinstance(error.instance, dict) or not known:
        return []
    remedy = f"; known are {_list(known)}"
    return [(name, f"is not known{suggestion(name, known) or remedy}") for name in error.instance if name not in known]


def _type(value: Any, schema: Mapping[str, Any], _: ValidationError) -> str:  # noqa: ANN401 - JSON
    names = [value] if isinstance(value, str) else value
    if names == ["integer"] and "minimum" in schema:
        return f"must be a whole number of {schema['minimum']} or more"
    return f"must be {_or([_TYPES[name] for name in names])}"


def _noun(schema: Mapping[str, Any]) -> str:
    return _TYPES["integer"] if schema.get("type") == "integer" else _TYPES["number"]


def _length(least: str, most: str, unit: str) -> dict[str, Callable[[Any, Mapping[str, Any], ValidationError], str]]:
    return {
        least: lambda value, _, __: "must not be empty" if value == 1 else f"must have at least {_count(value, unit)}",
        most: lambda value, _, __: f"must have at most {_count(value, unit)}",
    }


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _unlike(value: Any, _: Mapping[str, Any], error: ValidationError) -> str:  # noqa: ANN401 - JSON
    """What the branches of a union have in common, where none of them was meant."""
    if not error.context:
        return _too_many(value, error)
    if all(inner.validator == "required" for inner in error.context):
        return f"needs {_or(list(dict.fromkeys(_absent(inner) for inner in error.context)))}"
    wanted = [_wanted(inner) for inner in error.context if not inner.relative_path]
    return f"must be {_or(list(dict.fromkeys(wanted)))}" if wanted else f"must match one of {len(value)} forms"


def _too_many(branches: Any, error: ValidationError) -> str:  # noqa: ANN401 - JSON
    """What to say where several branches match of which only one may."""
    names = [branch["required"] for branch in branches if isinstance(branch, dict) and list(branch) == ["required"]]
    if len(names) < len(branches):
        return "must match only one of the forms that the schema allows, and matches several"
    instance: Any = error.instance
    given = [" and ".join(f"`{name}`" for name in each) for each in names if all(name in instance for name in each)]
    return f"must not have {' together with '.join(given)}"


def _wanted(error: ValidationError) -> str:
    values: Any = error.validator_value
    return _values(values) if error.validator == "enum" else say(error).removeprefix("must be ")


def _enum(values: Any, _: Mapping[str, Any], error: ValidationError) -> str:  # noqa: ANN401 - JSON
    near = suggestion(str(error.instance), [value for value in values if isinstance(value, str)])
    return f"must be {_values(values)}{near}"


def _values(values: Any) -> str:  # noqa: ANN401 - JSON
    return _or([_value(one) for one in values]) if values else "absent: the schema's `enum` allows no value"


def _absent(error: ValidationError) -> str:
    names: Any = error.validator_value
    instance: Any = error.instance
    return " and ".join(f"`{name}`" for name in names if name not in instance)


def _items_alike(_: Any, __: Mapping[str, Any], error: ValidationError) -> str:  # noqa: ANN401 - JSON
    items: Any = error.instance
    counts = Counter(json.dumps(item, ensure_ascii=False, sort_keys=True) for item in items)
    twice = next((text for text, count in counts.items() if count > 1), None)
    return f"must not hold the same item twice: `{_bare(twice)}`" if twice else "must not hold the same item twice"


def _or(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def _list(names: Any) -> str:  # noqa: ANN401 - any iterable of names
    shown = [f"`{name}`" for name in names]
    return ", ".join(shown[:_MOST_SHOWN]) + (", ..." if len(shown) > _MOST_SHOWN else "")


def _value(value: Any) -> str:  # noqa: ANN401 - JSON
    return f"`{_bare(json.dumps(value, ensure_ascii=False))}`"


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith('"') and text.endswith('"') else text


_WORDS: Mapping[str, Callable[[Any, Mapping[str, Any], ValidationError], str]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda value, _, __: f"must be {_value(value)}",
    "minimum": lambda value, schema, _: f"must be {_noun(schema)} of {value} or more",
    "maximum": lambda value, schema, _: f"must be {_noun(schema)} of {value} or less",
    "exclusiveMinimum": lambda value, schema, _: f"must be {_noun(schema)} above {value}",
    "exclusiveMaximum": lambda value, schema, _: f"must be {_noun(schema)} below {value}",
    "multipleOf": lambda value, _, __: f"must be a multiple of {value}",
    **_length("minLength", "maxLength", "character"),
    **_length("minItems", "maxItems", "item"),
    **_length("minProperties", "maxProperties", "property"),
    "pattern": lambda value, schema, _: _shape(value, schema),
    "format": lambda value, _, __: f"must be {_FORMATS.get(value, f'of the format `{value}`')}",
    "uniqueItems": _items_alike,
    "contains": lambda _, __, ___: "must hold at least one item of the kind that the schema asks for",
    "additionalProperties": lambda _, __, ___: "has a name that the schema does not know",
    "unevaluatedProperties": lambda _, __, ___: "has a name that the schema does not know",
    "unevaluatedItems": lambda _, __, ___: "has more items than the schema knows",
    "items": lambda _, __, ___: "has more items than the schema knows",
    "not": lambda _, __, ___: "must not be what the schema excludes",
    "anyOf": _unlike,
    "oneOf": _unlike,
}


def _shape(pattern: str, schema: Mapping[str, Any]) -> str:
    """What a text must look like: an example says more than a regular expression."""
    examples = [example for example in schema.get("examples", ()) if isinstance(example, str)]
    return f"must look like {_or([f'`{example}`' for example in examples])}" if examples else f"must match `{pattern}`"
