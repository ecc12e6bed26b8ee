"""The check of the rule suppression-unknown."""

from __future__ import annotations

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.errors import nearest
from notelint.regex import regex
from notelint.selector import selects
from notelint.source import Span
from notelint.suppression import WORDS, suppressions
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_NAME = regex(r"[\s(:=,]*([\w-]+)")


def suppression_unknown(document: Document, _: Context) -> Iterator[Finding]:
    """Comments, or front matter, with a word that means nothing, or with a name that no rule and no family has.

    So are those that begin their reason with the name of a rule: it is meant to stand in brackets.
    """
    from notelint.checks import CHECKS, VAULT_CHECKS  # noqa: PLC0415 - the table of checks names this one, too

    rules = (*CHECKS, *VAULT_CHECKS)
    for comment in suppressions(document):
        if comment.word not in WORDS:
            message = f'unknown word "{comment.word}" after "notelint:"'
            yield _finding(comment.word_span, comment.word, message, WORDS, f"write {' or '.join(WORDS)}")
        elif comment.selectors == ():
            said, what = ("the key names", "it") if comment.in_front_matter else ("the brackets name", "the comment")
            yield Finding(comment.span, f"{said} no rule", f"name one, or delete {what}")
        elif comment.selectors is None:
            first = _NAME.match(document.source.text, comment.word_span.end, comment.span.end)
            if first and first[1] in rules:
                message = f'"{first[1]}" is not in brackets, so this comment hides every finding'
                yield Finding(Span(*first.span(1)), message, f"write {comment.word}[{first[1]}]")
        for name, span in comment.selectors or ():
            if not any(selects(name, rule) for rule in rules):
                remedy = "write one that `notelint rule --all` lists"
                yield _finding(span, name, f'unknown rule "{name}"', rules, remedy)


def _finding(span: Span, word: str, message: str, known: Collection[str], remedy: str) -> Finding:
    near = nearest(word, known)
    if near is None:
        return Finding(span, message, remedy)
    fix = Fix(f'write "{near}"', (Edit(span, near),), Safety.UNSAFE)
    return Finding(span, message, f'did you mean "{near}"?', fix)
