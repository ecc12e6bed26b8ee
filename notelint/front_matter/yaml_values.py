"""The events of a YAML parser made into plain values, each with its place.

Events rather than nodes: composing is recursive in C, where deep nesting ends the process, and it turns aliases into
shared nodes before anybody can count them. Words become values by the YAML 1.2 core schema (10.3.2), so that `no`,
`1:30` and a date stay text.
"""

from __future__ import annotations

import yaml

from notelint.front_matter.model import TOO_DEEP, Entry, Problem, Value
from notelint.front_matter.plain import resolved
from notelint.front_matter.yaml_problems import QUOTE, explain
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    _Event = Any  # each class of event has other attributes, and the parser says which comes when
    _NodeEvent = yaml.AliasEvent | yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")

_RESOLVED_TAGS = frozenset({None, *(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))})

_OPENING_EVENTS = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
_MAX_DEPTH = 100
_MAX_ALIASED = 100_000  # values that aliases may stand for, all together: a bomb of ten levels has billions


class UnreadableError(Exception):
    """Carries the problem out of nested values."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class TooMuchError(UnreadableError):
    """It is YAML, but more than is read."""


class Node(NamedTuple):
    """A value, its place in the text that is read, the places of a list's items, and how many values it is."""

    value: Value
    start: int
    end: int
    items: tuple[Span, ...] = ()
    weight: int = 1


class Text(NamedTuple):
    """What is read: the text, the offset at which it begins in the file, and the anchors met so far."""

    content: str
    base: int
    anchors: dict[str, Node]

    def problem(self, start: int, end: int, message: str, remedy: str) -> UnreadableError:
        return UnreadableError(Problem(self.span(start, end), message, remedy))

    def too_much(self, start: int, end: int, message: str, remedy: str) -> TooMuchError:
        return TooMuchError(Problem(self.span(start, end), message, remedy))

    def span(self, start: int, end: int) -> Span:
        return Span(self.base + start, self.base + end)


def read_mapping(text: Text) -> tuple[Entry, ...] | None:
    """The entries of a text that is one mapping; None where it is something else.

    Raises UnreadableError.
    """
    forbidden = FORBIDDEN.search(text.content)
    if forbidden:
        code = f"U+{ord(forbidden.group()):04X}"
        raise text.problem(*forbidden.span(), f"YAML does not allow the invisible character {code}", "delete it")
    events = _events(text)
    root = next(event for event in events if not isinstance(event, _OPENING_EVENTS))
    entries = _entries(text, events) if isinstance(root, yaml.MappingStartEvent) else None
    _expect_end(text, events)
    return entries


def _events(text: Text) -> Iterator[_Event]:
    try:
        yield from yaml.parse(text.content, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # PyYAML's own parser trips over `"\UFFFFFFFF"`
        raise text.problem(*explain(error, text.content)) from error


def _expect_end(text: Text, events: Iterator[_Event]) -> None:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            raise text.problem(*_place(event), "a second YAML document begins here", "delete the line, or quote it")


def _entries(text: Text, events: Iterator[_Event]) -> tuple[Entry, ...]:
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


def _key(text: Text, event: _NodeEvent, events: Iterator[_Event], depth: int) -> tuple[Node, str]:
    """A key's node and its name: the text of a scalar, of anything else its source on one line."""
    node = _node(text, event, events, depth)
    if isinstance(event, yaml.ScalarEvent):
        return node, event.value
    return node, " ".join(text.content[node.start : node.end].split())


def _node(text: Text, event: _NodeEvent, events: Iterator[_Event], depth: int) -> Node:
    """The value that begins with `event`."""
    start, end = _place(event)
    if depth > _MAX_DEPTH:
        raise text.too_much(start, end, *TOO_DEEP)
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


def _aliased(text: Text, anchor: str, start: int, end: int) -> Node:
    if anchor not in text.anchors:
        raise text.problem(start, end, f"`*{anchor}` is an alias, and no `&{anchor}` stands before it", QUOTE)
    return text.anchors[anchor]._replace(start=start, end=end)


def _scalar(text: Text, event: yaml.ScalarEvent) -> Node:
    start, end = _place(event)
    if event.style in ("|", ">"):  # its end is where the next token begins
        return Node(event.value, start, start + len(text.content[start:end].rstrip()))
    if event.style or event.tag not in _RESOLVED_TAGS:
        return Node(event.value, start, end)
    return Node(resolved(event.value), start, end)


def _sequence(text: Text, event: yaml.SequenceStartEvent, events: Iterator[_Event], depth: int) -> Node:
    nodes: list[Node] = []
    weight = 1
    for following in events:
        if isinstance(following, yaml.SequenceEndEvent):
            break
        nodes.append(_node(text, following, events, depth))
        weight = _add(text, weight, nodes[-1])
    start, end = _extent(event, following, nodes[-1].end if nodes else None)
    return Node([node.value for node in nodes], start, end, tuple(text.span(n.start, n.end) for n in nodes), weight)


def _mapping(text: Text, event: yaml.MappingStartEvent, events: Iterator[_Event], depth: int) -> Node:
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
        return Node(source, start, end)
    return Node(values, start, end, weight=weight)


def _extent(
    first: yaml.CollectionStartEvent, last: yaml.CollectionEndEvent, last_child: int | None
) -> tuple[int, int]:
    """From where to where a collection stands; a block collection's end event stands where the next token begins."""
    end = _place(last)[1] if first.flow_style or last_child is None else last_child
    return _place(first)[0], end


def _place(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return start.index if start else 0, end.index if end else 0


def _add(text: Text, weight: int, node: Node) -> int:
    """Count the values, since a few aliases of aliases stand for more than any memory holds."""
    weight += node.weight
    if weight > _MAX_ALIASED + len(text.content):
        raise text.too_much(node.start, node.end, "aliases repeat too many values", "write the values out")
    return weight
