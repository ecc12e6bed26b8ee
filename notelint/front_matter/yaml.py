"""Front matter in YAML: the parser's events made into plain values, each with its place.

Events rather than nodes: composing is recursive in C, where deep nesting ends the process, and it turns aliases into
shared nodes before anybody can count them. Words become values by the YAML 1.2 core schema (10.3.2), so that `no`,
`1:30` and a date stay text.
"""

from __future__ import annotations

import re
from itertools import pairwise

import yaml

from notelint.front_matter.model import TOO_DEEP, Entry, Problem, Reading, Value
from notelint.front_matter.numbers import resolved
from notelint.front_matter.yaml_problems import NO_KEY, QUOTE, explain
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    _Event = Any  # each class of event has other attributes, and the parser says which comes when
    _NodeEvent = yaml.AliasEvent | yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML 1.1 breaks lines at these (YAML 1.2 does not), and lone surrogates stand for bytes that are no UTF-8.
_REPLACED = regex("[\x85\u2028\u2029\ud800-\udfff]")
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")

_RESOLVED_TAGS = frozenset({None, *(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))})

_OPENING_EVENTS = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
_MAX_DEPTH = 100
_MAX_ALIASED = 100_000  # values that aliases may stand for, all together: a bomb of ten levels has billions

# What begins at the margin and is no more of what stands above.
_GLUED = regex(r"[\w-]+:(?=[^\s/])")
_FULL_WIDTH = regex(r"(?P<key>\w[\w -]*)(?P<colon>：)[ \t]*(?P<value>.*)")
_CHUNK = regex(r"(?:(?<=[\r\n])|\A)(?=[^\s#\-\]}])")


class _UnreadableError(Exception):
    """Carries the problem out of nested values."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Node(NamedTuple):
    """A value, its place in the text that is read, the places of a list's items, and how many values it is."""

    value: Value
    start: int
    end: int
    items: tuple[Span, ...] = ()
    weight: int = 1


class _Text(NamedTuple):
    """What is read: the text, the offset at which it begins in the file, and the anchors met so far."""

    content: str
    base: int
    anchors: dict[str, _Node]

    def problem(self, start: int, end: int, message: str, remedy: str) -> _UnreadableError:
        return _UnreadableError(Problem(self.span(start, end), message, remedy))

    def span(self, start: int, end: int) -> Span:
        return Span(self.base + start, self.base + end)


def read_yaml(text: str, body: Span, *, recover: bool) -> Reading | None:
    """Read the YAML at `body`; None where it is a text or a list and no mapping.

    Where it is broken, it is None too unless told to `recover`: then each top-level key that reads by itself is kept,
    and the problem is that of the first key that does not.
    """
    content = _REPLACED.sub(_replacement, text[body.start : body.end])
    try:
        entries = _read_mapping(_Text(content, body.start, {}))
    except _UnreadableError as error:
        return _read_chunks(content, body.start, error.problem) if recover else None
    return None if entries is None else Reading(entries)


def _replacement(found: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= found.group() <= "\udfff" else " "


def _read_chunks(content: str, base: int, whole: Problem) -> Reading:
    """Read a broken text key by key."""
    starts = [found.start() for found in _CHUNK.finditer(content)]
    entries: list[Entry] = []
    problem: Problem | None = None
    anchors: dict[str, _Node] = {}
    for start, end in pairwise([*starts, len(content)]):
        chunk = _Text(content[start:end], base + start, anchors)
        try:
            entries += _read_chunk(chunk)
        except _UnreadableError as error:
            problem = problem or error.problem
    return Reading(tuple(entries), problem or whole)


def _read_chunk(chunk: _Text) -> tuple[Entry, ...]:
    entries = None if chunk.content.startswith(("{", "[")) else _read_mapping(chunk)
    if entries is None:
        line = re.split(r"[\r\n]", chunk.content, maxsplit=1)[0].rstrip()
        glued = _GLUED.match(line)
        if glued:
            message = "a blank is missing after the colon, without which this is no key"
            raise chunk.problem(glued.end(), glued.end(), message, f"write `{glued.group()} {line[glued.end() :]}`")
        full_width = _FULL_WIDTH.match(line)
        if full_width:
            message = "a full-width colon, with which this is no key"
            raise chunk.problem(
                *full_width.span("colon"), message, f"write `{full_width['key']}: {full_width['value']}`"
            )
        raise chunk.problem(0, len(line), "this line is no `key: value`", NO_KEY)
    return entries


def _read_mapping(text: _Text) -> tuple[Entry, ...] | None:
    """The entries of a text that is one mapping; None where it is something else.

    Raises _UnreadableError.
    """
    forbidden = _FORBIDDEN.search(text.content)
    if forbidden:
        code = f"U+{ord(forbidden.group()):04X}"
        raise text.problem(*forbidden.span(), f"YAML does not allow the invisible character {code}", "delete it")
    events = _events(text)
    root = next(event for event in events if not isinstance(event, _OPENING_EVENTS))
    entries = _entries(text, events) if isinstance(root, yaml.MappingStartEvent) else None
    _expect_end(text, events)
    return entries


def _events(text: _Text) -> Iterator[_Event]:
    try:
        yield from yaml.parse(text.content, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # PyYAML's own parser trips over `"\UFFFFFFFF"`
        raise text.problem(*explain(error, text.content)) from error


def _expect_end(text: _Text, events: Iterator[_Event]) -> None:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            raise text.problem(*_place(event), "a second YAML document begins here", "delete the line, or quote it")


def _entries(text: _Text, events: Iterator[_Event]) -> tuple[Entry, ...]:
    """The entries of the top-level mapping, whose start event is past."""
    found: list[Entry] = []
    weight = 0
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key, name = _key(text, event, events, 1)
        node = _node(text, next(events), events, 1)
        weight = _add(text, weight, node)
        span = text.span(node.start, node.end)
        found.append(Entry(name, text.span(key.start, key.end), node.value, span, node.items))
    return tuple(found)


def _key(text: _Text, event: _NodeEvent, events: Iterator[_Event], depth: int) -> tuple[_Node, str]:
    """A key's node and its name: the text of a scalar, of anything else its source on one line."""
    node = _node(text, event, events, depth)
    if isinstance(event, yaml.ScalarEvent):
        return node, event.value
    return node, " ".join(text.content[node.start : node.end].split())


def _node(text: _Text, event: _NodeEvent, events: Iterator[_Event], depth: int) -> _Node:
    """The value that begins with `event`."""
    start, end = _place(event)
    if depth > _MAX_DEPTH:
        raise text.problem(start, end, *TOO_DEEP)
    if isinstance(event, yaml.AliasEvent):
        return _aliased(text, event.anchor or "", start, end)
    if isinstance(event, yaml.ScalarEvent):
        node = _scalar(text, event)
    elif isinstance(event, yaml.SequenceStartEvent):
        node = _sequence(text, event, events, depth + 1)
    else:
        node = _mapping(text, event, events, depth + 1)
    if event.anchor is not None:
        text.anchors[event.anchor] = node
    return node


def _aliased(text: _Text, anchor: str, start: int, end: int) -> _Node:
    if anchor not in text.anchors:
        raise text.problem(start, end, f"`*{anchor}` is an alias, and no `&{anchor}` stands before it", QUOTE)
    return text.anchors[anchor]._replace(start=start, end=end)


def _scalar(text: _Text, event: yaml.ScalarEvent) -> _Node:
    start, end = _place(event)
    if event.style in ("|", ">"):  # its end is where the next token begins
        return _Node(event.value, start, start + len(text.content[start:end].rstrip()))
    if event.style or event.tag not in _RESOLVED_TAGS:
        return _Node(event.value, start, end)
    return _Node(resolved(event.value), start, end)


def _sequence(text: _Text, event: yaml.SequenceStartEvent, events: Iterator[_Event], depth: int) -> _Node:
    nodes: list[_Node] = []
    weight = 1
    for following in events:
        if isinstance(following, yaml.SequenceEndEvent):
            break
        nodes.append(_node(text, following, events, depth))
        weight = _add(text, weight, nodes[-1])
    start, end = _extent(event, following, nodes[-1].end if nodes else None)
    return _Node([node.value for node in nodes], start, end, tuple(text.span(n.start, n.end) for n in nodes), weight)


def _mapping(text: _Text, event: yaml.MappingStartEvent, events: Iterator[_Event], depth: int) -> _Node:
    values: dict[str, Value] = {}
    last: int | None = None
    weight = 1
    for following in events:
        if isinstance(following, yaml.MappingEndEvent):
            break
        _, name = _key(text, following, events, depth)
        node = _node(text, next(events), events, depth)
        weight = _add(text, weight, node)
        values.setdefault(name, node.value)
        last = node.end
    start, end = _extent(event, following, last)
    source = text.content[start:end]
    if source.startswith("{{") and source.endswith("}}"):  # a template's placeholder, `{{date}}`, means its text
        return _Node(source, start, end)
    return _Node(values, start, end, weight=weight)


def _extent(
    first: yaml.CollectionStartEvent, last: yaml.CollectionEndEvent, last_child: int | None
) -> tuple[int, int]:
    """From where to where a collection stands; a block collection's end event stands where the next token begins."""
    end = _place(last)[1] if first.flow_style or last_child is None else last_child
    return _place(first)[0], end


def _place(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return start.index if start else 0, end.index if end else 0


def _add(text: _Text, weight: int, node: _Node) -> int:
    """Count the values, since a few aliases of aliases stand for more than any memory holds."""
    weight += node.weight
    if weight > _MAX_ALIASED + len(text.content):
        raise text.problem(node.start, node.end, "aliases repeat too many values", "write the values out")
    return weight
