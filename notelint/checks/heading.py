"""Headings of all kinds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.markdown.nodes import HardBreak, Heading, Paragraph, SoftBreak, Text, walk, walk_inlines
from notelint.note.model import flatten
from notelint.note.names import fold_name
from notelint.note.plain import collapse
from notelint.note.running_text import blocks_with, outside
from notelint.regex import regex
from notelint.source import Span
from notelint.suppression import MARK
from notelint.targets.headings import branches, slug_title, title_of, top_headings, wording
from notelint.targets.renaming import followers, own_links
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.context import Context
    from notelint.habits.habit import Habit
    from notelint.note.model import Document, Section
    from notelint.source import Source

_BEGINNING = 30  # signs
_LEAST = 100  # characters: what stands below a heading by chance twice is shorter


def heading_duplicate(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that stand twice in a file with the same text below; inside a copy, only the outermost.

    Sections side by side in one note are the matter of section-duplicate, notes that of note-duplicate. What stands in
    three places or more is repeated on purpose.
    """
    alike = _alike(document)
    if not alike:
        return
    first: dict[tuple[str, str], tuple[Heading, Heading | None]] = {}
    notes = {note.heading.span for note in document.notes if note.heading}
    sections = {section.heading.span for note in document.notes for section in flatten(note.sections)}
    found: list[tuple[tuple[str, str], Finding]] = []
    copied = 0
    for heading, parent, end in alike:
        body = wording(document.source.text[heading.span.end : end])
        if len(body) < _LEAST or heading.span.start < copied:
            continue
        key = (title_of(heading), body)
        before, above = first.setdefault(key, (heading, parent))
        if before is heading:
            continue
        copied = end
        if heading.span in notes or (heading.span in sections and parent is above):
            continue
        finding = Finding(
            heading.text_span,
            f'duplicate heading "{title_of(heading)}" with the same text below',
            "delete one of them",
            related=(Related("the first one", before.text_span),),
        )
        found.append((key, finding))
    times = Counter(key for key, _ in found)
    yield from (finding for key, finding in found if times[key] == 1)


def _alike(document: Document) -> list[tuple[Heading, Heading | None, int]]:
    """The branches that begin in the same way as another one; all, where it takes a closer look to tell."""
    text, headings = document.source.text, top_headings(document)
    starts = [each.span.end for each in headings if each.span.end + _LEAST <= len(text)]  # later ones are too short
    beginnings = ["".join(text[start : start + _LEAST].split())[:_BEGINNING] for start in starts]
    counts = Counter(beginnings)
    doubtful = MARK in text or any(len(each) < _BEGINNING for each in counts)
    if not doubtful and len(counts) == len(starts):
        return []
    found = zip(branches(headings, len(text)), beginnings, strict=False)
    return [each for each, beginning in found if doubtful or counts[beginning] > 1]


def heading_empty(document: Document, _: Context) -> Iterator[Finding]:
    """Headings without any text."""
    for heading in top_headings(document):
        if heading.text_span.start >= heading.text_span.end:
            yield Finding(heading.span, "heading has no text", "write the name of the section, or delete the heading")


# One `#` directly before a word is a tag in Obsidian, or a comment in code without a fence.
_HASH = regex(
    r"(?P<marks>#{2,6})(?=[^\W_]|[*`$(（【《「“\"'\[])"
    r"|(?P<wide_marks>#{1,6})(?P<wide>[\u3000\xa0][ \u3000\xa0]*)(?=\S)"
)
# What each of these holds: what begins with a letter of its own is found quicker.
_MARKS = regex(r"#(?:#[^\s#]|[\u3000\xa0])")
_SHOWN = 60


def heading_hash(document: Document, _: Context) -> Iterator[Finding]:
    """Lines such as `##Summary`, or `##` with a full-width space behind it, which are text to Markdown."""
    for block in blocks_with(document, _MARKS):
        if isinstance(block, Paragraph):
            for before, inline in pairwise([None, *block.inlines]):
                if isinstance(inline, Text) and (before is None or isinstance(before, SoftBreak | HardBreak)):
                    found = _HASH.match(document.source.text, inline.span.start)
                    if found:
                        yield _finding(document.source, found)


def _finding(source: Source, found: re.Match[str]) -> Finding:
    line_end = source.line_at(found.start()).end
    line = source.text[found.start() : line_end].rstrip()
    shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    why = "the space after the # is not a plain space" if found["wide"] else "there is no space after the #"
    edit = Edit(Span(found.end("marks") if found["marks"] else found.start("wide"), found.end()), " ")
    return Finding(
        Span(found.start(), found.start() + len(line)),
        f'"{shown}" is not a heading: {why}',
        f"write `{found['marks'] or found['wide_marks']} ` with one plain space",
        Fix("write one plain space", (edit,), Safety.UNSAFE),
    )


def heading_increment(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that stand more than one level below the heading before them."""
    for before, heading in pairwise(top_headings(document)):
        if heading.level > before.level + 1:
            yield Finding(
                heading.span,
                f"heading level jumps from {before.level} to {heading.level}",
                f"write it with {'#' * (before.level + 1)}",
                related=(Related("the heading before it", before.span),),
            )


# Not the full stop of `etc.`, `et al.`, `U.S.` and `...`; a question mark is part of what is asked.
_TRAILING = regex(r"(?:[:：,，、;；。．]|(?<=\w{4})\.)\Z")


def heading_punctuation(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that end with a colon, comma, semicolon or full stop."""
    for heading in top_headings(document):
        text = document.source.slice(heading.text_span)
        if (found := _TRAILING.search(text[-8:])) and len(text) > 1:
            mark = found[0]
            span = Span(heading.text_span.end - 1, heading.text_span.end)
            fix = Fix(f'delete the "{mark}"', (Edit(span, ""),), Safety.UNSAFE)
            yield Finding(span, f'heading ends with "{mark}"', f'remove the "{mark}"', fix)


def heading_separator(document: Document, context: Context) -> Iterator[Finding]:
    """Headings such as `Model：X` where the file mostly writes `Model: X`; each name is compared with itself only.

    Without a value, a colon behind the name is compared with the note's siblings.
    """
    by_name: defaultdict[str, list[Section]] = defaultdict(list)
    for note in document.notes:
        for section in note.all_sections():
            habit = context.habits.get(section.holds or "")
            if not section.value and habit and habit.separator not in (None, collapse(section.separator)):
                yield _unlike_siblings(section, habit, document)
            # At the end of a line (of a heading that is underlined) a space behind the colon would be none.
            if section.value and document.source.text[section.value_span.start] not in "\r\n":
                by_name[fold_name(section.name)].append(section)
    for sections in by_name.values():
        # Of two that are used equally often, the one that stands first in the file wins.
        usual = Counter(map(_separator, sections)).most_common(1)[0][0]
        for section in sections:
            span = Span(section.name_span.end, section.value_span.start)
            if _separator(section) == usual:
                continue
            written = document.source.slice(span)
            yield Finding(
                span,
                f'"{section.name}{_separator(section)}" is written "{section.name}{usual}" elsewhere in this file',
                f'write "{section.name}{usual}"',
                # Marks around the name (`**Model**：X`) would be lost.
                Fix(f'write "{usual}"', (Edit(span, usual),)) if written == section.separator else None,
            )


def _unlike_siblings(section: Section, habit: Habit, document: Document) -> Finding:
    """A heading such as `Summary:` where the siblings write `Summary`, or the other way round."""
    usual = habit.separator or ""
    span = Span(section.name_span.end, section.value_span.end)
    return Finding(
        section.name_span,
        f'"{section.name}{collapse(section.separator)}" is written "{section.name}{usual}" by {habit.siblings}',
        f'write "{section.name}{usual}"',
        Fix(f'write "{section.name}{usual}"', (Edit(span, usual),))
        if document.source.slice(span) == section.separator
        else None,
    )


def _separator(section: Section) -> str:
    """The separator with one space for several: more are the matter of heading-whitespace."""
    return re.sub(r"[ \t]+", " ", section.separator)


def heading_style(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that are underlined where most of the file's are marked with `#`, or the other way round.

    Only the first two levels can be underlined; deeper headings do not count.
    """
    headings = [heading for heading in top_headings(document) if heading.level <= 2]
    counts = Counter(heading.setext for heading in headings)
    if len(counts) < 2:
        return
    # Of two that are used equally often, the one that stands first in the file wins.
    usual = counts.most_common(1)[0][0]
    for heading in headings:
        if heading.setext and not usual:
            message = f"underlined heading: the other headings in this file use {'#' * heading.level}"
            yield Finding(heading.span, message, None, _with_marks(heading, document))
        elif usual and not heading.setext:
            line = "=-"[heading.level - 1] * 3
            message = f"heading with {'#' * heading.level}: the other headings in this file are underlined"
            yield Finding(heading.span, message, f"write {line} below it instead")


def _with_marks(heading: Heading, document: Document) -> Fix | None:
    """The heading in one line; a heading of several lines cannot be written so.

    Nor is one where the file opens with a thematic break: front matter takes `#` for a comment, and so the lines below
    the break, which are none for their heading, could become some.
    """
    text = document.source.slice(heading.text_span)
    if len(text.splitlines()) != 1 or text.endswith("#"):
        return None
    if document.front_matter is None and document.source.text.lstrip("\ufeff \t\r\n").startswith(("---", "+++")):
        return None
    marked = f"{'#' * heading.level} {text}"
    return Fix(f"write `{marked}`", (Edit(heading.span, marked),))


def heading_trailing_whitespace(document: Document, _: Context) -> Iterator[Finding]:
    """Headings with spaces at the end of their line; lists and quotes are kept in records as written: unsafe."""
    for heading, is_top in spaced_headings(document):
        for edit in trailing(heading, document.source):
            fix = Fix("delete them", (edit,), Safety.SAFE if is_top else Safety.UNSAFE)
            yield Finding(edit.span, "spaces at the end of the heading", None, fix)


# Two spaces end a sentence, as on a typewriter; behind a number such as `1.` they end none.
_RUN = regex(r"(?:(?<![^\W\d][.?!])(?<![%)\]\"'”’][.?!])|(?=[ \t]{3}))[ \t]{2,}|\t")
# What programs put something else in place of.
_TEMPLATE = regex(r"\{\{[^\r\n]*?\}\}|\{%[^\r\n]*?%\}|<%[^\r\n]*?%>")
_OWN_LINK = regex(r"\(<?#|\[\[#|\]:[ \t]*<?#")
# The marks of a heading that may hold such whitespace.
_WHITESPACE_MARKS = regex(r"#(?<![^\s>:#\ufeff]#)#{0,5}(?=[ \t])(?:[ ][^ \t\r\n#]++)*+[ ]?[ \t#]")
# The line below one that is underlined inside a list or a quote.
_UNDERLINE = regex(r"\n[ \t>]++(?P<line>(?:=++|-++)[ \t]*+(?![^\n]))")


def heading_whitespace(document: Document, context: Context) -> Iterator[Finding]:
    """Headings with more whitespace than one space between two words: one finding a heading.

    Its fix is unsafe where links lead to the heading by a name that counts the spaces, and in a list or a quote, whose
    text records keep as written.
    """
    for heading, is_top in spaced_headings(document):
        edits = (*_inner(heading, document.source), *trailing(heading, document.source))
        if any(edit.text for edit in edits):
            followed = _followers(heading, document, context) if is_top else ()
            safety = Safety.SAFE if is_top and not followed else Safety.UNSAFE
            fix = Fix("delete the extra spaces", (*edits, *followed), safety)
            yield Finding(edits[0].span, "extra spaces inside the heading", None, fix)


def spaced_headings(document: Document) -> Iterator[tuple[Heading, bool]]:
    """The headings that may hold extra whitespace, each with whether it stands outside of lists and quotes."""
    found = [(heading, True) for heading in top_headings(document) if heading.setext]
    for block in document.blocks.at(_places(document.source.text)):
        inner = (each for each in walk((block,)) if isinstance(each, Heading))
        found += [(each, each is block) for each in inner if not (each is block and each.setext)]
    return ((heading, is_top) for heading, is_top in found if heading.text_span.start < heading.text_span.end)


def trailing(heading: Heading, source: Source) -> Iterator[Edit]:
    """The edit that deletes the whitespace at the end of a heading's line."""
    end = source.line_at(heading.text_span.end).end
    behind = source.text[heading.text_span.end : end]
    if length := len(behind) - len(behind.rstrip(" \t")):
        yield Edit(Span(end - length, end), "")


def _inner(heading: Heading, source: Source) -> Iterator[Edit]:
    """Whitespace in code, math, links' targets, templates and between the lines of a setext heading is not ours."""
    text = heading.text_span
    for run in _RUN.finditer(source.text, heading.span.start, text.start):
        yield Edit(Span(*run.span()), " ")
    if _RUN.search(source.text, *text):
        templates = [Span(*found.span()) for found in _TEMPLATE.finditer(source.text, *text)]
        for inline in walk_inlines(heading.inlines):
            if isinstance(inline, Text):
                for run in outside(templates, _RUN.finditer(source.text, *inline.span)):
                    yield Edit(Span(*run.span()), " ")


def _has_own_links(document: Document, _: Context) -> bool:
    """Whether there may be any; most files have none, which takes much less time to see."""
    return _OWN_LINK.search(document.source.text) is not None


def _followers(heading: Heading, document: Document, context: Context) -> tuple[Edit, ...]:
    """What makes the links of the file follow: GitHub's name of a heading has a hyphen for each space."""
    before = slug_title(heading)
    if before == title_of(heading) or not context.once(_has_own_links, document):
        return ()
    return tuple(followers(context.once(own_links, document), heading, before, title_of(heading)))


def _places(text: str) -> list[int]:
    """Where headings may hold such spaces, in order, but for those that are underlined outside of lists and quotes."""
    marks = [found.start() for found in _WHITESPACE_MARKS.finditer(text)]
    lines = [found.start("line") for found in _UNDERLINE.finditer(text.replace("\r", "\n"))]
    return sorted(marks + lines)
