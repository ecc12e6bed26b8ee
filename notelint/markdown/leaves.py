"""Headings and paragraphs: what of them is read without the parser, and when the parser is asked.

A text in which nothing stands with which an inline begins holds none, and needs no parser.
"""

from __future__ import annotations

import re
from functools import cache

from notelint.dataclass import dataclass
from notelint.markdown import nodes
from notelint.markdown.nodes import CodeSpan, HardBreak, Image, InlineMath, Link, WikiLink
from notelint.markdown.places import LeafText, Lines, stripped
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from notelint.markdown.nodes import Inline

    Definitions = Mapping[str, Mapping[str, Any]]
    FindDefinitions = Callable[[], Definitions]


_ANY_MARK = regex(r"[\\`*_\[<&$\n]|~~|://")  # what any inline but text has in it


class Parsed(NamedTuple):
    """The blocks of some lines, and the link reference definitions in them by their keys."""

    blocks: tuple[nodes.Block, ...]
    definitions: Definitions


@dataclass(frozen=True)
class LeafContent:
    """The inline content of a leaf block, parsed when asked for; `definitions` gives those of the whole document."""

    text: LeafText
    definitions: FindDefinitions

    @property
    def needed_definitions(self) -> Definitions:
        """The link reference definitions, if a reference can stand in the text."""
        return self.definitions() if "[" in self.text.text else {}

    @property
    def plain_text(self) -> str | None:
        """The text, where it is certainly that of one text node."""
        return None if not self.text.text or _ANY_MARK.search(self.text.text) else self.text.text

    def may_hold(self, kinds: tuple[type[nodes.Inline], ...]) -> bool:
        """Whether the text holds a character that an inline of these kinds begins with."""
        return bool(opener(kinds).search(self.text.text))

    def parse(self) -> tuple[nodes.Inline, ...]:
        """The inline nodes. Most text of most notes is plain, and needs no parser."""
        if text := self.plain_text:
            return (nodes.Text(self.span((0, len(text))), text),)
        from notelint.markdown.inline_nodes import parse_inlines  # noqa: PLC0415 - imports mistune

        return parse_inlines(self)

    def span(self, span: tuple[int, int]) -> Span:
        """The original span of a token."""
        return self.text.span(*span)

    def source(self, span: tuple[int, int]) -> str:
        """The text of a token as written, but for the markers of containers at line ends in it."""
        return self.text.text[slice(*span)]


def atx_heading(text: str, start: int, end: int, definitions: FindDefinitions) -> nodes.Heading:
    """The heading from its first `#` up to the end of its line."""
    line = text[start:end]
    title = line.lstrip("#")
    level = len(line) - len(title)
    title = title.strip(" \t\f")
    if title and title[-1] != "#":
        first = text.index(title, start + level)
        last = first + len(title)
    else:
        first, last = stripped(text, *(start + offset for offset in atx_content(line)))
    content = LeafContent(LeafText(text[first:last], (0,), (first,)), definitions)
    return nodes.Heading(Span(start, end), content, level, Span(first, last))


def atx_content(line: str) -> tuple[int, int]:
    """Where the content of an ATX heading stands in its line, without the closing `#`s (CommonMark 4.2).

    mistune's trimming is quadratic in a run of spaces.
    """
    line = line.rstrip(" \t")
    first = len(line) - len(line.lstrip(" ").lstrip("#"))
    bare = line.rstrip("#")
    if len(bare) <= first or bare[-1] in " \t":
        line = bare
    return first, max(first, len(line))


def paragraph(text: str, start: int, end: int, definitions: FindDefinitions) -> nodes.Paragraph:
    """The paragraph from its first character that is not blank up to the end of its last line.

    It stands in no container: then its text is inline content as it is, but for line ends other than LF.
    """
    if text.find("\r", start, end) >= 0:
        lines = Lines.of_text(text, start, end)
        content = LeafContent(lines.leaf_text(0, len(lines.text)), definitions)
    else:
        content = LeafContent(_leaf_text(text, *stripped(text, start, end)), definitions)
    return nodes.Paragraph(Span(start, end), content)


def _leaf_text(text: str, start: int, end: int) -> LeafText:
    return LeafText(text[start:end], (0,), (start,))


# Each begins with a plain character, by which `re` skips at five times the speed of a class.
_OPENERS: Mapping[type[Inline], tuple[str, ...]] = {
    CodeSpan: ("`",),
    HardBreak: ("  \n", r"\\\n"),
    Image: (r"!\[", "<[iI][mM][gG]"),
    InlineMath: (r"\$",),
    Link: (r"\[", "<", "https?://"),
    WikiLink: (r"\[\[",),
}


@cache
def opener(kinds: tuple[type[Inline], ...]) -> re.Pattern[str]:
    """What an inline of one of these kinds begins with; of a kind that has no mark of its own, anything."""
    return re.compile("|".join(each for kind in kinds for each in _OPENERS.get(kind, ("",))))


@cache
def openers(kinds: tuple[type[Inline], ...]) -> tuple[re.Pattern[str], ...]:
    """The same of kinds that have marks, each as an expression of its own: a long text is searched faster so."""
    return tuple(re.compile(each) for kind in kinds for each in _OPENERS[kind])
