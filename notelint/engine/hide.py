"""Write comments that hide findings, such that the notes say what they said before."""

from __future__ import annotations

from notelint.dataclass import replace
from notelint.engine.fix import says_the_same
from notelint.errors import NotelintError
from notelint.markdown.nodes import (
    Emphasis,
    HardBreak,
    Heading,
    Leaf,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
    walk,
    walk_inlines,
)
from notelint.source import Span, spliced
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from notelint.diagnostic import Diagnostic
    from notelint.note.model import Document
    from notelint.source import Source

_DIVISIBLE = Emphasis | Strong | Strikethrough | SoftBreak | HardBreak | Text  # a comment may stand in them


def hide(
    document: Document,
    find: Callable[[Document], Sequence[Diagnostic]],
    read: Callable[[Source], Document],
    reason: str = "",
) -> tuple[Document, int]:
    """A document with comments that hide what `find` finds in it, and how many findings that are.

    What is wrong with comments and baselines stays reported. A comment stands above the block that a finding begins,
    or else at the end of its line; where neither can be, one for the whole file. Raises NotelintError where no comment
    can stand without changing what the notes say.
    """
    if document.source.is_utf_16:
        raise NotelintError(f"{document.source.path}: the file is UTF-16: save it as UTF-8 before --add-ignore")
    findings = [each for each in find(document) if not each.rule.startswith(("suppression-", "baseline-"))]
    if not findings:
        return document, 0
    by_line: dict[int, set[str]] = {}
    for each in findings:
        by_line.setdefault(each.source.line_number(each.finding.span.start), set()).add(each.rule)
    above, behind = _first_lines(document), _open_ends(document)
    for places in ({**behind, **above}, above, {}):
        for at_end in (False, True):
            comments = _comments(document, by_line, places, reason, at_end=at_end)
            inserted = ((Span(offset, offset), comments[offset]) for offset in sorted(comments))
            after = read(replace(document.source, text=spliced(document.source.text, inserted)))
            if says_the_same(document, after, read) and not _left(findings, find(after)):
                return after, len(findings)
    raise NotelintError(
        f"{document.source.path}: no comment can stand here: use per-file-ignores in the configuration"
    )


def _left(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> bool:
    """Whether any of the rules that were to be hidden still finds something."""
    return not {each.rule for each in before}.isdisjoint(each.rule for each in after)


def _comments(
    document: Document, by_line: Mapping[int, set[str]], places: Mapping[int, int], reason: str, *, at_end: bool
) -> dict[int, str]:
    """What to insert where: a comment for each line that has a place, and one for the file for all other lines.

    `at_end`: that one stands at the end of the file instead of its start.
    """
    source = document.source
    newline = "\r\n" if "\r\n" in source.text else "\n"
    found: dict[int, str] = {}
    rest: set[str] = set()
    for line, rules in by_line.items():
        if line not in places:
            rest |= rules
            continue
        offset = places[line]
        comment = _comment("ignore", rules, reason)
        alone = offset == max(source.line_start(line), source.start)
        found[offset] = f"{comment}{newline}" if alone else f" {comment}"
    if rest:
        comment = _comment("ignore-file", rest, reason)
        if at_end:
            offset = len(source.text)
            found[offset] = f"{found.get(offset, '')}{newline * 2}{comment}{newline}"
        else:
            offset = _start(document)
            found[offset] = f"{comment}{newline * 2}{found.get(offset, '')}"
    return found


def _comment(word: str, rules: Iterable[str], reason: str) -> str:
    return f"<!-- notelint: {word}[{', '.join(sorted(rules))}] {reason}".rstrip() + " -->"


def _start(document: Document) -> int:
    """Where the first line with something on it begins, below the front matter."""
    source = document.source
    offset = document.front_matter.span.end if document.front_matter else source.start
    rest = source.text[offset:]
    line = source.line_number(offset + len(rest) - len(rest.lstrip()))
    return max(offset, source.line_start(line))


def _first_lines(document: Document) -> dict[int, int]:
    """The start of each line that begins a block of the document."""
    source = document.source
    lines = [source.line_number(block.span.start) for block in document.blocks]
    return {line: max(source.line_start(line), source.start) for line in lines}


def _open_ends(document: Document) -> dict[int, int]:
    """The end of each line of a paragraph or heading at which a comment can stand."""
    source = document.source
    found: dict[int, int] = {}
    torn: set[int] = set()
    for block in walk(document.blocks):
        if isinstance(block, Leaf):
            for inline in walk_inlines(block.inlines):
                if not isinstance(inline, _DIVISIBLE):
                    torn.update(range(source.line_number(inline.span.start), source.line_number(inline.span.end)))
        if not isinstance(block, Paragraph | Heading):
            continue
        for line in range(source.line_number(block.span.start), source.line_number(block.span.end) + 1):
            text = source.slice(source.line(line)).rstrip(" \t")
            if not text.endswith(("\\", "#")):
                found[line] = source.line_start(line) + len(text)
    return {line: offset for line, offset in found.items() if line not in torn}
