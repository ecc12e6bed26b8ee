"""The check of the rule front-matter-syntax."""

from __future__ import annotations

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.front_matter import problems
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.front_matter import Rewriting
    from notelint.note.model import Document


def front_matter_syntax(document: Document, _: Context) -> Iterator[Finding]:
    """The places at which front matter is not what its language allows."""
    for problem in problems(document.front_matter, document.source):
        yield Finding(problem.span, problem.message, problem.help, _fix(problem.rewriting))


def _fix(rewriting: Rewriting | None) -> Fix | None:
    if rewriting is None:
        return None
    safety = Safety.SAFE if rewriting.is_safe else Safety.UNSAFE
    return Fix(rewriting.title, (Edit(rewriting.span, rewriting.text),), safety)
