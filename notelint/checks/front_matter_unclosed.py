"""The check of the rule front-matter-unclosed."""

from __future__ import annotations

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.front_matter import FrontMatter
    from notelint.note.model import Document
    from notelint.source import Source

_LINE_END = r"(?:\r\n|\n|\r)"
_KEY = r"[a-z][\w-]*+:(?:[ \t][^\r\n]*+)?"
_REST = rf"{_LINE_END}(?:(?:[ \t#]|- )[^\r\n]*+{_LINE_END})*+"
# Two keys or more, with the lines that belong to them, on the first lines and directly above a `---`.
_UNOPENED = regex(rf"(?P<key>{_KEY}){_REST}(?:{_KEY}{_REST})++---[ \t]*+(?=[\r\n]|\Z)")


def front_matter_unclosed(document: Document, _: Context) -> Iterator[Finding]:
    """Front matter without its closing line, or keys without the opening one."""
    if document.front_matter is None:
        yield from _unopened(document.source)
    elif not document.front_matter.closed:
        yield from _unclosed(document.source, document.front_matter)


def _unclosed(source: Source, front_matter: FrontMatter) -> Iterator[Finding]:
    problem = front_matter.problem
    if problem is None:
        return
    fence = source.slice(problem.span)
    end = front_matter.span.end
    insertion = f"{fence}{_line_end(source)}"
    if source.text[end - 1] not in "\r\n":
        insertion = f"{_line_end(source)}{insertion}"
    fix = Fix(f"add `{fence}` after the last key", (Edit(Span(end, end), insertion),), Safety.UNSAFE)
    yield Finding(problem.span, problem.message, problem.help, fix)


def _unopened(source: Source) -> Iterator[Finding]:
    found = _UNOPENED.match(source.text, source.start)
    if found:
        edit = Edit(Span(source.start, source.start), f"---{_line_end(source)}")
        yield Finding(
            Span(*found.span("key")),
            "front matter is closed with `---` but never opened",
            "add a line `---` above the first key",
            Fix("add `---` above the first key", (edit,), Safety.UNSAFE),
        )


def _line_end(source: Source) -> str:
    """The line end of the first line."""
    end = source.line(1).end
    return "\r\n" if source.text.startswith("\r\n", end) else "\n"
