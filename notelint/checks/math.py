"""Formulas."""

from __future__ import annotations

from notelint.diagnostic import Finding, Related
from notelint.markdown.nodes import Leaf, TableCell
from notelint.note.running_text import blocks_at, blocks_with, formulas, texts
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from notelint.context import Context
    from notelint.note.model import Document

_BRACE = regex(r"\\[\s\S]|[{}]")
_DEPTH = 5


def _paired(depth: int) -> str:
    """The pattern of what stands between two dollars if all its braces have partners, to some depth."""
    inner = rf"|\{{{_paired(depth - 1)}\}}" if depth else ""
    return rf"(?:[^${{}}\\]++|\\(?:[^$]|(?=\$)){inner})*+"


# A formula with an unpaired brace has such a brace between two of its dollars, `\$` among them.
_DOUBTFUL = regex(rf"\$(?!{_paired(_DEPTH)}(?:\$|\Z))")


def math_braces(document: Document, _: Context) -> Iterator[Finding]:
    """The first brace of a formula that has no partner in it; one finding a formula."""
    for formula in formulas(blocks_with(document, _DOUBTFUL)):
        place = _unpaired(document.source.text, formula)
        if place is None:
            continue
        span = Span(place, place + 1)
        if document.source.text[place] == "{":
            yield Finding(
                span, "this `{` is not closed in the formula", "close it with `}`, or write `\\{` for a literal brace"
            )
        else:
            yield Finding(
                span, "this `}` closes nothing in the formula", "delete it, or write `\\}` for a literal brace"
            )


def _unpaired(text: str, formula: Span) -> int | None:
    opened: list[int] = []
    for found in _BRACE.finditer(text, *formula):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}":
            if not opened:
                return found.start()
            opened.pop()
    return opened[0] if opened else None


_MARK = regex(r"\\\\|\\(?P<verb>begin|end)[ \t]*\{(?P<name>[^{}]*)\}")


def math_environment(document: Document, _: Context) -> Iterator[Finding]:
    r"""The first `\begin` or `\end` of a formula that has no partner in it; one finding a formula."""
    for formula in formulas(blocks_at(document, _doubtful(document.source.text))):
        opened: list[re.Match[str]] = []
        for found in _MARK.finditer(document.source.text, *formula):
            if found["verb"] == "begin":
                opened.append(found)
            elif found["verb"] == "end":
                begin = opened.pop() if opened else None
                if begin is None or begin["name"] != found["name"]:
                    opened.clear()
                    yield _stray(found, begin)
                    break
        if opened:
            begin = opened[-1]
            yield Finding(
                Span(*begin.span()), f"`{begin[0]}` has no matching `\\end`", f"add `\\end{{{begin['name']}}}`"
            )


def _doubtful(text: str) -> list[int]:
    """Where marks stand without a partner, if not only formulas are read, or with a dollar in between."""
    opened: list[re.Match[str]] = []
    doubtful: list[int] = []
    read = dollar = 0
    for found in _MARK.finditer(text):
        dollar = max(dollar, text.rfind("$", read, found.start()))
        read = found.end()
        if found["verb"] == "begin":
            opened.append(found)
        elif found["verb"] == "end":
            begin = opened.pop() if opened else found
            if begin["name"] != found["name"] or begin is found or dollar > begin.start():
                doubtful += [begin.start(), found.start()]
    return sorted([*doubtful, *(begin.start() for begin in opened)])


def _stray(end: re.Match[str], begin: re.Match[str] | None) -> Finding:
    span = Span(*end.span())
    if begin is None:
        return Finding(span, f"`{end[0]}` has no matching `\\begin`", f"add `\\begin{{{end['name']}}}`, or delete it")
    return Finding(
        span,
        f"`{end[0]}` does not match `{begin[0]}`",
        f"write `\\end{{{begin['name']}}}`",
        related=(Related("it begins here", Span(*begin.span())),),
    )


_DOLLARS = regex(r"(?<![\\$])\$\$(?!\$)")


def math_unclosed(document: Document, _: Context) -> Iterator[Finding]:
    """The last `$$` of a paragraph in which an odd number of them has no partner; a single `$` may be money."""
    source = document.source.text
    for leaf in blocks_with(document, "$$"):
        if not isinstance(leaf, Leaf) or (isinstance(leaf, TableCell) and not source[slice(*leaf.span)].strip("$ |")):
            continue  # a cell with nothing but `$$` says what something costs
        loose = [found for text in texts(leaf.inlines) for found in _DOLLARS.finditer(source, *text.span)]
        if len(loose) % 2:
            yield Finding(
                Span(*loose[-1].span()),
                "this `$$` is not closed in its paragraph",
                "close the formula with `$$`, or delete this one; a blank line ends a formula, too",
            )
