"""The check of the rule math-environment."""

from __future__ import annotations

from notelint.checks.prose import blocks_at, formulas
from notelint.diagnostic import Finding, Related
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

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
