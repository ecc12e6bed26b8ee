"""Lines that stand in place of a heading: `**Summary**`, `Summary:`."""

from __future__ import annotations

from notelint.markdown.nodes import Paragraph
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Fact, Note

_LINE = regex(
    r"(?P<marks>\*\*|__)(?P<bold>[^*_\r\n:：]{1,60})(?:(?P<colon>[:：])(?P=marks)|(?P=marks)(?P<behind>[:：])?)"
    r"(?:[ \t]*(?P<value>\S[^\r\n]*))?[ \t]*(?=[\r\n]|\Z)"
    r"|(?P<plain>[^\s*_:：\[\]<>|`#][^*_\r\n:：\[\]<>|`]{0,60})[:：][ \t]*(?=[\r\n]|\Z)"
)
# What such a line holds.
_MARK = regex(r"(?<!\S)(?:\*\*|__)|[:：][ \t]*(?![^\r\n])")


def _is_label_for_section(fact: Fact, context: Context) -> bool:
    """Whether a fact was read from a label where the note's siblings have a section."""
    habit = context.habits.get(fact.name)
    return fact.origin is Origin.LABEL and habit is not None and habit.place == "section"


class PseudoSection(NamedTuple):
    """A line that does a heading's work: its place, the name and value in it, and the property that is meant."""

    span: Span
    name_span: Span
    name: str
    value: str
    holds: str


def pseudo_sections(document: Document, note: Note, context: Context) -> Iterator[PseudoSection]:
    """The first such line of a note for each section that the schema knows and the note does not have."""
    names = document.layout.section_names if document.layout else {}
    if not names:
        return
    held = {section.holds for section in note.all_sections()}
    held |= {fact.name for fact in note.facts if not _is_label_for_section(fact, context)}
    parts = (note.blocks, *(section.blocks for section in note.all_sections()))
    for block in (block for blocks in parts for block in blocks.holding(_MARK)):
        if not isinstance(block, Paragraph):
            continue
        found = _LINE.match(note.source.text, block.span.start, block.span.end)
        if found is None or (found["value"] and not (found["colon"] or found["behind"])):
            continue
        group = "bold" if found["bold"] else "plain"
        holds = names.get(fold_name(found[group]))
        if holds and holds not in held:
            held.add(holds)
            span, name_span = Span(*found.span()), Span(*found.span(group))
            yield PseudoSection(span, name_span, found[group].strip(), (found["value"] or "").rstrip(), holds)
