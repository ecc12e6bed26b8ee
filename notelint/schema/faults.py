"""What a note schema may say that JSON Schema allows and that yet means nothing, or not what is meant.

Each fault, of a pattern too, is raised as a `SchemaError` with its JSON pointer and what to do. Each version of Python
words the errors of a pattern anew: only the kind of error and the place are read from them.
"""

from __future__ import annotations

import re
from warnings import catch_warnings, simplefilter

from notelint.bounds import REMEDY, SECONDS, BoundedPattern, LimitError
from notelint.note.names import fold_name
from notelint.schema.layouts import SchemaError, suggestion
from notelint.schema.pointers import clauses, escape, parts_of, step
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from notelint.note.layout import Layout


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What every record has and no note gives: a property of such a name would be lost.
RECORDS_OWN = frozenset(
    (
        "schema_version",
        "id",
        "venue_type",
        "links",
        "groups",
        "summary_text",
        "images",
        "sections",
        "extra_fields",
        "missing",
        "source",
        "document",
    )
)


def refuse_faults(document: Mapping[str, Any], layout: Layout) -> None:
    """Raise the first fault of a note schema as a SchemaError."""
    _refuse_other_drafts(document)
    _refuse_lost_properties(document["properties"])
    _refuse_shared_sections(document["properties"])
    _refuse_idle_groups(document, layout)


def _refuse_other_drafts(document: Mapping[str, Any]) -> None:
    dialect = str(document.get("$schema", _DIALECT))
    if "json-schema.org/" in dialect and dialect.rstrip("#") != _DIALECT:
        message = f"is another draft of JSON Schema than 2020-12, which notelint reads; write `{_DIALECT}`"
        raise SchemaError("/$schema", f"{message}, and `$defs` for `definitions`")


def _refuse_lost_properties(properties: Mapping[str, Any]) -> None:
    for name in properties:
        if name in RECORDS_OWN:
            message = f"every record has a `{name}` of its own, which this would not become; give it another name"
            raise SchemaError(f"/properties/{escape(name)}", message)


def _refuse_shared_sections(properties: Mapping[str, Any]) -> None:
    """Of two properties with one section, all but the first would stay empty."""
    holders: dict[str, str] = {}
    for name, clause in properties.items():
        for part, section in _section_names(clause.get("x-markdown", {})):
            holder = holders.setdefault(fold_name(section), name)
            if holder != name:
                pointer = f"/properties/{escape(name)}/x-markdown/{part}"
                message = f"`{section}` is a section of `{holder}` already; give each property its own"
                raise SchemaError(pointer, message)


def _section_names(where: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of a property's section, each with its pointer from `x-markdown` on."""
    if "section" in where:
        yield "section", where["section"]
    aliases = where.get("aliases", ())
    if isinstance(aliases, str):
        yield "aliases", aliases
    else:
        yield from ((f"aliases/{place}", alias) for place, alias in enumerate(aliases))


def _refuse_idle_groups(document: Mapping[str, Any], layout: Layout) -> None:
    """A named group of a note heading that no property takes is most likely misspelt."""
    taken = {"title"} | {field.heading or field.name for field in layout.fields}
    single = isinstance(document["x-markdown"]["note"].get("heading"), str)
    for place, pattern in enumerate(layout.headings):
        for group in pattern.groupindex:
            if group not in taken and f"(?P={group})" not in pattern.pattern and f"(?({group})" not in pattern.pattern:
                message = f"no property takes the group `{group}`" + (
                    suggestion(group, document["properties"])
                    or f'; give one `"x-markdown": {{"heading": "{group}"}}`, or write `(?:...)`'
                )
                raise SchemaError("/x-markdown/note/heading" + ("" if single else f"/{place}"), message)


_REFERENCES = ("$ref", "$dynamicRef")
# The schemas below these are asked of the same value as the one around them.
_LISTS = ("allOf", "anyOf", "oneOf")
_ALONE = ("not", "if", "then", "else")


def refuse_references(document: Mapping[str, Any]) -> None:
    """Raise the first fault of the references of a document (one that the meta-schema allows) as a SchemaError."""
    for pointer, node in clauses(document):
        if not isinstance(node, dict):
            continue
        if pointer and isinstance(node.get("$id"), str):
            message = "begins another schema, of which the references would count from here; leave it out"
            raise SchemaError(f"{pointer}/$id", message)
        for keyword in _REFERENCES:
            if isinstance(node.get(keyword), str):
                _follow(document, node, keyword, pointer)


def _follow(document: Mapping[str, Any], holder: Mapping[str, Any], keyword: str, pointer: str) -> None:
    """Follow a reference to all that it asks of the same value."""
    target = holder[keyword]
    ahead = [resolve(document, target)]
    if ahead == [None]:
        message = f"`{target}` leads nowhere; a note schema refers to its own parts only, as `#/$defs/name`"
        raise SchemaError(f"{pointer}/{keyword}", message)
    seen: set[int] = set()
    while ahead:
        node = ahead.pop()
        if node is holder:
            message = f"`{target}` leads back to itself; write out what it is to mean"
            raise SchemaError(f"{pointer}/{keyword}", message)
        if isinstance(node, dict) and id(node) not in seen:
            seen.add(id(node))
            ahead.extend(_beside(document, node))


def _beside(document: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[Any]:
    """What a schema asks of the same value by schemas inside it and by references."""
    yield from (resolve(document, node[each]) for each in _REFERENCES if isinstance(node.get(each), str))
    yield from (node.get(each) for each in _ALONE)
    for each in _LISTS:
        yield from node.get(each, ())
    yield from node.get("dependentSchemas", {}).values()


def resolve(document: Mapping[str, Any], reference: str) -> Any:  # noqa: ANN401 - a schema, or None
    """What a reference leads to inside the document, or None where that is no schema."""
    if reference != "#" and not reference.startswith("#/"):
        return None
    node: Any = document
    for part in parts_of(reference[1:]):
        node = step(node, part)
    return node if isinstance(node, dict | bool) else None


_SHOWN = 40

# What re says, what it means, what to do.
_MEANINGS = (
    ("unterminated character set", "this `[` is not closed", "close it, or write `\\[` for the character"),
    ("unterminated subpattern", "this `(` is not closed", "close it, or write `\\(` for the character"),
    ("unbalanced parenthesis", "this `)` closes nothing", "delete it, or write `\\)` for the character"),
    ("nothing to repeat", "there is nothing to repeat", "write `\\` before it for the character"),
    ("multiple repeat", "this is repeated already", "write `\\` before it for the character"),
    ("min repeat greater", "the first number is greater than the second", "swap them"),
    ("bad character range", "the range runs backwards", "swap its ends, or write `\\-` for the character"),
    ("bad escape", "this backslash means nothing", "write `\\\\` for a backslash"),
    ("unknown extension ?<", "this is no group of Python's", "write `(?P<name>...)`"),
    ("unknown group name", "no group before this has that name", "write `(?P<name>...)` around what it means"),
    ("bad character in group name", "a group cannot have this name", "give it one of letters, digits and `_`"),
    ("redefinition of group", "two groups have one name", "give each its own"),
    ("fixed-width", "what follows `(?<=` or `(?<!` must have a fixed length", "remove its repetitions"),
    ("flags", "flags stand at the start", "move them there"),
)
_OTHERWISE = ("this means nothing in Python", "write `\\` before a character that stands for itself")


def refuse_patterns(document: object) -> None:
    """Raise the first fault of the regular expressions of a note schema as a SchemaError."""
    for pointer, pattern in patterns_of(document):
        fault = pattern_fault(pattern)
        if fault:
            raise SchemaError(pointer, f"no regular expression that Python reads: {fault}")


def too_slow(location: str, document: object, value: object) -> LimitError:
    """What to say where a value could not be checked in time: which pattern of the schema it was."""
    try:
        for pointer, pattern in patterns_of(document):
            for text in _texts(value):
                BoundedPattern(re.compile(pattern), f"{location}#{pointer}").search(text)
    except LimitError as error:
        return error
    return LimitError(f"{location}: its patterns together take more than {SECONDS:g} seconds; {REMEDY}")


def _texts(value: object) -> Iterator[str]:
    """All texts in a JSON value, names of properties too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def pattern_fault(pattern: str) -> str | None:
    """What keeps a text from being a regular expression of Python's, and what to do; None where it is one."""
    try:
        with catch_warnings():
            simplefilter("ignore")  # of `[[]`, which Python may come to read otherwise
            re.compile(pattern)
    except re.error as error:
        return _explain(pattern, error)
    except RecursionError:
        return "it is nested too deeply; leave out groups"
    except OverflowError:
        return "it repeats too often; write a smaller number in `{...}`"
    return None


def _explain(pattern: str, error: re.error) -> str:
    message, remedy = next(((message, remedy) for kind, message, remedy in _MEANINGS if kind in error.msg), _OTHERWISE)
    if error.pos is None:
        return f"{message}; {remedy}"
    rest = pattern[error.pos :]
    shown = rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN]}..."
    return f"{message}: `{shown}` at character {error.pos + 1}; {remedy}"


def patterns_of(document: object) -> Iterator[tuple[str, str]]:
    """The regular expressions of a schema, each with its pointer."""
    for pointer, node in clauses(document):
        is_pattern = pointer.endswith("/pattern") or pointer.startswith("/x-markdown/note/heading")
        if isinstance(node, str) and is_pattern:
            yield pointer, node
        elif isinstance(node, dict) and pointer.endswith("/patternProperties"):
            yield from ((f"{pointer}/{escape(name)}", name) for name in node)
