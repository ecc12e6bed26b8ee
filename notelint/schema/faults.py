"""What a note schema may say that JSON Schema allows and that yet means nothing, or not what is meant.

Each fault is raised as a `SchemaError` with its JSON pointer and what to do.
"""

from __future__ import annotations

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
